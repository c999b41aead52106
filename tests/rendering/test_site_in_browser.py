"""The archive's site in a real browser: narrow, dark, searched from a folder on the disk."""

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from rendering.issues import SITE, long_headline_issue, rich_issue

from digest.archive.issue_folder import save_issue
from digest.archive.publication import freeze_issue
from digest.archive.website import rebuild_site
from digest.model.issues import (
    ContentsLine,
    Issue,
    Paragraph,
    RenderedIssue,
    Slot,
    SlotKind,
    Span,
)
from digest.model.website import Site
from digest.rendering.website import SitePages

pytestmark = pytest.mark.browser

FRAMES = (Path(__file__).parent / "frames.html").read_text(encoding="utf-8")


def slotted_issue(day: date) -> Issue:
    """The rich issue with what else an editor may set between the stories."""
    words = (Paragraph(spans=(Span(text="The pilots of Tarn Bay sing at noon."),)),)
    made = rich_issue()
    return replace(
        made,
        date=day,
        number=40,
        minutes=5,
        contents=tuple(ContentsLine(item=one.id, name=one.name) for one in made.items),
        slots=tuple(
            Slot(
                id=kind, kind=kind, heading="Choir", words=words, button="Come", url=SITE, until=day
            )
            for kind in SlotKind
        ),
    )


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, says nothing."""

    def log_message(self, *_said: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def issues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two published issues, one with very long headlines."""
    folder = tmp_path_factory.mktemp("site") / "issues"
    day = rich_issue().date
    early = [replace(rich_issue(), date=day - timedelta(weeks=at), number=41 - at) for at in (3, 2)]
    full = slotted_issue(day - timedelta(weeks=1))
    last = replace(long_headline_issue(), date=day + timedelta(weeks=1))
    for issue in (*early, full, rich_issue(), last):
        made = RenderedIssue(issue=issue, html="<p>x", text="x", eml=b"x")
        save_issue(folder, made, page="")
        freeze_issue(folder, issue.date)
    site = Site(masthead=rich_issue().masthead, subscribe=rich_issue().subscribe)
    rebuild_site(folder, site, SitePages())
    frames = FRAMES.replace("PAGE", last.date.isoformat()).replace("FULL", full.date.isoformat())
    (folder / "frames.html").write_text(frames)
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
    """Nothing scrolls sideways at 320 px; the ground is the theme's, all text can be read on it."""
    page = shown(chromium, f"{address}/frames.html", *options)
    found = re.search(r'<pre id="seen">(.*?)</pre>', page)
    assert found is not None
    seen = json.loads(unescape(found[1]))
    assert {name: one["width"] for name, one in seen.items()} == dict.fromkeys(seen, 320)
    assert {one["ground"] for one in seen.values()} == {ground}
    assert {name: one["faint"] for name, one in seen.items()} == {name: [] for name in seen}


def results(chromium: str, issues: Path, sought: str) -> list[str]:
    """What a search shows, a piece of HTML each; without any server, under the strict policy."""
    page = shown(chromium, f"{(issues / 'index.html').as_uri()}#search={quote(sought)}")
    return re.findall("<li>(.*?)</li>", page.partition('id="found"')[2].partition("</ol>")[0])


def words(html: str) -> str:
    """The text of a piece of HTML."""
    return unescape(re.sub("<[^>]*>", "", html))


def test_the_search_works_from_a_folder_on_the_disk(chromium: str, issues: Path) -> None:
    """The hit leads to the item's place; its headline goes without the newsletter's name."""
    hits = results(chromium, issues, "ferry talks")
    found = re.search('<h2><a href="([^"]*)">(.*?)</a>', hits[0])
    assert found is not None
    name, _, anchor = found[1].partition("#")
    assert f'id="{anchor}"' in (issues / name).read_text()
    assert words(found[2]) == "Ferry talks resume after a nine-day silence"
    assert re.findall("<mark>(.*?)</mark>", found[2]) == ["Ferry", "talks"]


def test_an_excerpt_holds_what_was_sought_and_begins_with_a_word(
    chromium: str, issues: Path
) -> None:
    """Marked, also where it is written with accents or in capitals."""
    hits = results(chromium, issues, "CÚSTOMS round")
    for hit in hits:
        excerpt = re.findall("<p>(.*?)</p>", hit)[-1]
        assert re.findall("<mark>(.*?)</mark>", excerpt) == ["customs", "round"]
        assert re.match(r"(… )?\w", words(excerpt))
    assert len(hits) == 5


def test_results_say_the_day_as_the_newsletter_does(chromium: str, issues: Path) -> None:
    """Short, in its language."""
    hits = results(chromium, issues, "agenda harbour masters")
    assert [re.findall('<time datetime="([^"]*)">(.*?)</time>', hit) for hit in hits[:1]] == [
        [("2024-08-16", "Aug 16")]
    ]


def test_a_search_without_a_hit_says_so(chromium: str, issues: Path) -> None:
    """And hostile words are only words."""
    page = shown(chromium, f"{(issues / 'index.html').as_uri()}#search=%3Cimg%20src=x%3E")
    assert ">Nothing found.</p>" in page
    assert results(chromium, issues, "<img src=x>") == []


def test_a_printed_page_has_its_addresses_at_the_end(chromium: str, issues: Path) -> None:
    """Links have numbers there; no address breaks a sentence. Read from what the browser prints."""
    page = issues / rich_issue().date.isoformat() / "index.html"
    printing = page.with_name("printing.html")
    script = '<script src="../print.js" defer></script></head>'
    printing.write_text(page.read_text().replace("</head>", script))
    (issues / "print.js").write_text("window.dispatchEvent(new Event('beforeprint'));")
    made = shown(chromium, printing.as_uri())
    notes = re.findall("<li>(.*?)</li>", made.partition('class="notes"')[2].partition("</ol>")[0])
    assert notes[0] == f"{SITE}/2024/ferry-talks?utm_source=rss"
    assert len(set(notes)) == len(notes) > 10
    numbers = re.findall(r'<a href="([^"]*)" data-note="(\d+)"', made)
    assert all(unescape(notes[int(number) - 1]) == unescape(address) for address, number in numbers)
