"""The archive's site in a real browser: narrow, dark, searched from a folder on the disk."""

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from rendering.issues import long_headline_issue, rich_issue

from digest.archive.issue_folder import save_issue
from digest.archive.publication import freeze_issue
from digest.archive.website import rebuild_site
from digest.model.issues import RenderedIssue
from digest.model.website import Site
from digest.rendering.website import SitePages

pytestmark = pytest.mark.browser

# Measures each page in a frame of 320 px, the width of the smallest phone.
FRAMES = """<!doctype html><title>frames</title><body><script>
const pages = ["index.html", "PAGE/index.html"], seen = {};
for (const name of pages) {
  const frame = document.createElement("iframe");
  frame.width = 320; frame.height = 800; frame.src = name;
  frame.onload = () => {
    const root = frame.contentDocument.documentElement;
    const style = frame.contentWindow.getComputedStyle(frame.contentDocument.body);
    seen[name] = {width: root.scrollWidth, ground: style.backgroundColor, ink: style.color};
    if (Object.keys(seen).length === pages.length) {
      const out = document.createElement("pre");
      out.id = "seen"; out.textContent = JSON.stringify(seen);
      document.body.append(out);
    }
  };
  document.body.append(frame);
}
</script>"""


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, says nothing."""

    def log_message(self, *_said: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def issues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two published issues, one with very long headlines."""
    folder = tmp_path_factory.mktemp("site") / "issues"
    day = rich_issue().date
    for issue in (rich_issue(), replace(long_headline_issue(), date=day + timedelta(weeks=1))):
        made = RenderedIssue(issue=issue, html="<p>x", text="x", eml=b"x")
        save_issue(folder, made, page="")
        freeze_issue(folder, issue.date)
    site = Site(masthead=rich_issue().masthead, subscribe=rich_issue().subscribe)
    rebuild_site(folder, site, SitePages())
    last = day + timedelta(weeks=1)
    (folder / "frames.html").write_text(FRAMES.replace("PAGE", last.isoformat()))
    return folder


@pytest.fixture
def address(issues: Path) -> Iterator[str]:
    """The archive on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(issues)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def shown(chromium: str, address: str, *options: str) -> str:
    """The page as the browser has it after its scripts."""
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [*options, "--virtual-time-budget=4000", "--dump-dom", address]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=90).stdout


@pytest.mark.parametrize(
    ("options", "ground"), [((), "rgb(255, 255, 255)"), (("--force-dark-mode",), "rgb(27, 31, 36)")]
)
def test_pages_fit_the_smallest_phone_in_both_schemes(
    chromium: str, address: str, options: tuple[str, ...], ground: str
) -> None:
    """Nothing scrolls sideways at 320 px; the ground is that of the theme."""
    page = shown(chromium, f"{address}/frames.html", *options)
    found = re.search(r'<pre id="seen">(.*?)</pre>', page)
    assert found is not None
    seen = json.loads(unescape(found[1]))
    assert {name: one["width"] for name, one in seen.items()} == dict.fromkeys(seen, 320)
    assert {one["ground"] for one in seen.values()} == {ground}


def test_the_search_works_from_a_folder_on_the_disk(chromium: str, issues: Path) -> None:
    """Under the strict policy, without any server: the hit leads to the item's place."""
    page = shown(chromium, f"{(issues / 'index.html').as_uri()}#search=ferry%20talks")
    hits = re.findall(r'<li><a href="([^"]*)">([^<]*)</a>', page.partition('id="found"')[2])
    assert hits
    place, headline = hits[0]
    assert "Ferry talks" in headline
    name, _, anchor = place.partition("#")
    assert f'id="{anchor}"' in (issues / name).read_text()


def test_a_search_without_a_hit_says_so(chromium: str, issues: Path) -> None:
    """And hostile words are only words."""
    page = shown(chromium, f"{(issues / 'index.html').as_uri()}#search=%3Cimg%20src=x%3E")
    assert "<li>Nothing found.</li>" in page
