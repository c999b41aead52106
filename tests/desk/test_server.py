"""What the desk answers, and what it refuses."""

import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from desk.desks import FakeMaker, RunningDesk, running, shown
from pipeline.newsletters import newsletter_in

from digest.desk.guard.policies import script_hash
from digest.desk.mail.measuring import MEASURE
from digest.errors import RenderError
from digest.model.findings import Finding, Severity
from digest.pipeline.showing import Shown

DATE = shown().rendered.issue.date.isoformat()
WEB = f"https://news.example/issues/{DATE}/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter with a secret beside its archive."""
    folder = tmp_path_factory.mktemp("newsletter")
    pictures = folder / "issues" / DATE / "images"
    pictures.mkdir(parents=True)
    (pictures / "map.svg").write_text("<svg/>")
    (folder / "issues" / "index.html").write_text("<h1>All issues</h1>")
    newsletter_in(folder, "# SECRET")
    (folder / "issues" / "way-out").symlink_to(folder)
    return folder


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[RunningDesk]:
    """A desk that shows one mail with two pictures."""
    words = f'<img src="images/map.svg"><img src="{WEB}images/map.svg"><script>1</script>'
    finding = Finding(rule="r", severity=Severity.ERROR, block="one", message="Too <b>", fix="f")
    pictures = {"images/map.svg": b"<svg/>"}
    issue = replace(shown(words, findings=(finding,), address=WEB), pictures=pictures)
    with running(FakeMaker(lambda: issue), folder) as desk:
        yield desk


@pytest.mark.parametrize("path", ["/", "/static/desk.js", "/static/desk.css", "/static/icon.svg"])
def test_the_desk_is_one_page_with_its_files(desk: RunningDesk, path: str) -> None:
    """None of them may run or load anything that is not the desk's own."""
    answer = desk.get(path)
    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_the_mail_may_run_nothing_but_our_measuring(desk: RunningDesk) -> None:
    """Which is known by its hash; the sandbox has neither forms nor the desk's origin."""
    policy = desk.content("/mail").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert re.findall("script-src[^;]*", policy) == [f"script-src {script_hash(MEASURE)}"]
    sandbox = "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
    assert policy.endswith(f"; {sandbox}")
    frames = re.findall("<iframe[^>]*>", desk.get("/").body)
    assert all(f'sandbox="{sandbox.removeprefix("sandbox ")}"' in frame for frame in frames)
    assert len(frames) == 1


@pytest.mark.parametrize(
    ("parts", "images", "styles"),
    [
        ("everything", "img-src {content} https: http:;", "style-src 'unsafe-inline';"),
        ("no-images", "img-src 'none';", "style-src 'unsafe-inline';"),
        ("no-styles", "img-src 'none';", "style-src 'none';"),
        ("nonsense", "img-src {content} https: http:;", "style-src 'unsafe-inline';"),
    ],
)
def test_pictures_and_styles_are_switched_off_by_the_policy(
    desk: RunningDesk, parts: str, images: str, styles: str
) -> None:
    """The mail itself stays as it is, as in an inbox that shows neither."""
    policy = desk.content(f"/mail?parts={parts}").headers["content-security-policy"]
    assert images.format(content=desk.access.origins.content) in policy
    assert styles in policy


def test_pictures_come_from_memory(desk: RunningDesk) -> None:
    """Whether the mail names them beside itself or at their address on the web."""
    local = "/images/map.svg"
    shown = f'src="{desk.access.content_address}{local}"'
    assert desk.content("/mail").body.count(shown) == 2
    assert desk.content(local).body == "<svg/>"
    assert desk.content("/images/other.svg").status == 404


def test_the_text_part_is_shown_as_text(desk: RunningDesk) -> None:
    """What looks like markup in it is not."""
    assert "&lt;as text&gt;" in desk.content("/mail?parts=text&colours=dark").body


def test_the_archive_is_served_with_a_policy_of_its_own(desk: RunningDesk) -> None:
    """Its search is a script of the site; nothing else runs."""
    answer = desk.content("/archive/")
    assert "All issues" in answer.body
    assert "script-src 'self';" in answer.headers["content-security-policy"]


def test_the_page_has_what_stands_on_the_desk(desk: RunningDesk) -> None:
    """A finding leads to the place in the mail that it is about; its words are text."""
    body = desk.get("/?width=desktop&about=findings").body
    assert 'data-version="1"' in body
    assert '<a href="/?story=one&amp;about=findings&amp;width=desktop"' in body
    assert "Too &lt;b&gt;" in body


