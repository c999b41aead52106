"""What stands in Ghost's mail reads there as it was made, without a style sheet and on any page."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering.issues import (
    arabic_issue,
    chinese_issue,
    leadless_issue,
    rich_issue,
)

from digest.checks.document import read_html
from digest.checks.paint import Paint, paint_texts
from digest.colours import contrast_ratio
from digest.model.issues import Issue
from digest.rendering.bodies.ghost import render_ghost_body, render_ghost_title
from digest.rendering.bodies.ghost_mail import put_in_ghost_mail

ISSUES = (rich_issue, leadless_issue, arabic_issue, chinese_issue)
LAYOUTS = ("magazine", "wire", "brief")
FONT = re.compile(r"</?font[^<>]*>")
RESIZED = re.compile(r'(<(?:p|a|span|td|ul|ol|blockquote)\b[^<>]* style="[^"]*)(")')
BASE = "font-size: 18px; font-family: sans-serif"
PAGES = {
    "white": f"background-color: #ffffff; color: #15212a; {BASE}",
    "black": f"background-color: #000000; color: #ffffff; {BASE}",
}


def painted(html: str, page: str = PAGES["white"]) -> list[tuple[str, Paint]]:
    """Each run of text of a body that stands on a page, and how it is painted."""
    document = read_html(f'<div style="{page}">{html}</div>')
    return [(text.words, paint) for text, paint in paint_texts(document)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", ISSUES)
def test_only_the_stories_are_in_it(make: Callable[[], Issue], layout: str) -> None:
    """No head, no masthead, no footer: Ghost has its own; no link inside the mail."""
    issue = replace(make(), layout=layout)
    body = render_ghost_body(issue)
    for gone in ("<style", "<head", "<body", "<title", 'href="#', "<h1", "<h2", "<h3"):
        assert gone not in body
    for block in ("masthead", "contents", "subscribe", "colophon"):
        assert f"block-{block}" not in body
    assert all(f'id="item-{item.id}"' in body for item in issue.items)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", ISSUES)
def test_it_is_legible_on_any_page(make: Callable[[], Issue], layout: str, page: str) -> None:
    """It brings its own ground, whatever colour the site or the scheme has."""
    texts = painted(render_ghost_body(replace(make(), layout=layout)), page)
    assert texts
    faint = [
        (words, paint)
        for words, paint in texts
        if contrast_ratio(paint.ink, paint.ground) < (3 if paint.size >= 24 else 4.5)
    ]
    assert faint == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", ISSUES)
def test_what_ghost_writes_on_elements_changes_nothing(
    make: Callable[[], Issue], layout: str
) -> None:
    """Its sizes and colours for paragraphs and cells come below what these say themselves."""
    issue = replace(make(), layout=layout)
    body = render_ghost_body(issue)
    _title, *there, _unsubscribe = painted(put_in_ghost_mail(body, issue))
    assert there == painted(body)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", ISSUES)
def test_its_own_look_is_said_again_and_never_changed(
    make: Callable[[], Issue], layout: str
) -> None:
    """What keeps sizes and colours against Ghost is nothing where Ghost is not."""
    body = render_ghost_body(replace(make(), layout=layout))
    assert "<font" in body
    assert painted(body) == painted(FONT.sub("", body))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", ISSUES)
def test_no_text_has_another_size_on_a_telephone(make: Callable[[], Issue], layout: str) -> None:
    """Where Ghost's mail sets paragraphs, links, cells and lists to one size, whatever they say."""
    body = render_ghost_body(replace(make(), layout=layout))
    assert painted(RESIZED.sub(r"\1; font-size: 16px\2", body)) == painted(body)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_style_holds_quotes(layout: str) -> None:
    """Ghost tears such a style apart, and with it the faces of its font."""
    body = render_ghost_body(replace(rich_issue(), layout=layout))
    assert "style='" not in body
    assert "font-family:-apple-system, Segoe UI, Roboto" in body
    styles = re.findall(r'style="([^"]*)"', body)
    assert [one for one in styles if "'" in one or "&" in one] == []


def test_no_colour_of_ours_stands_beside_the_mail() -> None:
    """On a page that is wider than it, such as Ghost's editor."""
    first = render_ghost_body(rich_issue()).split(">")[0]
    assert 'class="ground"' in first
    assert "background" not in first


