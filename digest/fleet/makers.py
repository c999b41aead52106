"""Orders in; the issues made of them, by processes of this machine or of another, out."""

import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from typing import Protocol, Self

from digest import __version__
from digest.errors import DigestError, RenderError
from digest.extensions import find_extension
from digest.fleet.making import Bounds, Order, bound_memory, make_order
from digest.pipeline.gathered import NotGathered
from digest.pipeline.gathering import gather_issue
from digest.pipeline.making import MadeIssue, make_issue
from digest.pipeline.workspace import Workspace

_ENDED = (
    "making the issue ended the process that made it, by its time or its memory; `digest build` in "
    "its folder shows where"
)

_LOST = (
    "the workers that make issues are gone; this one was not made. Start them again, and run this "
    "once more"
)
_PATIENCE = 20.0
"""Seconds after which somebody looks whether there are workers at all."""


class Executes(Protocol):
    """An executor, as far as issues need one (`concurrent.futures.Executor`)."""

    def submit(self, function: Callable[[Order], MadeIssue], order: Order, /) -> Future[MadeIssue]:
        """Have a worker make the issue."""

    def shutdown(self, *, wait: bool) -> None:
        """End it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """Where issues are made: `open` gives an executor of so many processes.

    `losses` are the errors that say that a worker was lost with what it had in hand.
    """

    open: Callable[[int], Executes]
    losses: tuple[type[Exception], ...] = (BrokenExecutor,)
    are_there: Callable[[Executes], bool] = lambda _: True


def own_workers(bounds: Bounds) -> Workers:
    """Processes of this machine, each bounded in memory."""

    def opened(jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            jobs, mp_context=get_context("spawn"), initializer=bound_memory, initargs=(bounds,)
        )

    return Workers(open=opened)


class Makers:
    """Who makes issues for a fleet; a context.

    Making writes nothing, so what was in hand when a process was killed is made once more, each
    issue in a process of its own: the one that kills its process takes no other with it.
    """

    def __init__(self, workers: Workers, jobs: int, bounds: Bounds) -> None:
        self._workers = workers
        self._jobs = jobs
        self._bounds = bounds
        self._executor = workers.open(jobs)
        self._lost: DigestError | None = None
        self._replacing = threading.Lock()
        self._trying_again = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._executor.shutdown(wait=True)

    def make(
        self, workspace: Workspace, day: date, *, merge: bool = False, offline: bool = True
    ) -> MadeIssue:
        """As `pipeline.making.make_issue`; what cannot travel is made here.

        Raises RenderError where an issue costs too much.
        """
        if not can_travel(workspace):
            return make_issue(workspace, day, merge=merge, offline=offline)
        order = Order(
            folder=workspace.folder,
            newsletter=workspace.newsletter,
            now=workspace.now,
            day=day,
            merge=merge,
            gathered=gather_issue(workspace, day),
            bounds=self._bounds,
            version=__version__,
            extensions={
                name: find_extension(name).version
                for name in workspace.newsletter.newsletter.extensions
            },
        )
        try:
            return self._made(order)
        except NotGathered:
            return make_issue(workspace, day, merge=merge, offline=offline)

    def _made(self, order: Order) -> MadeIssue:
        executor = self._executor
        with suppress(*self._workers.losses):
            return self._awaited(executor, order)
        self._replace(executor)
        with self._trying_again:
            alone = self._workers.open(1)
            try:
                return self._awaited(alone, order)
            except self._workers.losses:
                raise RenderError(_ENDED) from None
            finally:
                alone.shutdown(wait=False)

    def _awaited(self, executor: Executes, order: Order) -> MadeIssue:
        future = executor.submit(make_order, order)
        while True:
            try:
                return future.result(timeout=_PATIENCE)
            except TimeoutError:
                if future.done():
                    raise
                if not self._workers.are_there(executor):
                    raise RenderError(_LOST) from None

    def _replace(self, executor: Executes) -> None:
        """Open another executor; what cannot be opened once is not tried again."""
        with self._replacing:
            if self._lost:
                raise self._lost
            if self._executor is not executor:
                return
            executor.shutdown(wait=False)
            try:
                self._executor = self._workers.open(self._jobs)
            except DigestError as lost:
                self._lost = lost
                raise


def can_travel(workspace: Workspace) -> bool:
    """Whether an issue needs neither a program of its editor's nor another page of the web."""
    newsletter = workspace.newsletter
    return not (newsletter.blurbs.command or newsletter.lead.full_text)
