"""What the desk answers, and what it refuses."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from desk.desks import FakeMaker, RunningDesk, running, shown

from digest.desk.server import open_listener
from digest.errors import RenderError, UsageError
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
    (folder / "newsletter.toml").write_text("SECRET")
    (folder / "issues" / "way-out").symlink_to(folder)
    return folder


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[RunningDesk]:
    """A desk that shows one mail with two pictures."""
    words = f'<img src="images/map.svg"><img src="{WEB}images/map.svg"><script>1</script>'
    finding = Finding(rule="r", severity=Severity.ERROR, block="one", message="m", fix="f")
    with running(FakeMaker(lambda: shown(words, findings=(finding,), address=WEB)), folder) as desk:
        yield desk


@pytest.mark.parametrize("path", ["/", "/desk/desk.js", "/desk/desk.css", "/desk/icon.svg"])
def test_the_desk_is_one_page_with_its_files(desk: RunningDesk, path: str) -> None:
    """None of them may run or load anything that is not the desk's own."""
    answer = desk.get(path)
    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_the_mail_may_not_run_anything(desk: RunningDesk) -> None:
    """No script source is allowed, and the sandbox has none of the doors that scripts need."""
    policy = desk.get("/mail").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "allow-forms" not in policy
    assert "allow-scripts" not in desk.get("/").body


@pytest.mark.parametrize(
    ("parts", "images", "styles"),
    [
        ("everything", "img-src 'self' https: http:;", "style-src 'unsafe-inline';"),
        ("no-images", "img-src 'none';", "style-src 'unsafe-inline';"),
        ("no-styles", "img-src 'none';", "style-src 'none';"),
        ("nonsense", "img-src 'self' https: http:;", "style-src 'unsafe-inline';"),
    ],
)
def test_pictures_and_styles_are_switched_off_by_the_policy(
    desk: RunningDesk, parts: str, images: str, styles: str
) -> None:
    """The mail itself stays as it is, as in an inbox that shows neither."""
    policy = desk.get(f"/mail?parts={parts}").headers["content-security-policy"]
    assert images in policy
    assert styles in policy


def test_pictures_come_from_the_archive_on_disk(desk: RunningDesk) -> None:
    """Whether the mail names them beside itself or at their address on the web."""
    local = f"/archive/{DATE}/images/map.svg"
    assert desk.get("/mail").body.count(f'src="{local}"') == 2
    assert desk.get(local).body == "<svg/>"


def test_the_text_part_is_shown_as_text(desk: RunningDesk) -> None:
    """What looks like markup in it is not."""
    assert "&lt;as text&gt;" in desk.get("/mail?parts=text&colours=dark").body


def test_the_archive_is_served_with_a_policy_of_its_own(desk: RunningDesk) -> None:
    """Its search is a script of the site; nothing else runs."""
    answer = desk.get("/archive/")
    assert "All issues" in answer.body
    assert "script-src 'self';" in answer.headers["content-security-policy"]


def test_the_facts_name_what_stands_on_the_desk(desk: RunningDesk) -> None:
    """A finding knows the place in the mail that it is about."""
    facts = json.loads(desk.get("/facts").body)
    assert (facts["version"], facts["date"], facts["error"]) == (1, DATE, "")
    assert facts["remarks"][0]["anchor"] == "item-one"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ","]
)
@pytest.mark.parametrize("path", ["/", "/facts", "/mail", "/events", "/archive/", "/desk/desk.js"])
def test_other_host_names_are_refused(desk: RunningDesk, path: str, host: str) -> None:
    """A page on the web that has its name point to loopback learns nothing."""
    port = desk.address.rpartition(":")[2]
    assert desk.get(path, host=host.format(port=port)).status == 421


def test_localhost_is_its_other_name(desk: RunningDesk) -> None:
    """In any case of letters."""
    port = desk.address.rpartition(":")[2]
    assert desk.get("/facts", host=f"LocalHost:{port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/facts", "/mail", "/events", "/archive/", "/desk/desk.js"])
def test_nothing_can_be_changed(desk: RunningDesk, path: str, method: str) -> None:
    """Only GET and HEAD are answered."""
    assert desk.get(path, method=method).status == 405


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
        "/desk/../server.py",
        "/desk/%2e%2e/server.py",
        "/newsletter.toml",
    ],
)
def test_no_path_leads_out_of_the_archive(desk: RunningDesk, path: str) -> None:
    """Neither dots, nor encoded ones, nor a link on the disk."""
    answer = desk.get(path)
    assert answer.status == 404
    assert "SECRET" not in answer.body


def test_other_sites_may_not_use_what_is_served(desk: RunningDesk) -> None:
    """Not in a frame, not as a script, not by reading a sniffed type; nothing is kept."""
    headers = desk.get("/facts").headers
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"


def test_an_error_is_told_and_the_last_good_issue_kept(tmp_path: Path) -> None:
    """The editor goes on reading while mending."""
    setting = tmp_path / "newsletter.toml"
    setting.write_text("fine")

    def build() -> Shown:
        if setting.read_text() != "fine":
            raise RenderError("line 3 of it")
        return shown("Kept words")

    with (
        running(FakeMaker(build), tmp_path, watched=lambda: (setting,)) as desk,
        desk.listening() as event,
    ):
        setting.write_text("broken")
        event("2 built")
        facts = json.loads(desk.get("/facts").body)
        assert facts["error"] == "line 3 of it"
        assert facts["subject"] == "Kept words"
        assert "Kept words" in desk.get("/mail").body
        setting.write_text("fine")
        event("3 built")
        assert json.loads(desk.get("/facts").body)["error"] == ""


def test_before_the_first_issue_its_place_tells_why(tmp_path: Path) -> None:
    """The error stands where the mail would."""

    def build() -> Shown:
        raise RenderError("a <template> is missing")

    with running(FakeMaker(build), tmp_path) as desk:
        assert "a &lt;template&gt; is missing" in desk.get("/mail").body
        assert json.loads(desk.get("/facts").body)["date"] == ""


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


def test_a_port_in_use_is_a_usage_error() -> None:
    """With what to do about it."""
    with open_listener(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} cannot be used.*--port 0"):
            open_listener(port)
    with pytest.raises(UsageError, match="port 70000 cannot be used"):
        open_listener(70000)


def test_watching_that_breaks_off_is_told_and_begins_again(tmp_path: Path) -> None:
    """A fault while looking for changes must not leave the desk without them."""
    faults = [RuntimeError("the disk went away")]

    def watched() -> tuple[Path, ...]:
        if faults:
            raise faults.pop()
        return (tmp_path,)

    with running(FakeMaker(shown), tmp_path, watched=watched) as desk, desk.listening() as event:
        event("2 built")
        assert not json.loads(desk.get("/facts").body)["error"]


def test_a_browser_that_asks_for_a_websocket_draws_no_advice(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nor do bytes that are no request: the terminal is the editor's, who can do nothing there."""
    upgrade = b"Upgrade: websocket\r\nConnection: Upgrade, close\r\n"
    with running(FakeMaker(shown), tmp_path) as desk:
        host, port = urlsplit(desk.address).netloc.split(":")
        for request in (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + upgrade, b"\x16\x03\x01"):
            with socket.create_connection((host, int(port)), timeout=5) as client:
                client.sendall(request + b"\r\n\r\n")
                assert client.recv(100).startswith(b"HTTP/1.1")
    assert capfd.readouterr().err == ""
