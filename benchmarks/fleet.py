"""What many newsletters cost at once, beside one run of `digest build` after the other.

    python -m benchmarks.fleet copies [NUMBER]      newsletters a second a core, first and again
    python -m benchmarks.fleet linear [NUMBER]      cost and memory as there are more of them
    python -m benchmarks.fleet shared [NEWSLETTERS] [FEEDS]
    python -m benchmarks.fleet idle [NUMBER]        a tick in which nothing is due

The last but one is to be run where nothing but this machine can be reached, since its feeds stand
on an address that is public elsewhere:

    unshare -rn sh -c 'ip link set lo up; ip address add 93.184.216.34/32 dev lo;
        python -m benchmarks.fleet shared'
"""

import hashlib
import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ClassVar

from benchmarks.feed_servers import feed
from benchmarks.processes import Cost, run
from digest.fleet.due_index import DueIndex, stamp
from digest.fleet.outcomes import FleetOutcome, State

ROOT = Path(__file__).parents[1]
DIGEST = [sys.executable, "-m", "digest"]
PUBLIC = "93.184.216.34"
FEEDS_EACH = 30
SETTINGS = """\
[newsletter]
title = "Fleet Weekly {number}"
[schedule]
as_of = 2026-02-27T06:00:00Z
[[sections]]
id = "other"
heading = "In other news:"
[colophon]
address = "1 Harbour Street, Veldt"
unsubscribe_url = "https://fleet.example.org/unsubscribe"
[archive]
url = "https://fleet.example.org/issues"
"""


def main() -> None:
    """Run the benchmark that is named."""
    name, *numbers = sys.argv[1:] or ["copies"]
    with tempfile.TemporaryDirectory() as place:
        # As an installed program has it: everything compiled, whatever the shell says of that.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{place}/compiled"
        fleet(Path(place), [sample(Path(place) / "warm")])
        BENCHMARKS[name](Path(place), [int(number) for number in numbers])


def copies(place: Path, numbers: Sequence[int]) -> None:
    """The sample, so many times: by `digest fleet build`, and some of them one by one."""
    number = numbers[0] if numbers else 40
    folders = [sample(place / f"n{at}") for at in range(number)]
    alone = [sample(place / f"alone{at}") for at in range(5)]
    for round_ in ("first", "again"):
        each = [run([*DIGEST, "-q", "-C", folder, "build", "--offline"]) for folder in alone]
        report(f"digest build, {round_}", sum(cost.cpu for cost in each), len(alone), each)
        cost = fleet(place, folders)
        report(f"fleet build, {round_}", cost.cpu, number, [cost])
    sums = {archive_sum(folder) for folder in (*folders, *alone)}
    print(f"different archives among {number + len(alone)}: {len(sums)}")


