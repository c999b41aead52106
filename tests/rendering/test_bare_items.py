"""Items without a headline, source or address leave nothing empty in mail, text and archive."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rendering.issues import bullets, cards, lead_item, rich_issue

from digest.checks import check
from digest.checks.document import read_html
from digest.config import parse_newsletter
from digest.model.findings import Finding
from digest.model.issues import Coverage, Issue, Item, Paragraph, Section, Span
from digest.model.website import IssuePage, Site
from digest.rendering import render_mail
from digest.rendering.website import SitePages

REUTERS = "https://reuters.example/1"
PROSE = (
    Span(text="Reuters reported", url=REUTERS),
    Span(text=" that the pilots will sail on Friday, fog or no fog."),
)
OWN = Item(id="own-1", headline="", source="", blurb=PROSE)
SEVERAL = replace(
    OWN,
    id="own-2",
    blurb=(),
    body=(Paragraph(spans=PROSE), Paragraph(spans=(Span(text="The inspectors disagree."),))),
)
TITLED = replace(OWN, id="own-3", headline="A note of ours", url="https://harbour.example/note")
TOLD = replace(OWN, id="told", source="Reuters", url=REUTERS, key="k")
UNTOLD = replace(TOLD, id="untold", blurb=(Span(text="The pilots will sail on Friday."),))


def issue_of(*items: Item, section: Section | None = None, lead: Item | None = None) -> Issue:
    """The rich issue with these items alone."""
    whole = replace(section or bullets(1), items=items)
    return replace(rich_issue(), lead=lead, sections=(whole,))


def archived(issue: Issue) -> str:
    """Its page in the archive."""
    site = Site(masthead=issue.masthead, theme=issue.theme)
    return SitePages().issue(site, IssuePage(issue=issue))


@pytest.mark.parametrize("section", [bullets(1), cards(1)], ids=["bullets", "cards"])
@pytest.mark.parametrize("item", [OWN, SEVERAL, TITLED, TOLD, UNTOLD], ids=lambda item: item.id)
def test_nothing_empty_is_printed(item: Item, section: Section) -> None:
    """No heading, link, credit or paragraph without words."""
    issue = issue_of(item, section=section)
    rendered = render_mail(issue)
    for html in (rendered.html, archived(issue)):
        page = read_html(html)
        for name in ("h1", "h2", "h3", "p", "a", "li", "figure"):
            assert all(page.text(one).strip() for one in page.named(name)), name
        assert 'href=""' not in html
    assert "()" not in rendered.text
    assert "sail on Friday" in " ".join(rendered.text.split())


def test_prose_that_links_its_source_names_it_once() -> None:
    """At its beginning; other prose without a headline is credited at its end."""
    for item, times in ((TOLD, 1), (UNTOLD, 1), (replace(TOLD, headline="Pilots"), 2)):
        issue = issue_of(item)
        rendered = render_mail(issue)
        assert read_html(rendered.html).readable.count("Reuters") == times
        assert rendered.text.partition("\nLinks")[0].count("Reuters") == times
        page = read_html(archived(issue))
        assert sum(page.text(one).count("Reuters") for one in page.named("a")) == times


def test_paragraphs_of_a_bullet_stand_apart() -> None:
    """In the mail, in the text and in the archive."""
    issue = issue_of(SEVERAL)
    rendered = render_mail(issue)
    page = read_html(rendered.html)
    paragraphs = [page.text(one) for one in page.named("p")]
    assert "The inspectors disagree." in paragraphs
    assert "\n\n  The inspectors disagree.\n" in rendered.text
    assert "<p>The inspectors disagree." in archived(issue)


def test_a_credit_follows_its_own_sources_paragraphs() -> None:
    """A lead that becomes a bullet keeps the paragraphs that end in other sources' names."""
    ledger = Coverage(source="Strait Ledger", title="Strike", url="https://ledger.example/1")
    quoted = (Span(text="The strike goes on ("), Span(text=ledger.source, url=ledger.url))
    told = Paragraph(spans=(Span(text="The pilots will sail."),))
    other = Paragraph(spans=(*quoted, Span(text=").")))
    item = replace(UNTOLD, headline="Pilots", blurb=told.spans, body=(told, other))
    for named in (replace(item, also=(ledger,)), replace(item, unnamed=(ledger,))):
        issue = issue_of(named)
        rendered = render_mail(issue)
        for html in (rendered.html, archived(issue)):
            page = read_html(html)
            said = " ".join(" ".join(page.text(one).split()) for one in page.named("p"))
            first, _, second = said.partition("Reuters")
            assert first.rstrip(" (").endswith("The pilots will sail.")
            assert second.lstrip(" )").startswith("The strike goes on (Strait Ledger).")
        assert "The pilots will sail. (Reuters) [1]\n" in rendered.text
        assert "The strike goes on (Strait Ledger [2]).\n" in rendered.text


def test_a_text_bullet_without_a_headline_begins_with_its_mark() -> None:
    """As any other does."""
    text = render_mail(issue_of(OWN)).text
    assert "\n* Reuters reported [1] that the pilots" in text


def test_a_lead_without_a_headline_leaves_the_first_heading_to_the_masthead() -> None:
    """And the issue's page in the archive is called by its subject."""
    issue = issue_of(OWN, lead=replace(lead_item(), headline=""))
    page = read_html(render_mail(issue).html)
    assert [page.text(one) for one in page.named("h1")] == [issue.masthead.title]
    assert f"<h1>{issue.masthead.without_title(issue.subject)}</h1>" in archived(issue)


def checked(issue: Issue) -> list[Finding]:
    """What the check says of its items."""
    newsletter = parse_newsletter('[newsletter]\ntitle = "Harbour"\n')
    found = check(render_mail(issue), newsletter=newsletter, past=(), templates={}, reports={})
    return [one for one in found if one.block.startswith(("own", "told", "untold"))]


def test_the_check_has_nothing_against_them() -> None:
    """They are neither told twice nor missing in the text, nor does one source dominate."""
    dated = replace(TOLD, published=datetime(2024, 8, 8, tzinfo=UTC))
    assert checked(issue_of(OWN)) == checked(issue_of(SEVERAL)) == checked(issue_of(dated)) == []


def test_what_is_not_named_is_counted() -> None:
    """Under a bullet, a card and the lead, in the mail, its text and the archive."""
    others = (Coverage(source="Courier", title="T", url="https://courier.example/"),)
    item = replace(TITLED, also=others, more=10)
    for issue in (
        issue_of(item),
        issue_of(item, section=cards(1)),
        issue_of(OWN, lead=replace(lead_item(), also=others, more=10)),
    ):
        rendered = render_mail(issue)
        assert "Courier and 10 more" in " ".join(read_html(rendered.html).readable.split())
        assert "and 10 more" in " ".join(rendered.text.split())
        assert "Courier</a> and 10 more" in archived(issue)
