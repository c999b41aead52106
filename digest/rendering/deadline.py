"""The turns of a template's loops and macros in; an error once they have taken too long, out."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic, thread_time
from typing import Final

SECONDS: Final = 5.0
"""Processor time that one template may take; a large issue takes a hundredth of it."""

# By the clock on the wall, and by the processor's time of this thread.
_ends: ContextVar[tuple[float, float]] = ContextVar("_ends", default=(inf, inf))


class TookTooLong(Exception):
    """A template went on for longer than it may."""


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """Let what this thread renders inside take no more than `seconds` of the processor.

    Time of the processor, so that a busy machine fails no template.
    """
    before = _ends.set((monotonic() + seconds, thread_time() + seconds))
    try:
        yield
    finally:
        _ends.reset(before)


def take_turn() -> bool:
    """Called at every turn of a template; True, or TookTooLong after the end of the time."""
    on_the_wall, of_the_processor = _ends.get()
    # Asking the processor takes longer, and it never runs ahead of the wall.
    if monotonic() > on_the_wall and thread_time() > of_the_processor:
        raise TookTooLong
    return True
