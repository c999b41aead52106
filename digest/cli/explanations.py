"""An explanation in, lines for the person who asked out."""

from collections.abc import Iterator

from digest.model.stories import Story
from digest.selection.explain import Explanation


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """What stands where and why, the sum behind it, the runners-up, and what would swap them."""
    if explanation.passed_over:
        article = explanation.passed_over.article
        yield f"Not in this issue: {article.title} ({article.source})"
        yield f"  {explanation.passed_over.reason}"
        return
    if explanation.story:
        yield f"{_place(explanation.place)}: {explanation.story.headline}"
    else:
        yield f"{_place(explanation.place)}: none"
    yield from (f"  {reason}" for reason in explanation.reasons)
    if explanation.story:
        yield from _sum(explanation.story)
        yield from _articles(explanation.story)
    if explanation.runners_up:
        yield "Runners-up:"
        yield from (f"  {story.score:5.2f}  {story.headline}" for story in explanation.runners_up)
    if explanation.swaps:
        yield "What would put another first:"
        yield from (f"  {swap.change}: {swap.story.headline}" for swap in explanation.swaps)


def _place(place: str) -> str:
    return {"lead": "Lead", "candidate": "Candidate"}.get(place, f"In section {place}")


def _sum(story: Story) -> Iterator[str]:
    for term in story.terms:
        if term.points or term.reason:
            amount = f"{term.points:+6.2f} = {term.weight:g} × {term.value:.2f}"
            yield f"  {amount:24} {term.name:10} {term.reason}".rstrip()
    yield f"  {story.score:6.2f}"


def _articles(story: Story) -> Iterator[str]:
    yield "Its articles:"
    for article in story.articles:
        yield f"  {article.id}  {article.source}: {article.title}"
