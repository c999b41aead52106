"""Cut the power under a newsletter that collects and publishes, and count what was lost.

    python -m benchmarks.power_cuts             25 cuts, then 5 of a variant that skips every fsync
    python -m benchmarks.power_cuts --rounds 3

The newsletter lies on an ext4 image behind a loop device. A writer keeps articles and publishes
issues, and acknowledges each. At some moment it is stopped and the image copied: what the
copy lacks never reached the disk. The copy is mounted, which replays its journal, and everything
acknowledged must be there and whole. The variant must lose something, or this proves nothing.
Needs Linux, root and mkfs.ext4. The copy takes a moment in which the kernel may still write: a cut
is late by that much.
"""

import argparse
import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.sample_archives import rendered, weekly_issue
from benchmarks.soundness import kept_articles, torn_issues
from digest.archive.contents import issue_dates, issue_record
from digest.archive.issue_folder import save_issue
from digest.archive.publication import freeze_issue
from digest.model.articles import Article, FeedState, Outcome, Reading, SourceState
from digest.model.issues import Status
from digest.store import open_store
from digest.store.articles import Store

SIZE = 192 * 2**20
MOMENT = datetime(2024, 8, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Loss:
    """What one cut cost: of so many acknowledged, so many lost, so many folders torn."""

    acknowledged: int
    lost: int
    torn: int


@contextlib.contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """The image as a folder."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextlib.contextmanager
def opened(folder: Path, *, careful: bool) -> Iterator[Store]:
    """The newsletter's store, or the same with SQLite's own syncs taken out."""
    path = folder / "store.sqlite3"
    with open_store(path) as store:
        if careful:
            yield store
            return
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    yield Store(connection)


def article(number: int) -> Article:
    """An article by its number."""
    title = f"Article {number}"
    return Article(id=f"a{number}", source="Wire", title=title, text="x" * 500, first_seen=MOMENT)


def unsynced(fd: object) -> None:
    """An fsync that does nothing."""
    del fd


def write(folder: Path, acknowledge: int, *, careful: bool) -> None:
    """Keep an article, publish an issue, say so, over and over."""
    if not careful:
        os.fsync = unsynced
    place = "https://wire.example.com/feed"
    state = SourceState(source="Wire", place=place, lineage=("Wire",))
    feed = FeedState(place=place)
    with opened(folder, careful=careful) as store:
        for number in range(1, 10_000):
            articles = (article(number),)
            reading = Reading(
                source="Wire", state=state, feed=feed, outcome=Outcome.READ, articles=articles
            )
            store.keep(reading, MOMENT)
            os.write(acknowledge, f"article {number}\n".encode())
            issue = weekly_issue(number)
            save_issue(folder / "issues", rendered(issue), page="")
            freeze_issue(folder / "issues", issue.date)
            os.write(acknowledge, f"issue {number}\n".encode())


def cut(place: Path, *, careful: bool, seconds: float) -> Loss:
    """One power cut after so many seconds of work."""
    image, copy = place / "disk.img", place / "after.img"
    with image.open("wb") as file:
        file.truncate(SIZE)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    with mounted(image, place / "before") as folder:
        os.sync()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                write(folder, writing, careful=careful)
            finally:
                os._exit(1)
        os.close(writing)
        time.sleep(seconds)
        os.kill(child, signal.SIGSTOP)
        os.waitpid(child, os.WUNTRACED)
        os.set_blocking(reading, False)
        said = b""
        with contextlib.suppress(BlockingIOError):
            while piece := os.read(reading, 2**16):
                said += piece
        shutil.copyfile(image, copy)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
    with mounted(copy, place / "after") as folder:
        return after(folder, said.decode().splitlines())


def after(folder: Path, acknowledged: list[str]) -> Loss:
    """What is missing of all that was acknowledged, and what is there but not whole."""
    there = set(issue_dates(folder / "issues"))
    torn = {date.fromisoformat(name) for name, _ in torn_issues(folder / "issues")}
    articles = kept_articles(folder / "store.sqlite3") or set()
    lost = 0
    for line in acknowledged:
        kind, _, number = line.partition(" ")
        if kind == "article":
            lost += f"a{number}" not in articles
        else:
            day = weekly_issue(int(number)).date
            lost += day not in there or day in torn or not published(folder / "issues", int(number))
    return Loss(acknowledged=len(acknowledged), lost=lost, torn=len(torn))


def published(issues: Path, number: int) -> bool:
    """Whether the issue is published."""
    return issue_record(issues, weekly_issue(number).date).issue.status is Status.PUBLISHED


def moment(at: int) -> float:
    """When the power of that round is cut: spread over 0.3 to 2.5 seconds, never twice the same."""
    return 0.3 + 2.2 * (at * 0.618 % 1)


def row(name: str, losses: list[Loss]) -> str:
    """A line of the table."""
    total = sum(loss.acknowledged for loss in losses)
    lost, torn = sum(loss.lost for loss in losses), sum(loss.torn for loss in losses)
    return f"| {name} | {len(losses)} | {total} | {lost} | {torn} |"


def main() -> None:
    """Print the table; leave with 1 when something was lost or the variant was not caught."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=25)
    asked = options.parse_args()
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        sys.exit("Only root can mount an image, and mkfs.ext4 must be installed.")
    with tempfile.TemporaryDirectory(prefix="power-") as place:
        folder = Path(place)
        good = [cut(folder, careful=True, seconds=moment(at)) for at in range(asked.rounds)]
        few = range(max(1, asked.rounds // 5))
        bad = [cut(folder, careful=False, seconds=moment(at)) for at in few]
    print("| variant | cuts | acknowledged | lost | torn folders |\n|---|---|---|---|---|")
    print(row("as shipped", good))
    print(row("without fsync", bad))
    if any(loss.lost or loss.torn for loss in good) or not any(loss.lost for loss in bad):
        sys.exit(1)


if __name__ == "__main__":
    main()