UNNUMBERED = replace(rich_issue(), masthead=replace(rich_issue().masthead, show_number=False))
TITLES = {
    "its number": (rich_issue(), "No. 9"),
    "its day": (UNNUMBERED, "August 9, 2024"),
    "in its language": (arabic_issue(), "العدد 9"),
}


@pytest.mark.parametrize(("issue", "title"), TITLES.values(), ids=TITLES)
def test_the_title_is_no_headline(issue: Issue, title: str) -> None:
    """Ghost prints it below the site's name, where the mail has its dateline."""
    assert render_ghost_title(replace(issue, number=9)) == title


def test_an_editor_may_call_it_otherwise(tmp_path: Path) -> None:
    """By a template of the newsletter's own."""
    own = tmp_path / "bodies" / "ghost"
    own.mkdir(parents=True)
    (own / "title.txt.j2").write_text("{{ issue.masthead.title }}:\n  {{ issue.subject }}\n")
    issue = rich_issue()
    expected = f"{issue.masthead.title}: {issue.subject}"
    assert render_ghost_title(issue, overrides=tmp_path) == expected


def test_a_button_is_as_wide_as_its_words() -> None:
    """Ghost makes a table without a width as wide as all."""
    body = render_ghost_body(rich_issue())
    buttons = [one for one in body.split("<table")[1:] if "line-height:100%" in one.split(">")[0]]
    assert buttons
    assert all("width:auto" in one.split(">")[0] for one in buttons)


def test_a_feeds_text_is_no_tag_of_ghosts() -> None:
    """Ghost turns entities back into characters, and then looks for its tags."""
    issue = rich_issue()
    assert issue.lead
    lead = replace(issue.lead, headline="%%{uuid}%% and %%{unsubscribe_url}%%")
    body = render_ghost_body(replace(issue, lead=lead))
    assert "unsubscribe_url" in body
    assert "%%{" not in unescape(body)


@given(st.text(alphabet="%{}a&;#3 ", max_size=30))
@settings(max_examples=40, deadline=None)
def test_no_text_at_all_is(text: str) -> None:
    """However it is written."""
    issue = rich_issue()
    assert issue.lead
    body = render_ghost_body(replace(issue, lead=replace(issue.lead, headline=f"x {text}")))
    assert "%{" not in unescape(body)


def test_pictures_are_those_of_the_web_archive() -> None:
    """Nothing travels inside Ghost's mail: without an archive it goes without them."""
    issue = rich_issue()
    assert issue.lead
    assert issue.lead.image
    kept = replace(issue.lead.image, url="images/talks.jpg")
    issue = replace(issue, lead=replace(issue.lead, image=kept))
    shown = render_ghost_body(issue, pictures="https://archive.example/2024-08-09/")
    assert 'src="https://archive.example/2024-08-09/images/talks.jpg"' in shown
    bare = render_ghost_body(issue)
    assert "talks.jpg" not in bare
    assert bare.count("<img") == shown.count("<img") - 1


def test_an_editor_may_say_what_stands_there(tmp_path: Path) -> None:
    """By a template in bodies/ghost/ of the newsletter's own; its other templates count, too."""
    own = tmp_path / "bodies" / "ghost" / "partials"
    own.mkdir(parents=True)
    block = "<mj-section><mj-column><mj-text><p>{}</p></mj-text></mj-column></mj-section>"
    (own / "_masthead.mjml.j2").write_text(block.format("Only at Ghost"))
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "_earlier.mjml.j2").write_text(block.format("Everywhere"))
    body = render_ghost_body(rich_issue(), overrides=tmp_path)
    assert "Only at Ghost" in body
    assert "Everywhere" in body


def test_its_mail_is_written_in_ascii_and_outlooks_tables_are_left_alone() -> None:
    """As Ghost does it: so a mail in another script weighs more there."""
    issue = arabic_issue()
    body = render_ghost_body(issue)
    mail = put_in_ghost_mail(body, issue)
    assert mail.isascii()
    comments = [one.split("-->")[0] for one in body.split("<!--")[1:]]
    assert comments
    assert all(f"<!--{one}-->" in mail for one in comments)
