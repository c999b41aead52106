"""What listmonk's template prints is what was put: braces, comments for Outlook, its own tags."""

import re
from html import unescape

import pytest
from delivery.go_templates import filled_in, print_template
from hypothesis import given
from hypothesis import strategies as st

from digest.delivery.services.go_template import html_source, text_source
from digest.model.dialects import DIALECTS
from digest.model.presentation import EmailService

TAGS = tuple(DIALECTS[EmailService.LISTMONK].tags.values())

_words = st.text(alphabet='{} `"\\a&;ü\n\r\t', max_size=8)
_comments = _words.map(lambda text: f"<!--[if mso]>{text}<![endif]-->")
_pieces = st.one_of(
    _words,
    st.sampled_from(["{{", "}}", "{", "{{ x }}", "{{{", "{{/* c */}}", "<p>", "&#123;", *TAGS]),
    _comments,
    st.tuples(_comments, st.sampled_from(TAGS)).map(
        lambda two: two[0].replace("]>", f"]>{two[1]}")
    ),
    st.sampled_from(["<style>@media x{{a{b:c}}}</style>", "<STYLE type='a'>{{{}</STYLE>"]),
)


def with_tags_filled_in(text: str) -> str:
    """As listmonk would print the tags in `text`."""
    for tag in TAGS:
        text = text.replace(tag, filled_in(tag.strip("{} ")))
    return text


def as_read(html: str) -> str:
    """As a reader's program takes it: entities are characters, braces in styles stand alone."""
    return re.sub(r"\{\s+(?=\{)", "{", unescape(html))


@given(st.lists(_pieces, max_size=6).map("".join))
def test_any_html_is_printed_as_it_was(html: str) -> None:
    """Comments included, and every tag filled in, inside a comment, too."""
    printed = print_template(html_source(html, TAGS))
    assert as_read(printed) == as_read(with_tags_filled_in(html))


@given(st.lists(_words | st.sampled_from(["{{", "{{{", *TAGS]), max_size=6).map("".join))
def test_any_text_is_printed_as_it_was(text: str) -> None:
    """To the letter."""
    assert print_template(text_source(text, TAGS), html=False) == with_tags_filled_in(text)


@pytest.mark.parametrize(
    ("html", "source"),
    {
        "<p>a {{ x }}</p>": "<p>a &#123;&#123; x }}</p>",
        "a{{{ UnsubscribeURL }}": "a&#123;{{ UnsubscribeURL }}",
        "<!--[if mso]>\n<td><![endif]-->": "{{ Safe `<!--[if mso]>\n<td><![endif]-->` }}",
        '<!-- ` \\ " -->': '{{ Safe "<!-- ` \\\\ \\" -->" }}',
        "<style>@media a{{b{}}}</style>": "<style>@media a{ {b{}}}</style>",
        "<!-- never closed": "{{ Safe `<!-- never closed` }}",
    }.items(),
)
def test_how_it_is_written(html: str, source: str) -> None:
    """Case by case."""
    assert html_source(html, TAGS) == source


def test_the_printer_of_these_tests_leaves_comments_out_and_refuses_what_go_does() -> None:
    """Otherwise the tests here would prove nothing."""
    assert print_template("a<!-- b -->c") == "ac"
    with pytest.raises(ValueError, match="unexpected"):
        print_template("{{ x }}")
