"""XML feeds: what the articles of RSS, Atom, RDF and their accidents are."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from digest.config.settings import Source
from digest.model.articles import Article
from digest.selection.blurbs import blurb
from digest.sources.entries.values import Parsed, Unreadable
from digest.sources.feeds.document import parse_feed

NOW = datetime(2026, 2, 9, 12, tzinfo=UTC)
ADDRESS = "https://feeds.example.com/wire.xml"
NAMESPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def read(body: bytes | str, content_type: str = "", source: Source | None = None) -> Parsed:
    """The feed as it would come from ADDRESS."""
    return parse_feed(
        body.encode() if isinstance(body, str) else body,
        source=source or Source(url=ADDRESS, name="Wire"),
        url=ADDRESS,
        content_type=content_type,
        now=NOW,
        zone=ZoneInfo("Europe/Berlin"),
    )


def rss(items: str, channel: str = "") -> str:
    """An RSS 2.0 feed with these items."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {NAMESPACES}><channel>'
        f"<title>Wire</title><link>https://example.com/</link>{channel}{items}</channel></rss>"
    )


def only(items: str, channel: str = "") -> Article:
    """The one article of an RSS feed."""
    (article,) = read(rss(f"<item>{items}</item>", channel)).articles
    return article


def test_an_rss_item_becomes_an_article() -> None:
    """Every field is cleaned, dated, identified and keyed."""
    article = only(
        "<guid isPermaLink='false'>wire-1</guid>"
        "<title>Talks &amp;amp; &lt;b&gt;tea&lt;/b&gt;</title>"
        "<link>http://www.example.com/talks?utm_source=rss&amp;id=7</link>"
        "<pubDate>Mon, 09 Feb 2026 09:30:00 EST</pubDate><dc:creator>Ada Bekele</dc:creator>"
        "<description>&lt;p&gt;Short.&lt;/p&gt;</description><category>World</category>"
        "<content:encoded><![CDATA[<p>Long <a href='/a'>text</a>.</p><script>x()</script>]]>"
        "</content:encoded>",
        "<language>en-GB</language>",
    )

    assert article == Article(
        id=article.id,
        source="Wire",
        title="Talks & tea",
        first_seen=NOW,
        key="https://example.com/talks?id=7",
        url="http://www.example.com/talks?id=7",
        published=datetime(2026, 2, 9, 14, 30, tzinfo=UTC),
        byline="Ada Bekele",
        summary="Short.",
        text="Long text.",
        html='<p>Long <a href="http://www.example.com/a">text</a>.</p>',
        categories=("World",),
        language="en-GB",
    )


def test_an_atom_entry_becomes_an_article() -> None:
    """Published and updated are two dates, and the feed's author stands for a missing one."""
    (article,) = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Wire</title>'
        "<author><name>The desk</name></author><entry><id>tag:example.com,2026:1</id>"
        '<title type="html">Deux &lt;i&gt;ministres&lt;/i&gt;</title>'
        '<link rel="enclosure" type="image/jpeg" href="https://example.com/a.jpg"/>'
        '<link rel="alternate" href="https://example.com/1"/>'
        "<published>2026-02-08T10:00:00Z</published><updated>2026-02-08T11:00:00+01:00</updated>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        "<p>Un <b>avion</b></p></div></content></entry></feed>"
    ).articles

    assert (article.title, article.url) == ("Deux ministres", "https://example.com/1")
    assert article.published == article.updated == datetime(2026, 2, 8, 10, tzinfo=UTC)
    assert (article.byline, article.language) == ("The desk", "fr")
    assert article.html == "<p>Un <b>avion</b></p>"
    assert article.image is not None
    assert article.image.url == "https://example.com/a.jpg"


def test_rdf_and_old_rss_are_read_too() -> None:
    """RSS 1.0 with Dublin Core dates, and RSS 0.91 without any."""
    rdf = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://example.com/"><title>Wire</title></channel>'
        '<item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link>'
        "<dc:date>2026-02-08T10:00:00+09:00</dc:date></item></rdf:RDF>"
    )
    old = read('<rss version="0.91"><channel><item><title>Old</title></item></channel></rss>')

    assert [article.published for article in rdf.articles] == [datetime(2026, 2, 8, 1, tzinfo=UTC)]
    assert [(article.title, article.url) for article in old.articles] == [("Old", "")]


