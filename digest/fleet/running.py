"""The newsletters of a fleet in; each worked on, some at a time, and what came of it, out.

Whatever writes is done here, by this process, and under each newsletter's own lock. Workers make
issues and no more.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from digest import __version__
from digest.config import load_newsletter
from digest.config.settings import Newsletter
from digest.cutoffs import cut_off, next_date
from digest.fleet.due_index import stamp
from digest.fleet.makers import Makers
from digest.fleet.outcomes import FleetOutcome, State, outcome_of
from digest.lock import hold_lock
from digest.pipeline.build import build_collected
from digest.pipeline.collection import Collect, collect_articles
from digest.pipeline.newsletter_hands import NewsletterHands
from digest.pipeline.records import record_run
from digest.pipeline.tick import TickDone, Witness, rest_until_due, run_tick
from digest.pipeline.workspace import Voice, Workspace
from digest.schedule.idle import SETTINGS, is_resting, stamp_files
from digest.text import counted

AT_ONCE = 16
"""So many newsletters are worked on at a time: most of them wait for servers or disks."""

_AHEAD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """What all newsletters share: the moment, the environment, who visits and who makes."""

    now: datetime
    collect: Collect
    makers: Makers
    environment: Mapping[str, str] = field(default_factory=dict)
    offline: bool = False


def work_on(
    folders: Sequence[Path], work: Callable[[Path], FleetOutcome], *, at_once: int = AT_ONCE
) -> Iterator[FleetOutcome]:
    """What `work` gives for each folder, as it comes; whatever it raises is an outcome, too."""

    def tried(folder: Path) -> FleetOutcome:
        try:
            return work(folder)
        except Exception as error:
            return outcome_of(folder, error)

    with ThreadPoolExecutor(at_once, thread_name_prefix="newsletter") as threads:
        left, waiting = iter(folders), set[Future[FleetOutcome]]()
        try:
            while True:
                # Not all at once: a hundred thousand would wait in memory.
                some = islice(left, _AHEAD * at_once - len(waiting))
                waiting |= {threads.submit(tried, folder) for folder in some}
                if not waiting:
                    return
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        finally:
            for one in waiting:
                one.cancel()


def build_newsletter(fleet: Fleet, folder: Path) -> FleetOutcome:
    """Build the issue of a newsletter that is due, as `digest build` does in its folder."""
    settings = stamp(folder)
    newsletter = load_newsletter(folder)
    said: list[str] = []
    workspace = _workspace(fleet, folder, newsletter, said)
    title = newsletter.newsletter.title
    try:
        with hold_lock(folder), record_run(workspace, "fleet build") as recorder:
            workspace = recorder.workspace
            day = workspace.due()
            collection = collect_articles(workspace, offline=fleet.offline, collect=fleet.collect)
            said += (f"{one.source}: {one.reason}" for one in collection.failures)
            make = partial(fleet.makers.make, offline=fleet.offline)
            built = build_collected(workspace, day, collection, make=make)
    except Exception as error:
        return replace(outcome_of(folder, error, title=title), said=tuple(said))
    items = sum(1 for _ in built.issue.items)
    return FleetOutcome(
        folder=folder,
        state=State.BUILT,
        sentence=f"issue {built.issue.number} of {day}: {counted(items, 'item')}",
        title=title,
        day=day,
        said=tuple(said),
        settings=settings,
        due=_next_cut_off(workspace, day),
    )


def _next_cut_off(workspace: Workspace, day: date) -> datetime:
    """The first cut-off after now of the issue of `day` or the next."""
    rhythm, zone = workspace.newsletter.schedule, workspace.zone
    this = cut_off(day, rhythm, zone)
    return this if workspace.now < this else cut_off(next_date(day, rhythm), rhythm, zone)


def run_newsletter(fleet: Fleet, folder: Path) -> FleetOutcome:
    """Do whatever is due in a newsletter, as `digest run` does in its folder."""
    if is_resting(folder, now=fleet.now.timestamp(), version=__version__):
        return FleetOutcome(folder=folder, state=State.IDLE, sentence="nothing is due")
    settings = stamp_files(folder, [SETTINGS])
    newsletter = load_newsletter(folder)
    said: list[str] = []
    workspace = _workspace(fleet, folder, newsletter, said)
    title = newsletter.newsletter.title
    try:
        with (
            hold_lock(folder),
            record_run(workspace, "fleet run", idle=True) as recorder,
        ):
            hands = NewsletterHands(
                workspace=recorder.workspace,
                offline=fleet.offline,
                visits=fleet.collect,
                makes=fleet.makers.make,
            )
            ticked = run_tick(recorder.workspace, hands, Witness(begins=recorder.begin))
            rest_until_due(recorder.workspace, ticked, settings=settings)
            for one in ticked.done:
                if one.error:
                    recorder.fail(one.said, outcome_of(folder, one.error).exit_code)
    except Exception as error:
        return replace(outcome_of(folder, error, title=title), said=tuple(said))
    return _told(folder, title, ticked, said)


def _told(folder: Path, title: str, ticked: TickDone, said: Sequence[str]) -> FleetOutcome:
    failed = next((one for one in ticked.done if one.error), None)
    if failed and failed.error:
        outcome = outcome_of(folder, failed.error, title=title)
        done = [one.said for one in ticked.done if not one.error]
        return replace(outcome, said=(*said, *done))
    state = State.DONE if ticked.done else State.IDLE
    sentence = " ".join(one.said for one in ticked.done) or "nothing is due"
    return FleetOutcome(
        folder=folder, state=state, sentence=sentence, title=title, said=tuple(said)
    )


def _workspace(fleet: Fleet, folder: Path, newsletter: Newsletter, said: list[str]) -> Workspace:
    return Workspace(
        folder=folder,
        newsletter=newsletter,
        now=newsletter.schedule.as_of or fleet.now,
        voice=Voice(warn=said.append),
        environment=fleet.environment,
    )