@pytest.mark.parametrize(
    "path",
    [
        "/archive/../newsletter.toml",
        "/archive/%2e%2e/newsletter.toml",
        "/archive/..%2fnewsletter.toml",
        "/archive/..%5cnewsletter.toml",
        "/archive//etc/passwd",
        "/archive/%2fetc/passwd",
        "/archive/x/../../newsletter.toml",
        "/archive/way-out/newsletter.toml",
        "/archive/%00",
        "/archive/" + 300 * "x",
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/images/..%2f..%2fnewsletter.toml",
        "/newsletter.toml",
    ],
)
def test_no_path_leads_out_of_the_archive(desk: RunningDesk, path: str) -> None:
    """Neither dots, nor encoded ones, nor a link on the disk."""
    for answer in (desk.get(path), desk.content(path)):
        assert answer.status == 404
        assert "SECRET" not in answer.body


def test_other_sites_may_not_use_what_is_served(desk: RunningDesk) -> None:
    """Not in a frame, not as a script, not by reading a sniffed type; nothing is kept."""
    headers = desk.get("/").headers
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert desk.content("/mail").headers["referrer-policy"] == "no-referrer"


def test_an_error_is_told_and_the_last_good_issue_kept(tmp_path: Path) -> None:
    """The editor goes on reading while mending, though it is the settings that have the error."""
    settings = newsletter_in(tmp_path) / "newsletter.toml"
    good = settings.read_text()

    def build() -> Shown:
        if settings.read_text() != good:
            raise RenderError("line 3 of it")
        return shown("Kept words")

    with (
        running(FakeMaker(build), tmp_path, watched=lambda: (settings,)) as desk,
        desk.listening() as event,
    ):
        desk.get("/")
        settings.write_text(f"{good}\nhalf a li")
        event("2 built")
        body = desk.get("/").body
        assert "<b>line 3 of it</b> The last good mail stays" in body
        assert "Kept words" in body
        assert "Kept words" in desk.content("/mail").body
        settings.write_text(good)
        event("3 built")
        assert "line 3 of it" not in desk.get("/").body


def test_before_the_first_issue_its_place_tells_why(tmp_path: Path) -> None:
    """The error stands where the mail would."""

    def build() -> Shown:
        raise RenderError("a <template> is missing")

    with running(FakeMaker(build), newsletter_in(tmp_path)) as desk:
        assert "a &lt;template&gt; is missing" in desk.content("/mail").body
        body = desk.get("/").body
        assert "There is no issue yet" in body
        assert "a &lt;template&gt; is missing" in body


def test_it_ends_at_once_with_listeners_and_a_build_under_way(tmp_path: Path) -> None:
    """Ctrl-C waits neither for an open page nor for a slow source."""
    setting = tmp_path / "newsletter.toml"
    setting.write_text("1")
    answers, ended = threading.Event(), threading.Event()

    def build() -> Shown:
        if setting.read_text() != "1":
            answers.wait(timeout=60)
            ended.set()
        return shown()

    with (
        running(FakeMaker(build), tmp_path, watched=lambda: (setting,)) as desk,
        desk.listening() as event,
    ):
        setting.write_text("2")
        event("building")
    assert not ended.is_set(), "the desk is gone before the source has answered"
    answers.set()


def test_watching_that_breaks_off_is_told_and_begins_again(tmp_path: Path) -> None:
    """A fault while looking for changes must not leave the desk without them."""
    faults = [RuntimeError("the disk went away")]

    def watched() -> tuple[Path, ...]:
        if faults:
            raise faults.pop()
        return (tmp_path,)

    folder = newsletter_in(tmp_path)
    with running(FakeMaker(shown), folder, watched=watched) as desk, desk.listening() as event:
        event("2 built")
        assert "A fault of this program" not in desk.get("/").body


def test_a_browser_that_asks_for_a_websocket_draws_no_advice(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nor do bytes that are no request: the terminal is the editor's, who can do nothing there."""
    upgrade = b"Upgrade: websocket\r\nConnection: Upgrade, close\r\n"
    with running(FakeMaker(shown), tmp_path) as desk:
        for request in (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + upgrade, b"\x16\x03\x01"):
            with socket.create_connection(("127.0.0.1", desk.port), timeout=5) as client:
                client.sendall(request + b"\r\n\r\n")
                assert client.recv(100).startswith(b"HTTP/1.1")
    assert capfd.readouterr().err == ""
