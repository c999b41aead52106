"""`digest edit …` on where a story stands, whether it is there, and what it is made of."""

from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.edit_options import CANDIDATES, Place, Section, Story, make_edit, named_story
from digest.cli.options import DateOption, JsonOption
from digest.errors import UsageError
from digest.model.edits import (
    Drop,
    Edit,
    Join,
    Move,
    Part,
    Promote,
    Restore,
    Rewrite,
    Send,
    Tell,
)

if TYPE_CHECKING:
    from digest.draft import Page

OneStory = Annotated[
    str, typer.Argument(metavar="STORY", help="Its id, or words of its headline in quotes.")
]
Article = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="Its id, or words of its row in quotes.")
]


def edit_move_command(
    ctx: typer.Context,
    story: Story,
    *,
    up: Annotated[bool, typer.Option("--up", help="One place up.")] = False,
    down: Annotated[bool, typer.Option("--down", help="One place down.")] = False,
    to: Annotated[int | None, typer.Option("--to", min=1, help="To this place, from 1.")] = None,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Move a story within its section, or among the candidates."""
    if up + down + bool(to) != 1:
        raise UsageError("say where to: --up, --down or --to NUMBER")
    by = 0 if to else down - up
    make_edit(
        ctx,
        date,
        lambda page: Move(story=named_story(page, story), by=by, to=to or 0),
        as_json=as_json,
    )


def edit_promote_command(
    ctx: typer.Context, story: Story, *, date: DateOption = None, as_json: JsonOption = False
) -> None:
    """Make a story the lead; the old lead becomes the first of its section."""
    make_edit(ctx, date, lambda page: Promote(story=named_story(page, story)), as_json=as_json)


def edit_send_command(
    ctx: typer.Context,
    story: Story,
    *,
    to: Section,
    at: Place = None,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send a story to another section, or with --to candidates below the line."""
    section = "" if to == CANDIDATES else to

    def choose(page: "Page") -> Edit:
        return Send(story=named_story(page, story), section=section, to=at or 0)

    make_edit(ctx, date, choose, as_json=as_json)


def edit_take_command(
    ctx: typer.Context,
    story: Story,
    *,
    to: Section = "",
    at: Place = None,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a candidate in, into the first section or the one that --to names."""

    def choose(page: "Page") -> Edit:
        sections = [one.id for one in page.newsletter.sections if one.show]
        if not to and not sections:
            raise UsageError("newsletter.toml prints no section; --to lead makes it the lead")
        return Send(story=named_story(page, story), section=to or sections[0], to=at or 0)

    make_edit(ctx, date, choose, as_json=as_json)


def edit_drop_command(
    ctx: typer.Context, story: Story, *, date: DateOption = None, as_json: JsonOption = False
) -> None:
    """Leave a story out for good, also when its coverage grows."""
    make_edit(ctx, date, lambda page: Drop(story=named_story(page, story)), as_json=as_json)


def edit_restore_command(
    ctx: typer.Context, story: Story, *, date: DateOption = None, as_json: JsonOption = False
) -> None:
    """Bring a dropped story back among the candidates."""
    from digest.draft import find_dropped

    def choose(page: "Page") -> Edit:
        return Restore(story=find_dropped(page, " ".join(story)))

    make_edit(ctx, date, choose, as_json=as_json)


def edit_pin_command(
    ctx: typer.Context,
    story: Story,
    *,
    off: Annotated[bool, typer.Option("--off", help="Take the pin out.")] = False,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Pin a story, so that no limit on items or bytes leaves it out."""

    def choose(page: "Page") -> Edit:
        return Rewrite(story=named_story(page, story), key="pin", value=None if off else True)

    make_edit(ctx, date, choose, as_json=as_json)


def edit_join_command(
    ctx: typer.Context,
    story: OneStory,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The story that joins it.")],
    *,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Join another story to a story: its articles become articles of that one."""

    def choose(page: "Page") -> Edit:
        return Join(story=named_story(page, [story]), other=named_story(page, [other]))

    make_edit(ctx, date, choose, as_json=as_json)


def edit_part_command(
    ctx: typer.Context,
    story: OneStory,
    article: Article,
    *,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take an article out of a story; it becomes a candidate of its own."""

    def choose(page: "Page") -> Edit:
        name = named_story(page, [story])
        return Part(story=name, article=_article(page, name, article))

    make_edit(ctx, date, choose, as_json=as_json)


def edit_tell_command(
    ctx: typer.Context,
    story: OneStory,
    article: Article,
    *,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print another of a story's articles."""

    def choose(page: "Page") -> Edit:
        name = named_story(page, [story])
        return Tell(story=name, article=_article(page, name, article))

    make_edit(ctx, date, choose, as_json=as_json)


def _article(page: "Page", story: str, words: str) -> str:
    from digest.draft import find_article, page_story

    return find_article(page_story(page, story), words)
