"""Why a story is where it is, for a person: the bars of its score, and who was near."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from digest.cli.layout import bar, definitions, fold
from digest.cli.terminal import Line, Role, words

if TYPE_CHECKING:
    from digest.model.stories import Story, Term
    from digest.selection.explain import Explanation

PLACES = {"lead": "Lead", "candidate": "Candidate", "passed over": "Not in this issue"}
_BAR = 12


def rounded(points: float) -> float:
    """`points` as they are shown: never "-0.00"."""
    return round(points, 2) + 0.0


def explanation_rows(explanation: "Explanation", width: int) -> Iterator[Line]:
    """Where a story is and why, its score in bars, who was near, and what would swap them."""
    story = explanation.story
    place = words(f"{PLACES.get(explanation.place, f'In section {explanation.place}')}:")
    headline = words(f" {story.headline}" if story else " none", Role.HEADLINE)
    yield from fold((place, headline), width)
    for reason in explanation.reasons:
        yield from fold((words(f"  {reason}"),), width)
    if story:
        if story.spread:
            yield from fold((words(f"  told by {story.spread}"),), width)
        yield from _sum(story, width)
        yield _heading("Its articles:")
        told = [
            (words(one.id, Role.ASIDE), _article(one.source, one.title)) for one in story.articles
        ]
        yield from definitions(told, width, indent=2)
    yield from _runners_up(explanation, width)
    if explanation.swaps:
        yield _heading("What would put another first:")
        for swap in explanation.swaps:
            line = words(f"  {swap.change}:", Role.HINT), words(f" {swap.story.headline}")
            yield from fold(line, width)


def _heading(text: str) -> Line:
    return (words(text, Role.HEADLINE),)


def _article(source: str, title: str) -> Line:
    return words(f"{source}:", Role.ASIDE), words(f" {title}")


def _sum(story: "Story", width: int) -> Iterator[Line]:
    """A bar for each term that counts, and the sum below a rule."""
    terms = [term for term in story.terms if term.points or term.reason]
    most = max((abs(term.points) for term in terms), default=0)
    longest = max((len(term.name) for term in terms), default=0)
    for term in terms:
        yield from _term(term, most, longest, width)
    yield (words(f"{'':{_BAR + 2}}{'─' * 8}", Role.ASIDE),)
    yield (words(f"{'':{_BAR + 4}}{story.score:6.2f}", Role.HEADLINE), words("  score"))


def _term(term: "Term", most: float, longest: int, width: int) -> Iterator[Line]:
    """A term's bar, points and name, the product that they are, and the reason."""
    points = rounded(term.points)
    drawn = f"  {bar(points, most, _BAR):{_BAR}}"
    amount = f"  {points:6.2f}  {term.name:{longest}}"
    product = f"  {term.weight:g} × {term.value:.2f}"
    line = (
        words(drawn, Role.BAD if points < 0 else Role.GOOD),
        words(amount, Role.PLAIN if points else Role.ASIDE),
        words(f"{product:14}", Role.ASIDE),
        words(f" {term.reason}", Role.PLAIN if points else Role.ASIDE),
    )
    yield from fold(line, width, hang=min(sum(one.columns for one in line[:3]) + 1, width - 30))


def _runners_up(explanation: "Explanation", width: int) -> Iterator[Line]:
    """Each with its score, and by how much it is behind."""
    if not explanation.runners_up:
        return
    yield _heading("Runners-up:")
    first = explanation.story.score if explanation.story else 0.0
    rows = [
        (
            words(f"{story.score:6.2f}"),
            (words(f"{story.score - first:+.2f}", Role.WARNING), words(f"  {story.headline}")),
        )
        for story in explanation.runners_up
    ]
    yield from definitions(rows, width, indent=2)
