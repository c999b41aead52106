"""Time and memory of every stage against size, and what a doubling costs.

    python -m benchmarks.growth articles 1000 2000 4000 8000
    python -m benchmarks.growth text 10 80 640 8000

`articles`: a feed of so many articles. `text`: twenty articles, one of them of so many kilobytes.
Each size has a process of its own; times are processor seconds. What grows in proportion costs 2 a
doubling, n log n a little more.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import log2
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from digest.archive import save_issue
from digest.checks import check
from digest.composition import Material, compose
from digest.config.settings import Newsletter, Source
from digest.draft import fresh_page, read_draft, read_page
from digest.layouts import BASE
from digest.model.articles import Outcome, Reading
from digest.model.stories import Window
from digest.pipeline.toolchain import present_toolchain, render_issue
from digest.selection import select
from digest.selection.blurbs import blurb
from digest.sources.feeds.document import parse_feed
from digest.sources.visits.source_states import recall_source
from digest.store import open_store

NOW = datetime(2024, 8, 9, 12, tzinfo=UTC)
DAY = date(2024, 8, 9)
WORDS = [
    f"{a}{b}{c}" for a in ("kar", "mol", "ten", "vis", "bra") for b in "aeiou" for c in "lmnrst"
]
Value = TypeVar("Value")


def words(chance: random.Random, count: int) -> str:
    """A sentence of so many words that are nobody's."""
    return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."


def feed(count: int, kilobytes: int) -> bytes:
    """An RSS feed of `count` articles, the last of them of so many kilobytes."""
    chance = random.Random(count)
    items = []
    for number in range(count):
        paragraphs = 4 if number < count - 1 else max(4, kilobytes * 1024 // 250)
        body = "".join(f"&lt;p&gt;{words(chance, 40)}&lt;/p&gt;" for _ in range(paragraphs))
        when = (NOW - timedelta(minutes=1 + number % 9000)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        items.append(
            f"<item><title>{words(chance, 9)}</title><link>https://example.org/{number}</link>"
            f"<pubDate>{when}</pubDate><description>{words(chance, 30)}</description>"
            f"<content:encoded>{body}</content:encoded></item>"
        )
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"{head}<title>t</title>{''.join(items)}</channel></rss>".encode()


class Stopwatch:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, work: Callable[[], Value]) -> Value:
        """Do `work` and note how long it took."""
        begin = time.process_time()
        done = work()
        self.seconds[stage] = time.process_time() - begin
        return done


def measured(count: int, kilobytes: int, folder: Path) -> dict[str, float]:
    """One week of that size through every stage, by the product's own functions."""
    clock, body, source = (
        Stopwatch(),
        feed(count, kilobytes),
        Source(name="One", url="https://a.example"),
    )
    newsletter = Newsletter.model_validate(
        {
            "newsletter": {"title": "Growth"},
            "lead": {"paragraphs": 60},
            "sections": [{"id": "other", "heading": "Other", "items": 20, "per_source": 20}],
        }
    )
    parsed = clock(
        "parse",
        lambda: parse_feed(
            body,
            source=source,
            url="https://a.example",
            content_type="application/rss+xml",
            now=NOW,
            zone=ZoneInfo("UTC"),
        ),
    )
    span = Window(start=NOW - timedelta(days=7), end=NOW)
    with open_store(folder / "store.sqlite3") as store:
        state, known = recall_source(store.settle([source]), source)
        reading = Reading(
            source="One", state=state, feed=known, outcome=Outcome.READ, articles=parsed.articles
        )
        clock("store", lambda: store.keep(reading, NOW))
        kept = clock(
            "read again", lambda: store.articles(since=span.start, until=span.end, sources=[source])
        )
    # The longest one is told, whatever it is about.
    kept = tuple(replace(one, lead=one.id == parsed.articles[-1].id) for one in kept)
    proposal = clock("select", lambda: select(kept, newsletter, window=span))
    text = clock("draft", lambda: fresh_page(proposal, newsletter, date=DAY))
    draft = read_draft(read_page(text, name="page.toml", newsletter=newsletter))
    articles = {one.id: one for one in kept}
    blurbs = clock("blurbs", lambda: {one.id: blurb([one], words=60) for one in kept})
    material = Material(articles=articles, blurbs=blurbs, past=(), cut_off=NOW)
    issue = clock("compose", lambda: compose(draft, newsletter, material))
    templates = folder / "templates"
    rendered = clock("render", lambda: render_issue(issue, templates=templates, pictures={}))
    clock("check", lambda: check(rendered, newsletter=newsletter, past=(), templates={}))
    issues = folder / "issues"
    clock(
        "archive",
        lambda: save_issue(
            issues, rendered, page=text, pictures={}, workshop=present_toolchain(templates, BASE)
        ),
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**clock.seconds, "peak MB": peak}


def main() -> None:
    """Measure each size in a process of its own; print a table."""
    kind, *sizes = sys.argv[1:]
    if kind == "one":
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measured(int(sizes[0]), int(sizes[1]), Path(folder))))
        return
    rows: list[tuple[int, dict[str, float]]] = []
    for size in sizes:
        asked = (size, "1") if kind == "articles" else ("20", size)
        command = [sys.executable, "-m", "benchmarks.growth", "one", *asked]
        done = subprocess.run(command, capture_output=True, check=True)
        rows.append((int(size), json.loads(done.stdout)))
    print(f"| {kind} | " + " | ".join(sizes) + " | a doubling costs |")
    print("|---" * (len(sizes) + 2) + "|")
    for stage in rows[0][1]:
        values = [row[stage] for _, row in rows]
        doublings = log2(rows[-1][0] / rows[-2][0])
        ratio = (max(values[-1], 0.001) / max(values[-2], 0.001)) ** (1 / doublings)
        print(f"| {stage} | " + " | ".join(f"{one:.3f}" for one in values) + f" | {ratio:.2f} |")


if __name__ == "__main__":
    main()
