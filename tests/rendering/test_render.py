"""A whole issue rendered: its blocks, their order, what vanishes, and that bytes repeat."""

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from rendering.issues import (
    arabic_issue,
    bullets,
    cards,
    chinese_issue,
    imageless_issue,
    lead_item,
    long_headline_issue,
    long_issue,
    plain_issue,
    rich_issue,
)
from rendering.pages import Page

from digest.model.issues import Coverage, Issue, Item, Span, Status
from digest.rendering import render_mail

EVERY_KIND = {
    "rich": rich_issue(),
    "plain": plain_issue(),
    "imageless": imageless_issue(),
    "long headlines": long_headline_issue(),
    "forty items": long_issue(40),
    "arabic": arabic_issue(),
    "chinese": chinese_issue(),
}


@pytest.fixture(params=sorted(EVERY_KIND))
def issue(request: pytest.FixtureRequest) -> Issue:
    """An issue of every kind."""
    return EVERY_KIND[str(request.param)]


def test_blocks_stand_in_the_order_of_a_column() -> None:
    """Masthead, lead, news, past issues, features, calls, colophon."""
    assert Page(render_mail(rich_issue()).html).ids() == [
        "block-masthead",
        "slot-desk",
        "item-lead-1",
        "slot-chandler",
        "block-contents",
        "section-news",
        "item-bullet-0",
        "item-bullet-1",
        "item-bullet-2",
        "item-bullet-3",
        "block-earlier",
        "section-features",
        "item-card-0",
        "item-card-1",
        "item-card-2",
        "slot-evening",
        "block-source-call",
        "block-subscribe",
        "block-colophon",
    ]


def test_blocks_without_content_vanish() -> None:
    """The least issue has a masthead, its one section and a colophon, and no empty link."""
    page = Page(render_mail(plain_issue()).html)
    assert page.ids() == [
        "block-masthead",
        "section-news",
        "item-bullet-0",
        "block-colophon",
    ]
    assert page.links() == ["https://wire.example/story/0"] * 2


def test_every_item_is_marked_and_told(issue: Issue) -> None:
    """Each item has one element with its id, and its headline stands in HTML and text."""
    rendered = render_mail(issue)
    page = Page(rendered.html)
    words = " ".join(page.text.split())
    plain = "".join(rendered.text.split())
    for item in issue.items:
        assert page.ids().count(f"item-{item.id}") == 1
        headline = issue.masthead.without_title(item.headline)
        assert headline in words
        assert "".join(headline.split()) in plain


