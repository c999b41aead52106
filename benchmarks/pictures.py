"""The pictures in docs/images/, taken anew: `PYTHONPATH=tests python -m benchmarks.pictures`.

The sample newsletter is built in a folder of its own; one address is without encryption there, so
that the desk has a finding to show.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from preview.browser import Page, browsing

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


def main() -> None:
    """Take both pictures."""
    chromium = shutil.which("chromium") or sys.exit("there is no chromium")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        newsletter = copy_sample(folder / "sample")
        with desk(newsletter) as address:
            with browsing(chromium, folder / "one", width=1195, height=1100) as page:
                photograph_sample(page, address)
            with browsing(chromium, folder / "two", width=1280, height=800) as page:
                photograph_desk(page, address)


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
    command = [sys.executable, "-m", "digest", "-C", str(newsletter), "preview", "--offline"]
    running = subprocess.Popen(
        [*command, "--port", "0", "--no-open"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert running.stdout is not None
        found = re.search(r"http://\S+", running.stdout.readline())
        assert found is not None
        yield found[0]
    finally:
        running.terminate()
        running.wait()


def photograph_sample(page: Page, address: str) -> None:
    """The issue on a desktop and a telephone."""
    open_desk(page, address)
    page.ask(TWO_SIZES)
    page.wait_for(LOADED)
    page.photograph(IMAGES / "sample-issue.png")


def photograph_desk(page: Page, address: str) -> None:
    """The desk after a click on a finding."""
    open_desk(page, address)
    page.ask("document.querySelector('button.remark').click()")
    page.wait_for("[0, 1].every((n) => window.frames[n].scrollY > 0)")
    page.photograph(IMAGES / "preview.png")


def open_desk(page: Page, address: str) -> None:
    """Wait until the first build stands on the desk."""
    page.open(address)
    page.wait_for("!!document.querySelector('button.remark')")
    page.wait_for(LOADED)


if __name__ == "__main__":
    main()
