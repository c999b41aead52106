"""Mails in, what Chromium shows of them out: every run of text with its colours."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode, urlsplit

from digest.colours import Colour
from digest.json_records import from_json

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675" viewBox="0 0 16 9">'
    '<rect width="16" height="9" fill="#7d8f9c"/></svg>'
)
_RESULTS = re.compile(r'<script type="application/json" id="results">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shade:
    """A computed colour, each channel in 0..255."""

    red: float
    green: float
    blue: float
    alpha: float

    @property
    def colour(self) -> Colour:
        """The colour without its alpha."""
        return Colour(round(self.red), round(self.green), round(self.blue))


@dataclass(frozen=True, slots=True)
class ShownText:
    """A run of text as the browser painted it; its size in CSS pixels."""

    words: str
    ink: Shade
    ground: Shade
    size: float


@dataclass(frozen=True, slots=True)
class ShownMail:
    """A mail in a frame; `dark` where its reader prefers dark colours."""

    mail: str
    dark: bool
    texts: tuple[ShownText, ...]


@dataclass(frozen=True, slots=True)
class _Results:
    """What the probe writes."""

    mails: tuple[ShownMail, ...]


def shown(
    mails: Mapping[str, str], width: int, profile: Path, *options: str
) -> tuple[ShownMail, ...]:
    """Every mail (name to HTML) in that width (CSS pixels); `options` are Chromium's own."""
    with served(mails) as origin:
        query = urlencode({"mail": list(mails), "width": width}, doseq=True)
        page = subprocess.run(
            [
                shutil.which("chromium") or "chromium-browser",
                *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *("--disable-background-networking", "--no-first-run", "--dump-dom"),
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                f"--user-data-dir={profile}",
                "--virtual-time-budget=30000",
                *options,
                f"{origin}/probe.html?{query}",
            ],
            capture_output=True,
            text=True,
            check=True,
            timeout=90,
        ).stdout
    results = _RESULTS.search(page)
    assert results, page[-2000:]
    return from_json(_Results, f'{{"mails": {results[1]}}}').mails


@contextmanager
def served(mails: Mapping[str, str]) -> Iterator[str]:
    """A server on loopback with the mails, the probe, and one picture under every other path."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = self._page(urlsplit(self.path).path.removeprefix("/"))
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def _page(self, name: str) -> tuple[str, str]:
            if name == "probe.html":
                return "text/html", (Path(__file__).parent / name).read_text("utf-8")
            if name.removesuffix(".html") in mails:
                return "text/html; charset=utf-8", mails[name.removesuffix(".html")]
            return "image/svg+xml", PICTURE

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
