"""Orders in; the issues made of them, by processes of this machine or of another, out."""

import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import suppress
from datetime import date
from multiprocessing import get_context
from typing import Self

from digest import __version__
from digest.errors import RenderError
from digest.fleet.making import Bounds, Order, bound_memory, make_order
from digest.pipeline.gathered import NotGathered
from digest.pipeline.gathering import gather_issue
from digest.pipeline.making import MadeIssue, make_issue
from digest.pipeline.workspace import Workspace

_ENDED = (
    "making the issue ended the process that made it, by its time or its memory; `digest build` in "
    "its folder shows where"
)

OpenExecutor = Callable[[int], Executor]
"""Opens an executor of so many processes."""


def open_processes(jobs: int, bounds: Bounds) -> ProcessPoolExecutor:
    """So many processes of this machine, each bounded in memory."""
    return ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=bound_memory, initargs=(bounds,)
    )


class Makers:
    """Who makes issues for a fleet; a context.

    Making writes nothing, so what was in hand when a process was killed is made once more, each
    issue in a process of its own: the one that kills its process takes no other with it. `losses`
    are the errors that say so.
    """

    def __init__(
        self,
        open_executor: OpenExecutor,
        jobs: int,
        bounds: Bounds,
        losses: tuple[type[Exception], ...] = (BrokenExecutor,),
    ) -> None:
        self._losses = losses
        self._open = open_executor
        self._jobs = jobs
        self._bounds = bounds
        self._executor = open_executor(jobs)
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
        )
        try:
            return self._made(order)
        except NotGathered:
            return make_issue(workspace, day, merge=merge, offline=offline)

    def _made(self, order: Order) -> MadeIssue:
        executor = self._executor
        with suppress(*self._losses):
            return executor.submit(make_order, order).result()
        with self._replacing:
            if self._executor is executor:
                executor.shutdown(wait=False)
                self._executor = self._open(self._jobs)
        with self._trying_again, self._open(1) as alone:
            try:
                return alone.submit(make_order, order).result()
            except self._losses:
                raise RenderError(_ENDED) from None


def can_travel(workspace: Workspace) -> bool:
    """Whether an issue needs neither a program of its editor's nor another page of the web."""
    newsletter = workspace.newsletter
    return not (newsletter.blurbs.command or newsletter.lead.full_text)
