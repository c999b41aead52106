"""The archive's pages: complete, safe, loading nothing from elsewhere, linked for a folder too."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rendering.issues import plain_issue, rich_issue

from digest.errors import RenderError
from digest.model.articles import Image
from digest.model.issues import (
    ContentsLine,
    Issue,
    Paragraph,
    Slot,
    SlotKind,
    Span,
    Status,
)
from digest.model.website import (
    IssueLine,
    IssuePage,
    Site,
    ToldStory,
    TopicKind,
    TopicPage,
)
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
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and the addresses that are fetched without a click."""
        self.tags.append(tag)
        named = dict(attrs)
        if tag in {"img", "script", "iframe"} and "src" in named:
            self.loads.append(named["src"] or "")
        if tag == "script":
            self.scripts.append(named.get("type") or "")
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
    assert '<meta property="og:title" content="Ferry talks resume after a nine-day' in page
    assert '<meta name="twitter:card" content="summary">' in page


def linked_data(page: str) -> dict[str, object]:
    """The JSON-LD of a page, which a browser reads as no more than data."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert len(found) == 1
    facts = json.loads(found[0])
    assert isinstance(facts, dict)
    return facts


def test_a_page_tells_search_engines_what_it_is() -> None:
    """An article with its dates; the index a collection of such."""
    published = datetime(2024, 8, 9, 7, tzinfo=UTC)
    corrected = IssuePage(issue=RICH, updated=published + timedelta(days=3))
    article = linked_data(SitePages().issue(SITE, corrected))
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == "Ferry talks resume after a nine-day silence"
    assert article["datePublished"] == "2024-08-09T07:00:00Z"
    assert article["dateModified"] == "2024-08-12T07:00:00Z"
    collection = linked_data(SitePages().index(SITE, [AFTER]))
    assert collection["@type"] == "CollectionPage"
    assert f"{URL}/2024-08-16/" in json.dumps(collection)


def test_words_cannot_end_the_data_of_a_page() -> None:
    """Whatever a stranger's headline holds, it stays inside."""
    hostile = "</script><script>alert(1)</script><!-- ]]>"
    assert RICH.lead is not None
    page = issue_page(replace(RICH, lead=replace(RICH.lead, headline=hostile)))
    assert linked_data(page)["headline"] == hostile
    assert Loads(page).scripts == ["application/ld+json", ""]


@pytest.mark.parametrize("headline", ["Strait Watch: The boats sail", "The boats sail"])
def test_the_newsletters_name_stands_once_in_a_title(headline: str) -> None:
    """Whether the headline begins with it or not; the headline on the page goes without."""
    assert RICH.lead is not None
    page = issue_page(replace(RICH, lead=replace(RICH.lead, headline=headline)))
    titles = re.findall("<title>(.*?)</title>", page)
    assert [title.count("Strait Watch") for title in titles] == [1]
    assert re.findall("<h1>(?:<a[^>]*>)?([^<]*)", page) == ["The boats sail"]


def test_a_shared_picture_is_described() -> None:
    """With its size and its words; the index shows that of the latest issue."""
    image = Image(url="images/quay.png", alt="A quay", width=1200, height=630)
    assert RICH.lead is not None
    page = issue_page(replace(RICH, lead=replace(RICH.lead, image=image)))
    line = replace(AFTER, picture=image)
    for text, day in ((page, RICH.date), (SitePages().index(SITE, [line]), AFTER.date)):
        assert f'<meta property="og:image" content="{URL}/{day}/images/quay.png">' in text
        assert '<meta property="og:image:width" content="1200">' in text
        assert '<meta property="og:image:height" content="630">' in text
        assert '<meta property="og:image:alt" content="A quay">' in text
        assert '<meta name="twitter:card" content="summary_large_image">' in text


