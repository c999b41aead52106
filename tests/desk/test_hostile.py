"""Whatever a mail or the archive holds: on the desk nothing of it runs, leaves or changes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk.chromium import fresh_browser, mail_frames
from desk.desks import FakeMaker, RunningDesk, running, shown
from desk.hostile import HANDLERS, HIDING, LEAVING, LINKS, PIECES, SCRIPTS, fill
from desk.newsletters import start
from playwright.sync_api import BrowserContext, Frame, Page
from playwright.sync_api import Request as BrowserRequest
from servers import Reply, Request, Server, serving

from digest.desk.mail.inboxes import Colours, Parts

pytestmark = pytest.mark.browser

LISTENER = """
window.told = [];
addEventListener("message", ({ origin, data }) => told.push({ origin, data }));
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.ran(location.href);
"""
KNOWN_ID = re.compile(r"(?:(?:item|section|slot|block)-[\w-]{1,64}|clip|)")
PICTURE = "picture"


@dataclass
class Watched:
    """A tab on the desk, and what went on in it."""

    page: Page
    stranger: Server
    ran: list[str]
    posted: list[str]

    def catch(self, where: str) -> None:
        """Note that something ran in the page or frame `where`."""
        self.ran.append(where)

    def see(self, request: BrowserRequest) -> None:
        """Note a request that might change something."""
        if request.method != "GET":
            self.posted.append(request.url)


def answers(request: Request) -> Reply:
    """A page or a script that would give itself away."""
    kind = "text/javascript" if "js" in request.path else "text/html"
    body = b"alert(1)" if "js" in request.path else b"<title>stranger</title>"
    return Reply(headers={"Content-Type": kind, "Access-Control-Allow-Origin": "*"}, body=body)


@pytest.fixture(scope="module")
def stranger() -> Iterator[Server]:
    """A server that no mail should make a browser ask."""
    with serving(answers) as server:
        yield server


@pytest.fixture(scope="module")
def browser(chromium: str, stranger: Server) -> Iterator[BrowserContext]:
    """A browser; the stranger was there before it and is there after it."""
    assert stranger.port
    with fresh_browser(chromium) as browser:
        yield browser


@pytest.fixture
def watched(browser: BrowserContext, stranger: Server) -> Iterator[Watched]:
    """A tab in which whatever runs calls home."""
    stranger.asked.clear()
    page = browser.new_page()
    watched = Watched(page=page, stranger=stranger, ran=[], posted=[])
    page.expose_function("ran", watched.catch)
    page.add_init_script(LISTENER)
    page.on("request", watched.see)
    yield watched
    page.close()


@pytest.fixture
def desk(tmp_path: Path, watched: Watched) -> Iterator[RunningDesk]:
    """A desk whose mail is whatever `tmp_path`/mail.html holds.

    The tab is on a bare page of the desk, under its policy, with one frame.
    """
    mail = tmp_path / "mail.html"
    mail.write_text("<p id='item-calm'>A calm mail</p>")
    start(tmp_path)
    maker = FakeMaker(lambda: shown(mail.read_text()))
    with running(maker, tmp_path, watched=lambda: (mail,)) as desk:
        watched.page.goto(desk.address)
        watched.page.goto(f"{desk.access.origins.desk}/no-such-page")
        watched.page.evaluate("document.body.append(document.createElement('iframe'))")
        yield desk


def show(watched: Watched, desk: RunningDesk, query: str = "") -> Frame:
    """The frame, with the mail in that view."""
    element = watched.page.query_selector("iframe")
    assert element is not None
    element.evaluate(
        "(frame, address) => new Promise((done) => {"
        " frame.addEventListener('load', done, { once: true });"
        " frame.src = address; })",
        f"{desk.access.content_address}/mail?{query}",
    )
    frame = element.content_frame()
    assert frame is not None
    return frame


def leaves(value: object) -> Iterator[object]:
    """Whatever stands in a message, without what holds it."""
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    else:
        yield value


def told(watched: Watched) -> list[object]:
    """Every value that the frames told the desk, each told by a frame without an origin."""
    messages = watched.page.evaluate("window.told")
    assert {message["origin"] for message in messages} <= {"null"}
    return [leaf for message in messages for leaf in leaves(message["data"])]


def test_the_mail_has_no_origin_and_tells_numbers_and_ids(
    watched: Watched, desk: RunningDesk
) -> None:
    """Where its blocks are; it can read neither the desk nor a cookie nor any storage."""
    frame = show(watched, desk)
    assert frame.evaluate("window.origin") == "null"
    for reached in ("parent.document", "document.cookie", "localStorage", "parent.location.href"):
        attempt = f"(() => {{ try {{ {reached}; }} catch (error) {{ return error.name; }} }})()"
        assert frame.evaluate(attempt) == "SecurityError"
    assert "item-calm" in told(watched)


VIEWS = [f"colours={colours}&parts={parts}" for parts in reversed(Parts) for colours in Colours]
"""Every view, those with pictures last: what was asked for late is not taken for another's."""


