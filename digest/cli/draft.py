"""`digest draft` and `digest why`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import DateOption, JsonOption, OfflineOption, print_json, say
from digest.cli.printing import echo, person_looks_on, show, tell
from digest.cli.reasons import PLACES, explanation_rows, rounded

if TYPE_CHECKING:
    from digest.model.stories import Story
    from digest.selection.explain import Explanation

_MOST_MATCHES = 20


def draft_command(
    ctx: typer.Context,
    *,
    date: DateOption = None,
    offline: OfflineOption = False,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Start over; the page before goes to the history.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Propose an issue, or merge what is new into the page that you edit."""
    from digest.cli.workspace import choose_day, hold_workspace
    from digest.pipeline.collection import collect_articles
    from digest.pipeline.drafts import draft_issue

    with hold_workspace(ctx) as workspace:
        day = choose_day(workspace, date)
        collect_articles(workspace, offline=offline)
        drafted = draft_issue(workspace, day, merge=True, afresh=afresh)
    for note in drafted.notes:
        say(ctx, note)
    if as_json:
        print_json(drafted.listing)
    else:
        echo(drafted.proposed.path)


def why_command(
    ctx: typer.Context,
    story: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STORY]...",
            help="A story's id, address or words of its headline; else the lead.",
        ),
    ] = None,
    *,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why a story leads, is in, or is not: its score, the runners-up, what would change it."""
    from digest.cli.workspace import choose_day, open_workspace
    from digest.pipeline.explanation import explain_story

    workspace = open_workspace(ctx)
    explanation = explain_story(workspace, choose_day(workspace, date), " ".join(story or ()))
    laid_out = not explanation.matches and not explanation.passed_over
    if as_json:
        from digest.cli.explanations import report_explanation

        print_json(report_explanation(explanation))
    elif laid_out and (screen := person_looks_on()):
        show(explanation_rows(explanation, screen.width))
    else:
        for line in _explanation_lines(explanation):
            tell(line)


def _explanation_lines(explanation: "Explanation") -> Iterator[str]:
    """What stands where and why, the sum behind it, the runners-up, and what would swap them."""
    if explanation.matches:
        yield from _matches(explanation)
        return
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
        if explanation.story.spread:
            yield f"  told by {explanation.story.spread}"
        yield from _sum(explanation.story)
        yield from _articles(explanation.story)
    if explanation.runners_up:
        yield "Runners-up:"
        yield from (f"  {story.score:5.2f}  {story.headline}" for story in explanation.runners_up)
    if explanation.swaps:
        yield "What would put another first:"
        yield from (f"  {swap.change}: {swap.story.headline}" for swap in explanation.swaps)


def _matches(explanation: "Explanation") -> Iterator[str]:
    count = len(explanation.matches)
    yield f"{count} headlines have these words; ask for one of them by its id:"
    for one in explanation.matches[:_MOST_MATCHES]:
        yield f"  {one.id}  {_place(one.place)}: {one.headline} ({one.source})"
    if count > _MOST_MATCHES:
        yield f"  … and {count - _MOST_MATCHES} more; add a word"


def _place(place: str) -> str:
    return PLACES.get(place, f"In section {place}")


def _sum(story: "Story") -> Iterator[str]:
    for term in story.terms:
        if term.points or term.reason:
            amount = f"{rounded(term.points):+6.2f} = {term.weight:g} × {term.value:.2f}"
            yield f"  {amount:24} {term.name:10} {term.reason}".rstrip()
    yield f"  {story.score:6.2f}"


def _articles(story: "Story") -> Iterator[str]:
    yield "Its articles:"
    for article in story.articles:
        yield f"  {article.id}  {article.source}: {article.title}"