def test_an_issue_without_a_picture_is_shared_with_its_card() -> None:
    """The picture made for it, of a size that is known; the page itself does not show it."""
    page = issue_page(replace(RICH, card="card.png"))
    assert f'content="{URL}/{RICH.date}/images/card.png"' in page
    assert '<meta property="og:image:height" content="630">' in page
    assert "images/card.png" not in page.partition("<body")[2]


def test_pictures_keep_their_place_and_wait_for_their_turn() -> None:
    """The lead's comes first; those below it when they are reached."""
    image = Image(url="images/quay.png", alt="A quay", width=1200, height=630)
    assert RICH.lead is not None
    cards = RICH.sections[1]
    second = replace(cards, items=tuple(replace(one, image=image) for one in cards.items))
    page = issue_page(
        replace(RICH, lead=replace(RICH.lead, image=image), sections=(RICH.sections[0], second))
    )
    lead, *others = re.findall("<img[^>]*>", page)
    assert all('width="1200" height="630"' in one for one in (lead, *others))
    assert "lazy" not in lead
    assert len(others) == 3
    assert all('loading="lazy" decoding="async"' in one for one in others)


def test_every_story_has_a_link_to_itself() -> None:
    """By a name that says of which story; a feed reader has none."""
    page = issue_page()
    for item in RICH.items:
        assert (
            f'<a class="permalink" href="#item-{item.id}" aria-label="Link to this story: ' in page
        )
    assert "permalink" not in SitePages().content(SITE, IssuePage(issue=RICH))


def test_source_and_other_coverage_are_one_line() -> None:
    """Below the text, in the newsletter's words."""
    page = re.sub(r"<[^>]*>|\s+", " ", issue_page())
    assert re.search(r"Veldt Tribune +· +also +La Dársena", page)


def test_slots_stand_in_their_places() -> None:
    """A note on top, a sponsor's marked as such before its section, an event with its day."""
    words = (Paragraph(spans=(Span(text="Words of the slot."),)),)
    slots = (
        Slot(id="1", kind=SlotKind.NOTE, place="top", heading="A note", words=words),
        Slot(id="2", kind=SlotKind.EVENT, place="lead", heading="A talk", until=date(2024, 8, 20)),
        Slot(id="3", kind=SlotKind.SPONSOR, place="features", heading="Charts", url=URL),
        Slot(id="4", kind=SlotKind.NOTE, place="end", heading="Good night"),
    )
    page = issue_page(replace(RICH, slots=slots))
    found = [page.index(f">{one.heading}<") for one in slots]
    marks = ("<h1", 'id="section-news"', 'id="section-features"', '<nav class="around')
    places = [page.index(mark) for mark in marks]
    assert found[0] < places[0] < found[1] < places[1] < found[2] < places[2] < found[3] < places[3]
    assert '>Event · <time datetime="2024-08-20">Until August 20, 2024<' in page
    assert ">Advertisement<" in page
    assert 'rel="sponsored"' in page


def test_a_featured_story_and_thumbnails_are_set_as_such() -> None:
    """The first with its picture, the others with a small one where they have any."""
    image = Image(url="images/quay.png", alt="A quay")
    bullets = RICH.sections[0]
    items = tuple(replace(one, image=image) for one in bullets.items[:3])
    section = replace(bullets, items=items, featured=True, thumbnails=True)
    page = issue_page(replace(RICH, sections=(section,)))
    assert page.count(' class="featured"') == 1
    assert page.count(' class="illustrated"') == 2
    assert "<img" not in issue_page(replace(RICH, sections=(replace(bullets, items=items),)))


def test_an_odd_card_comes_first_and_wide() -> None:
    """So that the others stand in pairs."""
    cards = RICH.sections[1]
    assert issue_page().count('class="wide"') == 1
    even = replace(RICH, sections=(replace(cards, items=cards.items[:2]),))
    assert 'class="wide"' not in issue_page(even)


