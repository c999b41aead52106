"""A local Markdown piece in, what it says out. The only file that knows markdown_it."""

import re
from functools import cache

from markdown_it import MarkdownIt

from digest.model.articles import Image
from digest.sources.entries.charsets import decode_text
from digest.sources.entries.values import Entry, Markup, Piece
from digest.sources.local.front_matter import FrontMatter, split_front_matter

_TITLE = re.compile(r"#[ \t]+([^\n]+)(?:\n|\Z)")
_UNDERLINED_TITLE = re.compile(r"([^\n#>*-][^\n]*)\n=+[ \t]*(?:\n|\Z)")


def read_markdown(data: bytes) -> Piece:
    """The piece in `data`: front matter, then CommonMark with tables; Unreadable names the line.

    Without a `title` key the heading it opens with is the title.
    """
    settings, text = split_front_matter(decode_text(data))
    opened = text.lstrip()
    heading = _TITLE.match(opened) or _UNDERLINED_TITLE.match(opened)
    said = _without_closing(heading[1]) if heading else ""
    if heading and settings["title"] in {"", said}:
        text = opened[heading.end() :]
    return _piece(settings, settings["title"] or said, _renderer().render(text))


def _without_closing(line: str) -> str:
    """A heading's words: `A title ##` may end as it began, `Notes on C#` is all title."""
    words = line.strip()
    bare = words.rstrip("#")
    return bare.rstrip() if bare != bare.rstrip() or not bare else words


@cache
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _piece(settings: FrontMatter, title: str, html: str) -> Piece:
    image = Image(url=settings["image"], alt=settings["image_alt"], credit=settings["image_credit"])
    return Piece(
        entry=Entry(
            guid=settings["url"],
            link=settings["url"],
            title=title,
            published=settings["date"],
            byline=settings["byline"],
            summary=Markup(value=settings["summary"], is_text=True),
            body=Markup(value=html),
            categories=settings.categories,
            language=settings["language"],
        ),
        image=image if image.url else None,
        kicker=settings["kicker"],
        dek=settings["dek"],
        section=settings["section"],
        lead=settings.lead,
    )
