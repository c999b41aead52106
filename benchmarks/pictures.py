"""The pictures in docs/images/, taken anew: `PYTHONPATH=tests python -m benchmarks.pictures`.

The sample newsletter is built in a folder of its own; one address is without encryption there, so
that the desk has a finding to show. Names behind the command take only those pictures, such as
`layouts desk`.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cli.pty_runs import watch
from desk.chromium import fresh_browser
from playwright.sync_api import Page

from benchmarks.georgia import georgia_in
from benchmarks.terminal_page import LINE, terminal_page
from digest.desk.mail.inboxes import Colours, mail_page

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PIECE = "articles/2024-08-05-druzhba.md"
TWO_SIZES = """\
<!doctype html><meta charset="utf-8"><title>The issue at two sizes</title>
<body style="margin:0;background:#dfe4e6;height:1100px;overflow:hidden">
<iframe src="light.html" style="border:0;position:absolute;left:40px;top:40px;width:700px;
height:1100px;border-radius:8px 8px 0 0"></iframe>
<iframe src="dark.html" style="border:0;position:absolute;left:780px;top:100px;width:375px;
height:1050px;border-radius:28px 28px 0 0"></iframe>
"""
"""A desktop in light colours, and a telephone in dark ones before it."""

FRAMES = """\
<!doctype html><meta charset="utf-8"><title>Pages side by side</title>
<body style="margin:0;background:#dfe4e6;overflow:hidden">
{frames}
"""
FRAME = """\
<p style="position:absolute;margin:0;left:{left}px;top:14px;width:{shown}px;
font:600 20px/28px system-ui,sans-serif;color:#24292f;text-align:center">{name}</p>
<iframe src="{address}" style="border:0;border-radius:8px 8px 0 0;position:absolute;left:{left}px;
top:52px;width:{width}px;height:{height}px;transform:scale({scale});transform-origin:0 0"></iframe>
"""
ROOMS = {
    "desk-left-out": "/?list=left-out",
    "desk-rehearsal": "/rehearsal",
    "desk-publish": "/publish",
    "desk-sources": "/sources",
}
LAYOUTS = ("magazine", "wire", "brief")
RUNS = ("build --offline", "sources health", "why")


class Shown(NamedTuple):
    """A page of a picture, and the name over it."""

    name: str
    file: Path


def main() -> None:
    """Take the pictures that were asked for, else all."""
    chromium = shutil.which("chromium") or sys.exit("there is no chromium")
    wanted = sys.argv[1:] or list(PICTURES)
    with tempfile.TemporaryDirectory() as place, georgia_in(Path(place) / "georgia"):
        for name in wanted:
            with fresh_browser(chromium, scheme="light") as browser:
                PICTURES[name](copy_sample(Path(place) / name / "sample"), browser.new_page())


def take_sample(newsletter: Path, page: Page) -> None:
    """The issue on a desktop and a telephone."""
    digest(newsletter, "build", "--offline")
    issue = latest_issue(newsletter)
    html = (issue / "issue.html").read_text("utf-8")
    for colours in (Colours.LIGHT, Colours.DARK):
        shown = mail_page(html, colours, pictures={})
        (issue / f"{colours}.html").write_text(shown, "utf-8")
    sizes = issue / "sizes.html"
    sizes.write_text(TWO_SIZES, "utf-8")
    photograph(page, sizes.as_uri(), "sample-issue", width=1195, height=1100)


def take_desk(newsletter: Path, page: Page) -> None:
    """The desk: a story selected, its texts open, and the rooms that have a picture of their own.

    The editor has moved a story and rewritten a headline.
    """
    digest(newsletter, "build", "--offline")
    digest(newsletter, "edit", "move", "Niger follows", "--down")
    digest(newsletter, "edit", "rewrite", "Kuleba", "--headline", "Kuleba comes home from Africa")
    with desk(newsletter) as address:
        page.goto(address)
        story = page.get_by_role("link", name="Allies weigh their words")
        story.click()
        settle(page)
        photograph(page, "", "desk", width=1440, height=900)
        page.keyboard.press("Enter")
        page.locator("form.placed").wait_for()
        photograph(page, "", "desk-writing", width=1440, height=900)
        page.keyboard.press("Escape")
        for name, room in ROOMS.items():
            photograph(page, address.partition("/?")[0] + room, name, width=1440, height=900)


def take_layouts(newsletter: Path, page: Page) -> None:
    """The issue in each layout, on desktops side by side."""
    shown = []
    for layout in LAYOUTS:
        set_layout(newsletter, layout)
        digest(newsletter, "build", "--offline")
        kept = newsletter.parent / layout
        shutil.copytree(latest_issue(newsletter), kept)
        shown.append(Shown(layout, kept / "issue.html"))
    photograph_files(shown, newsletter.parent, page, "layouts")


def take_archive(newsletter: Path, page: Page) -> None:
    """The archive's index and the page of an issue."""
    digest(newsletter, "build", "--offline")
    digest(newsletter, "publish", "--force")
    pages = [
        Shown("The archive", newsletter / "issues" / "index.html"),
        Shown("An issue", latest_issue(newsletter) / "index.html"),
    ]
    photograph_files(pages, newsletter.parent, page, "archive")


