"""The pictures in docs/images/, taken anew: `PYTHONPATH=tests python -m benchmarks.pictures`.

The sample newsletter is built in a folder of its own; one address is without encryption there, so
that the desk has a finding to show. Names behind the command take only those pictures, such as
`layouts terminal`.
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
from desk.browser import Page, browsing

from benchmarks.georgia import georgia_in
from benchmarks.terminal_page import LINE, terminal_page

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PIECE = "articles/2024-08-05-druzhba.md"
# A desktop in light colours, and a telephone in dark ones before it. The desk's own policy
# forbids style sheets in its page, so that styles are set one by one.
TWO_SIZES = """
(() => {
  document.head.replaceChildren();
  document.body.replaceChildren();
  document.body.style.cssText = "margin:0;background:#dfe4e6;height:1100px;overflow:hidden";
  const places = [
    ["light", "left:40px;top:40px;width:700px;height:1100px;border-radius:8px 8px 0 0"],
    ["dark", "left:780px;top:100px;width:375px;height:1050px;border-radius:28px 28px 0 0"],
  ];
  for (const [colours, style] of places) {
    const frame = document.createElement("iframe");
    frame.style.cssText = `border:0;position:absolute;${style}`;
    frame.src = `/mail?colours=${colours}&parts=everything&version=1`;
    document.body.append(frame);
  }
})()
"""
LOADED = """
  window.frames.length === 2 && [0, 1].every((n) => window.frames[n].document.images.length > 3
    && [...window.frames[n].document.images].every((one) => one.complete))
"""


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
            folder = Path(place) / name
            PICTURES[name](copy_sample(folder / "sample"), chromium)


def take_sample(newsletter: Path, chromium: str) -> None:
    """The issue on a desktop and a telephone."""
    profile = newsletter.parent / "profile"
    with desk(newsletter) as address, browsing(chromium, profile, width=1195, height=1100) as page:
        open_desk(page, address)
        page.ask(TWO_SIZES)
        page.wait_for(LOADED)
        page.photograph(IMAGES / "sample-issue.png")


def take_desk(newsletter: Path, chromium: str) -> None:
    """The desk after a click on a finding."""
    profile = newsletter.parent / "profile"
    with desk(newsletter) as address, browsing(chromium, profile, width=1280, height=800) as page:
        open_desk(page, address)
        page.ask("document.querySelector('button.remark').click()")
        page.wait_for("[0, 1].every((n) => window.frames[n].scrollY > 0)")
        page.photograph(IMAGES / "preview.png")


def take_layouts(newsletter: Path, chromium: str) -> None:
    """The issue in each layout, on desktops side by side."""
    shown = []
    for layout in LAYOUTS:
        set_layout(newsletter, layout)
        digest(newsletter, "build", "--offline")
        kept = newsletter.parent / layout
        shutil.copytree(latest_issue(newsletter), kept)
        shown.append(Shown(layout, kept / "issue.html"))
    photograph_files(shown, newsletter.parent, chromium, IMAGES / "layouts.png")


def take_archive(newsletter: Path, chromium: str) -> None:
    """The archive's index and the page of an issue."""
    digest(newsletter, "build", "--offline")
    digest(newsletter, "publish", "--force")
    pages = [
        Shown("The archive", newsletter / "issues" / "index.html"),
        Shown("An issue", latest_issue(newsletter) / "index.html"),
    ]
    photograph_files(pages, newsletter.parent, chromium, IMAGES / "archive.png")


def take_terminal(newsletter: Path, chromium: str) -> None:
    """What commands print for a person who is in the newsletter's folder."""
    runs = [
        (f"digest {run}", watch("-C", newsletter, *run.split(), width=100).given) for run in RUNS
    ]
    text = terminal_page(runs).replace(f"{newsletter}/", "")
    page = newsletter.parent / "terminal.html"
    page.write_text(text, encoding="utf-8")
    profile, height = newsletter.parent / "profile", text.count("\n") * LINE
    with browsing(chromium, profile, width=1000, height=height) as browser:
        browser.open(page.as_uri())
        browser.wait_for("document.readyState === 'complete' && !!document.querySelector('pre')")
        browser.photograph(IMAGES / "terminal.png")


PICTURES: Mapping[str, Callable[[Path, str], None]] = {
    "sample-issue": take_sample,
    "preview": take_desk,
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
    command = [sys.executable, "-m", "digest", "preview", "--offline", "--port", "0", "--no-open"]
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
    pages: Sequence[Shown], folder: Path, chromium: str, picture: Path, *, width: int = 700
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
    page = folder / "side-by-side.html"
    page.write_text(FRAMES.format(frames=frames), encoding="utf-8")
    with browsing(chromium, folder / "profile", width=1280, height=height) as browser:
        browser.open(page.as_uri())
        # Pictures are decoded beside the page; what is in them no other file may ask.
        ready = f"window.frames.length === {len(pages)} && performance.now() > 4000"
        browser.wait_for(ready)
        browser.photograph(picture)


def open_desk(page: Page, address: str) -> None:
    """Wait until the first build stands on the desk."""
    page.open(address)
    page.wait_for("!!document.querySelector('button.remark')")
    page.wait_for(LOADED)
    page.wait_for("document.querySelector('#doing').textContent === ''")


if __name__ == "__main__":
    main()
