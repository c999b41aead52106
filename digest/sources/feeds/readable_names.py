"""What a feed calls itself in, what its readers call it out."""

import re

from digest.model.articles import LONGEST_LINE
from digest.sources.entries.markup import plain_line
from digest.text import placeholders, shortened

LONGEST = 60
_LONGEST_WITH_SLOGAN = 48

# What services put around a name.
_WRAPPINGS = tuple(
    re.compile(expression, re.IGNORECASE)
    for expression in (
        r"stories by (.+) on medium",
        r"release notes from (.+)",
        r"@[\w.-]+ - (.+)",
        r"(?:rss|atom)(?: feed)?(?: of| from| for|:) (.+)",
        r"(?:the )?latest (?:news |articles |posts |stories )?from (.+)",
        r"(.+?)[\s|»:–—-]+(?:(?:rss|atom|xml)(?: feed)?|latest (?:news|articles|posts|stories))",
    )
)
_BETWEEN = re.compile(r"(\s+[-–—|»>·•:]+\s+|:\s+)")
# Parts that say what every feed is.
_EMPTY_WORDS = """
    all, all articles, all content, all news, all posts, all stories, articles, atom, atom feed,
    blog, feed, front page, front pages, headlines, home, home page, homepage, index, latest,
    latest articles, latest content, latest headlines, latest news, latest posts, latest stories,
    main, news, news feed, posts, public rss, recent posts, rss, rss 2.0, rss feed, rss feeds,
    top news, top stories, untitled, xml,
    a la une, actualités, aktuell, alle nachrichten, nachrichten, nieuws, noticias, notícias,
    notizie, nyheter, portada, ultime notizie, à la une, últimas noticias, новини, новости
"""


_EMPTY = {"", *(" ".join(word.split()) for word in _EMPTY_WORDS.split(","))}


def readable_name(title: str) -> str:
    """`title` in one line without what is no name: "RSS", "- Latest", a slogan; "" if none is left.

    "NYT > World News" stays: its parts are what its readers know it by.
    """
    name = plain_line(title[:LONGEST_LINE])
    if placeholders(name):
        name = ""
    name = "".join(_telling_parts(name))
    for wrapping in _WRAPPINGS:
        name = wrapping.sub(r"\1", name) if wrapping.fullmatch(name) else name
    parts = _telling_parts(name)
    while len(parts) > 1 and len("".join(parts)) > _LONGEST_WITH_SLOGAN and parts[-2][0] == " ":
        parts = parts[:-2]
    return shortened("".join(parts), LONGEST)


def _telling_parts(name: str) -> list[str]:
    """The parts of `name` and what is between them, without empty words and repetitions."""
    kept: list[str] = []
    seen = set(_EMPTY)
    parts = _BETWEEN.split(name)
    for between, part in zip(["", *parts[1::2]], parts[::2], strict=True):
        if part.strip(" .!»").casefold() not in seen:
            kept += [between, part] if kept else [part]
        seen.add(part.casefold())
    return kept
