"""No text of a stranger is ever taken for a service's merge tag, and all of it is still read."""

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering.issues import bullets, plain_issue
from rendering.pages import Page

from digest.model.issues import RenderedIssue, Span
from digest.rendering import render_mail
from digest.rendering.tag_escape import (
    escape_in_markup,
    escape_in_text,
    part_entities,
    write_entities,
)

WORD_JOINER = "\u2060"
TAGS = [
    line
    for line in (Path(__file__).parent / "tags_of_services.txt").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]
WORDS = [tag for tag in TAGS if not tag.startswith("https:")]


def said(text: str) -> RenderedIssue:
    """An issue in which a feed says `text` wherever a feed can say something."""
    item = replace(
        bullets(1).items[0], headline=text, source=text, kicker=text, blurb=(Span(text=text),)
    )
    section = replace(bullets(1), items=(item,), heading=text)
    issue = plain_issue()
    return render_mail(
        replace(issue, sections=(section,), subject=text, preheader=text), overrides=None
    )


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_in_a_feed_stays_words(tag: str) -> None:
    """It stands in no part's source as it was, and the reader still reads it."""
    rendered = said(f"before {tag} after")
    assert tag not in rendered.html
    assert tag not in rendered.text
    assert tag.encode() not in rendered.eml
    assert tag in Page(rendered.html).text or tag.startswith("https:")


@pytest.mark.parametrize("tag", WORDS)
def test_plain_text_reads_the_same(tag: str) -> None:
    """Only invisible word joiners are added."""
    assert escape_in_text(tag).replace(WORD_JOINER, "") == tag
    assert escape_in_text(tag) != tag


@pytest.mark.parametrize(
    "prose",
    [
        "5% of voters, 3 %, and 40-50%.",
        "a well-known, long-term deal – and more",
        "mail desk@a.example or @handle",
        "$5 million; #hashtag; 3 < 4",
        "note [1] and [12]",
        "Reporting | Straits",
    ],
)
def test_prose_is_left_alone(prose: str) -> None:
    """Plain text gets no word joiner where no service has a tag."""
    assert escape_in_text(prose) == prose


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/%FIRSTNAME%",
        "https://a.example/%ADDRESS%/x",
        "https://a.example/?q={{x}}",
        "https://a.example/*|UNSUB|*",
        "https://a.example/[x]",
        "https://a.example/$FNAME$",
        "https://merge.invalid/unsubscribe",
    ],
)
def test_a_tag_in_an_address_is_escaped(address: str) -> None:
    """The link still leads to the same place."""
    item = replace(bullets(1).items[0], url=address)
    rendered = render_mail(replace(plain_issue(), sections=(replace(bullets(1), items=(item,)),)))
    for part in (rendered.html, rendered.text):
        assert address not in part
    for tag in ("{{", "*|", "%FIRSTNAME%", "%ADDRESS%", "[x]", "$FNAME$", "merge.invalid"):
        assert tag not in rendered.html


@given(st.text())
def test_what_html_carries_is_read_as_it_was(text: str) -> None:
    """Carried, written as entities and read again, printable text is what it was."""
    if text.isprintable() and not text.lower().startswith("http"):
        assert unescape(write_entities(escape_in_markup(text).replace("&", "&amp;"))) == text


@given(st.text(alphabet="{}[]|%~@$#-.<>ab1 \u2060"))
def test_shielding_text_twice_changes_nothing(text: str) -> None:
    """A macro's result passes the shield again."""
    assert escape_in_text(escape_in_text(text)) == escape_in_text(text)


@pytest.mark.parametrize(
    "tag",
    [
        *("{{ name }}", "{% if x %}", "{# gone #}", "{#x#}", "{$name}", "{$a$}", "{!name}"),
        *("*|UNSUB|*", "%%{uuid}%%", "[[name]]", "{{{{name}}"),
    ],
)
def test_what_a_service_turns_back_into_characters_is_still_no_tag(tag: str) -> None:
    """Its opening stands apart, which no reader sees."""
    html = part_entities(write_entities(escape_in_markup(f"<p>{tag}</p>")))
    assert tag[:3] not in unescape(html)
    assert unescape(html).replace(WORD_JOINER, "") == f"<p>{tag}</p>"


@pytest.mark.parametrize("words", ["{ a: b }", "[1]", "50%", "a | b", "{name}", "2 * 3"])
def test_what_opens_no_tag_is_left_as_it_is(words: str) -> None:
    """It may be code that somebody copies."""
    html = write_entities(escape_in_markup(words))
    assert part_entities(html) == html
