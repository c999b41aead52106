"""Pools of growing size in; what the whole of select() costs each, in a fresh process, out."""

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.made_news import made_news
from benchmarks.story_picks import real_week
from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import Window
from digest.selection import select

SIZES = (3000, 9000, 30_000, 100_000)
# The first weeks of the year have fewer feeds.
_FIRST_WEEK = 5
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one selection took: CPU seconds, also in fixed loops of the same run, and memory.

    `kilobytes` are the peak of the process beyond what it had with the articles alone.
    """

    articles: int
    stories: int
    seconds: float
    loops: float
    peak: float
    kilobytes: float


def speed(news: Path) -> None:
    """CPU and peak memory of a selection by size: real weeks one after the other, and made news."""
    print("| articles | stories | CPU s | ms an article | fixed loops | peak MB | kB an article |")
    print("|---|---|---|---|---|---|---|")
    for name, take in (("real", partial(real_days, news)), ("made", made_news)):
        for size in SIZES:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
                cost = fresh.submit(measured, take, size).result()
            print(
                f"| {name}, {cost.articles:,} | {cost.stories:,} | {cost.seconds:.1f} "
                f"| {cost.seconds / cost.articles * 1000:.2f} | {cost.loops:.0f} "
                f"| {cost.peak / 1024:.0f} | {cost.kilobytes / cost.articles:.1f} |",
                flush=True,
            )


def real_days(news: Path, count: int) -> list[Article]:
    """So many articles of real weeks, moved together so that day follows day."""
    return list(islice(_one_after_the_other(news), count))


def _one_after_the_other(news: Path) -> Iterator[Article]:
    # Of the year every second week is there.
    weeks = sorted((news / "rss2023" / "dev").glob("*.jsonl.gz"))[_FIRST_WEEK:]
    for number, week in enumerate(weeks):
        for each in real_week(week):
            yield replace(each, first_seen=each.when - number * _WEEK)


def measured(take: Callable[[int], list[Article]], count: int) -> Cost:
    """What a newsletter without a query pays: all of its stories are gathered into matters."""
    articles = take(count)
    newsletter = Newsletter.model_validate(
        {
            "newsletter": {"title": "Sizes"},
            "sections": [{"id": "world", "heading": "World", "items": 20}],
        }
    )
    window = Window(
        start=min(each.when for each in articles),
        end=max(each.when for each in articles) + timedelta(seconds=1),
    )
    loop = _cpu(lambda: sum(at * at for at in range(5_000_000)))
    before = _peak()
    begin = time.process_time()
    proposal = select(articles, newsletter, window=window)
    seconds = time.process_time() - begin
    return Cost(
        articles=len(articles),
        stories=len(list(proposal.stories)),
        seconds=seconds,
        loops=seconds / loop,
        peak=_peak(),
        kilobytes=_peak() - before,
    )


def _peak() -> float:
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _cpu(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin
