"""A week's picks and [weeks] in; what to do when they are too few or too many, in words, out.

No rule is silent: each result carries the sentence that says which rule fired.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from digest.config.selection import Weeks
from digest.model.issues import Issue, Item
from digest.model.stories import Picks, Proposal, Story, Window
from digest.text import counted


class Thin(StrEnum):
    """What a week with too few items calls for."""

    EXTEND = "extend"
    CARRY = "carry"
    SHORT = "short"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThinWeek:
    """The rule that fired and the sentence that says so; for EXTEND, the wider window."""

    rule: Thin
    sentence: str
    window: Window


def thin_week(items: int, window: Window, weeks: Weeks, *, again: bool = False) -> ThinWeek | None:
    """What to do with `items` picks, lead included; None in an ordinary week.

    When asked `again`, of a window that was extended, it is not extended further: the issue goes
    out short.
    """
    if items >= weeks.min_items:
        return None
    rule = Thin(weeks.thin)
    if rule is Thin.EXTEND and again:
        rule = Thin.SHORT
    wider = extend_window(window, weeks)
    further = counted(weeks.extend_days, "more day")
    done = {
        Thin.EXTEND: f"looking back {further}, to {wider.start:%Y-%m-%d}",
        Thin.CARRY: "nothing goes out; the articles stay for the next issue",
        Thin.SHORT: "the issue goes out short",
        Thin.SKIP: "nothing goes out, and the next issue starts at this one's cut-off",
    }
    least = counted(weeks.min_items, "item")
    sentence = f"Thin week: {items} of at least {least} ({rule}): {done[rule]}."
    return ThinWeek(rule=rule, sentence=sentence, window=wider if rule is Thin.EXTEND else window)


def extend_window(window: Window, weeks: Weeks) -> Window:
    """`window` as thin = extend looks back."""
    return replace(window, start=window.start - timedelta(days=weeks.extend_days))


def limit_items(
    proposal: Proposal, weeks: Weeks, *, pinned: Collection[str] = ()
) -> tuple[Proposal, str]:
    """`proposal` with at most max_items picks, and a sentence on what was left out, or "".

    The lowest scores become candidates again. The lead and stories that hold a `pinned` article
    stay.
    """
    picks = [story for section in proposal.sections for story in section.stories]
    surplus = len(picks) + (1 if proposal.lead else 0) - weeks.max_items
    if surplus <= 0:
        return proposal, ""
    free = [story for story in picks if not _holds(story, pinned)]
    out = sorted(free, key=lambda story: story.score)[:surplus]
    names = {story.id for story in out}
    sections = tuple(
        Picks(
            section=section.section,
            stories=tuple(story for story in section.stories if story.id not in names),
        )
        for section in proposal.sections
    )
    candidates = sorted((*reversed(out), *proposal.candidates), key=lambda story: -story.score)
    said = (
        f"Fat week: {counted(len(picks) + bool(proposal.lead), 'item')}, at most {weeks.max_items} "
        f"(max_items): left out {_named([story.headline for story in reversed(out)])}."
    )
    return replace(proposal, sections=sections, candidates=tuple(candidates)), said


def limit_bytes(
    issue: Issue,
    size: Callable[[Issue], int],
    weeks: Weeks,
    *,
    pinned: Collection[str] = (),
    guess: int = 0,
) -> tuple[Issue, str]:
    """`issue` with few enough items for max_bytes, and a sentence on what was left out, or "".

    `size` renders an issue and says how many bytes its HTML has; it is asked a handful of times,
    and twice where the `guess` of how many items are left out is right.
    The last items of the longest sections go first, and emptied sections with them; the lead and
    `pinned` items stay, and so does the last item of all.
    """
    limit = weeks.max_bytes
    if not limit:
        return issue, ""
    order = list(_last_first(issue, pinned))
    if len(order) == sum(1 for _ in issue.items):
        order.pop()  # one item is an issue, none is not
    # Each size costs a whole rendering: halving takes six of them for 40 items.
    few, many = 0, len(order)
    guesses = [guess - 1, guess] if guess else [0]
    while few < many:
        guessed = bool(guesses) and few <= guesses[-1] < many
        middle = guesses.pop() if guessed else (few + many) // 2
        if size(_without(issue, order[:middle])) <= limit:
            many = middle
        else:
            few = middle + 1
    if not few and size(issue) <= limit:
        return issue, ""
    kept = _without(issue, order[:few])
    names = _named([item.name for item in order[:few]])
    said = f"Fat week: the mail is over {limit} bytes (max_bytes): left out {names}."
    if size(kept) > limit:
        said += f" It is still {size(kept)} bytes: the lead or pinned items are too long."
    return kept, said


def _holds(story: Story, pinned: Collection[str]) -> bool:
    return any(article.id in pinned for article in story.articles)


def _last_first(issue: Issue, pinned: Collection[str]) -> Iterator[Item]:
    left = [[item for item in section.items if item.id not in pinned] for section in issue.sections]
    while any(left):
        # Of two that are equally long, the later one gives.
        yield max(reversed(left), key=len).pop()


def _without(issue: Issue, out: list[Item]) -> Issue:
    names = {item.id for item in out}
    sections = tuple(
        replace(section, items=tuple(item for item in section.items if item.id not in names))
        for section in issue.sections
    )
    return replace(issue, sections=tuple(section for section in sections if section.items))


def _named(headlines: list[str]) -> str:
    return ", ".join(f"“{headline}”" for headline in headlines) or "nothing, all of it is pinned"
