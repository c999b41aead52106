"""How long an edit on the desk takes, from the editor's key to the newest candidates.

    python -m benchmarks.desk [ARTICLES ...]       beside those of the sample; else 0, 3000, 10000
    python -m benchmarks.desk --profile ARTICLES   where the time goes, by function

Medians in milliseconds of wall-clock time, warm, and in brackets the slowest; all of it is the
server's side. `written`: the page is on the disk. `followed`: what fragments are made of is known.
`shown`: mail and findings of the new page. `processor`: this process's own time until then, which a
busy machine disturbs less. `chosen`: candidates and reasons follow the page. `fast`: the slowest
`shown` of edits that come while a selection is under way.
"""

import argparse
import asyncio
import cProfile
import pstats
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import copytree

from digest.config import load_newsletter
from digest.desk.live import DeskState, LiveIssue, News
from digest.draft import Page
from digest.model.articles import Article, Outcome, Reading
from digest.model.edits import Edit, Rewrite, Send
from digest.pipeline.drafts import follow_page
from digest.pipeline.editing import edit_draft
from digest.pipeline.issue_maker import IssueMaker
from digest.pipeline.workspace import Workspace
from digest.sources.visits.source_states import recall_source
from digest.store import open_store

SAMPLE = Path(__file__).parent.parent
DAY = date(2024, 8, 9)
NOW = datetime(2024, 8, 9, 10, tzinfo=UTC)
WIRES = 12
ROUNDS = 12
LONGEST_EVENT = 9


def newsletter_of(folder: Path, count: int) -> None:
    """The sample newsletter in `folder`, with `count` more articles of wires in its store."""
    copytree(SAMPLE / "articles", folder / "articles")
    settings = (SAMPLE / "newsletter.toml").read_text("utf-8")
    wires = "".join(f'\n[[sources]]\nurl = "{wire_address(one)}"\n' for one in range(WIRES))
    (folder / "newsletter.toml").write_text(settings + (wires if count else ""), "utf-8")
    if not count:
        return
    sources = load_newsletter(folder).sources
    wire_sources = [one for one in sources if one.url]
    (folder / ".digest").mkdir()
    written = list(write_articles(count))
    with open_store(folder / ".digest" / "store.sqlite3") as store:
        known = store.settle(sources)
        for at, source in enumerate(wire_sources):
            state, feed = recall_source(known, source)
            own = tuple(one for one in written if one.source == str(at))
            store.keep(
                Reading(
                    source=source.label, state=state, feed=feed, outcome=Outcome.READ, articles=own
                ),
                NOW,
            )


def wire_address(number: int) -> str:
    """Where a wire would be read."""
    return f"https://wire{number}.example.org/feed.xml"


def write_articles(count: int) -> Iterator[Article]:
    """A week of so many articles, on events that one to nine of the wires tell of."""
    chance = random.Random(count)
    common, rare = words_of(chance, 300), words_of(chance, 20_000)
    number = 0
    while number < count:
        names = chance.choices(rare, k=8)
        begin = NOW - timedelta(minutes=chance.randrange(9000))
        wires = min(LONGEST_EVENT, 1 + int(chance.expovariate(0.9)))
        for wire in chance.sample(range(WIRES), k=min(wires, count - number)):
            number += 1
            mixed = [*chance.sample(names, k=5), *chance.choices(common, k=4)]
            summary = [*chance.sample(names, k=6), *chance.choices([*common, *rare[:3000]], k=30)]
            when = min(begin + timedelta(minutes=chance.randrange(200)), NOW)
            yield Article(
                id=f"{number:08x}",
                source=str(wire),
                title=" ".join(mixed).capitalize(),
                summary=f"{' '.join(summary).capitalize()}.",
                key=f"wire{wire}.example.org/{number}",
                url=f"https://wire{wire}.example.org/{number}",
                published=when,
                first_seen=when,
            )


def words_of(chance: random.Random, count: int) -> list[str]:
    """So many words that are nobody's."""
    parts = ("kar", "mol", "ten", "vis", "bra", "osk", "ul", "pir", "dan", "she", "gro", "lim")
    return ["".join(chance.choices(parts, k=chance.randint(2, 4))) for _ in range(count)]


