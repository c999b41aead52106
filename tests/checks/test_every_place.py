"""Every rule is tried in every place where its fault can stand; the places come from the model."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from checks.places import Place, block_of, full_issue, items_by_path, places, planted, text_fields

from digest.checks import WebAnswer, check
from digest.checks.rules import RULES
from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.findings import Finding
from digest.model.issues import Issue, Item, Paragraph, RenderedIssue, Span
from digest.model.stories import PastIssue, PastItem
from digest.rendering import render_mail

TEMPLATES = Path(__file__).parents[2] / "templates"
NEWSLETTER = Newsletter.model_validate(
    {"newsletter": {"title": "Strait Watch"}, "mail": {"pictures": "linked"}}
)
ISSUE = full_issue()
PLACES = tuple(places(ISSUE))

NEVER_READ = {
    "Masthead.language": "a code, no words",
    "Masthead.direction": "a code, no words",
    "Masthead.timezone": "a code, no words",
    "Issue.card": "names a file",
    "Item.id": "names a part of the HTML",
    "Item.key": "for comparing only",
    "Item.spent": "for comparing only",
    "Item.language": "a code, no words",
    "Section.id": "names a part of the HTML",
    "Coverage.key": "for comparing only",
    "Coverage.language": "a code; one that nobody knows is printed as it is",
    "RelatedStory.language": "a code, no words",
    "Coverage.title": "the mail names the source alone",
    "ContentsLine.item": "names a part of the HTML",
    "Slot.id": "names a part of the HTML",
    "Slot.place": "names a part of the HTML",
    "Issue.layout": "names templates",
    "Theme.serif": "names fonts",
    "Theme.sans": "names fonts",
}
PRINTED_BY_OTHERS = {
    "lead.source": "the lead prints its byline",
    "sections.1.items.1.source": "a card with a byline prints that",
}
# Fields that must stay an address for the mail to be rendered at all.
WRAPPED = {
    "Envelope.sender": "{} <desk@harbour.example>",
    "Envelope.reply_to": "{} <desk@harbour.example>",
}
NO_TEXT_IN_IT = {
    "Theme.rule": "the colour of lines",
    "Theme.dark_rule": "the colour of lines",
}
# What is looked at as a whole, or stands in one place only: tests/checks/cases has it.
ELSEWHERE = frozenset(
    {"size-clipped", "size-near-clip", "style-too-long", "nested-at-rules", "doctype", "one-h1"}
    | {"remote-styles", "unsubscribe-missing", "one-click-headers", "mail-headers", "language"}
    | {"address-missing", "subject-long", "preheader-length", "preheader-repeats-subject"}
    | {"source-dominates", "little-text", "title-missing", "text-missing", "text-unsubscribe"}
    | {"text-parity", "text-lines", "rule-unknown", "issue-thin", "image-small"}
    | {"slot-empty", "slot-overdue", "slot-undated"}
)

READ = [
    one
    for one in PLACES
    if one.kind == "words" and one.field not in NEVER_READ and one.name not in PRINTED_BY_OTHERS
]
PICTURES = [one for one in PLACES if one.field == "Image.url"]
LINKS = [one for one in PLACES if one.kind == "address" and one not in PICTURES]
COLOURS = [one for one in PLACES if one.kind == "colour" and one.field not in NO_TEXT_IN_IT]
ITEMS = items_by_path(ISSUE)
PARTIALS = sorted((TEMPLATES / "partials").glob("*.mjml.j2"))
SILENT = {"_head.mjml.j2", "_styles.mjml.j2", "_layout.mjml.j2"}
PRINTING = [one for one in PARTIALS if one.name not in SILENT]

IN_WORDS = {"placeholder": "Lorem ipsum TKTK TODO"}
STAND_INS = ("https://harbour.example/TODO", "https://example.org/subscribe")
IN_LINKS = {
    "javascript:alert(1)": "link-scheme",
    "www.harbour.example/page": "link-scheme",
    "http://harbour.example/page": "link-http",
    "https://localhost/page": "link-local",
}
IN_PICTURES = {
    "https://harbour.example/TODO": "placeholder",
    "http://harbour.example/a.jpg": "image-https",
    "/home/me/a.jpg": "image-https",
    "https://harbour.example/a.webp": "image-format",
}
GONE = WebAnswer(address="", status=404)
ANSWERS = {
    "link-dead": GONE,
    "link-moved": WebAnswer(address="", status=200, final="https://a.example/", permanent=True),
    "link-unanswered": WebAnswer(address="", status=503),
}
PICTURE_ANSWERS = {"image-dead": GONE, "image-heavy": WebAnswer(address="", status=200, bytes=9**9)}
OF_ITEMS = (
    "item-repeated",
    "item-twice",
    "item-stale",
    "link-repeated",
    "link-unread",
    "image-alt-empty",
)
IN_HTML = {
    "active-content": "<script>go()</script>",
    "table-role": "<table><tr><td>cell</td></tr></table>",
    "image-alt": '<img width="10" src="https://harbour.example/a.png" />',
    "image-width": '<img alt="A" src="https://harbour.example/b.png" />',
    "image-embedded": '<img alt="B" width="9" src="data:image/png;base64,AA" />',
    "contrast": '<span style="color:#777777;background-color:#777777">faint</span>',
    "heading-order": "<h5>Deep down</h5>",
    "text-padding": '<p style="padding:9px">far</p>',
    "link-empty": '<a href="#">nowhere</a>',
    "link-scheme": '<a href="javascript:go()">script</a>',
    "link-http": '<a href="http://harbour.example/page">plain</a>',
    "link-local": '<a href="https://localhost/page">local</a>',
    "link-text": '<a href="https://harbour.example/page">here</a>',
    "escape-left": r"<p>\u{a0}</p>",
    "token-unreplaced": "*|FNAME|*",
    "placeholder": "<p>TODO</p>",
}
IN_MJML = {
    "mjml-tag": "<mj-sektion></mj-sektion>",
    "mjml-nesting": "<mj-column><mj-section></mj-section></mj-column>",
    "mjml-attribute": '<mj-text colour="red"></mj-text>',
    "mjml-padding": '<mj-section padding="0 10px"></mj-section>',
    "client-support": '<mj-raw><div style="position:fixed">x</div></mj-raw>',
}
MISSING = {"subject": "subject-missing", "preheader": "preheader-missing", "items": "issue-empty"}


def found(issue: Issue, rule: str, *, answers: tuple[WebAnswer, ...] = ()) -> list[Finding]:
    """What a rule finds in an issue, rendered with the stock templates."""
    past = (told(ISSUE),) if rule == "item-repeated" else ()
    every = check(render_mail(issue), newsletter=NEWSLETTER, past=past, answers=answers)
    return [one for one in every if one.rule == rule]


def told(issue: Issue) -> PastIssue:
    """A past issue that told an item of its own."""
    past = PastItem(key="old.example/1", headline="Old news", url="", issue=date(2024, 8, 2))
    return PastIssue(
        date=past.issue,
        number=40,
        headline="Old news",
        url="",
        cut_off=issue.cut_off - timedelta(days=7),
        items=(past,),
    )


def name(place: Place) -> str:
    """How a place is called in a test's name."""
    return place.name


