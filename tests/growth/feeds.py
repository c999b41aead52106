"""A newsletter of one feed on disk, each entry of which says what a test wants."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

SETTINGS = """
[newsletter]
title = "Test Weekly"
[schedule]
as_of = 2024-08-09T12:30:00Z
[[sources]]
name = "A stranger"
path = "feed.xml"
[[sections]]
id = "other"
heading = "Other"
items = 60
per_source = 60
"""
ENTRY = """
<item><title>{title}</title><link>https://example.org/{number}</link><guid>{number}</guid>
<pubDate>Thu, 08 Aug 2024 10:00:00 GMT</pubDate>
<description>{summary}</description><content:encoded>{body}</content:encoded></item>
"""


def newsletter_of(folder: Path, entries: Iterable[tuple[str, str, str]], more: str = "") -> Path:
    """Write a newsletter with `more` settings, and its feed: title, summary and body as HTML."""
    written = "".join(
        ENTRY.format(number=number, title=escape(title), summary=escape(summary), body=escape(body))
        for number, (title, summary, body) in enumerate(entries)
    )
    namespace = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    (folder / "newsletter.toml").write_text(SETTINGS + more)
    (folder / "feed.xml").write_text(
        f'<rss version="2.0" {namespace}><channel><title>t</title>{written}</channel></rss>'
    )
    return folder
