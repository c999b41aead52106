"""What the commands of `digest edit` share: how a story is named, and how an edit is made."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.history import report_edit
from digest.model.edits import Edit

if TYPE_CHECKING:
    from digest.draft import Page

CANDIDATES = "candidates"
"""What stands for a section below the line."""

Story = Annotated[
    list[str], typer.Argument(metavar="STORY", help="Its id, or words of its headline.")
]
Section = Annotated[str, typer.Option("--to", metavar="SECTION", help="The section's id.")]
Place = Annotated[
    int | None, typer.Option("--at", min=1, help="Its place there, from 1; else the last.")
]


def named_story(page: "Page", words: list[str]) -> str:
    """The id of the story that `words` name."""
    from digest.draft import find_story

    return find_story(page, " ".join(words))


def make_edit(
    ctx: typer.Context, day: date | None, choose: "Callable[[Page], Edit]", *, as_json: bool
) -> None:
    """Make the edit that `choose` makes of the page, and say what it did."""
    from digest.cli.workspace import choose_day, open_workspace
    from digest.pipeline.editing import edit_draft

    workspace = open_workspace(ctx)
    edited = edit_draft(workspace, choose_day(workspace, day), choose)
    report_edit(ctx, edited, as_json=as_json)
