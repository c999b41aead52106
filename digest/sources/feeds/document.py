"""The bytes of a feed in, articles out: chooses between XML and JSON, and judges what they say."""

from datetime import datetime
from zoneinfo import ZoneInfo

from digest.model.articles import LONGEST_LINE
from digest.sources.entries.articles import FUTURE_NOTE, UNDATED_NOTE, make_articles
from digest.sources.entries.markup import plain_line
from digest.sources.entries.values import Feed, Parsed, Provenance
from digest.sources.feeds.json_feed import read_json_feed
from digest.sources.feeds.xml_feed import read_xml_feed
from digest.text import shortened


def parse_feed(
    body: bytes, *, source: Provenance, url: str, content_type: str, now: datetime, zone: ZoneInfo
) -> Parsed:
    """The articles of an RSS, Atom, CDF or JSON feed, cleaned, in the feed's order.

    `url` is where `body` came from; relative addresses are meant against it. Dates that name no
    zone are in the source's, else in `zone`. Raises Unreadable when `body` is no feed.
    """
    feed = _feed_of(body, url, content_type)
    home_zone = ZoneInfo(source.timezone) if source.timezone else zone
    articles = make_articles(feed, source=source, url=url, now=now, zone=home_zone)
    notes = [article.date_note for article in articles]
    return Parsed(
        articles=articles,
        title=shortened(plain_line(feed.title), LONGEST_LINE),
        ttl_seconds=feed.ttl_seconds,
        undated=sum(note.startswith(UNDATED_NOTE) for note in notes),
        future_dated=sum(FUTURE_NOTE in note for note in notes),
        truncated=feed.truncated,
    )


def _feed_of(body: bytes, url: str, content_type: str) -> Feed:
    if _is_json(body):
        return read_json_feed(body, url)
    return read_xml_feed(body, url, content_type)


def _is_json(body: bytes) -> bool:
    return body[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{")