def planted_in_all(issue: Issue, values: Mapping[Place, str]) -> Issue:
    """`issue` with each value in its place."""
    for place, value in values.items():
        issue = planted(issue, place.path, value)
    return issue


def untold(values: Mapping[Place, str], findings: list[Finding]) -> list[str]:
    """The places whose value no finding names; its end is what sets it apart."""
    said = " ".join(one.message for one in findings)
    return [place.name for place, value in values.items() if value.rpartition("/")[2] not in said]


@pytest.fixture(scope="module")
def sound() -> RenderedIssue:
    """The issue in which every field is filled, rendered."""
    return render_mail(ISSUE)


def test_the_issue_fills_every_field_of_the_model() -> None:
    """A new text field of the model must be filled here, and so comes under every test below."""
    assert {place.field for place in PLACES} == text_fields(Issue)
    assert {*NEVER_READ, *WRAPPED, *NO_TEXT_IN_IT} <= text_fields(Issue)
    assert {*PRINTED_BY_OTHERS} <= {place.name for place in PLACES}


def test_the_sound_issue_has_nothing_to_find(sound: RenderedIssue) -> None:
    """What the tests below find is what they planted."""
    assert check(sound, newsletter=NEWSLETTER) == ()


def test_no_rule_is_left_out() -> None:
    """Each is tried here, or is about the mail as a whole."""
    tried = {*IN_WORDS, *IN_LINKS.values(), *IN_PICTURES.values(), *ANSWERS, *PICTURE_ANSWERS}
    tried |= {*OF_ITEMS, *IN_HTML, *IN_MJML, *MISSING.values()}
    tried |= {"theme-contrast", "control-characters", "number-changed"}
    assert {rule.id for rule in RULES} == tried | ELSEWHERE


