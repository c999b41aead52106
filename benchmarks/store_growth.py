"""How large the store grows in years of collecting, with [store] keep and without.

    python -m benchmarks.store_growth [YEARS] [DAYS_TO_KEEP]

15 sources with 3,000 articles a week together, each article 4.5 KB in the store; a feed shows its
last 40. One collection a day, with its record, as `digest collect` does them after the feeds were
read: known sources, readings, forgetting. Every store is a file of its own on the disk.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.config.settings import Source
from digest.model.articles import Article, FeedState, Outcome, Reading
from digest.model.runs import RecordedRun, RecordedStep
from digest.store import open_store

START = datetime(2024, 1, 1, 6, tzinfo=UTC)
SOURCES = [
    Source(url=f"https://paper{number}.example/feed", name=f"Paper {number}")
    for number in range(15)
]
A_WEEK = 3000
SHOWN = 40
TEXT = 4000
DAYS = 365
POOL = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz     ", k=1_000_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What a year of collections came to."""

    megabytes: float
    articles: int
    seconds: tuple[float, ...]


def article(source: int, number: int) -> Article:
    """The article of that number of a source, seen on the day on which it comes."""
    day = number * len(SOURCES) * 7 // A_WEEK
    place = (number * 4001 + source * 13) % (len(POOL) - TEXT)
    return Article(
        id=f"{source:03x}{number:09x}",
        source=SOURCES[source].label,
        title=f"Talks {number} of paper {source}",
        url=f"https://paper{source}.example/{number}",
        key=f"paper{source}.example/{number}",
        first_seen=START + timedelta(days=day),
        published=START + timedelta(days=day),
        text=POOL[place : place + TEXT],
    )


def collect(file: Path, day: int, keep: timedelta | None) -> float:
    """One collection, as it is written to the store; the seconds that it took."""
    now = START + timedelta(days=day)
    last = (day + 1) * A_WEEK // (7 * len(SOURCES))
    readings = [
        tuple(article(source, number) for number in range(max(0, last - SHOWN), last))
        for source in range(len(SOURCES))
    ]
    begun = time.perf_counter()
    with open_store(file) as store:
        run = store.runs.keep_run(RecordedRun(command="collect", started=now))
        known = store.settle(SOURCES)
        for source, articles in zip(SOURCES, readings, strict=True):
            state = replace(known[source.label].state, last_success=now)
            store.keep(
                Reading(
                    source=source.label,
                    state=state,
                    feed=FeedState(place=source.place),
                    outcome=Outcome.READ,
                    articles=articles,
                ),
                now,
            )
        if keep:
            store.forget(now - keep)
        step = RecordedStep(name="collect", message="428 new articles from 15 of 15 sources")
        store.runs.keep_run(replace(run, steps=(step,), seconds=1.0, outcome="done", exit_code=0))
    return time.perf_counter() - begun


def live(file: Path, years: int, keep: timedelta | None) -> Iterator[Year]:
    """So many years of collections; what each came to at its end."""
    for year in range(years):
        taken = [collect(file, day, keep) for day in range(year * DAYS, (year + 1) * DAYS)]
        with open_store(file) as store:
            articles = store.count()
        yield Year(
            megabytes=file.stat().st_size / 1e6, articles=articles, seconds=tuple(sorted(taken))
        )


def main(years: int = 3, days: int = 400) -> None:
    """Print a table."""
    print("| keep | year | articles | MB | s a collection | slowest |")
    print("| --- | --- | --- | --- | --- | --- |")
    for keep in (timedelta(days=days), None):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "store.sqlite3"
            for number, year in enumerate(live(file, years, keep), 1):
                named = f"{days} days" if keep else "for ever"
                middle = statistics.median(year.seconds)
                print(
                    f"| {named} | {number} | {year.articles:,} | {year.megabytes:,.0f} "
                    f"| {middle:.2f} | {year.seconds[-1]:.2f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
