"""Reports in, the terms of each one's score out: named, between 0 and 1, weighted in [ranking].

The terms are one list, TERMS, in the order in which an editor sees them.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import log

from digest.config.selection import Ranking
from digest.model.stories import Term, Window
from digest.selection.article_kinds import is_beside_the_news, is_opinion
from digest.selection.languages import speaks
from digest.selection.pool import Pool
from digest.selection.reports import Report
from digest.text import counted

# A report halves in worth in 72 h of a week, and in 12 h where a window has four days at most.
_HALF_LIFE = 3 / 7
_SHORT_WINDOW = timedelta(days=4)
_SHORT_HALF_LIFE = timedelta(hours=12)
_FULL_LENGTH = 600

Measure = Callable[[Report, Pool], tuple[float, str]]


def terms_by(ranking: Ranking) -> Callable[[Report, Pool], tuple[Term, ...]]:
    """Gives a report's terms; a weight of 0 leaves a term out."""
    weights = [(name, sign * float(getattr(ranking, name)), take) for name, sign, take in TERMS]
    counting = [(name, weight, take) for name, weight, take in weights if weight]

    def terms(report: Report, pool: Pool) -> tuple[Term, ...]:
        found = []
        for name, weight, take in counting:
            value, reason = take(report, pool)
            found.append(Term(name=name, value=round(value, 6), weight=weight, reason=reason))
        return tuple(found)

    return terms


def _coverage(report: Report, pool: Pool) -> tuple[float, str]:
    named = ", ".join(
        source if pool.weight_of(source) == 1 else f"{source} ×{pool.weight_of(source):g}"
        for source in report.voices
    )
    count = len(report.voices)
    reason = f"{counted(count, 'independent source')}: {named}"
    if report.copied:
        reason += f"; {len(report.copied)} more with the same text"
    return pool.coverage[report.place], reason


def _articles(report: Report, pool: Pool) -> tuple[float, str]:
    count = len(report.articles)
    return pool.size[report.place], counted(count, "article")


def _matter(report: Report, pool: Pool) -> tuple[float, str]:
    return pool.support[report.place], pool.matters[report.place]


def _related(report: Report, pool: Pool) -> tuple[float, str]:
    count = len(report.near)
    value = pool.related[report.place]
    stories = counted(count, "other story", "other stories") if count else "no other stories"
    return value, f"{stories} a little alike"


def _topic(report: Report, pool: Pool) -> tuple[float, str]:
    if not pool.week.topics.narrowing:
        return 0.0, "newsletter.toml has no match"
    value = pool.week.topics.in_headlines(report.articles)
    return value, f"{value:.0%} of the headlines have a word of the queries"


def _recency(report: Report, pool: Pool) -> tuple[float, str]:
    value, hours = _freshness(report.articles[-1].when, pool.week.window)
    return value, f"latest report {hours:.0f} h before the cut-off"


def _newness(report: Report, pool: Pool) -> tuple[float, str]:
    value, hours = _freshness(report.articles[0].when, pool.week.window)
    return value, f"first report {hours:.0f} h before the cut-off"


def _freshness(moment: datetime, window: Window) -> tuple[float, float]:
    length = window.end - window.start
    half_life = _SHORT_HALF_LIFE if length <= _SHORT_WINDOW else _HALF_LIFE * length
    age = window.end - moment
    return 2 ** -max(age / half_life, 0), age.total_seconds() / 3600


def _substance(report: Report, _: Pool) -> tuple[float, str]:
    words = max(len((article.text or article.summary).split()) for article in report.articles)
    return min(1.0, log(1 + words) / log(1 + _FULL_LENGTH)), counted(words, "word")


def _image(report: Report, _: Pool) -> tuple[float, str]:
    has = any(article.image for article in report.articles)
    return float(has), "has a picture" if has else "no picture"


def _novelty(report: Report, pool: Pool) -> tuple[float, str]:
    likest, where = pool.week.past_headlines.likest(report.centre)
    if likest < 0.1:
        return 1.0, "nothing like it in past issues"
    return 1 - min(likest, 1.0), f"like {where}"


def _taste(report: Report, pool: Pool) -> tuple[float, str]:
    return pool.week.taste.of(report.articles)


def _opinion(report: Report, _: Pool) -> tuple[float, str]:
    share = sum(map(is_opinion, report.articles)) / len(report.articles)
    return share, f"{share:.0%} opinion pieces"


def _aside(report: Report, _: Pool) -> tuple[float, str]:
    share = sum(map(is_beside_the_news, report.articles)) / len(report.articles)
    return share, f"{share:.0%} from sport, lifestyle and the like"


def _foreign(report: Report, pool: Pool) -> tuple[float, str]:
    language = pool.week.newsletter.newsletter.language
    if any(speaks(article, language) for article in report.articles):
        return 0.0, f"is told in {language}"
    return 1.0, f"no article of it is in {language}"


TERMS: tuple[tuple[str, int, Measure], ...] = (
    ("coverage", 1, _coverage),
    ("articles", 1, _articles),
    ("matter", 1, _matter),
    ("related", 1, _related),
    ("topic", 1, _topic),
    ("recency", 1, _recency),
    ("newness", 1, _newness),
    ("substance", 1, _substance),
    ("image", 1, _image),
    ("novelty", 1, _novelty),
    ("taste", 1, _taste),
    ("opinion", -1, _opinion),
    ("aside", -1, _aside),
    ("foreign", -1, _foreign),
)
