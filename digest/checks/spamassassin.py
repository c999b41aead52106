"""A mail in; what the SpamAssassin of this machine says of it, without any network, out."""

import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from digest.checks.spam import SpamScore, read_report
from digest.errors import UsageError
from digest.programs import ProgramFailed, run_program

PROGRAM = "spamassassin"
SECONDS = 60.0
_READER = b"reader@example.net"
_ANOTHER = re.compile(rb"^(?:To|Date):.*\r\n(?:[ \t].*\r\n)*", re.IGNORECASE | re.MULTILINE)


def spam_score(eml: bytes, *, now: datetime, path: str, seconds: float = SECONDS) -> SpamScore:
    """What SpamAssassin says of the mail as a reader would get it `now`; `path` is where to look.

    Nothing of the user's own settings is read, and nothing is learnt. Raises UsageError where the
    program is not there, takes longer than so many `seconds`, or says what cannot be understood.
    """
    program = which(PROGRAM, path=path)
    if not program:
        raise UsageError(
            "SpamAssassin is not installed on this machine: install it "
            "(apt install spamassassin, brew install spamassassin), or check without --spam"
        )
    # Words of a feed cannot know it, so they are never taken for the report.
    mark = f"DIGEST-{secrets.token_hex(8)}"
    said = _answer(program, as_received(eml, now), mark, path=path, seconds=seconds)
    score = read_report(said, mark)
    if score is None:
        raise UsageError(f"what {program} says cannot be understood; does `{PROGRAM} --lint` pass?")
    return score


def as_received(eml: bytes, now: datetime) -> bytes:
    """The mail as one reader gets it: to somebody, and sent now."""
    head, gap, body = eml.partition(b"\r\n\r\n")
    kept = _ANOTHER.sub(b"", head + b"\r\n").removesuffix(b"\r\n")
    date = format_datetime(now).encode("ascii")
    return b"To: " + _READER + b"\r\nDate: " + date + b"\r\n" + kept + gap + body


def _answer(program: str, mail: bytes, mark: str, *, path: str, seconds: float) -> str:
    lines = (
        "report_safe 0",
        "use_bayes 0",
        "clear_report_template",
        f"report {mark} begin _SCORE_ _REQD_",
        "report _SUMMARY_",
        f"report {mark} end",
    )
    with TemporaryDirectory(prefix="digest-") as home, _no_trace_at_home(".spamassassin"):
        environment = {"PATH": path, "HOME": home, "TMPDIR": home, "LC_ALL": "C.UTF-8"}
        command = [program, "--local", "--test-mode", "--nocreate-prefs"]
        command += ["--prefspath", str(Path(home) / "user_prefs")]
        command += [f"--cf={line}" for line in lines]
        try:
            return run_program(
                command, mail, seconds=seconds, environment=environment, folder=Path(home)
            )
        except ProgramFailed as failure:
            raise UsageError(f"{program} {failure}; check without --spam") from None


@contextmanager
def _no_trace_at_home(name: str) -> Iterator[None]:
    """Remove the empty folder `name` that a program makes in the user's home, whatever HOME says.

    SpamAssassin tries out whether it could write there, though it is told of another home.
    """
    home = _home()
    was_there = home is None or (home / name).exists()
    try:
        yield
    finally:
        if home and not was_there:
            with suppress(OSError):
                (home / name).rmdir()


def _home() -> Path | None:
    if sys.platform == "win32":
        return None
    import pwd

    try:
        return Path(pwd.getpwuid(os.geteuid()).pw_dir)
    except KeyError:
        return None
