"""Files of real news in; the outlets' feeds as they stood at any moment, on loopback, out."""

import gzip
import json
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

OUTLETS = (
    *("Guardian", "BBC", "FT", "Al Jazeera", "Le Monde", "NPR", "NYT", "Time"),
    *("Washington Post", "WSJ", "ABC News", "Sky News", "Politico", "Telegraph", "NBC News"),
)
_SHOWN = 400
"""Items that a feed shows, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of an outlet, with its place in the feed."""

    outlet: str
    url: str
    when: datetime
    xml: str


def slug(outlet: str) -> str:
    """The outlet's name as it stands in an address."""
    return re.sub(r"\W+", "-", outlet.lower())


def read_week(file: Path) -> Iterator[Item]:
    """The items of the fifteen outlets in WEEK.jsonl.gz."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            if found["source"] not in OUTLETS:
                continue
            when = datetime.fromisoformat(found["date"]).replace(tzinfo=UTC)
            xml = (
                f"<item><title>{escape(found['title'] or '')}</title>"
                f"<link>{escape(found['url'])}</link>"
                f"<guid isPermaLink='false'>{found['id']}</guid>"
                f"<pubDate>{format_datetime(when)}</pubDate>"
                f"<description>{escape(found['summary'] or '')}</description></item>"
            )
            yield Item(outlet=found["source"], url=found["url"], when=when, xml=xml)


class Outlets:
    """Every outlet's feed as it stands at `moment`; `shown` are the items that were asked for."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.moment = datetime(2023, 1, 1, tzinfo=UTC)
        self.shown: dict[str, Item] = {}
        self._items: dict[str, list[Item]] = {}
        for item in sorted(items, key=lambda one: one.when, reverse=True):
            self._items.setdefault(slug(item.outlet), []).append(item)

    def feed(self, name: str) -> bytes:
        """The feed of the outlet with this slug."""
        shown = [one for one in self._items[name] if one.when <= self.moment][:_SHOWN]
        self.shown |= {one.url: one for one in shown}
        items = "".join(one.xml for one in shown)
        head = f"<title>{name}</title><link>https://{name}.example/</link>"
        return f"<rss version='2.0'><channel>{head}{items}</channel></rss>".encode()

    @contextmanager
    def served(self) -> Iterator[str]:
        """The host and port of a server of /SLUG.xml and, for feeds that move, /new/SLUG.xml."""
        outlets = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = outlets.feed(self.path.rpartition("/")[2].removesuffix(".xml"))
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Print nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