@pytest.mark.parametrize("place", READ, ids=name)
def test_what_no_reader_should_see_is_found_in_every_text(place: Place) -> None:
    """Stand-ins, in the item that holds them; what is not taken out or made harmless on the way."""
    words = WRAPPED.get(place.field, "{}").format(f"{IN_WORDS['placeholder']} C1 \x92 *|FNAME|*")
    mail = render_mail(planted(ISSUE, place.path, words))
    findings = check(mail, newsletter=NEWSLETTER)
    # In an address, where a tag is a text, a space is written as "+".
    placeholders = [one for one in findings if one.rule == "placeholder"]
    said = " ".join(one.message for one in placeholders).replace("+", " ")
    assert all(stand_in in said for stand_in in ("Lorem ipsum", "TKTK", "TODO"))
    assert block_of(ISSUE, place) in {"", *(one.block for one in placeholders)}
    rules = {one.rule for one in findings}
    assert "\x92" not in mail.html + mail.text or "control-characters" in rules
    assert "*|FNAME|*" not in mail.html + mail.text or "token-unreplaced" in rules
    if place.field in {"Issue.subject", "Issue.preheader"}:
        assert "control-characters" in rules


@pytest.mark.parametrize("place", LINKS, ids=name)
def test_a_stand_in_is_found_in_every_link(place: Place) -> None:
    """Where it stands in several, the rule names one."""
    for address in STAND_INS:
        assert found(planted(ISSUE, place.path, address), "placeholder"), address


@pytest.mark.parametrize("address", IN_LINKS)
def test_a_bad_address_is_found_in_every_link(address: str) -> None:
    """Also one that the mail cannot link, and so leaves out."""
    numbered = {place: f"{address}-{at}-" for at, place in enumerate(LINKS)}
    findings = found(planted_in_all(ISSUE, numbered), IN_LINKS[address])
    assert untold(numbered, findings) == []


@pytest.mark.parametrize("place", PICTURES, ids=name)
def test_a_bad_address_is_found_in_every_picture(place: Place) -> None:
    """In the item that shows it."""
    for address, rule in IN_PICTURES.items():
        findings = found(planted(ISSUE, place.path, address), rule)
        assert block_of(ISSUE, place) in {one.block for one in findings}, address


@pytest.mark.parametrize("rule", [*ANSWERS, *PICTURE_ANSWERS])
def test_what_the_web_says_is_told_of_every_address(rule: str) -> None:
    """Each link, or each picture, in the mail."""
    addresses = PICTURES if rule in PICTURE_ANSWERS else LINKS
    answer = {**ANSWERS, **PICTURE_ANSWERS}[rule]
    bare = replace(ISSUE, links=replace(ISSUE.links, utm_source=""))
    numbered = {place: f"https://asked.example/no-{at}-" for at, place in enumerate(addresses)}
    answers = tuple(
        replace(answer, address=url, final=answer.final and url.replace("asked", "moved"))
        for url in numbered.values()
    )
    findings = found(planted_in_all(bare, numbered), rule, answers=answers)
    assert untold(numbered, findings) == []


