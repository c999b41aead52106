"""How long an edit on the desk takes in a browser, from the form to the mail that shows it.

    python -m benchmarks.desk_in_browser [ARTICLES ...]    beside those of the sample; else 0, 3000

Medians in milliseconds of wall-clock time, warm, and in brackets the slowest. `fragment`: the list
shows the edit. `repainted`: the mail's new frame has been laid out and drawn. `candidates`: the
page of the newest proposal has come. `frame`: what the browser takes to load a frame like the
mail's, with an origin of its own, that has nothing in it: no mail is repainted sooner. It ends with
the bytes of script and style, compressed.
"""

import argparse
import gzip
import statistics
import tempfile
import threading
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.desk import DAY, NOW, newsletter_of
from digest.config import load_newsletter
from digest.desk.app import STATIC
from digest.desk.guard import Access
from digest.desk.listeners import open_listeners
from digest.desk.live import LiveIssue
from digest.desk.server import OnDesk, desk_server, put_on_desk
from digest.pipeline.issue_maker import IssueMaker
from digest.pipeline.new_sources import Search
from digest.pipeline.workspace import Voice, Workspace

ROUNDS = 12
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

EDIT = """() => new Promise((done) => {
  const begin = performance.now(), at = {};
  const desk = document.querySelector("#desk"), first = desk.dataset.version;
  const look = () => {
    const mail = document.querySelector("#mail"), now = document.querySelector("#desk").dataset;
    if (mail && mail !== was && !at.repainted) at.repainted = performance.now() - begin;
    if (Number(now.version) >= Number(first) + 2) at.candidates = performance.now() - begin;
    if (at.fragment && at.repainted && at.candidates) { done(at); return; }
    if (performance.now() - begin > 30000) { done(at); return; }
    requestAnimationFrame(look);
  };
  const was = document.querySelector("#mail");
  document.addEventListener("htmx:after:swap", () => {
    at.fragment ??= performance.now() - begin;
  }, { once: true });
  const rows = [...document.querySelectorAll("#list ol")].pop().querySelectorAll(".row");
  rows[rows.length - 1].querySelector("button[value$=':-1']").click();
  requestAnimationFrame(look);
})"""

EMPTY_FRAME = """() => new Promise((done) => {
  const mail = document.querySelector("#mail"), begin = performance.now();
  const frame = mail.cloneNode(false);
  frame.removeAttribute("id");
  frame.style.visibility = "hidden";
  frame.src = new URL("/images/none", mail.src);
  frame.addEventListener("load", () => { done(performance.now() - begin); frame.remove(); });
  mail.after(frame);
})"""


def measured(page: Page, address: str) -> list[dict[str, float]]:
    """Every round's milliseconds, by event."""
    page.goto(address)
    page.locator("#list .row").first.wait_for(timeout=120_000)
    page.frame_locator("#mail").locator("[id^=item-]").first.wait_for(timeout=120_000)
    rounds: list[dict[str, float]] = []
    for _ in range(ROUNDS + 2):
        page.wait_for_timeout(3000)
        rounds.append(page.evaluate(EDIT))
        page.wait_for_timeout(500)
        rounds[-1]["frame"] = page.evaluate(EMPTY_FRAME)
    return rounds[2:]


def on_desk(folder: Path) -> OnDesk:
    """The newsletter in `folder`, in the week of the sample."""

    def open_workspace() -> Workspace:
        return Workspace(folder=folder, newsletter=load_newsletter(folder), now=NOW)

    return OnDesk(
        maker=IssueMaker(open_workspace, DAY),
        open_workspace=open_workspace,
        search=lambda: Search(folder=folder, now=NOW, environment={}, voice=Voice()),
        archive=folder / "issues",
        watched=lambda: (folder / "drafts",),
        day=DAY,
    )


def measure(folder: Path) -> list[dict[str, float]]:
    """Serve the desk, and edit in a browser."""
    put = on_desk(folder)
    with closing(open_listeners(0)) as listeners, sync_playwright() as playwright:
        access = Access(origins=listeners.origins)
        live = LiveIssue(put.maker)
        server = desk_server(put_on_desk(put, live, access), live.end)
        serving = threading.Thread(target=server.run, kwargs={"sockets": [*listeners.sockets]})
        serving.start()
        try:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=ARGUMENTS
            )
            return measured(browser.new_page(), access.address)
        finally:
            server.should_exit = True
            serving.join()


def main() -> None:
    """Print a table, and what a browser has to load."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", nargs="*", type=int, default=[0, 3000])
    events = ("fragment", "repainted", "candidates", "frame")
    print(f"| articles | {' | '.join(events)} |\n|---|---|---|---|---|")
    for count in parser.parse_args().articles:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name).resolve()
            newsletter_of(folder, count)
            rounds = measure(folder)
        cells = []
        for event in events:
            took = [one[event] for one in rounds if event in one] or [0.0]
            cells.append(f"{statistics.median(took):.0f} ({max(took):.0f})")
        print(f"| {count or 'the sample'} | " + " | ".join(cells) + " |")
    loaded = [one for one in STATIC.rglob("*") if one.suffix in {".js", ".css"}]
    weight = sum(len(gzip.compress(one.read_bytes())) for one in loaded)
    print(f"script and style, compressed: {weight:,} bytes in {len(loaded)} files")


if __name__ == "__main__":
    main()
