"""A program of the editor's own and its input in; what it printed, or why it failed, out."""

import subprocess
from collections.abc import Sequence

from digest.text import shortened

_LONGEST_COMPLAINT = 120


class ProgramFailed(Exception):
    """A program that did not start, failed or took too long; `str(error)` says which."""


def run_program(command: Sequence[str], question: bytes, *, timeout: float) -> str:
    """What `command` (a program and its arguments; no shell) prints for the input `question`.

    Raises ProgramFailed, also after `timeout` seconds.
    """
    try:
        done = subprocess.run(
            command, input=question, capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        raise ProgramFailed(f"took longer than {timeout:g} s") from None
    except OSError as error:
        raise ProgramFailed(f"cannot be started: {error.strerror}") from None
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        said = f": {shortened(complaint, _LONGEST_COMPLAINT)}" if complaint else ""
        raise ProgramFailed(f"failed with exit code {done.returncode}{said}")
    return done.stdout.decode(errors="replace")
