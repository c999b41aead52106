"""How fast feeds are collected, beside other ways to do it, from one server in one run.

    python -m benchmarks.collecting [--feeds 500] [--rounds 3] [--large 2000]
        [--rss2email PYTHON] [--reader PYTHON]

The peers are run where the Python of an environment that has them is named. Every way runs in its
own process, in turn, `rounds` times; the table gives medians. The last table is for memory: `large`
feeds of 100 KB.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.feed_servers import feed, serving
from benchmarks.processes import Cost, run

# 30 items of 300 words: 78 KB, as the mean of the real feeds in the corpora.
ITEMS, WORDS = 30, 300
SCRIPT = """
import sys
import feedparser, requests
articles = 0
for number in range(int(sys.argv[2])):
    answer = requests.get(f"{sys.argv[1]}/{number}", timeout=30)
    articles += len(feedparser.parse(answer.content)["entries"])
print(articles)
"""
READER = """
import sys
from reader import make_reader
reader = make_reader(f"{sys.argv[3]}/reader-{sys.argv[4]}.sqlite3")
for number in range(int(sys.argv[2])):
    reader.add_feed(f"{sys.argv[1]}/{number}")
reader.update_feeds(workers=int(sys.argv[4]))
print(reader.get_entry_counts().total)
"""
RSS2EMAIL = """
import pathlib, sys
import rss2email.feeds
folder = pathlib.Path(sys.argv[3])
feeds = rss2email.feeds.Feeds(
    configfiles=[str(folder / "rss2email.cfg")], datafile_path=str(folder / "rss2email.json")
)
feeds.load(require=False)
feeds.config["DEFAULT"]["to"] = "editor@example.org"
for number in range(int(sys.argv[2])):
    feeds.new_feed(name=f"feed{number}", url=f"{sys.argv[1]}/{number}")
for feed in feeds:
    feed.run(send=False)
feeds.save_feeds()
"""


def ways(arguments: argparse.Namespace, base: str) -> dict[str, Callable[[Path], Cost]]:
    """Every way to read the feeds, as a function of a folder of its own."""
    count = str(arguments.feeds)

    def own(way: str) -> Callable[[Path], Cost]:
        return lambda folder: run(
            [sys.executable, "-m", "benchmarks.contestants", way, base, count, folder]
        )

    def peer(python: str, script: str, *more: str) -> Callable[[Path], Cost]:
        return lambda folder: run([python, "-c", script, base, count, folder, *more])

    found = {"requests + feedparser, in turn": peer(sys.executable, SCRIPT)}
    if arguments.rss2email:
        found["rss2email, its loop"] = peer(arguments.rss2email, RSS2EMAIL)
    if arguments.reader:
        found["reader, 1 worker"] = peer(arguments.reader, READER, "1")
        found["reader, 32 workers"] = peer(arguments.reader, READER, "32")
    return {
        **found,
        "digest collect": own("collected"),
        "digest collect, again (304)": own("collected"),
        "bare 304 requests": own("only asked"),
    }


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print Markdown."""
    header, *body = rows
    for row in (header, ["---"] * len(header), *body):
        print(f"| {' | '.join(row)} |")
    print()


def speed(arguments: argparse.Namespace) -> None:
    """The table of times."""
    with serving(feed(ITEMS, WORDS)) as base:
        found = ways(arguments, base)
        costs: dict[str, list[Cost]] = {name: [] for name in found}
        for _ in range(arguments.rounds):
            with tempfile.TemporaryDirectory() as folder:
                for name, way in found.items():
                    costs[name].append(way(Path(folder)))
                    print(f"  {name}: {costs[name][-1].wall:.1f} s", file=sys.stderr)
    walls = {name: median(cost.wall for cost in every) for name, every in costs.items()}
    slowest = walls["requests + feedparser, in turn"]
    print(f"{arguments.feeds} feeds, {arguments.rounds} rounds, medians\n")
    rows = [["way", "wall s", "CPU s", "peak MB", "times the first's speed"]]
    for name, every in costs.items():
        cpu, peak = median(cost.cpu for cost in every), median(cost.peak for cost in every)
        rows.append(
            [
                name,
                f"{walls[name]:.1f}",
                f"{cpu:.1f}",
                f"{peak:.0f}",
                f"{slowest / walls[name]:.1f}",
            ]
        )
    table(rows)
    again, bare = (
        median(json.loads(cost.output)["seconds"] for cost in costs[name])
        for name in ("digest collect, again (304)", "bare 304 requests")
    )
    print(
        f"Without the start of Python, a second pass takes {again:.2f} s, "
        f"{again / bare:.2f} times its bare requests.\n"
    )


def memory(arguments: argparse.Namespace) -> None:
    """The table of memory by number of feeds."""
    rows = [["feeds of 100 KB", "wall s", "peak MB", "articles"]]
    with serving(feed(ITEMS, 400), delays=False) as base:
        for count in (arguments.large // 8, arguments.large):
            with tempfile.TemporaryDirectory() as folder:
                command = ["-m", "benchmarks.contestants", "collected", base, str(count), folder]
                cost = run([sys.executable, *command])
            articles = json.loads(cost.output)["articles"]
            rows.append([str(count), f"{cost.wall:.1f}", f"{cost.peak:.0f}", str(articles)])
    table(rows)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=2000)
    parser.add_argument("--rss2email", default="")
    parser.add_argument("--reader", default="")
    arguments = parser.parse_args()
    for name in ("rss2email", "reader"):
        if not shutil.which(getattr(arguments, name)):
            print(f"{name} is not measured: give --{name} PYTHON", file=sys.stderr)
    speed(arguments)
    memory(arguments)


if __name__ == "__main__":
    main()
