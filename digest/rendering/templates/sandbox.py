"""Templates of a stranger in; the same, which reach nothing but values and come to an end, out."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic, thread_time
from typing import Final

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

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


class TimedSandbox(SandboxedEnvironment):
    """A sandbox whose templates look at the time at every turn that they take."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        bodies = (
            *((macro.lineno, macro.body) for macro in template.find_all(nodes.Macro)),
            *((call.lineno, call.body) for call in template.find_all(nodes.CallBlock)),
            *((block.lineno, block.body) for block in template.find_all(nodes.Block)),
            *((loop.lineno, loop.body) for loop in template.find_all(nodes.For)),
            (template.lineno, template.body),
        )
        for line, body in bodies:
            body.insert(0, nodes.ExprStmt(_turn(line), lineno=line))
        for loop in template.find_all(nodes.For):
            # Items that its test leaves out never reach the body.
            if loop.test:
                loop.test = nodes.And(_turn(loop.lineno), loop.test, lineno=loop.lineno)
        template.set_environment(self)
        return template


def _turn(line: int) -> nodes.Call:
    look = nodes.ImportedName(f"{take_turn.__module__}.{take_turn.__name__}", lineno=line)
    return nodes.Call(look, [], [], None, None, lineno=line)