def filled(watched: Watched, desk: RunningDesk, pieces: Iterable[str]) -> list[str]:
    """The pieces, with the addresses that they try to reach."""
    stranger, origin = watched.stranger.url(""), str(desk.access.origins.desk)
    return [fill(piece, stranger=stranger, desk=origin) for piece in pieces]


def replace_mail(tmp_path: Path, desk: RunningDesk, html: str) -> None:
    """Have the desk show `html`."""
    with desk.listening() as event:
        version = int(event("built").split()[1])
        (tmp_path / "mail.html").write_text(f"<p id='item-first'>Stranger than mail</p>{html}")
        event(f"{version + 1} built")


def look_at(watched: Watched, desk: RunningDesk, view: str) -> None:
    """Show the mail in that view; nothing runs, nothing leaves but pictures, nothing is posted."""
    address = watched.page.url
    watched.stranger.asked.clear()
    frame = show(watched, desk, view)
    assert frame.url.startswith((desk.access.content_address, "chrome-error:"))
    asked = [one.path for one in watched.stranger.asked]
    if view.endswith("=everything"):
        asked = [path for path in asked if PICTURE not in path]
    assert (watched.ran, asked, watched.posted) == ([], [], [])
    assert watched.page.url == address
    for value in told(watched):
        assert not isinstance(value, str) or KNOWN_ID.fullmatch(value), value


def test_nothing_hostile_runs_in_any_view(
    tmp_path: Path, watched: Watched, desk: RunningDesk
) -> None:
    """All pieces in one mail, in each combination of colours and parts."""
    replace_mail(tmp_path, desk, "\n".join(filled(watched, desk, PIECES)))
    for view in VIEWS:
        look_at(watched, desk, view)
    assert "item-handler" in told(watched)


@pytest.mark.slow
def test_no_piece_runs_where_no_other_hides_it(
    tmp_path: Path, watched: Watched, desk: RunningDesk
) -> None:
    """Each in a mail of its own."""
    for html in filled(watched, desk, (*PIECES, *HIDING, *LEAVING)):
        replace_mail(tmp_path, desk, html)
        look_at(watched, desk, VIEWS[0])


def test_the_pieces_would_run_without_the_policy(watched: Watched) -> None:
    """The trial is a real one: on an ordinary page most of the scripts and handlers do."""
    stranger = watched.stranger.url("")
    watched.page.goto(stranger)
    for piece in (*SCRIPTS, *HANDLERS):
        watched.page.set_content(fill(piece, stranger=stranger, desk="x"))
    watched.page.wait_for_timeout(200)
    assert len(watched.ran) > len((*SCRIPTS, *HANDLERS)) / 2
    assert any("script.js" in one.path for one in watched.stranger.asked)


def test_what_is_no_mail_may_do_nothing(desk: RunningDesk) -> None:
    """Opened by itself, too: a picture is only a picture."""
    assert desk.content("/no-such").headers["content-security-policy"].endswith("; sandbox")


def test_links_open_a_tab_that_knows_nothing_of_the_desk(
    tmp_path: Path, watched: Watched, desk: RunningDesk
) -> None:
    """Whatever target they name; the desk stays where it is, and a script in one does not run."""
    address = watched.page.url
    opened = []
    replace_mail(tmp_path, desk, "".join(filled(watched, desk, LINKS)))
    frame = show(watched, desk)
    for link in frame.query_selector_all("a, area, math"):
        before = len(watched.page.context.pages)
        link.dispatch_event("click", {"bubbles": True, "cancelable": True})
        watched.page.wait_for_timeout(100)
        for tab in watched.page.context.pages[before:]:
            tab.wait_for_load_state()
            assert tab.evaluate("[window.opener, document.referrer]") == [None, ""]
            opened.append(tab.url)
            tab.close()
        assert watched.page.url == address
        assert frame.url.startswith(desk.access.content_address)
    assert watched.ran == []
    assert len(opened) >= 5
    assert "/ping" not in [one.path for one in watched.stranger.asked]


def test_the_desks_own_page_stays_as_it_is_beside_a_hostile_mail(
    tmp_path: Path, watched: Watched, desk: RunningDesk
) -> None:
    """In its own frames, with its own script."""
    watched.page.goto(str(desk.access.origins.desk))
    replace_mail(tmp_path, desk, "\n".join(filled(watched, desk, PIECES)))
    for frame in mail_frames(watched.page, "Stranger than mail"):
        assert frame.evaluate("window.origin") == "null"
    address = watched.page.url
    assert (watched.ran, watched.posted) == ([], [])
    assert watched.page.url == address
    assert told(watched)
