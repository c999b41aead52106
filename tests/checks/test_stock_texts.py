"""What `digest init` writes is either found by the check, or fits any newsletter."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from digest.checks.stock_texts import STOCK_ADDRESSES, STOCK_WORDS, stock_address, stock_words_in
from digest.pipeline.first_settings import SETTINGS
from digest.pipeline.init import ITEM, LEAD

FITS_ANY_NEWSLETTER = {
    "The week's reading, picked and edited",
    "In other news:",
    "Reporting",
    "Read the full story",
    "Our desk",
    "Read it every week",
    "Get the digest in your inbox, once a week.",
    "Subscribe",
    "You get this mail because you signed up on our site.",
    *("en", "UTC", "week", "friday", "articles", "other", "bullets", "magazine", "Title"),
}


def settings_texts(value: object) -> Iterator[str]:
    """Every text of a table of settings."""
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from settings_texts(one)


def piece_texts(piece: str) -> Iterator[str]:
    """The front matter's texts, the text's sentences and its links' addresses."""
    _, head, body = piece.split("---\n", 2)
    keys = dict(line.split(": ", 1) for line in head.splitlines())
    yield from (keys[name] for name in ("title", "dek", "byline", "url") if name in keys)
    yield from re.findall(r"\]\((\S+)\)", body)
    plain = " ".join(re.sub(r"`|\[+([^\]]+)\]+(?:\(\S+\))?", r"\1", body).split())
    yield from re.split(r"(?<=\.)\s+(?=[A-Z])|(?<=;)\s+", plain)


TEXTS = [*settings_texts(tomllib.loads(SETTINGS.format(title='"Title"')))]
TEXTS += [*piece_texts(LEAD), *piece_texts(ITEM)]


@pytest.mark.parametrize("text", sorted({*TEXTS} - FITS_ANY_NEWSLETTER))
def test_what_init_wrote_is_known(text: str) -> None:
    """Also each sentence alone: a blurb takes only some."""
    known = stock_address(text) if text.startswith("https:") else stock_words_in(text)
    # "Write in paragraphs." alone says nothing that an editor could not mean.
    assert known or text == "Write in paragraphs."


def test_nothing_is_known_that_init_does_not_write() -> None:
    """A text that init no longer writes may be somebody's own."""
    everything = " ".join(TEXTS)
    stale = [one.words for one in (*STOCK_WORDS, *STOCK_ADDRESSES) if one.words not in everything]
    assert stale == []