@pytest.mark.parametrize("place", COLOURS, ids=name)
def test_a_faint_colour_is_found_wherever_it_is_set(place: Place) -> None:
    """Each takes the colour of what it stands on, or of what stands on it."""
    theme = ISSUE.theme
    dark = "dark_" if "dark_" in place.field else ""
    other = "ink" if place.field.endswith(("paper", "ground")) else "paper"
    if place.field.endswith("accent_text"):
        other = "accent"
    faint = planted(ISSUE, place.path, getattr(theme, dark + other))
    rules = {one.rule for one in check(render_mail(faint), newsletter=NEWSLETTER)}
    assert {"theme-contrast", "contrast"} <= rules


@pytest.mark.parametrize("path", ITEMS, ids=lambda path: ".".join(map(str, path)))
def test_what_is_wrong_with_an_item_is_found_wherever_it_stands(
    path: tuple[str | int, ...],
) -> None:
    """As lead, bullet or card."""
    item = ITEMS[path]
    other = next(one for one in ITEMS.values() if one is not item)
    changes: Mapping[str, Item] = {
        "item-repeated": replace(item, key="old.example/1"),
        "item-twice": replace(item, headline=other.headline),
        "item-stale": replace(item, published=datetime(2020, 1, 1, tzinfo=UTC)),
        "link-repeated": replace(item, url=other.url),
        "link-unread": replace(item, body=(Paragraph(spans=(Span(text="[This](a.example)"),)),)),
    }
    if item.image:
        changes = {**changes, "image-alt-empty": replace(item, image=replace(item.image, alt=""))}
    for rule, changed in changes.items():
        blocks = {one.block for one in found(planted(ISSUE, path, changed), rule)}
        assert blocks & {item.id, other.id}, rule


@pytest.mark.parametrize("path", ITEMS, ids=lambda path: ".".join(map(str, path)))
def test_a_number_that_changed_is_found(path: tuple[str | int, ...]) -> None:
    """As lead, bullet or card."""
    before = ISSUE.cut_off - timedelta(days=2)
    item = replace(ITEMS[path], headline="Flood at Orl kills 100", published=before)
    later = Article(
        id="later", source="Wire", title="Flood at Orl kills 2,000", first_seen=ISSUE.cut_off
    )
    mail = render_mail(planted(ISSUE, path, item))
    every = check(mail, newsletter=NEWSLETTER, reports={item.id: (later,)})
    assert item.id in {one.block for one in every if one.rule == "number-changed"}


def test_what_is_missing_is_found() -> None:
    """Subject, preheader, every story."""
    assert found(replace(ISSUE, subject=""), "subject-missing")
    assert found(replace(ISSUE, preheader=""), "preheader-missing")
    assert found(replace(ISSUE, lead=None, sections=()), "issue-empty")


@pytest.mark.parametrize("partial", PRINTING, ids=lambda path: path.name)
def test_a_fault_is_found_in_every_template(partial: Path, tmp_path: Path) -> None:
    """All that a template of the newsletter's own could print, before the first text of each."""
    own = tmp_path / "partials" / partial.name
    own.parent.mkdir()
    source = partial.read_text("utf-8")
    faulty, count = re.subn(
        r"(?=<(?:div|p)\b)", lambda _: "".join(IN_HTML.values()), source, count=1
    )
    assert count == 1
    own.write_text(faulty, encoding="utf-8")
    mail = render_mail(ISSUE, overrides=tmp_path)
    assert {*IN_HTML} <= {one.rule for one in check(mail, newsletter=NEWSLETTER)}


@pytest.mark.parametrize("partial", PARTIALS, ids=lambda path: path.name)
def test_broken_mjml_is_found_in_every_template(partial: Path, sound: RenderedIssue) -> None:
    """With the file's name."""
    source = partial.read_text("utf-8") + "\n" + "\n".join(IN_MJML.values())
    templates = {f"partials/{partial.name}": source}
    every = check(sound, newsletter=NEWSLETTER, templates=templates)
    named = {
        one.rule for one in every if one.block.startswith(f"templates/partials/{partial.name}")
    }
    assert {*IN_MJML} <= named
