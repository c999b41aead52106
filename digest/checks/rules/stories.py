"""The stories: told before, told twice, old, overtaken, or all from one source."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from digest.checks.counts import LONGEST, Count, count_table, counts, events
from digest.checks.headlines import Headlines
from digest.checks.mail import Mailing
from digest.checks.rule import Violation, cite, rule
from digest.cutoffs import issue_window
from digest.model.articles import Article
from digest.model.findings import Severity
from digest.model.issues import Item
from digest.text import counted


@rule(
    "item-repeated",
    Severity.WARNING,
    why="Readers notice a story they have read before; a feed that changes an address or a date "
    "brings it back.",
    fix="Drop the item on the draft page, or say in its headline what is new.",
)
def find_items_of_earlier_issues(mail: Mailing) -> Iterator[Violation]:
    """Items that an earlier issue has told."""
    told = [past for issue in mail.past if issue.date < mail.issue.date for past in issue.items]
    by_key = {past.key: past for past in told if past.key}
    headlines = Headlines(past.headline for past in told)
    for item in mail.issue.items:
        before = by_key.get(item.key) if item.key else None
        if before is None:
            before = next((told[at] for at in headlines.near(item.headline)), None)
        if before is not None:
            yield Violation(
                block=item.id,
                message=f"{cite(item.name)} ran in the issue of {before.issue}, "
                f"as {cite(before.headline)}.",
            )


@rule(
    "item-twice",
    Severity.WARNING,
    why="The same story from two outlets is the commonest repetition in a digest.",
    fix="Merge the two on the draft page: one is told, the other named under “also covered by”.",
)
def find_items_told_twice(mail: Mailing) -> Iterator[Violation]:
    """Items that one issue tells twice."""
    items = tuple(mail.issue.items)
    headlines = Headlines(item.headline for item in items)
    first_of_key: dict[str, int] = {}
    for at, item in enumerate(items):
        same = first_of_key.setdefault(item.key, at) if item.key else at
        first = min(same, next(headlines.near(item.headline), at))
        if first < at:
            earlier = items[first]
            yield Violation(
                block=item.id,
                message=f"{_cited(item)} and {_cited(earlier)} tell the same.",
            )


def _cited(item: Item) -> str:
    return cite(item.name) + (f" ({item.source})" if item.source else "")


_CLOCKS_DIFFER = timedelta(days=1)


@rule(
    "item-stale",
    Severity.WARNING,
    why="A source that moves its website dates old articles anew or lists them again; old news "
    "then looks like this week's.",
    fix="Drop the item on the draft page, or say in its blurb that it is older.",
)
def find_stale_items(mail: Mailing) -> Iterator[Violation]:
    """Items published long before the issue's window."""
    start, oldest = _window_start(mail), mail.newsletter.check.stale_days
    for item in mail.issue.items:
        if item.published is None:
            continue
        dated = f"{cite(item.name)} is dated {item.published:%Y-%m-%d}"
        days = (start - item.published).days
        if days >= oldest:
            yield Violation(
                block=item.id,
                message=f"{dated}, {counted(days, 'day')} before the issue's window begins.",
            )
        elif item.published - mail.issue.cut_off > _CLOCKS_DIFFER:
            yield Violation(
                block=item.id,
                message=f"{dated}, after the cut-off.",
                fix="See whether the source's clock or the article's date is wrong.",
            )


def _window_start(mail: Mailing) -> datetime:
    earlier = [issue.cut_off for issue in mail.past if issue.cut_off < mail.issue.cut_off]
    settings = mail.newsletter
    zone = ZoneInfo(settings.newsletter.timezone)
    return issue_window(mail.issue.date, settings.schedule, zone, max(earlier, default=None)).start


_WORD = re.compile(r"[^\W\d_]{3,40}")
_PLACE = re.compile(r"\b(?:in|at|near|across|from|of|hits?)\s+(?:the\s+)?([^\W\d_]{3,40})")
# Words are compared by their beginnings, since languages inflect; "more than 100" and 105 are one
# count. What this finds in six weeks of 15 outlets: docs/checks.md, Measured.
_STEM = 5
_FEWEST_SHARED = 2
_ROUNDED = 1.1


@rule(
    "number-changed",
    Severity.WARNING,
    why="The count of the dead or displaced grows through the week; a headline of Tuesday is "
    "wrong on Friday.",
    fix="Write the newer number into the headline on the draft page.",
)
def find_changed_numbers(mail: Mailing) -> Iterator[Violation]:
    """Headlines with a number that later reports of the same event have changed."""
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
    if count_table().units[printed.unit].money:
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


def _problem(count: Count, item: Item, article: Article, later: Count) -> Violation:
    unit = count_table().units[count.unit].name
    return Violation(
        block=item.id,
        message=f"{cite(item.name)} counts {count.shown} {unit}; {article.source} counted "
        f"{later.shown} on {article.when:%Y-%m-%d}: {cite(article.title)}.",
        fix=f"Tell {article.source}'s article instead, or write the newer number into the "
        "headline on the draft page.",
    )


_FEWEST_ITEMS = 5


@rule(
    "source-dominates",
    Severity.WARNING,
    why="A digest promises a choice; one prolific feed can crowd the others out unnoticed.",
    fix="Lower per_source in [[sections]] or the weight of the source, or drop some of its items.",
)
def find_dominant_source(mail: Mailing) -> Iterator[Violation]:
    """Issues that come mostly from one source."""
    sources = Counter(item.source for item in mail.issue.items if item.source)
    total = sources.total()
    if total < _FEWEST_ITEMS or len(mail.newsletter.sources) == 1:
        return
    source, count = sources.most_common(1)[0]
    if count > total * mail.newsletter.check.source_share:
        yield Violation(message=f"{count} of {total} items come from {source}.")