def test_dates_without_a_zone_are_in_the_sources_own() -> None:
    """The source's zone goes before the newsletter's."""
    feed = rss("<item><title>A</title><pubDate>2026-02-08 10:00</pubDate></item>")
    tokyo = Source(url=ADDRESS, timezone="Asia/Tokyo")

    hours = [read(feed).articles[0].published, read(feed, source=tokyo).articles[0].published]

    assert [moment.hour for moment in hours if moment] == [9, 1]


def test_dates_that_cannot_be_are_counted_and_explained() -> None:
    """No date, a nonsense one, one before 1995 and one far ahead: none is believed."""
    dates = ["", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 09 Feb 2029 12:00:00 GMT"]
    feed = read(rss("".join(f"<item><guid>{d}</guid><pubDate>{d}</pubDate></item>" for d in dates)))

    assert [article.published for article in feed.articles] == [None] * 4
    assert all(article.date_note for article in feed.articles)
    assert (feed.undated, feed.future_dated) == (2, 1)


def test_a_pictures_caption_is_not_the_articles_text() -> None:
    """media:description describes the picture, whether it stands before or after the text."""
    picture = (
        '<media:content url="https://example.com/s.jpg" medium="image" width="320"/>'
        '<media:content url="https://example.com/l.jpg" medium="image" width="1280">'
        "<media:description>A bridge at dawn</media:description>"
        "<media:credit>Lena Voss</media:credit></media:content>"
    )
    after = only(f"<description>Text.</description>{picture}")
    before = only(f"{picture}<description>Text.</description>")

    for article in (after, before):
        assert (article.text, article.summary) == ("Text.", "Text.")
        assert article.image is not None
        assert article.image.url == "https://example.com/l.jpg"
        assert (article.image.alt, article.image.credit) == ("A bridge at dawn", "Lena Voss")


@pytest.mark.parametrize(
    ("item", "picture"),
    [
        ('<media:thumbnail url="https://a.example/t.jpg"/><enclosure url="https://a.example/e.jpg" '
         'type="image/jpeg"/>', "https://a.example/t.jpg"),
        ('<enclosure url="https://a.example/e.jpg" type="image/jpeg"/>', "https://a.example/e.jpg"),
        ('<enclosure url="https://a.example/e.mp3" type="audio/mpeg"/>', ""),
        ('<itunes:image href="https://a.example/i.jpg"/>', "https://a.example/i.jpg"),
        ('<description>&lt;img src="/p.gif" width="1"&gt;&lt;img src="/i.jpg"&gt;</description>',
         "https://example.com/i.jpg"),
        ('<media:content url="https://pixel.example/x.gif" medium="image"/>', ""),
        ('<media:thumbnail url="javascript:alert(1)"/>', ""),
        ("<description>No picture.</description>", ""),
    ],
)  # fmt: skip
def test_the_lead_picture_is_the_best_that_the_feed_names(item: str, picture: str) -> None:
    """media:content, thumbnail, enclosure, itunes:image, then the first in the text; else none."""
    image = only(item).image

    assert (image.url if image else "") == picture


def test_the_publishers_own_link_goes_before_feedburners() -> None:
    """feedburner:origLink is where the redirect would lead."""
    article = only(
        "<link>http://feedproxy.google.com/~r/Wire/~3/x/</link>"
        "<feedburner:origLink>https://example.com/1</feedburner:origLink>"
    )

    assert article.url == "https://example.com/1"


def test_a_teaser_loses_what_blogs_append() -> None:
    """ "[…]" and "The post … appeared first on …" are no part of a summary."""
    article = only(
        "<description><![CDATA[<p>The minister said [&#8230;]</p><p>The post <a href='/a'>A</a> "
        "appeared first on <a href='/'>B</a>.</p>]]></description>"
    )

    assert article.summary == "The minister said…"
    assert "appeared first" not in article.text + article.html


def test_a_standfirst_does_not_run_on_into_the_first_sentence() -> None:
    """Feeds send it as a paragraph without a full stop; the blurb gives it one."""
    article = only(
        "<description><![CDATA[<p>The first convoy\n is on its way</p> <p>Ships left on Monday. "
        "They carried grain.</p>]]></description>"
    )

    assert article.summary == (
        "The first convoy is on its way\n\nShips left on Monday. They carried grain."
    )
    assert blurb([article], words=60) == (
        "The first convoy is on its way. Ships left on Monday. They carried grain."
    )


def test_a_long_summary_ends_with_the_paragraph_that_has_room() -> None:
    """No scrap of a few letters follows."""
    first = "word " * 116
    article = only(f"<description><![CDATA[<p>{first}</p><p>Next one.</p>]]></description>")

    assert article.summary == first.strip()


def test_an_entry_without_a_summary_is_summed_up_by_its_opening() -> None:
    """A long text is cut at a word, with an ellipsis."""
    article = only(f"<content:encoded>{'word ' * 500}</content:encoded>")

    assert article.summary.endswith("word…")
    assert len(article.summary) <= 601


def test_a_link_that_a_feed_writes_in_markdown_is_its_words() -> None:
    """In the title and in the summary: only an editor's words may make links."""
    link = "[the lake](https://evil.example/x)"
    article = only(f"<title>On {link}</title><description>By {link}.</description>")
    assert (article.title, article.summary) == ("On the lake", "By the lake.")


def test_a_feed_says_how_long_to_leave_it_alone() -> None:
    """`ttl` is in minutes; sy:updatePeriod is divided by its frequency."""
    period = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"

    assert read(rss("", "<ttl>90</ttl>")).ttl_seconds == 5400
    assert read(rss("", period)).ttl_seconds == 21600
    assert read(rss("", "<ttl>-5</ttl>")).ttl_seconds is None


def test_ill_formed_xml_is_read_all_the_same() -> None:
    """One real feed in twelve is not well-formed; a bare ampersand costs nothing."""
    feed = read(rss("<item><title>Bread & butter</title><link>https://example.com/1</link></item>"))

    assert [article.title for article in feed.articles] == ["Bread & butter"]
    assert not feed.truncated


def test_a_feed_that_breaks_off_says_so() -> None:
    """What stands before the break is read, and the end is missed."""
    whole = rss("<item><title>One</title></item><item><title>Two</title></item>")
    cut = read(whole[: whole.index("Two") + 2])

    assert cut.articles[0].title == "One"
    assert cut.truncated
    assert not read(whole).truncated


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("Žluťoučký".encode(), "application/rss+xml"),
        ("Žluťoučký".encode(), "text/xml; charset=iso-8859-1"),
        ("Žluťoučký".encode("iso-8859-2"), "text/xml; charset=iso-8859-2"),
    ],
)
def test_the_bytes_word_on_their_encoding_goes_before_the_headers(
    body: bytes, content_type: str
) -> None:
    """UTF-8 under a wrong label is read as UTF-8; other encodings as they are labelled."""
    feed = b"<rss version='2.0'><channel><item><title>" + body + b"</title></item></channel></rss>"

    assert read(feed, content_type).articles[0].title == "Žluťoučký"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body><p>Not found</p></body></html>", "web page"),
        (b"%PDF-1.7 ...", "neither RSS nor Atom"),
        (b"<?xml version='1.0'?><note>hello</note>", "neither RSS nor Atom"),
        (b'{"version": 1}', "no JSON Feed"),
        (b'{"items": [', "damaged or cut off"),
    ],
)
def test_what_is_no_feed_is_refused_in_a_sentence(body: bytes, reason: str) -> None:
    """A page of an error, a document, half a JSON: each says what it is."""
    with pytest.raises(Unreadable, match=reason):
        read(body)


def test_an_entity_bomb_is_refused() -> None:
    """Entities made of entities grow without bounds, and no feed needs them."""
    bomb = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 9))
    body = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{bomb}]><rss><channel>&l8;</channel></rss>'

    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(Unreadable, match="entity bomb"):
            read(body.encode(encoding))


def test_no_entity_reads_a_file() -> None:
    """An entity that names a file or an address stands for nothing."""
    declared = '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]><rss'
    feed = rss("<item><title>a&file;b</title><link>https://example.com/</link></item>")

    (article,) = read(feed.replace("<rss", declared, 1)).articles

    assert "root:" not in article.title
    assert len(article.title) < 20
