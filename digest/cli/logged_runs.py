"""A command line in; its run with every line of stderr as JSON, and its exit code, out."""

import os
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import typer

from digest.cli.application import (
    DEBUG,
    TAKE_A_VALUE,
    application,
    hoist_globals,
    whole_program,
)
from digest.cli.log import JsonLog
from digest.errors import FAULT, STOPPED, DigestError, fault_sentence
from digest.sources.workers.starting import parse_apart

if TYPE_CHECKING:
    from digest.sources.workers.tasks import Parsing

_DONE = "done"
_STOPPED = "stopped by hand"


@runtime_checkable
class Misread(Protocol):
    """What is raised for a command line that cannot be followed."""

    exit_code: int

    def format_message(self) -> str:
        """What is wrong with it, in a sentence."""


def run_logged(arguments: list[str], parsing: "Parsing" = parse_apart) -> int:
    """Run one command line; its last line on stderr has the exit code."""
    started = time.monotonic()
    log = JsonLog(sys.stderr, _named_command(arguments))

    def act() -> object:
        return whole_program()(
            hoist_globals(arguments), prog_name="digest", standalone_mode=False, obj=parsing
        )

    with redirect_stderr(log):
        message, code = _ending(act, log)
        log.end(message, code, time.monotonic() - started)
    return code


def _ending(
    act: Callable[[], object], log: JsonLog, environment: Mapping[str, str] = os.environ
) -> tuple[str, int]:
    """How `act` ended: in words, and its exit code."""
    try:
        code = act()
    except DigestError as error:
        return str(error), error.exit_code
    except typer.Abort:
        return _STOPPED, 1
    except SystemExit as end:
        code = end.code
    except Exception as error:
        if isinstance(error, Misread):
            return error.format_message(), error.exit_code
        if environment.get(DEBUG):
            log.say(traceback.format_exc())
        return fault_sentence(error), FAULT
    if code == STOPPED:
        return _STOPPED, STOPPED
    return (f"ended with {code}", code) if isinstance(code, int) and code else (_DONE, 0)


def _named_command(arguments: list[str]) -> str:
    """The command, such as "build" or "sources add"; "" where none is named."""
    groups = {group.name for group in application.registered_groups}
    before = ["", *arguments]
    words = [
        word
        for last, word in zip(before, arguments, strict=False)
        if not word.startswith("-") and last not in TAKE_A_VALUE
    ]
    return " ".join(words[: 2 if words and words[0] in groups else 1])