def test_there_is_one_first_heading_and_none_is_skipped(issue: Issue) -> None:
    """One h1; no heading is more than one level below the one before it."""
    levels = [
        int(one.tag[1]) for one in Page(render_mail(issue).html).elements if one.tag in HEADINGS
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


HEADINGS = {"h1", "h2", "h3", "h4"}


def test_the_page_says_language_direction_and_title(issue: Issue) -> None:
    """Screen readers and translators need all three."""
    html = render_mail(issue).html
    root = next(Page(html).all("html")).attributes
    assert root["lang"] == issue.masthead.language
    assert root["dir"] == issue.masthead.direction
    assert "<title>" in html


def test_layout_tables_say_so(issue: Issue) -> None:
    """Every table is for layout and is announced as such."""
    tables = list(Page(render_mail(issue).html).all("table"))
    assert tables
    assert all(table.attributes.get("role") == "presentation" for table in tables)


def test_pictures_have_a_width_and_an_alt_text() -> None:
    """Word-engine clients need the width in pixels; no picture is wider than the column."""
    pictures = list(Page(render_mail(rich_issue()).html).all("img"))
    assert [picture.attributes["width"] for picture in pictures] == ["600", "520", "252", "252"]
    assert all(picture.attributes["alt"] for picture in pictures)


def test_nothing_is_left_of_the_machinery(issue: Issue) -> None:
    """No template syntax, no placeholder, no private-use character, no web font."""
    for part in (render_mail(issue).html, render_mail(issue).text):
        for leftover in ("{{", "{%", "merge.invalid", "fonts.googleapis", "@import", "None"):
            assert leftover not in part
        assert not any("\ue000" <= character <= "\uf8ff" for character in part)


def test_a_long_issue_stays_well_under_the_clip() -> None:
    """Gmail clips at about 100,000 bytes: 20 items take less than 60,000, 40 less than 80,000."""
    assert len(render_mail(long_issue(20)).html.encode()) < 60_000
    assert len(render_mail(long_issue(40)).html.encode()) < 80_000


def test_the_same_issue_gives_the_same_bytes(issue: Issue) -> None:
    """Nothing depends on a clock or on chance."""
    assert render_mail(issue) == render_mail(issue)


def test_another_process_gives_the_same_bytes() -> None:
    """Nothing depends on the order of a set or on what was rendered before."""
    code = (
        "import hashlib; from rendering.issues import rich_issue; from digest.rendering import "
        "render_mail; print(hashlib.sha256(render_mail(rich_issue()).eml).hexdigest())"
    )
    tests = Path(__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tests,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": f"{tests.parent}:{tests}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == sha256(render_mail(rich_issue()).eml).hexdigest()


def test_a_correction_is_told_first() -> None:
    """A corrected issue says what was wrong, above the lead, in both parts."""
    issue = replace(rich_issue(), status=Status.CORRECTED, correction="Cape Orl is not in Veldt.")
    rendered = render_mail(issue)
    assert rendered.html.index("Cape Orl is not") < rendered.html.index('id="item-lead-1"')
    assert "Correction: Cape Orl is not in Veldt." in rendered.text


def test_markup_in_a_feed_is_text() -> None:
    """What looks like a tag is read as letters, and breaks nothing."""
    nasty = "</mj-text><mj-raw><script>alert(1)</script> a < b && c > d <!-- \x00\ud800\ufffe"
    item = replace(bullets(1).items[0], headline=nasty, source=nasty, blurb=(Span(text=nasty),))
    section = replace(bullets(1), items=(item,), heading=nasty)
    page = Page(render_mail(replace(rich_issue(), sections=(section,), subject=nasty)).html)
    assert not list(page.all("script"))
    assert "</mj-text><mj-raw><script>alert(1)</script> a < b && c > d <!--" in page.text


def test_only_web_and_mail_addresses_become_links() -> None:
    """A script address is dropped; the words stay."""
    item = Item(
        id="x",
        headline="Headline",
        source="Wire",
        url="javascript:alert(1)",
        blurb=(Span(text="words", url="data:text/html,x"),),
    )
    page = Page(
        render_mail(replace(plain_issue(), sections=(replace(bullets(1), items=(item,)),))).html
    )
    assert page.links() == []
    assert "words" in page.text


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_cards_pair_up_and_an_odd_one_is_wide(count: int) -> None:
    """Two cards share a row; the first of an odd number has it to itself."""
    pictures = Page(
        render_mail(replace(rich_issue(), lead=None, sections=(cards(count),))).html
    ).all("img")
    widths = [picture.attributes["width"] for picture in pictures]
    assert widths == ["520"] * (count % 2) + ["252"] * (count - count % 2)


def test_importing_the_stage_does_not_load_the_inliner() -> None:
    """premailer takes longer to import than an issue takes to render."""
    code = "import sys, digest.rendering; print('premailer' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_other_stories_of_the_matter_stand_below_the_item() -> None:
    """Linked headline, source and day, in both parts; below the lead after its button."""
    rendered = render_mail(rich_issue())
    page = Page(rendered.html)
    words = " ".join(page.text.split())
    order = [
        "Read the full report",
        "Also this week",
        "Pilots of Orl call a strike for the first foggy Friday · Ocean Wire, Aug 6",
        "Los barcos de noche no salen · La Dársena, Aug 7",
        "Grain corridor reopens",
        "Checkpoints at Kessim count their lamps · Atoll Letter, Aug 5",
    ]
    assert sorted(order, key=words.index) == order
    assert "https://darsena.example/8" in page.links()
    assert "- Los barcos de noche no salen (La Dársena, Aug 7) [6]\n" in rendered.text
    below = "  Also this week:\n  - Checkpoints at Kessim count their lamps (Atoll Letter, Aug 5) ["
    assert below in rendered.text


def test_a_line_in_another_language_is_marked_as_such() -> None:
    """And lines below a foreign item speak the newsletter's language again."""
    lead = replace(lead_item(), language="fr")
    page = Page(render_mail(replace(rich_issue(), lead=lead)).html)
    marked = [one.attributes.get("lang") for one in page.elements if one.tag in {"span", "div"}]
    assert [one for one in marked if one] == ["en", "fr", "fr", "en", "es"]


def test_days_and_languages_are_named_in_the_newsletters_own() -> None:
    """As the other dates are."""
    german = replace(rich_issue(), masthead=replace(rich_issue().masthead, language="de"))
    text = render_mail(german).text
    assert "La Dársena (Spanisch) [4]" in text
    assert "(La Dársena, 7. Aug.) [6]" in text


def test_a_language_that_nobody_knows_is_named_by_its_code() -> None:
    """Better a code than nothing; markup in it stays text."""
    coverage = Coverage(source="Wire", title="x", url="https://w.example", language='q"><i>')
    lead = replace(lead_item(), also=(coverage,))
    page = Page(render_mail(replace(rich_issue(), lead=lead)).html)
    assert 'Wire (q"><i>)' in page.text


def test_without_lines_nothing_is_left_of_them() -> None:
    """No label, no empty part."""
    bare = replace(rich_issue(), lead=replace(lead_item(), also_this_week=()), sections=())
    rendered = render_mail(bare)
    assert "Also this week" not in rendered.html + rendered.text
    assert 'class="related"' not in rendered.html


def test_names_in_another_direction_do_not_turn_the_days_number() -> None:
    """In a newsletter from right to left each name is read by itself, and then the day."""
    issue = replace(arabic_issue(), lead=replace(lead_item(), language=""))
    html = render_mail(issue).html
    assert 'foggy Friday</a></span> · <span dir="auto">Ocean Wire</span>, 6 أغسطس</p>' in html
