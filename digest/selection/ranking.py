"""Reports in, the terms of each one's score out: named, between 0 and 1, weighted in [ranking].

The terms are one list, TERMS, in the order in which an editor sees them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log, log2

from digest.config.selection import Ranking
from digest.config.settings import Newsletter
from digest.model.stories import Term, Window
from digest.selection.kinds import is_aside, is_opinion
from digest.selection.reports import Report
from digest.selection.topics import Topics
from digest.selection.vectors import Vector, cosine

_HALF_LIFE = 3 / 7
_FULL_LENGTH = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What a report is measured against: all others, the window, the past, the newsletter.

    `coverage` and `related` are said by the report's place, as shares of the most that one has.
    """

    coverage: Mapping[int, float]
    related: Mapping[int, float]
    window: Window
    topics: Topics
    weight: Mapping[str, float]
    past: Sequence[tuple[Vector, str]] = ()

    def weight_of(self, source: str) -> float:
        """A source's weight; 1 where newsletter.toml names none."""
        return self.weight.get(source, 1.0)


def pool_of(
    reports: Sequence[Report],
    newsletter: Newsletter,
    window: Window,
    past: Sequence[tuple[Vector, str]],
) -> Pool:
    """The pool that `reports` make, with the most that any of them reaches."""
    weight = {source.label: source.weight for source in newsletter.sources}
    coverage = {
        r.place: log2(1 + sum(weight.get(source, 1.0) for source in r.voices)) for r in reports
    }
    voices = {report.place: log2(1 + len(report.voices)) for report in reports}
    related = {
        r.place: log2(1 + sum(share * voices.get(other, 0.0) for other, share in r.near))
        for r in reports
    }
    return Pool(
        coverage=_of_the_most(coverage),
        related=_of_the_most(related),
        window=window,
        topics=Topics(newsletter),
        weight=weight,
        past=past,
    )


def _of_the_most(values: Mapping[int, float]) -> dict[int, float]:
    most = max(values.values(), default=0.0) or 1.0
    return {place: value / most for place, value in values.items()}


Measure = Callable[[Report, Pool], tuple[float, str]]


def terms(report: Report, pool: Pool, ranking: Ranking) -> tuple[Term, ...]:
    """The report's terms; a weight of 0 leaves a term out."""
    found = []
    for name, sign, measure in TERMS:
        weight = float(getattr(ranking, name))
        if weight:
            value, reason = measure(report, pool)
            found.append(
                Term(name=name, value=round(value, 6), weight=sign * weight, reason=reason)
            )
    return tuple(found)


def _coverage(report: Report, pool: Pool) -> tuple[float, str]:
    named = ", ".join(
        source if pool.weight_of(source) == 1 else f"{source} ×{pool.weight_of(source):g}"
        for source in report.voices
    )
    count = len(report.voices)
    reason = f"{count} independent source{'s' if count != 1 else ''}: {named}"
    if report.copied:
        reason += f"; {len(report.copied)} more with the same text"
    return pool.coverage[report.place], reason


def _related(report: Report, pool: Pool) -> tuple[float, str]:
    count = len(report.near)
    value = pool.related[report.place]
    return value, f"{count or 'no'} other stor{'y' if count == 1 else 'ies'} on the matter"


def _topic(report: Report, pool: Pool) -> tuple[float, str]:
    if not pool.topics.narrowing:
        return 0.0, "newsletter.toml has no match"
    value = pool.topics.best(report.articles)
    return value, f"fits the queries to {value:.0%}"


def _recency(report: Report, pool: Pool) -> tuple[float, str]:
    length = pool.window.end - pool.window.start
    age = pool.window.end - max(article.when for article in report.articles)
    value = 2 ** -(max(age / length, 0) / _HALF_LIFE)
    return value, f"latest report {age.total_seconds() / 3600:.0f} h before the cut-off"


def _substance(report: Report, _: Pool) -> tuple[float, str]:
    words = max(len((article.text or article.summary).split()) for article in report.articles)
    return min(1.0, log(1 + words) / log(1 + _FULL_LENGTH)), f"{words} words"


def _image(report: Report, _: Pool) -> tuple[float, str]:
    has = any(article.image for article in report.articles)
    return float(has), "has a picture" if has else "no picture"


def _novelty(report: Report, pool: Pool) -> tuple[float, str]:
    likest, where = max(
        ((cosine(report.centre, vector), where) for vector, where in pool.past), default=(0.0, "")
    )
    if likest < 0.1:
        return 1.0, "nothing like it in past issues"
    return 1 - min(likest, 1.0), f"like {where}"


def _opinion(report: Report, _: Pool) -> tuple[float, str]:
    share = sum(map(is_opinion, report.articles)) / len(report.articles)
    return share, f"{share:.0%} opinion pieces"


def _aside(report: Report, _: Pool) -> tuple[float, str]:
    share = sum(map(is_aside, report.articles)) / len(report.articles)
    return share, f"{share:.0%} from sport, lifestyle and the like"


TERMS: tuple[tuple[str, int, Measure], ...] = (
    ("coverage", 1, _coverage),
    ("related", 1, _related),
    ("topic", 1, _topic),
    ("recency", 1, _recency),
    ("substance", 1, _substance),
    ("image", 1, _image),
    ("novelty", 1, _novelty),
    ("opinion", -1, _opinion),
    ("aside", -1, _aside),
)