@dataclass
class Desk:
    """A desk without a browser, with when each state came."""

    live: LiveIssue
    workspace: Workspace
    came: list[tuple[float, DeskState]] = field(default_factory=list)

    async def listen(self) -> None:
        """Note every state as it comes."""
        async for state in self.live.states():
            self.came.append((time.perf_counter(), state))

    async def edit(self, choose: Callable[[Page], Edit]) -> dict[str, float]:
        """Make an edit as the desk's room of edits does; milliseconds to each event."""
        begin, busy, seen = time.perf_counter(), time.process_time(), len(self.came)
        shown = self.live.state.shown
        assert shown is not None
        assert shown.drafted is not None
        edited = await self.live.work(lambda: edit_draft(self.workspace, DAY, choose))
        at = {"written": time.perf_counter() - begin}
        follow_page(self.workspace, shown.drafted.proposed, edited.page)
        at["followed"] = time.perf_counter() - begin
        await self.live.changed()
        at["shown"] = time.perf_counter() - begin
        at["processor"] = time.process_time() - busy
        async with asyncio.timeout(60):
            while not any(one.news is News.CANDIDATES for _, one in self.came[seen:]):
                await asyncio.sleep(0.005)
        at["chosen"] = self.came[-1][0] - begin
        return {name: 1000 * seconds for name, seconds in at.items()}

    async def quick_edits(self) -> float:
        """The slowest of six edits, half a selection apart; milliseconds until it was shown."""
        slowest = 0.0
        for number in range(6):
            begin = time.perf_counter()
            turn = Turn(2 * number + 100)
            await self.live.work(partial(edit_draft, self.workspace, DAY, turn))
            await self.live.changed()
            slowest = max(slowest, time.perf_counter() - begin)
            await asyncio.sleep(0.3)
        return 1000 * slowest


@dataclass(frozen=True, slots=True)
class Turn:
    """The edit of a round: a new headline for the lead, or the last story sent to the front."""

    number: int

    def __call__(self, page: Page) -> Edit:
        """The edit of `page`."""
        printed = page.decided.printed
        if self.number % 2:
            last = printed[-1]
            return Send(story=last.articles[0], section=last.section, to=1)
        value = f"A headline of our own, the {self.number}th"
        return Rewrite(story=printed[0].articles[0], key="headline", value=value)


async def measured(folder: Path) -> dict[str, list[float]]:
    """Every round's milliseconds, by event."""

    def open_workspace() -> Workspace:
        return Workspace(folder=folder, newsletter=load_newsletter(folder), now=NOW)

    desk = Desk(LiveIssue(IssueMaker(open_workspace, DAY)), open_workspace())
    listening = asyncio.create_task(desk.listen())
    await desk.live.rebuild()
    assert not desk.live.state.error, desk.live.state.error
    rounds: list[dict[str, float]] = []
    for number in range(ROUNDS + 2):
        rounds.append(await desk.edit(Turn(number)))
        await asyncio.sleep(0.1)
    quick = await desk.quick_edits()
    await desk.live.end()
    await listening
    warm = rounds[2:]
    return {name: [one[name] for one in warm] for name in warm[0]} | {"fast": [quick]}


def profile(folder: Path) -> None:
    """Print where the time of an edit goes, up to the mail."""

    def open_workspace() -> Workspace:
        return Workspace(folder=folder, newsletter=load_newsletter(folder), now=NOW)

    maker, workspace = IssueMaker(open_workspace, DAY), open_workspace()
    shown = maker.build()
    watch = cProfile.Profile()
    for number in range(ROUNDS):
        if number > 1:
            watch.enable()
        edit_draft(workspace, DAY, Turn(2 * number))
        shown = maker.show(shown)
        watch.disable()
    pstats.Stats(watch).sort_stats("cumulative").print_stats(70)


def main() -> None:
    """Print a table, or a profile."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", nargs="*", type=int, default=[0, 3000, 10_000])
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    rows = {}
    for count in asked.articles:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name).resolve()
            newsletter_of(folder, count)
            if asked.profile:
                profile(folder)
                return
            rows[count] = asyncio.run(measured(folder))
    names = list(next(iter(rows.values())))
    print("| articles | " + " | ".join(names) + " |\n" + "|---" * (len(names) + 1) + "|")
    for count, figures in rows.items():
        cells = (f"{statistics.median(one):.0f} ({max(one):.0f})" for one in figures.values())
        print(f"| {count or 'the sample'} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