def take_terminal(newsletter: Path, page: Page) -> None:
    """What commands print for a person who is in the newsletter's folder."""
    runs = [
        (f"digest {run}", watch("-C", newsletter, *run.split(), width=100).given) for run in RUNS
    ]
    text = terminal_page(runs).replace(f"{newsletter}/", "")
    file = newsletter.parent / "terminal.html"
    file.write_text(text, encoding="utf-8")
    photograph(page, file.as_uri(), "terminal", width=1000, height=text.count("\n") * LINE)


PICTURES: Mapping[str, Callable[[Path, Page], None]] = {
    "sample-issue": take_sample,
    "desk": take_desk,
    "layouts": take_layouts,
    "archive": take_archive,
    "terminal": take_terminal,
}


def copy_sample(folder: Path) -> Path:
    """The sample newsletter with an address that is not encrypted."""
    for name in ("articles", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "issues", folder / "issues")
    shutil.copy(ROOT / "newsletter.toml", folder)
    piece = folder / PIECE
    piece.write_text(re.sub(r"(?m)^url: https", "url: http", piece.read_text("utf-8")), "utf-8")
    return folder


@contextmanager
def desk(newsletter: Path) -> Iterator[str]:
    """The address of the desk, as long as it is needed."""
    command = [sys.executable, "-m", "digest", "desk", "--offline", "--port", "0", "--no-open"]
    # In its folder, as an editor is: its messages name files by short paths.
    running = subprocess.Popen(command, cwd=newsletter, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        found = re.search(r"http://\S+", running.stdout.readline())
        assert found is not None
        yield found[0]
    finally:
        running.terminate()
        running.wait()


def digest(newsletter: Path, *arguments: str) -> None:
    """Run a command that must not fail."""
    command = [sys.executable, "-m", "digest", "-C", str(newsletter), "--quiet", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def set_layout(newsletter: Path, layout: str) -> None:
    """Write the setting."""
    path = newsletter / "newsletter.toml"
    text = re.sub(r'(?m)^layout = "[a-z]+"', f'layout = "{layout}"', path.read_text("utf-8"))
    path.write_text(text, "utf-8")


def latest_issue(newsletter: Path) -> Path:
    """The folder of the newest issue."""
    return max((newsletter / "issues").glob("20*"))


def photograph_files(
    pages: Sequence[Shown], folder: Path, page: Page, picture: str, *, width: int = 700
) -> None:
    """The tops of pages on the disk, side by side and drawn smaller, as wide together as 1280."""
    gap, top, height = 24, 52, 900
    shown = (1280 - gap * (len(pages) + 1)) // len(pages)
    scale = shown / width
    frames = "".join(
        FRAME.format(
            name=one.name, address=one.file.as_uri(), left=gap + number * (shown + gap),
            shown=shown, width=width, height=round((height - top) / scale), scale=scale,
        )
        for number, one in enumerate(pages)
    )  # fmt: skip
    file = folder / "side-by-side.html"
    file.write_text(FRAMES.format(frames=frames), encoding="utf-8")
    photograph(page, file.as_uri(), picture, width=1280, height=height)


def photograph(page: Page, address: str, picture: str, *, width: int, height: int) -> None:
    """Save what stands at `address`, or on the page where that is "", once it is at rest."""
    page.set_viewport_size({"width": width, "height": height})
    if address:
        page.goto(address)
    settle(page)
    page.screenshot(path=IMAGES / f"{picture}.png")


def settle(page: Page) -> None:
    """Wait for frames, fonts and pictures, which nothing announces as a whole."""
    page.wait_for_load_state()
    page.wait_for_timeout(2500)


if __name__ == "__main__":
    main()
