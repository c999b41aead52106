"""No text of a stranger is read in the main process in more than about linear time."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from growth.shapes import UNITS, grown, processor_seconds
from selection.news import article

import digest
from digest.checks.clip_line import mark_clip_line
from digest.checks.document import read_html
from digest.checks.reading_order import reading_order
from digest.checks.rules.placeholders import foreign_tags
from digest.checks.shared_runs import share_runs
from digest.desk.mail.recolour import recolour_mail
from digest.draft.merge.corrections import find_correction
from digest.draft.page.toml_text import paragraphs, write_entry
from digest.model.presentation import EmailService
from digest.query import parse_query
from digest.query.matching import article_fields
from digest.rendering.addresses import link_address, picture_address
from digest.rendering.plaintext import wrap
from digest.rendering.tag_escape import escape_in_markup, escape_in_text, write_entities
from digest.running_text import linked_spans, paragraphs_of_html, paragraphs_of_text
from digest.selection.article_kinds import is_beside_the_news, is_opinion, is_roundup
from digest.selection.blurbs import blurb
from digest.selection.cleaning import LONGEST, is_caption, is_cut_off, own_words
from digest.selection.sentences import sentences
from digest.selection.vectors import article_words
from digest.sources.entries.markup import clean_html
from digest.sources.feeds.readable_names import readable_name
from digest.sources.pages.known_sites import feed_addresses
from digest.sources.web.placeholders import Secrets
from digest.stems import significant_words
from digest.text import is_mail_address, one_line, shortened, without_placeholders
from digest.trackers import without_trackers
from digest.typography import as_typed, keep_last_words_together, typeset

LARGE = 40_000
"""Characters: quadratic steps over them take minutes, linear ones hundredths of a second."""

FEW = 300
"""Characters over which even a cubic expression ends."""


def _matched(text: str) -> bool:
    fields = article_fields(replace(article("a", text), summary=text, text=text, url=text))
    return parse_query('text:"north sea" OR title:harbour OR url:example').matches(fields)


def _blurb(text: str) -> str:
    return blurb([replace(article("a", text), summary=text, text=text, dek=text)], words=60)


def _kinds(text: str) -> list[bool]:
    one = replace(article("a", text), url=f"https://a.example/{text}", categories=(text,))
    return [judge(one) for judge in (is_opinion, is_beside_the_news, is_roundup)]


PLACES: dict[str, Callable[[str], object]] = {
    "own words": own_words,
    "a caption": lambda text: is_caption(text[:LONGEST]),
    "a cut": is_cut_off,
    "sentences": sentences,
    "a blurb": _blurb,
    "the kind": _kinds,
    "the words to group by": lambda text: article_words(replace(article("a", text), text=text)),
    "telling words": significant_words,
    "a query": _matched,
    "paragraphs of HTML": lambda text: paragraphs_of_html(f"<p>{text}</p>"),
    "paragraphs of text": paragraphs_of_text,
    "spans": linked_spans,
    "shielded in HTML": lambda text: write_entities(escape_in_markup(text)),
    "shielded in text": escape_in_text,
    "set out": lambda text: [typeset((text, text), one) for one in ("en", "fr")],
    "as typed": as_typed,
    "the end of a headline": keep_last_words_together,
    "a link": lambda text: link_address(f"https://a.example/{text}"),
    "a picture": lambda text: picture_address(f"https://a.example/{text}"),
    "trackers": lambda text: without_trackers(f"https://a.example/?{text}#{text}"),
    "the text part": wrap,
    "the page of the draft": lambda text: write_entry("blurb", text),
    "the draft read again": paragraphs,
    "one line": one_line,
    "shortened": lambda text: shortened(text, 90),
    "a mail address": is_mail_address,
    "the mail as checked": read_html,
    "the mail as it is read aloud": reading_order,
    "the place of the cut": lambda text: mark_clip_line(f"<p>{text}</p>", LARGE // 2),
    "words that a blurb copies": lambda text: share_runs(text, [text]),
    "a correction": lambda text: find_correction(text, text[: LARGE // 2] + "x" + text),
    "merge tags": lambda text: list(foreign_tags(text, EmailService.PLAIN)),
    "the mail in a dark inbox": recolour_mail,
    "a secret": lambda text: Secrets(values={"KEY": "ab/&<x"}).hide(text),
    "a secret in bytes": lambda text: Secrets(values={"KEY": "a%&;# "}).hide_in_bytes(
        text.encode()
    ),
    "an address without secrets": lambda text: without_placeholders(f"https://a.example/?{text}"),
    "cleaned markup": lambda text: clean_html(f'<a href="{text}'),
    "a feed's name": readable_name,
    "a known site": lambda text: feed_addresses(f"https://a.example/{text}"),
}


@pytest.mark.parametrize("place", PLACES)
def test_no_shape_of_text_is_slow_anywhere(place: str) -> None:
    """Whatever it repeats."""
    for shape, unit in UNITS.items():
        with processor_seconds(3, of=shape):
            PLACES[place](grown(unit, LARGE))


IN_A_PROCESS_OF_ITS_OWN = tuple(
    f"digest.sources.{each}" for each in ("feeds", "pages", "local", "dates", "workers")
)
"""What reads feeds and files is held by the time and memory of that process."""


def _expressions() -> Iterator[re.Pattern[str]]:
    """Every regular expression that a module of the main process holds, alone or in a tuple."""
    for found in pkgutil.walk_packages(digest.__path__, "digest."):
        if found.name.startswith((*IN_A_PROCESS_OF_ITS_OWN, "digest.__main__")):
            continue
        for value in vars(importlib.import_module(found.name)).values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    yield one


def _beginnings(pattern: str) -> list[str]:
    """Words that the expression looks for: without them it would never set out."""
    plain = re.sub(r"\\.", " ", pattern)
    return ["", *dict.fromkeys(re.findall(r"[^\W\d_]{2,}(?: [^\W\d_]{2,})*", plain))]


def test_every_expression_ends_under_the_cap() -> None:
    """Also a new one; what is exponential would take years, what is cubic seconds."""
    found = set(_expressions())
    assert len(found) > 100
    for expression in found:
        beginnings = _beginnings(expression.pattern)
        with processor_seconds(10, of=expression.pattern):
            for unit in UNITS.values():
                for beginning in beginnings:
                    text = beginning + grown(unit, FEW)
                    expression.search(text)
