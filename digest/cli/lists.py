"""Sources, their health, issues and layouts in; a table of them as wide as the screen out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from digest.cli.layout import Column, sparkline, table
from digest.cli.terminal import Line, Role, words
from digest.layouts import OWN
from digest.text import counted

if TYPE_CHECKING:
    from digest.archive.contents import ListedIssue
    from digest.config.layouts import Layout
    from digest.config.settings import Source
    from digest.store.health import SourceHealth

_CONDITIONS = {
    "ok": Role.GOOD,
    "silent": Role.WARNING,
    "moved": Role.WARNING,
    "never": Role.WARNING,
    "paused": Role.ASIDE,
    "failing": Role.BAD,
    "gone": Role.BAD,
}
_STATES = {"published": Role.GOOD, "draft": Role.WARNING}


def sources_table(sources: "Sequence[Source]", width: int) -> Iterator[Line]:
    """What the newsletter reads: name, place, section, weight; then how many of what."""
    headings = (
        Column(heading="SOURCE", fluid=True),
        Column(heading="PLACE", fluid=True),
        Column(heading="SECTION"),
        Column(heading="WEIGHT", right=True),
    )
    rows = [
        (
            words(source.label, Role.HEADLINE),
            words(source.shown_place, Role.ASIDE),
            words(source.section or "–"),
            words("paused", Role.WARNING) if source.paused else words(f"{source.weight:g}"),
        )
        for source in sources
    ]
    yield from table(headings, rows, width)
    feeds = sum(1 for source in sources if source.url)
    kinds = (("feed", feeds), ("path", len(sources) - feeds))
    yield _total(len(sources), "source", [counted(count, kind) for kind, count in kinds if count])


def issues_table(issues: "Sequence[ListedIssue]", width: int) -> Iterator[Line]:
    """The issues of the archive: date, number, state, items, headline; then how many in which."""
    headings = (
        Column(heading="DATE"),
        Column(heading="NO.", right=True),
        Column(heading="STATE", fluid=True),
        Column(heading="ITEMS", right=True),
        Column(heading="HEADLINE", fluid=True),
    )
    rows = [
        (
            words(issue.date, Role.ASIDE),
            words(issue.number),
            words(
                f"{issue.status}, open for correction" if issue.correcting else issue.status,
                Role.WARNING if issue.correcting else _STATES.get(issue.status, Role.PLAIN),
            ),
            words(issue.items),
            words(issue.headline, Role.HEADLINE),
        )
        for issue in issues
    ]
    yield from table(headings, rows, width)
    yield _total(len(issues), "issue", _counts(str(issue.status) for issue in issues))


def layouts_table(layouts: "Sequence[Layout]", used: str, width: int) -> Iterator[Line]:
    """The layouts: name, which is in use, where each is from, what it is like; then how many."""
    headings = (
        Column(heading="LAYOUT"),
        Column(heading="STATE"),
        Column(heading="FROM", fluid=True),
        Column(heading="WHAT IT IS LIKE", fluid=True),
    )
    rows = [
        (
            words(one.name, Role.HEADLINE),
            words("in use", Role.GOOD) if one.name == used else words("–"),
            words(one.place, Role.ASIDE),
            words(one.about or "–"),
        )
        for one in layouts
    ]
    yield from table(headings, rows, width)
    own = sum(1 for one in layouts if one.place.startswith(f"{OWN}/"))
    brought = sum(1 for one in layouts if one.place != "stock") - own
    parts = {"of your own": own, "of extensions": brought}
    yield _total(len(layouts), "layout", [f"{n} {whose}" for whose, n in parts.items() if n])


def health_table(
    healths: "Sequence[SourceHealth]",
    weeks: Mapping[str, Sequence[int]],
    now: datetime,
    width: int,
) -> Iterator[Line]:
    """How each source is doing and what it brought on each of seven days; then how many how."""
    headings = (
        Column(heading="STATE"),
        Column(heading="SOURCE", fluid=True),
        Column(heading="LAST SEEN", right=True),
        Column(heading="WEEK", right=True),
        Column(heading="7 DAYS"),
        Column(heading="WHY", fluid=True),
    )
    rows = [
        (
            words(one.condition, _CONDITIONS[one.condition]),
            words(one.source, Role.HEADLINE),
            words(_ago(now, one.last_success)),
            words(sum(weeks.get(one.source, ()))),
            words(sparkline(weeks.get(one.source, ())), Role.HINT),
            words(one.why or "–", Role.PLAIN if one.why else Role.ASIDE),
        )
        for one in healths
    ]
    yield from table(headings, rows, width)
    week = sum(map(sum, weeks.values()))
    counts = [*_counts(str(one.condition) for one in healths)]
    yield _total(len(healths), "source", counts, f" · {counted(week, 'article')} this week")


def _ago(now: datetime, moment: datetime | None) -> str:
    """How long ago, in one unit."""
    if moment is None:
        return "never"
    passed = now - moment
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return f"{passed // timedelta(minutes=1)} min ago"
    if passed < timedelta(days=2):
        return f"{passed // timedelta(hours=1)} h ago"
    return f"{passed.days} days ago"


def _counts(values: Iterable[str]) -> Iterator[str]:
    yield from (f"{count} {value}" for value, count in Counter(values).most_common())


def _total(count: int, one: str, parts: Iterable[str], more: str = "") -> Line:
    listed = ", ".join(parts)
    return (words(f"{counted(count, one)}{': ' if listed else ''}{listed}{more}", Role.ASIDE),)
