"""Reports in; what each is measured against, and its shares of the most that one has, out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log2

from digest.config.settings import Newsletter, Source
from digest.model.articles import Article
from digest.model.stories import Window
from digest.selection.article_kinds import is_explainer
from digest.selection.matter_lines import sentence
from digest.selection.past_headlines import PastHeadlines
from digest.selection.reports import Report
from digest.selection.strands import Strands
from digest.selection.taste import Taste
from digest.selection.tolls import dead
from digest.selection.topics import Topics
from digest.selection.vectors import cosine

# An outlet that chose another's text is a voice, though a smaller one than a report of its own.
_ECHO = 0.3
# Reports so much alike count the same dead.
_ONE_COUNT = 0.1
# A report stands half as well for a matter that went on for so long after it.
_OVERTAKEN = timedelta(hours=72)
# How much of its matter's support a story has that stands for it in nothing.
_AT_THE_EDGE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsWeek:
    """What all reports are measured against: the newsletter, its window, its matters, its past.

    `tellers` says by a report's place which articles may tell it, best first.
    """

    newsletter: Newsletter
    window: Window
    topics: Topics
    strands: Strands
    tellers: Mapping[int, Sequence[Article]]
    past_headlines: PastHeadlines
    taste: Taste

    def told(self, report: Report) -> Article:
        """The article by which a report is told."""
        return self.tellers[report.place][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The week, and by a report's place its shares of the most that one has.

    `matters` says what `why` tells of a report's matter.
    """

    week: NewsWeek
    sources: Mapping[str, Source]
    coverage: Mapping[int, float]
    size: Mapping[int, float]
    related: Mapping[int, float]
    support: Mapping[int, float]
    matters: Mapping[int, str]

    def weight_of(self, source: str) -> float:
        """A source's weight; 1 where newsletter.toml names none."""
        return weight_in(self.sources, source)


def weight_in(sources: Mapping[str, Source], source: str) -> float:
    """The weight of the source with this label; 1 where there is none."""
    return sources[source].weight if source in sources else 1.0


def pool_of(reports: Sequence[Report], week: NewsWeek) -> Pool:
    """The pool that `reports` make, with the most that any of them reaches."""
    sources = {source.label: source for source in week.newsletter.sources}
    voices = {report.place: _voices(report, sources) for report in reports}
    related = {
        r.place: sum(share * voices.get(other, 0.0) for other, share in r.near) for r in reports
    }
    return Pool(
        week=week,
        sources=sources,
        coverage=_of_the_most({place: log2(1 + own) for place, own in voices.items()}),
        size=_of_the_most({r.place: log2(1 + _texts(r)) for r in reports}),
        related=_of_the_most({place: log2(1 + own) for place, own in related.items()}),
        support=_of_the_most(_supports(reports, week)),
        matters=_sentences(reports, week),
    )


def _sentences(reports: Sequence[Report], week: NewsWeek) -> dict[int, str]:
    zone = week.newsletter.newsletter.timezone
    said: dict[tuple[str, ...], str] = {}
    for report in reports:
        strand = week.strands.home(report.id)
        if strand.ids not in said:
            told_in = week.past_headlines.told_in(strand.centre)
            said[strand.ids] = sentence(strand.articles, len(strand.ids), zone, told_in)
    return {report.place: said[week.strands.home(report.id).ids] for report in reports}


def _voices(report: Report, sources: Mapping[str, Source]) -> float:
    own = sum(weight_in(sources, source) for source in report.voices)
    return own + _ECHO * sum(weight_in(sources, source) for source in report.echoes)


def _texts(report: Report) -> float:
    return len(report.articles) - len(report.copied) + _ECHO * len(report.echoes)


def _supports(reports: Sequence[Report], week: NewsWeek) -> dict[int, float]:
    """By place what all stories of its matter have; wholly for the one that stands for it best."""
    outdated = _outdated(reports, week)
    stands: dict[int, float] = {}
    best: dict[tuple[str, ...], float] = {}
    for report in reports:
        strand = week.strands.home(report.id)
        behind = strand.last - report.articles[-1].when
        fit = report.place not in outdated and not is_explainer(week.told(report))
        stands[report.place] = fit * strand.reach[report.id] * 2 ** -(behind / _OVERTAKEN)
        best[strand.ids] = max(best.get(strand.ids, 0.0), stands[report.place])
    found: dict[int, float] = {}
    for report in reports:
        strand = week.strands.home(report.id)
        share = stands[report.place] / (best[strand.ids] or 1.0)
        found[report.place] = strand.support * (_AT_THE_EDGE + (1 - _AT_THE_EDGE) * share)
    return found


def _outdated(reports: Sequence[Report], week: NewsWeek) -> frozenset[int]:
    """The places of reports that count fewer dead than a later, similar one of their matter."""
    together: dict[tuple[str, ...], list[Report]] = {}
    for report in reports:
        together.setdefault(week.strands.home(report.id).ids, []).append(report)
    found: set[int] = set()
    for members in together.values():
        if len(members) == 1:
            continue
        counts = [(r, week.told(r).when, dead(week.told(r))) for r in members]
        counting = [each for each in counts if each[2]]
        found.update(
            report.place
            for report, when, count in counting
            if any(
                later > when and more > count and cosine(report.centre, other.centre) >= _ONE_COUNT
                for other, later, more in counting
            )
        )
    return frozenset(found)


def _of_the_most(values: Mapping[int, float]) -> dict[int, float]:
    most = max(values.values(), default=0.0) or 1.0
    return {place: value / most for place, value in values.items()}
