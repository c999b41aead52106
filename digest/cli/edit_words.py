"""`digest edit …` on words: of a story, the issue, a slot, an item of the editor's own."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.edit_options import CANDIDATES, Place, Section, Story, make_edit, named_story
from digest.cli.options import DateOption, JsonOption
from digest.errors import UsageError
from digest.model.edits import AddOwn, Edit, Rewrite, Several, Written

if TYPE_CHECKING:
    from digest.draft import Page

Text = Annotated[str, typer.Argument(metavar="TEXT", help='The words; "" for none.')]
Headline = Annotated[str | None, typer.Option("--headline", help='The title; "" for none.')]
Kicker = Annotated[str | None, typer.Option("--kicker", help="The label over it.")]
Dek = Annotated[str | None, typer.Option("--dek", help="The line under it.")]
Blurb = Annotated[
    str | None, typer.Option("--blurb", help="The sentences; [words](https://…) is a link.")
]
Address = Annotated[str | None, typer.Option("--url", help="Where it leads.")]
Byline = Annotated[str | None, typer.Option("--byline", help="Who wrote it.")]
Image = Annotated[
    str | None, typer.Option("--image", help="A picture in the folder, or its https:// address.")
]
ImageAlt = Annotated[str | None, typer.Option("--image-alt", help="What the picture shows.")]
ImageCredit = Annotated[str | None, typer.Option("--image-credit", help="Whose it is.")]


def edit_rewrite_command(
    ctx: typer.Context,
    story: Story,
    *,
    headline: Headline = None,
    kicker: Kicker = None,
    dek: Dek = None,
    blurb: Blurb = None,
    url: Address = None,
    byline: Byline = None,
    image: Image = None,
    image_alt: ImageAlt = None,
    image_credit: ImageCredit = None,
    also_this_week: Annotated[
        bool | None, typer.Option(help="Whether other stories of its matter stand below it.")
    ] = None,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a story's headline, kicker, dek, blurb, address, byline or picture; "" prints none."""
    texts: Mapping[str, Written | None] = {
        "headline": headline,
        "kicker": kicker,
        "dek": dek,
        "blurb": blurb,
        "url": url,
        "byline": byline,
        "image": image,
        "image_alt": image_alt,
        "image_credit": image_credit,
        "also_this_week": also_this_week,
    }
    _rewrite(
        ctx,
        date,
        texts,
        lambda page: Rewrite(story=named_story(page, story), key="", value=None),
        as_json=as_json,
    )


def edit_follow_command(
    ctx: typer.Context,
    story: Story,
    *,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="KEY", help="This text alone, such as headline."),
    ] = None,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let a story's texts follow its article again, in place of yours."""

    def choose(page: "Page") -> Edit:
        from digest.draft import own_texts, page_story

        name = named_story(page, story)
        keys = only or own_texts(page, page_story(page, name))
        return _several([Rewrite(story=name, key=key, value=None) for key in keys])

    make_edit(ctx, date, choose, as_json=as_json)


def edit_add_command(
    ctx: typer.Context,
    *,
    to: Section,
    at: Place = None,
    headline: Headline = None,
    kicker: Kicker = None,
    dek: Dek = None,
    blurb: Blurb = None,
    url: Address = None,
    byline: Byline = None,
    image: Image = None,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add an item of your own, without an article, to a section."""
    texts = {
        "headline": headline,
        "kicker": kicker,
        "dek": dek,
        "blurb": blurb,
        "url": url,
        "byline": byline,
        "image": image,
    }
    said = {key: text for key, text in texts.items() if text is not None}
    section = "" if to == CANDIDATES else to
    make_edit(ctx, date, lambda _: AddOwn(section=section, texts=said, to=at or 0), as_json=as_json)


def edit_retitle_command(
    ctx: typer.Context,
    section: Annotated[str, typer.Argument(metavar="SECTION", help="The section's id.")],
    text: Text,
    *,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the heading over a section, in this issue only."""
    edit = Rewrite(table="headings", key=section, value=text)
    make_edit(ctx, date, lambda _: edit, as_json=as_json)


def edit_subject_command(
    ctx: typer.Context, text: Text, *, date: DateOption = None, as_json: JsonOption = False
) -> None:
    """Write the subject; "" makes it the headline again."""
    make_edit(ctx, date, lambda _: Rewrite(key="subject", value=text), as_json=as_json)


def edit_preheader_command(
    ctx: typer.Context, text: Text, *, date: DateOption = None, as_json: JsonOption = False
) -> None:
    """Write the words after the subject; "" takes them from the lead again."""
    make_edit(ctx, date, lambda _: Rewrite(key="preheader", value=text), as_json=as_json)


def edit_slot_command(
    ctx: typer.Context,
    slot: Annotated[str, typer.Argument(metavar="SLOT", help="Its id in newsletter.toml.")],
    *,
    text: Annotated[str | None, typer.Option("--text", help="Its words.")] = None,
    heading: Annotated[str | None, typer.Option("--heading", help="The heading over them.")] = None,
    button: Annotated[str | None, typer.Option("--button", help="The button's words.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="Where the button leads.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="The last day of it.")] = None,
    show: Annotated[
        bool | None, typer.Option("--show/--hide", help="Print it in this issue, or not.")
    ] = None,
    date: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fill a slot of newsletter.toml, in this issue only."""
    texts: Mapping[str, Written | None] = {
        "heading": heading,
        "text": text,
        "button": button,
        "url": url,
        "until": until,
        "show": show,
    }
    _rewrite(
        ctx,
        date,
        texts,
        lambda _: Rewrite(table=f"slots.{slot}", key="", value=None),
        as_json=as_json,
    )


def _rewrite(
    ctx: typer.Context,
    date: datetime.date | None,
    texts: Mapping[str, Written | None],
    place: "Callable[[Page], Rewrite]",
    *,
    as_json: bool,
) -> None:
    said = {key: value for key, value in texts.items() if value is not None}
    if not said:
        options = ", ".join(f"--{key.replace('_', '-')}" for key in texts)
        raise UsageError(f"say what to write: {options}")

    def choose(page: "Page") -> Edit:
        where = place(page)
        return _several([replace(where, key=key, value=value) for key, value in said.items()])

    make_edit(ctx, date, choose, as_json=as_json)


def _several(edits: list[Rewrite]) -> Edit:
    return edits[0] if len(edits) == 1 else Several(edits=tuple(edits))
