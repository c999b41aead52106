"""A program of this machine and its input in; what it said, or why it did not, out. No shell."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.text import shortened

_LONGEST_COMPLAINT = 120


class ProgramFailed(Exception):
    """A program that did not start, failed or took too long; `str(error)` says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a program ended, what it printed, and its complaints: the last line, and all."""

    code: int
    printed: bytes = b""
    complaint: str = ""
    complaints: str = ""


def try_program(
    command: Sequence[str],
    given: bytes = b"",
    *,
    seconds: float,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Ran:
    """How `command` (a program and its arguments) ended with `given` as its input.

    It runs in `folder` with that `environment`; None: where and as this program does. Raises
    ProgramFailed where it cannot be started, or was ended after so many `seconds`.
    """
    try:
        done = subprocess.run(
            command,
            input=given,
            env=environment,
            cwd=folder,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ProgramFailed(f"took longer than {seconds:g} s") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ProgramFailed(f"cannot be started: {reason}") from None
    said = done.stderr.decode(errors="replace").strip()
    return Ran(
        code=done.returncode,
        printed=done.stdout,
        complaint=shortened(said.rpartition("\n")[2], _LONGEST_COMPLAINT),
        complaints=shortened(said, _LONGEST_COMPLAINT),
    )


def run_program(
    command: Sequence[str],
    given: bytes,
    *,
    seconds: float,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> str:
    """What `command` prints, as `try_program` runs it; raises ProgramFailed also where it fails."""
    ran = try_program(command, given, seconds=seconds, environment=environment, folder=folder)
    if ran.code:
        said = f": {ran.complaint}" if ran.complaint else ""
        raise ProgramFailed(f"failed with exit code {ran.code}{said}")
    return ran.printed.decode(errors="replace")
