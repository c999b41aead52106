"""An editor at the desk: a newsletter's week, a browser on its desk, and what is on disk."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.chromium import fresh_browser
from desk.desks import RunningDesk, running
from desk.newsletters import workspace_in
from pipeline.newsletters import newsletter_in, write_piece
from playwright.sync_api import ConsoleMessage, FrameLocator, Locator, Page, expect

from digest.pipeline.issue_maker import IssueMaker, watched_paths

TITLES = ("Harbour", "Bridge", "Market", "Orchard", "Ferry", "Library", "Quarry", "Meadow")
LATER = ("Windmill", "Plans", "Rewritten")
DAY = "2024-08-09"
CHECK = """
[check]
clip_bytes = 20500
near_clip_bytes = 15000
rules = { size-clipped = "warning" }
"""
PATIENCE = 25_000
"""Milliseconds for anything to be seen: a machine may be busy."""

AT_REST = """() => {
    const [mail] = document.querySelectorAll("#mail");
    const calm = !document.querySelector("iframe.coming, #state.busy");
    return calm && mail && mail.src === document.querySelector("#desk").dataset.mail;
}"""

expect.set_options(timeout=PATIENCE)


def week_in(folder: Path) -> Path:
    """A newsletter with eight pieces, whose mail is cut among the last of them."""
    settings = newsletter_in(folder, CHECK) / "newsletter.toml"
    other = 'heading = "In other news:"'
    roomy = f"{other}\nper_source = 12\nitems = 12"
    settings.write_text(settings.read_text().replace(other, roomy))
    for number, title in enumerate(TITLES):
        write_piece(folder, title, f"2024-08-0{3 + number % 6}")
    return folder


class Editor:
    """Someone at the desk of the newsletter in `folder`; `faults` is what a browser complained of.

    That pictures and styles are not loaded where they were switched off is no fault.
    """

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.faults: list[str] = []
        page.on("console", self._complain)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.set_default_timeout(PATIENCE)

    def open(self, address: str) -> None:
        """Go to the desk, and wait for its issue."""
        self.page.goto(address)
        expect(self.rows).to_have_count(len(TITLES))
        expect(self.mail.locator("[id^=item-]")).to_have_count(len(TITLES))

    @property
    def rows(self) -> Locator:
        """The stories in the list."""
        return self.page.locator("#list .row")

    @property
    def selected(self) -> Locator:
        """The selected one."""
        return self.page.locator("#list .row.selected")

    @property
    def mail(self) -> FrameLocator:
        """What is in the mail's frame."""
        return self.page.frame_locator("#mail")

    @property
    def state(self) -> Locator:
        """The sentence of where things stand."""
        return self.page.locator("#state")

    def row(self, words: str) -> Locator:
        """The story whose headline has these words."""
        return self.rows.filter(has=self.page.locator(".head", has_text=words))

    def id_of(self, words: str) -> str:
        """By what name the page has the story."""
        return self.row(words).get_attribute("data-story") or ""

    def in_mail(self, words: str) -> Locator:
        """The same story in the mail."""
        return self.mail.locator(f"#item-{self.id_of(words)}")

    def clip_line(self) -> str:
        """Where the mail is cut, as the desk draws it."""
        told = "([cut]) => cut ? cut.style.top : ''"
        return str(self.page.locator(".below-cut").evaluate_all(told))

    def box(self, text: str) -> Locator:
        """Where the text of that name is written."""
        return self.page.locator(f"form.open [name={text}]")

    def select(self, words: str) -> None:
        """Click the story, and wait until the desk shows it."""
        self.row(words).locator(".story").click()
        expect(self.selected.locator(".head")).to_contain_text(words)

    def rest(self) -> None:
        """Wait until the mail is that of the list beside it."""
        self.page.wait_for_function(AT_REST)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def select_by_keys(self, words: str) -> None:
        """Walk down the list to the story, from wherever the focus is."""
        self.page.locator("#list .story").first.focus()
        for _ in range(self.headlines().index(words)):
            self.press("ArrowDown")
        expect(self.selected.locator(".head")).to_contain_text(words)

    def tab_to(self, name: str) -> None:
        """Press Tab until the control of that id or name has the focus."""
        for _ in range(150):
            if self.focus() == name:
                return
            self.press("Tab")
        raise AssertionError(name)

    def command(self, words: str) -> None:
        """Choose the first command of the palette that has these words."""
        self.press("Control+k")
        self.page.keyboard.type(words)
        self.press("Enter")

    def headlines(self) -> list[str]:
        """The first words of the headlines in the list, in order."""
        return [text.split()[0] for text in self.rows.locator(".head").all_text_contents()]

    def headlines_in_mail(self) -> list[str]:
        """The same in the mail."""
        heads = self.mail.locator("[id^=item-]").locator("h1,h2,h3").all_text_contents()
        return [text.split()[0] for text in heads]

    def focus(self) -> str:
        """What has the focus: its id, name or tag."""
        told = "({id, name, tagName}) => id || name || tagName"
        return str(self.page.evaluate(f"({told})(document.activeElement)"))

    def draft(self) -> str:
        """The page on disk; it is read as TOML, too."""
        text = (self.folder / "drafts" / f"{DAY}.toml").read_text()
        tomllib.loads(text)
        return text

    def save_elsewhere(self, old: str, new: str) -> None:
        """Write `new` for `old` on the page as text editors do: beside it, then in its place."""
        page = self.folder / "drafts" / f"{DAY}.toml"
        text = page.read_text()
        assert old in text
        other = page.with_suffix(".new")
        other.write_text(text.replace(old, new))
        other.replace(page)

    def printed_by_page(self) -> list[str]:
        """The first words of what the page prints, by its articles: its texts may be theirs."""
        printed = self.draft().partition("\n[candidates]")[0]
        return re.findall(r'",  # Desk: (\w+)', printed)

    def printed_on_disk(self) -> list[str]:
        """The first words of the headlines of the issue in the archive."""
        html = (self.folder / "issues" / DAY / "issue.html").read_text()
        heads = re.findall(r"<h[123][^>]*>\s*(?:<a[^>]*>)?([^<]+)", html)
        return [first for words in heads if (first := words.split()[0]) in {*TITLES, *LATER}]

    def _complain(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "'none'" not in message.text:
            self.faults.append(message.text)


@contextmanager
def desk_over(folder: Path, *, port: int = 0) -> Iterator[RunningDesk]:
    """The desk of the newsletter in `folder`, which it follows."""
    maker = IssueMaker(lambda: workspace_in(folder), None)
    with running(
        maker, folder, watched=lambda: watched_paths(workspace_in(folder)), port=port
    ) as desk:
        yield desk


@contextmanager
def at_the_desk(chromium: str, folder: Path) -> Iterator[Editor]:
    """An editor in front of the desk of a week in `folder`."""
    week_in(folder)
    with desk_over(folder) as desk, fresh_browser(chromium) as browser:
        page = browser.new_page()
        page.set_viewport_size({"width": 1440, "height": 900})
        editor = Editor(page, folder)
        editor.open(desk.address)
        yield editor
