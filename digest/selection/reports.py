"""Admitted articles in, reports out: the articles on one event, with what ranking needs to know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.model.articles import Article
from digest.model.stories import Decisions
from digest.selection.duplicates import copies
from digest.selection.grouping import GRAINS, Groups, group
from digest.selection.kinds import is_roundup
from digest.selection.vectors import (
    Pair,
    Vector,
    centroid,
    cosine,
    similar_pairs,
)

_FLOOR = 0.08
_RELATED = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The articles on one event, earliest first.

    `copied` are the ids of those whose text another, earlier one has too. `near` are other reports
    on the same matter, by place, with how alike they are (0..1).
    """

    place: int
    articles: tuple[Article, ...]
    vectors: tuple[Vector, ...]
    centre: Vector
    copied: frozenset[str] = frozenset()
    near: tuple[tuple[int, float], ...] = ()

    @property
    def id(self) -> str:
        """The id of the earliest article."""
        return self.articles[0].id

    @property
    def voices(self) -> tuple[str, ...]:
        """The sources that have a text of their own, in order of appearance."""
        own = (article.source for article in self.articles if article.id not in self.copied)
        return tuple(dict.fromkeys(own))

    @property
    def typical(self) -> tuple[float, ...]:
        """How near each article is to what they all say, 0..1."""
        return tuple(cosine(vector, self.centre) for vector in self.vectors)


def gather(
    articles: Sequence[Article],
    found: Sequence[Vector],
    decisions: Decisions,
    granularity: str = "normal",
) -> tuple[Report, ...]:
    """The reports that `articles` (earliest first, vectors in `found`) make, in their order."""
    alike = similar_pairs(found, _FLOOR)
    same = copies(articles, alike)
    pairs = telling_one_event(articles, alike)
    groups = group(
        len(articles),
        pairs,
        GRAINS[granularity],
        together=_places(articles, decisions.merged),
        copies=same,
        apart=_places(articles, decisions.split),
    )
    copied = {articles[place].id for places in same for place in places - {min(places)}}
    near = _near(groups, pairs)
    return tuple(
        Report(
            place=number,
            articles=tuple(articles[place] for place in places),
            vectors=tuple(found[place] for place in places),
            centre=centroid([found[place] for place in places]),
            copied=frozenset(articles[place].id for place in places) & copied,
            near=near[number],
        )
        for number, places in enumerate(groups)
    )


def telling_one_event(articles: Sequence[Article], pairs: Iterable[Pair]) -> list[Pair]:
    """`pairs` without the roundups: a piece on ten events would glue their stories together."""
    roundups = {place for place, article in enumerate(articles) if is_roundup(article)}
    return [p for p in pairs if p[0] not in roundups and p[1] not in roundups]


def _places(articles: Sequence[Article], wishes: Iterable[frozenset[str]]) -> list[frozenset[int]]:
    place_of = {article.id: place for place, article in enumerate(articles)}
    return [frozenset(place_of[name] for name in ids if name in place_of) for ids in wishes]


def _near(groups: Groups, pairs: Sequence[Pair]) -> list[tuple[tuple[int, float], ...]]:
    group_of = {place: number for number, places in enumerate(groups) for place in places}
    sums: list[dict[int, float]] = [{} for _ in groups]
    for first, second, likeness in pairs:
        one, other = group_of[first], group_of[second]
        if one != other:
            share = likeness / (len(groups[one]) * len(groups[other]))
            sums[one][other] = sums[one].get(other, 0.0) + share
            sums[other][one] = sums[other].get(one, 0.0) + share
    return [
        tuple(sorted((other, share) for other, share in near.items() if share >= _RELATED))
        for near in sums
    ]
