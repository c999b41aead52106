"""The archive's pages: complete, safe, loading nothing from elsewhere, linked for a folder too."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rendering.issues import plain_issue, rich_issue

from digest.errors import RenderError
from digest.model.articles import Image
from digest.model.issues import Issue, Span, Status
from digest.model.website import IssueLine, IssuePage, Site
from digest.rendering.website import SitePages

URL = "https://strait.example/issues"
RICH = rich_issue()
SITE = Site(masthead=RICH.masthead, theme=RICH.theme, subscribe=RICH.subscribe, url=URL)
BEFORE = IssueLine(date=date(2024, 8, 2), number=1, status=Status.PUBLISHED, headline="Before")
AFTER = IssueLine(date=date(2024, 8, 16), number=3, status=Status.CORRECTED, headline="After")


class Loads(HTMLParser):
    """Every tag, and what the page makes a browser load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and the addresses that are fetched without a click."""
        self.tags.append(tag)
        named = dict(attrs)
        if tag in {"img", "script", "iframe"}:
            self.loads.append(named.get("src") or "")
        if tag == "link" and named.get("rel") == "stylesheet":
            self.loads.append(named.get("href") or "")


def with_picture(url: str) -> Issue:
    """The rich issue, its lead with this picture."""
    assert RICH.lead is not None
    return replace(RICH, lead=replace(RICH.lead, image=Image(url=url, alt="A harbour")))


def issue_page(issue: Issue = RICH, *, files: str = "") -> str:
    """The page of `issue` between two others."""
    page = IssuePage(issue=issue, previous=BEFORE, following=AFTER, files=files)
    return SitePages().issue(SITE, page)


def test_a_page_holds_everything_the_issue_says() -> None:
    """Every headline, kicker and attribution of the issue is on its page."""
    page = issue_page()
    for item in RICH.items:
        assert f'id="item-{item.id}"' in page
        assert item.headline in page.replace("&#39;", "'")
    assert page.count("<h1") == 1


def test_a_page_and_the_feeds_have_the_lines_below_an_item() -> None:
    """Linked headline, source, day; who told it in another language."""
    for page in (issue_page(), SitePages().content(SITE, IssuePage(issue=RICH))):
        assert "<p><strong>Also this week</strong></p>" in page
        assert (
            '<li><bdi lang="es" dir="auto"><a href="https://darsena.example/8">'
            "Los barcos de noche no salen</a></bdi> · <bdi>La Dársena</bdi>, "
            '<time datetime="2024-08-07">Aug 7</time></li>'
        ) in page
        assert "Checkpoints at Kessim count their lamps</a></bdi> · <bdi>Atoll Letter</bdi>" in page
        assert ">La Dársena</a> (Spanish)" in page


def test_lines_stand_below_items_of_every_kind() -> None:
    """Lead, bullet and card; and nothing stands where there are none."""
    assert RICH.lead is not None
    lines = RICH.lead.also_this_week
    sections = tuple(
        replace(one, items=tuple(replace(item, also_this_week=lines) for item in one.items))
        for one in RICH.sections
    )
    page = issue_page(replace(RICH, sections=sections))
    assert page.count("Also this week") == len(tuple(RICH.items))
    assert "Also this week" not in issue_page(replace(RICH, lead=None, sections=()))


def test_a_page_says_what_it_is_to_those_who_share_it() -> None:
    """Canonical address and Open Graph."""
    page = issue_page()
    assert f'<link rel="canonical" href="{URL}/{RICH.date}/">' in page
    assert f'<meta property="og:url" content="{URL}/{RICH.date}/">' in page
    assert '<meta property="og:type" content="article">' in page
    assert RICH.lead is not None
    assert f'<meta property="og:title" content="{RICH.lead.headline}">' in page


def test_neighbours_are_linked_so_that_a_folder_works_too() -> None:
    """Relative links to files, not to folders."""
    page = issue_page()
    assert '<a rel="prev" href="../2024-08-02/index.html">' in page
    assert '<a rel="next" href="../2024-08-16/index.html">' in page


def test_the_page_loads_nothing_from_elsewhere() -> None:
    """A picture on another server is left out; the policy would refuse it anyway."""
    loads = Loads(issue_page(with_picture("https://tracker.example/p.gif"))).loads
    assert loads == ["../site.css"]
    assert "default-src 'none'" in issue_page()


@pytest.mark.parametrize("url", ["images/harbour.png", f"{URL}/2024-08-09/images/harbour.png"])
def test_the_issues_own_pictures_are_shown_from_its_folder(url: str) -> None:
    """Whether the mail links to them or carries them; the earlier version has its own."""
    masthead = replace(RICH.masthead, view_in_browser=f"{URL}/2024-08-09/")
    issue = replace(with_picture(url), masthead=masthead, date=date(2024, 8, 9))
    assert "images/harbour.png" in Loads(issue_page(issue)).loads
    assert "versions/1/images/harbour.png" in Loads(issue_page(issue, files="versions/1/")).loads
    assert f'property="og:image" content="{URL}/2024-08-09/images/harbour.png"' in issue_page(issue)


def test_a_hostile_headline_stays_text() -> None:
    """Markup, script addresses and merge tags of strangers are shown as they are written."""
    assert RICH.lead is not None
    hostile = replace(
        RICH.lead,
        headline='<script>alert("x")</script>',
        url="javascript:alert(1)",
        blurb=(Span(text="click", url="data:text/html,x"),),
        body=(),
    )
    page = issue_page(replace(RICH, lead=hostile))
    assert "script" not in Loads(page).tags
    assert re.search(r'href="(javascript|data):', page) is None


def test_a_correction_is_at_the_top_and_leads_to_nothing_that_was_wrong() -> None:
    """Each dated line is a paragraph of its own."""
    issue = replace(RICH, status=Status.CORRECTED, correction="2024-08-12: One.\n2024-08-13: Two.")
    page = SitePages().issue(SITE, IssuePage(issue=issue))
    assert page.count('<p class="correction">') == 2
    assert page.index("2024-08-12: One.") < page.index("<h1")
    assert "versions" not in page


def test_feeds_carry_the_whole_issue_with_web_addresses() -> None:
    """No relative address could be resolved in a feed reader."""
    content = SitePages().content(SITE, IssuePage(issue=RICH))
    addresses = re.findall(r'(?:href|src)="([^"]*)"', content)
    assert addresses
    assert all(address.startswith(("https://", "http://")) for address in addresses)
    for item in RICH.items:
        assert item.source in content


def test_the_index_shows_latest_years_and_states() -> None:
    """Newest first; a correction is named as such."""
    old = replace(BEFORE, date=date(2023, 12, 29), headline="Long ago")
    index = SitePages().index(SITE, [AFTER, BEFORE, old])
    assert re.findall(r"<h2>(.*?)</h2>", index)[:2] == ["2024", "2023"]
    assert index.index("After") < index.index("Before") < index.index("Long ago")
    assert 'href="2024-08-16/index.html">After' in index
    assert re.findall(r'class="state">(\w+)', index) == ["Corrected"]


def test_the_language_of_the_newsletter_is_that_of_its_pages() -> None:
    """Dates, words and direction."""
    german = replace(SITE, masthead=replace(SITE.masthead, language="de"))
    assert "Neueste Ausgabe · <time" in SitePages().index(german, [BEFORE])
    assert "2. August 2024" in SitePages().index(german, [BEFORE])
    arabic = replace(SITE, masthead=replace(SITE.masthead, language="ar", direction="rtl"))
    assert '<html lang="ar" dir="rtl">' in SitePages().index(arabic, [BEFORE])


def test_an_issue_of_almost_nothing_has_a_page() -> None:
    """No lead, no sections, no pictures."""
    page = SitePages().issue(SITE, IssuePage(issue=plain_issue()))
    assert page.count("<h1") == 1


def test_style_takes_the_theme_and_nothing_else() -> None:
    """A colour of the theme is in the style sheet, which loads nothing."""
    style = SitePages().assets(SITE)["site.css"]
    assert f"--accent: {SITE.theme.accent};" in style
    assert "url(" not in style
    assert "@import" not in style


def test_the_newsletters_own_page_replaces_the_stock_one(tmp_path: Path) -> None:
    """One file at a time; the fingerprint tells that pages must be made again."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "index.html.j2").write_text("<p>{{ issues[0].headline }}")
    own = SitePages(overrides=tmp_path)
    assert own.index(SITE, [AFTER]) == "<p>After"
    assert own.fingerprint() != SitePages().fingerprint()


def test_a_mistake_in_a_page_is_named_with_its_line(tmp_path: Path) -> None:
    """As in the templates of the mail."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "index.html.j2").write_text("<p>\n{{ nothing.here }}")
    with pytest.raises(RenderError, match=r"archive/index\.html\.j2, line 2"):
        SitePages(overrides=tmp_path).index(SITE, [AFTER])
