"""Reports and the newsletter's queries in; for every query the matters among what fits it out.

A newsletter on one subject has a single matter by its own query. Among the reports that fit it,
the subject's own words and names tell nothing apart, so that the strands below it are the matters
there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log2

from digest.model.articles import Article
from digest.query import Query
from digest.selection.article_kinds import is_beside_the_news
from digest.selection.matters import GatheredMatter, matters
from digest.selection.reports import Report
from digest.selection.vectors import Vector, cosine

Gather = Callable[
    [Sequence[Report], Mapping[int, frozenset[int]], Sequence[frozenset[str]]],
    Sequence[GatheredMatter],
]
"""Gives the matters of reports, as `matters` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """A matter as one query sees it: its stories by id, its articles, how many voices it has.

    `last` is when its latest report came.
    `reach` says for every story how near it is to the centre, the more so the more voices it has,
    as a share of the most.
    """

    ids: tuple[str, ...]
    articles: tuple[Article, ...]
    centre: Vector
    support: float
    reach: Mapping[str, float]
    last: datetime


class Strands:
    """The matters of every query; a report has one in each query that it fits."""

    def __init__(
        self,
        reports: Sequence[Report],
        fitting: Mapping[Query, Sequence[Report]],
        names: Mapping[int, frozenset[int]],
        apart: Iterable[frozenset[str]],
        gather: Gather = matters,
    ) -> None:
        apart = tuple(apart)
        self._by_query = {
            query: _strands(pool, gather(pool, names if query.takes_any else {}, apart))
            for query, pool in fitting.items()
        }
        self._home: dict[str, Strand] = {}
        for found in reversed(self._by_query.values()):
            self._home.update(found)
        for report in reports:
            if report.id not in self._home:
                self._home[report.id] = _strand([report], report.centre)

    def home(self, story: str) -> Strand:
        """The matter by which a story is ranked: that of the first query it fits."""
        return self._home[story]

    def within(self, query: Query | None, story: str) -> Strand:
        """The matter of a story among those that fit `query`."""
        found = self._by_query.get(query, {}) if query else {}
        return found.get(story) or self._home[story]


def _strands(pool: Sequence[Report], found: Sequence[GatheredMatter]) -> dict[str, Strand]:
    strands: dict[str, Strand] = {}
    for gathered in found:
        members = [pool[at] for at in gathered.places]
        strands.update(
            dict.fromkeys((each.id for each in members), _strand(members, gathered.centre))
        )
    return strands


def _strand(members: Sequence[Report], centre: Vector) -> Strand:
    near = (
        {e.id: cosine(e.centre, centre) * log2(1 + len(e.voices)) for e in members}
        if len(members) > 1
        else {members[0].id: 1.0}
    )
    most = max(near.values()) or 1.0
    return Strand(
        ids=tuple(near),
        articles=tuple(article for each in members for article in each.articles),
        centre=centre,
        support=log2(1 + sum(map(_hard_voices, members))),
        reach={one: likeness / most for one, likeness in near.items()},
        last=max(each.articles[-1].when for each in members),
    )


def _hard_voices(report: Report) -> float:
    aside = sum(map(is_beside_the_news, report.articles)) / len(report.articles)
    return len(report.voices) * (1 - aside)
