"""What listmonk's template prints is what was put: braces, comments for Outlook, its own tags."""

import re
from html import unescape

import pytest
from delivery.go_templates import filled_in, print_body, print_subject, print_text
from hypothesis import given
from hypothesis import strategies as st

from digest.delivery.services.go_template import html_source, text_source
from digest.model.dialects import DIALECTS
from digest.model.presentation import EmailService

TAGS = tuple(DIALECTS[EmailService.LISTMONK].tags.values())

TRACKED = "https://news.example/?a=1&b@TrackLink"
"""What listmonk makes a link of its own, wherever it stands."""

_words = st.text(alphabet='{} `"\\a&;ü\n\r\t', max_size=8)
_comments = (_words | st.just(TRACKED)).map(lambda text: f"<!--[if mso]>{text}<![endif]-->")
_pieces = st.one_of(
    _words,
    st.sampled_from(["{{", "}}", "{", "{{ x }}", "{{{", "{{/* c */}}", "<p>", "&#123;", *TAGS]),
    st.sampled_from([TRACKED, f"<a href='{TRACKED}'>", "<![if !mso]>", "<![endif]>"]),
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
    printed = print_body(html_source(html, TAGS))
    assert as_read(printed) == as_read(with_tags_filled_in(html))


_texts = st.lists(
    _words | st.sampled_from(["{{", "{{{", "<", "a < b", "<!-- c -->", TRACKED, *TAGS]), max_size=6
).map("".join)


@given(_texts)
def test_any_text_is_printed_as_it_was(text: str) -> None:
    """To the letter, though listmonk takes it for HTML as soon as it fills anything in."""
    assert print_text(text_source(text, TAGS)) == with_tags_filled_in(text)


@given(_texts)
def test_any_subject_is_printed_as_it_was(subject: str) -> None:
    """Nothing is filled in there."""
    assert print_subject(text_source(subject)) == subject


@pytest.mark.parametrize(
    ("html", "source"),
    {
        "<p>a {{ x }}</p>": "<p>a &#123;&#123; x }}</p>",
        "a{{{ UnsubscribeURL }}": "a&#123;{{ UnsubscribeURL }}",
        "<!--[if mso]>\n<td><![endif]-->": "{{ Safe `<!--[if mso]>\n<td><![endif]-->` }}",
        '<!-- ` \\ " -->': '{{ Safe "<!-- ` \\\\ \\" -->" }}',
        "<style>@media a{{b{}}}</style>": "<style>@media a{ {b{}}}</style>",
        "<!-- never closed": "{{ Safe `<!-- never closed` }}",
        "<!-- {{ x }} -->": '{{ Safe "<!-- \\u007b{ x }} -->" }}',
        "<![if !mso]>a<![endif]>": "{{ Safe `<![if !mso]>` }}a{{ Safe `<![endif]>` }}",
        "<a href='https://a.example/@TrackLink'>": "<a href='https://a.example/&#64;TrackLink'>",
        "<!-- https://a.example/@TrackLink -->": (
            '{{ Safe "<!-- https://a.example/\\u0040TrackLink -->" }}'
        ),
    }.items(),
)
def test_how_it_is_written(html: str, source: str) -> None:
    """Case by case."""
    assert html_source(html, TAGS) == source


@pytest.mark.parametrize(
    ("text", "source"),
    {
        "a < b": "a < b",
        "a < b {{ UnsubscribeURL }}": 'a {{ Safe "<" }} b {{ UnsubscribeURL }}',
        "{{ x }} {": '{{ Safe "{{" }} x }} {{ Safe "{" }}',
        "{{ https://a.test@TrackLink": '{{ Safe "{{" }} https://a.test{{ Safe "@" }}TrackLink',
    }.items(),
)
def test_how_a_text_is_written(text: str, source: str) -> None:
    """What listmonk runs through nothing stays as it is."""
    assert text_source(text, TAGS) == source


def test_the_printer_of_these_tests_does_what_go_and_listmonk_do() -> None:
    """Otherwise the tests here would prove nothing."""
    assert print_body("a<!-- b -->c<![if !mso]>") == "ac&lt;![if !mso]>"
    assert print_body(f"<p>{TRACKED}") == "<p>«TrackLink»"
    assert print_text("a < b {{ ManageURL }}") == "a &lt; b «ManageURL»"
    assert print_text("a < b {{") == "a < b {{"
    with pytest.raises(ValueError, match="unexpected"):
        print_subject("{{ x }}")
