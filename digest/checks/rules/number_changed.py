"""Headlines with a number that later reports of the same event have changed."""

import re
from collections.abc import Iterator

from digest.checks.counting import LONGEST, Count, counted, counts, events
from digest.checks.mail import Mail
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.articles import Article
from digest.model.findings import Severity
from digest.model.issues import Item

_WORD = re.compile(r"[^\W\d_]{3,40}")
_PLACE = re.compile(r"\b(?:in|at|near|across|from|of|hits?)\s+(?:the\s+)?([^\W\d_]{3,40})")
_STEM = 5
_FEWEST_SHARED = 2
_ROUNDED = 1.1


def _find(mail: Mail) -> Iterator[Problem]:
    language = mail.issue.masthead.language
    for item in mail.issue.items:
        known = mail.reports.get(item.id, ())
        for count in counts(item.headline, item.language or language) if known else ():
            later = _latest(count, item, known, language)
            if later and _differs(count, later[1]):
                yield _problem(count, item, *later)


def _latest(
    count: Count, item: Item, known: tuple[Article, ...], language: str
) -> tuple[Article, Count] | None:
    """The newest report after the item's own that counts the same, and what it says."""
    since = item.published or max((one.when for one in known if one.id == item.id), default=None)
    newer = sorted(
        (one for one in known if since and one.when > since and one.id != item.id),
        key=lambda one: (one.when, one.id),
        reverse=True,
    )
    for article in newer:
        for other in counts(article.title, article.language or language):
            if (other.unit, other.who) == (count.unit, count.who) and _one_event(
                item.headline, article.title
            ):
                return article, other
    return None


def _differs(printed: Count, later: Count) -> bool:
    """Whether the later count is higher by more than rounding; a toll that falls counts less."""
    if counted().units[printed.unit].money:
        return not printed.amount / _ROUNDED <= later.amount <= printed.amount * _ROUNDED
    rounded = printed.amount >= 100
    return later.amount > printed.amount * (_ROUNDED if rounded else 1)


def _one_event(one: str, other: str) -> bool:
    """Whether two headlines of a story share enough words, and name no different places."""
    shared = _stems(one) & _stems(other)
    here, there = (_stems(" ".join(_PLACE.findall(text[:LONGEST]))) for text in (one, other))
    if len(shared) < _FEWEST_SHARED or _differ(here, there):
        return False
    return not _differ(events(one), events(other))


def _differ(here: frozenset[str], there: frozenset[str]) -> bool:
    return bool(here and there and not here & there)


def _stems(headline: str) -> frozenset[str]:
    return frozenset(word[:_STEM].lower() for word in _WORD.findall(headline[:LONGEST]))


def _problem(count: Count, item: Item, article: Article, later: Count) -> Problem:
    unit = counted().units[count.unit].name
    return Problem(
        block=item.id,
        message=f"{quoted(item.headline)} counts {count.shown} {unit}; {article.source} counted "
        f"{later.shown} on {article.when:%Y-%m-%d}: {quoted(article.title)}.",
        fix=f"Tell {article.source}'s article instead, or write the newer number into the "
        "headline on the draft page.",
    )


RULE = Rule(
    id="number-changed",
    severity=Severity.WARNING,
    why="The count of the dead or displaced grows through the week; a headline of Tuesday is "
    "wrong on Friday.",
    fix="Write the newer number into the headline on the draft page.",
    find=_find,
)