def linear(place: Path, numbers: Sequence[int]) -> None:
    """As many as asked for, and parts of that."""
    most = numbers[0] if numbers else 2000
    folders = [sample(place / f"n{at}") for at in range(most)]
    for number in sorted({most // 20, most // 4, most}):
        cost = fleet(place, folders[:number])
        report(f"{number} newsletters", cost.cpu, number, [cost])


def shared(place: Path, numbers: Sequence[int]) -> None:
    """Newsletters that share feeds: requests as the server counts them, and bytes as alone."""
    number, feeds = numbers if len(numbers) == 2 else (200, 500)
    with counting_server() as (address, count):
        groups = [subscriber(place / f"n{at}", at, address, feeds) for at in range(number)]
        alone = [subscriber(place / f"alone{at}", at, address, feeds) for at in range(number)]
        cost = fleet(place, groups, offline=False)
        asked = count()
        report(f"{number} newsletters of {FEEDS_EACH} feeds each", cost.cpu, number, [cost])
        named = {one for at in range(number) for one in feeds_of(at, feeds)}
        most = max(asked.values(), default=0)
        print(f"{len(named)} addresses named, {len(asked)} asked, at most {most} times each")
        for folder in alone:
            run([*DIGEST, "-q", "-C", folder, "build"])
    equal = sum(archive_sum(a) == archive_sum(b) for a, b in zip(groups, alone, strict=True))
    print(f"{equal} of {number} archives equal those of separate runs")


def idle(place: Path, numbers: Sequence[int]) -> None:
    """A fleet of which nothing is due: the index is asked, and no settings are read."""
    number = numbers[0] if numbers else 20_000
    folders = []
    for at in range(number):
        folder = place / f"n{at}"
        folder.mkdir()
        (folder / "newsletter.toml").write_text(SETTINGS.format(number=at))
        folders.append(folder)
    listed = place / "list.txt"
    listed.write_text("\n".join(map(str, folders)))
    state = place / "state"
    note_all(state, folders)
    cost = run([*DIGEST, "-q", "fleet", "build", "--due", "--from", listed, "--state", state])
    report(f"{number} newsletters, nothing due", cost.cpu, number, [cost])


def note_all(state: Path, folders: Sequence[Path]) -> None:
    """Remember all of them as built, with nothing to do for a hundred years."""
    due = datetime(2126, 1, 1, tzinfo=UTC)
    with DueIndex(state) as index:
        for folder in folders:
            index.note(
                FleetOutcome(
                    folder=folder, state=State.BUILT, sentence="", settings=stamp(folder), due=due
                )
            )


def sample(folder: Path) -> Path:
    """A copy of the sample newsletter."""
    folder.mkdir()
    shutil.copy(ROOT / "newsletter.toml", folder)
    shutil.copytree(ROOT / "articles", folder / "articles")
    return folder


def feeds_of(number: int, feeds: int) -> list[int]:
    """Which feeds a newsletter reads: others than its neighbours, and all of them by some."""
    return sorted({(number * 17 + at * 13) % feeds for at in range(FEEDS_EACH)})


def subscriber(folder: Path, number: int, address: str, feeds: int) -> Path:
    """A newsletter that reads its share of the feeds."""
    folder.mkdir()
    sources = "".join(
        f'[[sources]]\nurl = "{address}/{one}"\nname = "Feed {one}"\n'
        for one in feeds_of(number, feeds)
    )
    (folder / "newsletter.toml").write_text(SETTINGS.format(number=number) + sources)
    return folder


def fleet(place: Path, folders: Sequence[Path], *, offline: bool = True) -> Cost:
    """`digest fleet build` over the folders."""
    listed = place / "list.txt"
    listed.write_text("\n".join(map(str, folders)))
    asks = ["--offline"] if offline else []
    return run(
        [*DIGEST, "-q", "fleet", "build", "--from", listed, "--state", place / "state", *asks]
    )


def archive_sum(folder: Path) -> str:
    """What stands for every file of an archive."""
    issues = folder / "issues"
    total = hashlib.sha256()
    for path in sorted(issues.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(issues).as_posix().encode() + path.read_bytes())
    return total.hexdigest()


def report(name: str, cpu: float, number: int, costs: Sequence[Cost]) -> None:
    """A line: processor time each, how many a core makes in a second, memory, wall time."""
    peak, wall = max(cost.peak for cost in costs), sum(cost.wall for cost in costs)
    largest = max(cost.largest for cost in costs)
    print(
        f"{name:44} {cpu / number * 1000:8.1f} ms CPU each {number / cpu:7.2f} /s/core "
        f"{peak:7.0f} MB in all processes, {largest:4.0f} in the largest {wall:7.1f} s"
    )


class _Counting(BaseHTTPRequestHandler):
    """A feed at every number, each with items of its own."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        """The feed, or nothing new."""
        number = int(self.path.strip("/"))
        type(self).asked[self.path] += 1
        body, tag = feed(6, 60, first=number * 6), f'"{number}"'
        known = self.headers["If-None-Match"] == tag
        self.send_response(304 if known else 200)
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", "0" if known else str(len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""


def _serve(pipe: Connection) -> None:
    server = ThreadingHTTPServer((PUBLIC, 0), _Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pipe.send(server.server_port)
    while pipe.recv():
        pipe.send(dict(_Counting.asked))


@contextmanager
def counting_server() -> Iterator[tuple[str, Callable[[], dict[str, int]]]]:
    """The address of the feeds, and how often each was asked until now."""
    mine, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,))
    process.start()

    def count() -> dict[str, int]:
        mine.send(1)
        asked: dict[str, int] = mine.recv()
        return asked

    try:
        yield f"http://{PUBLIC}:{mine.recv()}", count
    finally:
        mine.send(0)
        process.join()


BENCHMARKS = {"copies": copies, "linear": linear, "shared": shared, "idle": idle}

if __name__ == "__main__":
    main()