def test_contents_and_reading_time_stand_where_they_are_set() -> None:
    """The editor's own lines; beside the text every long issue has a list."""
    lines = tuple(ContentsLine(item=one.id, name=f"On {one.id}") for one in RICH.items)
    page = issue_page(replace(RICH, contents=lines, minutes=5))
    assert page.count('<li><a href="#item-bullet-1">On bullet-1</a></li>') == 2
    assert "· 5 min read" in page
    bare = issue_page(replace(RICH, contents=(), minutes=0))
    assert bare.count('<nav class="contents') == 1
    assert "min read" not in bare


def test_old_years_are_folded_away() -> None:
    """Two are open; lines of older ones are short, without picture and dek."""
    image = Image(url="images/quay.png")
    lines = [
        replace(BEFORE, date=date(year, 5, 3), description=f"In {year}", picture=image)
        for year in range(2024, 2019, -1)
    ]
    index = SitePages().index(SITE, lines)
    assert index.count("<details") == 2
    assert [year for year in range(2020, 2025) if f"In {year}" in index] == [2022, 2023, 2024]
    assert index.count('<img class="thumbnail"') == 2


def test_neighbours_are_linked_so_that_a_folder_works_too() -> None:
    """Relative links to files, not to folders."""
    page = issue_page()
    assert '<a rel="prev" href="../2024-08-02/index.html">' in page
    assert '<a rel="next" href="../2024-08-16/index.html">' in page


def test_the_page_loads_nothing_from_elsewhere() -> None:
    """A picture on another server is left out; the policy would refuse it anyway."""
    loads = Loads(issue_page(with_picture("https://tracker.example/p.gif"))).loads
    assert loads == ["../site.css", "../site.js"]
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
    assert Loads(page).scripts == ["application/ld+json", ""]
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
    assert "Neueste Ausgabe</p>" in SitePages().index(german, [BEFORE])
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


def test_a_story_says_where_it_was_told_before() -> None:
    """By the issue's number, with a link to the place; feeds carry no trails."""
    before = ToldStory(date=date(2024, 8, 2), number=40, id="x", headline="Strait Watch: Talks end")
    page = IssuePage(issue=RICH, told={"bullet-1": (before,)})
    html = SitePages().issue(SITE, page)
    assert (
        '<a href="../2024-08-02/index.html#item-x"><span class="number">No. 40</span> '
        "<bdi>Talks end</bdi></a>"
    ) in html
    assert html.count("Told before") == 1
    assert "Told before" not in SitePages().content(SITE, page)


def test_topics_are_linked_and_listed() -> None:
    """On an issue's page, on the index, on pages of their own; what strangers wrote is text."""
    told = ToldStory(date=date(2024, 8, 2), number=40, id="x", headline="<b>Orl", text="It froze.")
    kind = TopicKind.NAME
    page = TopicPage(slug="orl", name="Orl & Veldt", kind=kind, count=1, stories=(told,))
    issue = SitePages().issue(SITE, IssuePage(issue=RICH, topics=(page,)))
    assert '<li><a href="../topics/orl.html">Orl &amp; Veldt</a></li>' in issue
    assert 'href="topics/orl.html">Orl &amp; Veldt' in SitePages().index(SITE, [AFTER], [page])
    assert '<a href="orl.html">Orl &amp; Veldt</a>' in SitePages().topics(SITE, [page])
    own = SitePages().topic(SITE, page)
    assert '<a href="../2024-08-02/index.html#item-x">&lt;b&gt;Orl</a>' in own
    assert f'<link rel="canonical" href="{URL}/topics/orl.html">' in own


def test_the_icon_is_the_newsletters_initial() -> None:
    """In its accent, a file of the site, whatever the title begins with."""
    site = replace(SITE, masthead=replace(SITE.masthead, title="<strait"))
    icon = SitePages().assets(site)["icon.svg"]
    assert f'fill="{SITE.theme.accent}"' in icon
    assert ">&lt;</text>" in icon
