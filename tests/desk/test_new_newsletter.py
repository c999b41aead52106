"""A newsletter made from an empty folder, without a terminal: over HTTP, and in a browser."""

import http.client
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from desk.chromium import fresh_browser
from desk.desks import Answer, RunningDesk, running
from desk.newsletters import start, workspace_in
from desk.sent_forms import send_file
from desk.test_accessibility import faults
from desk.test_settings_rooms import OPML, rss
from desk.thursday import PATIENCE
from playwright.sync_api import Page, expect
from servers import Reply, Request, Server, serving

from digest.archive.contents import issue_status
from digest.config import load_newsletter
from digest.model.issues import Status
from digest.pipeline.issue_maker import IssueMaker, watched_paths
from digest.pipeline.settings_form import form_fields

TELLS = "Grain ships sail from Odesa for the first time in weeks"
SITE = {
    "/": Reply(body=b"<link rel='alternate' type='application/rss+xml' title='News' href='/wire'>"),
    "/wire": rss("The Wire", TELLS, "Plums are ripe in the north", "Kyiv names a new minister"),
    "/press": rss("The Press", "Black Sea ports count their losses", "A recipe for soup"),
}
ANSWERS = {
    "title": "Grain & Sea",
    "about": "grain, black sea, kyiv",
    "every": "week",
    "on": "friday",
    "day": "1",
    "at": "07:00",
    "timezone": "Europe/Kyiv",
    "own-network": "yes",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[RunningDesk]:
    """A desk over an empty folder."""
    with running(IssueMaker(lambda: workspace_in(tmp_path)), tmp_path) as running_desk:
        yield running_desk


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A site with feeds."""
    with serving(SITE) as site:
        yield site


def followed(desk: RunningDesk, answer: Answer) -> Answer:
    """The page that an answer leads to, through all that is being waited for."""
    for _ in range(200):
        if answer.status != 303:
            return answer
        page = desk.get(answer.headers["location"])
        if page.status == 303 or 'http-equiv="refresh"' not in page.body:
            answer = page
        else:
            time.sleep(0.1)
    raise TimeoutError(answer.headers["location"])


def begun(desk: RunningDesk, **more: str) -> tuple[str, str]:
    """The page after the addresses were looked at, and the name of what was begun."""
    looked = send_file(desk, "/new-newsletter", {**ANSWERS, **more})
    assert looked.status == 303, looked.body
    return followed(desk, looked).body, looked.headers["location"].partition("first=")[2]


def test_an_empty_folder_leads_to_three_questions(desk: RunningDesk, tmp_path: Path) -> None:
    """From every room; nothing is written by looking."""
    for room in ("/", "/sources", "/settings?edit=x"):
        assert desk.get(room).headers["location"] == "/new-newsletter"
    assert "What is it called?" in desk.get("/new-newsletter").body
    assert list(tmp_path.iterdir()) == []


def test_settings_that_are_away_for_a_moment_lead_nowhere_else(tmp_path: Path) -> None:
    """As while an editing tool puts a new file in their place: the desk stays open."""
    start(tmp_path)
    with running(IssueMaker(lambda: workspace_in(tmp_path)), tmp_path) as desk:
        assert desk.get("/").status == 200
        (tmp_path / "newsletter.toml").unlink()
        for room in ("/", "/history", "/settings"):
            assert desk.get(room).status != 303, room
        assert desk.get("/").status == 200
        assert desk.get("/new-newsletter").headers["location"] == "/"


def test_what_is_found_is_told_before_anything_is_written(
    desk: RunningDesk, tmp_path: Path, server: Server
) -> None:
    """With the file that would be written; the answers stand in their fields."""
    places = "\n".join(map(server.url, ("/", "/press", "/lost")))
    page, _ = begun(desk, addresses=places)
    assert "3 articles" in page
    assert "2 fit your words" in page
    assert "one fits your words" in page
    assert "answered 404 Not Found" in page
    assert 'value="Grain &amp; Sea"' in page
    assert 'match = "grain OR \\"black sea\\" OR kyiv"' in unescape(page)
    assert list(tmp_path.iterdir()) == []


def test_the_last_step_makes_the_newsletter_and_its_first_issue(
    desk: RunningDesk, tmp_path: Path, server: Server
) -> None:
    """Of the feeds that are ticked; the desk then shows the mail."""
    places = "\n".join(map(server.url, ("/", "/press")))
    _, name = begun(desk, addresses=places)
    form = {**ANSWERS, "addresses": places, "first": name, "with": "0"}
    made = followed(desk, send_file(desk, "/new-newsletter/make", form))
    assert made.status == 200
    assert TELLS in made.body
    newsletter = load_newsletter(tmp_path)
    assert [one.label for one in newsletter.sources] == ["The Wire"]
    assert newsletter.newsletter.timezone == "Europe/Kyiv"
    assert (tmp_path / ".gitignore").exists()
    assert desk.get("/new-newsletter").headers["location"] == "/"


def test_addresses_that_nobody_looked_at_are_looked_at_first(
    desk: RunningDesk, tmp_path: Path, server: Server
) -> None:
    """The last step shows them instead of making a newsletter without them."""
    form = {**ANSWERS, "addresses": server.url("/press"), "first": ""}
    page = followed(desk, send_file(desk, "/new-newsletter/make", form))
    assert "The Press" in page.body
    assert list(tmp_path.iterdir()) == []


def test_a_readers_list_will_do(desk: RunningDesk, tmp_path: Path) -> None:
    """Its feeds are read at the last step, not before."""
    looked = send_file(desk, "/new-newsletter", ANSWERS, file=OPML, name="feeds.opml")
    assert "One" in followed(desk, looked).body
    name = looked.headers["location"].partition("first=")[2]
    form = {**ANSWERS, "addresses": "", "first": name, "own-network": ""}
    send_file(desk, "/new-newsletter/make", form)
    assert [one.label for one in load_newsletter(tmp_path).sources] == ["One", "Two"]


def test_a_readers_list_stays_when_addresses_are_looked_at(
    desk: RunningDesk, tmp_path: Path, server: Server
) -> None:
    """Its file is not sent a second time, be it the first look that brought it or a later one."""
    looked = send_file(desk, "/new-newsletter", ANSWERS, file=OPML, name="feeds.opml")
    name = looked.headers["location"].partition("first=")[2]
    places = server.url("/press")
    page, name = begun(desk, addresses=places, first=name)
    assert "The Press" in page
    assert "two.example" in page
    form = {**ANSWERS, "addresses": places, "first": name, "with": "0", "own-network": ""}
    send_file(desk, "/new-newsletter/make", form)
    labels = [one.label for one in load_newsletter(tmp_path).sources]
    assert labels == ["One", "Two", "The Press"]


def test_without_addresses_two_pieces_show_how_it_looks(desk: RunningDesk, tmp_path: Path) -> None:
    """To be replaced."""
    form = {**ANSWERS, "about": "", "addresses": "", "first": ""}
    made = followed(desk, send_file(desk, "/new-newsletter/make", form))
    assert "Replace this with the week" in unescape(made.body)
    assert (tmp_path / "articles" / "lead.md").exists()


def test_an_answer_that_cannot_be_is_told_and_the_others_stay(
    desk: RunningDesk, tmp_path: Path
) -> None:
    """In the first step and in the last; nothing is written."""
    answers = {**ANSWERS, "timezone": "Mars/Olympus", "sender": "nobody", "addresses": ""}
    for path in ("/new-newsletter", "/new-newsletter/make"):
        refused = send_file(desk, path, {**answers, "first": ""})
        assert refused.status == 422
        assert "is not a time zone" in refused.body
        assert "is not one mail address" in refused.body
        assert 'value="Grain &amp; Sea"' in refused.body
    assert [one.name for one in tmp_path.iterdir() if one.name != ".digest"] == []


def test_the_command_opens_in_an_empty_folder(tmp_path: Path) -> None:
    """Where every other command says that there is no newsletter."""
    command = [sys.executable, "-m", "digest", "-C", str(tmp_path), "desk", "--port", "0"]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().split()[-1])
        page = http.client.HTTPConnection(address.netloc, timeout=60)
        page.request("GET", f"/?{address.query}")
        let_in = page.getresponse()
        let_in.read()
        page.request("GET", "/", headers={"Cookie": let_in.headers["Set-Cookie"].split(";")[0]})
        answer = page.getresponse()
        assert answer.headers["Location"] == "/new-newsletter"
        answer.read()
        page.close()
        process.send_signal(signal.SIGINT)
        _out, complaints = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in complaints
    assert list(tmp_path.iterdir()) == []


def test_what_every_mail_must_say_may_be_said_at_once(desk: RunningDesk, tmp_path: Path) -> None:
    """Or later: what was not said is as the program wrote it, and the check finds it."""
    said = {"sender": "Ed <ed@sea.example>", "unsubscribe_url": "https://sea.example/off"}
    form = {**ANSWERS, **said, "addresses": "", "first": ""}
    followed(desk, send_file(desk, "/new-newsletter/make", form))
    newsletter = load_newsletter(tmp_path)
    assert newsletter.mail.sender == said["sender"]
    assert newsletter.colophon.unsubscribe_url == said["unsubscribe_url"]
    assert "1 Example Street" in newsletter.colophon.address


class Site:
    """Answers as `SITE` does, as long as it is `open`."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()

    def __call__(self, request: Request) -> Reply:
        """The reply, once it may go out."""
        self.open.wait(timeout=60)
        return SITE.get(request.path, Reply(status=404))


class Newcomer:
    """Someone who never opened a terminal, before a desk over an empty `folder`."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.settings = folder / "newsletter.toml"
        page.set_default_timeout(PATIENCE)

    def answer(self, addresses: str) -> None:
        """The questions; one of the feeds is not wanted, and nothing is written."""
        page = self.page
        page.get_by_label("What is it called?").fill("Grain & Sea")
        page.get_by_label("What is it about?").fill("grain, kyiv, plums")
        page.get_by_label("Paste addresses").fill(addresses)
        page.get_by_label("in my own network").check()
        page.get_by_text("What every mail must say").click()
        page.get_by_label("Who sends it").fill("Grain & Sea <ed@sea.example>")
        page.get_by_role("button", name="Look at these").click()
        page.get_by_label("The Press").uncheck()
        assert "grain OR kyiv OR plums" in page.get_by_label("This will be written").inner_text()
        assert faults(page) == []
        assert list(self.folder.iterdir()) == []

    def make(self, site: Site) -> None:
        """The newsletter, watching how its sources are read."""
        site.open.clear()
        self.page.get_by_role("button", name="Make this newsletter").click()
        self.page.get_by_role("heading", name="Making the newsletter").last.wait_for()
        assert faults(self.page) == []
        site.open.set()
        self.page.frame_locator("#mail").get_by_role("link", name=TELLS).first.wait_for()

    def fill_in(self, settings: Mapping[str, str]) -> None:
        """What is left to be said, from the finding that asks for it."""
        page = self.page
        page.get_by_role("link", name="Publish").click()
        page.locator("#hindrance").wait_for()
        page.locator(".checks a[href$='#colophon.address']").click()
        expect(page.locator("[id='colophon.address']")).to_be_focused()
        for name, text in settings.items():
            page.locator(f"[id='{name}']").fill(text)
        page.keyboard.press("Tab")
        page.get_by_text(f"newsletter.toml, {len(settings)} lines").wait_for()
        page.wait_for_load_state("networkidle")
        page.get_by_role("button", name="Save settings").click()
        page.get_by_text("Your comments in newsletter.toml stayed").wait_for()
        assert faults(page) == []
        page.locator(".room-head a").click()

    def edit(self, rewritten: str, dropped: str) -> None:
        """Drop one story, and rewrite another."""
        page = self.page
        rows = page.locator("#list .row")
        row = rows.filter(has_text=dropped)
        row.hover()
        row.get_by_role("button", name="Drop").click()
        expect(row).to_have_count(0)
        rows.filter(has_text=rewritten).locator(".story").click()
        expect(page.locator("#list .row.selected")).to_contain_text(rewritten)
        page.get_by_role("link", name="Rewrite").click()
        page.locator("form.open [name=headline]").fill("Rewritten by hand")
        page.get_by_role("button", name="Save").click()
        expect(rows.filter(has_text="Rewritten by hand")).to_be_visible()

    def publish(self) -> None:
        """What was checked is well enough."""
        self.page.get_by_role("link", name="Publish").click()
        expect(self.page.locator("#publish-now")).to_be_enabled()
        self.page.locator("#publish-now").click()
        self.page.locator("#publish-now").wait_for(state="detached")


@pytest.mark.browser
def test_the_first_issue_is_published_without_a_terminal(tmp_path: Path, chromium: str) -> None:
    """From an empty folder: made, filled in, edited, published; all of it is on the disk."""
    settings = {
        "colophon.address": "2 Quay, 20457 Hamburg",
        "colophon.unsubscribe_url": "https://sea.example/off",
        "mail.list_id": "weekly.sea.example",
        "newsletter.url": "https://sea.example/",
        "subscribe.url": "https://sea.example/sign-up",
    }
    site, complaints = Site(), list[str]()
    maker = IssueMaker(lambda: workspace_in(tmp_path))
    file = tmp_path / "newsletter.toml"

    def watched() -> tuple[Path, ...]:
        return watched_paths(workspace_in(tmp_path)) if file.exists() else (file,)

    with (
        serving(site) as server,
        running(maker, tmp_path, watched=watched) as desk,
        fresh_browser(chromium) as browser,
    ):
        page = browser.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(desk.address)
        newcomer = Newcomer(page, tmp_path)
        newcomer.answer(f"{server.url('/')}\n{server.url('/press')}")
        newcomer.make(site)
        comments = comments_in(file)
        newcomer.fill_in(settings)
        newcomer.edit("Kyiv names", dropped="Plums")
        newcomer.publish()
        assert complaints == []
    newsletter = load_newsletter(tmp_path)
    assert [one.label for one in newsletter.sources] == ["The Wire"]
    assert settings.items() <= form_fields(newsletter).items()
    assert newsletter.mail.sender == "Grain & Sea <ed@sea.example>"
    assert comments_in(file) == comments != []
    printed, _, candidates = page_of(tmp_path).partition("\n[candidates]")
    assert "Rewritten by hand" in printed
    assert "Plums are ripe" not in printed
    assert "Plums are ripe" in candidates
    mail = (tmp_path / "issues" / "2024-08-09" / "issue.html").read_text()
    assert [one for one in ("Rewritten", "Grain ships", "20457") if one not in mail] == []
    assert "Plums" not in mail
    assert issue_status(tmp_path / "issues", date(2024, 8, 9)) is Status.PUBLISHED


def comments_in(file: Path) -> list[str]:
    """The comments of a file of settings."""
    return [line.partition("#")[2] for line in file.read_text().splitlines() if "#" in line]


def page_of(folder: Path) -> str:
    """The page that the issue was made of."""
    return (folder / "drafts" / "2024-08-09.toml").read_text()
