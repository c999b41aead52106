"""Runs that send an issue live, killed at random moments, and what their list then has."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from delivery.late_server import LATEST
from pipeline.mailing import DAY, published_newsletter, sending_by

from digest.config.delivery import SendingSettings
from digest.errors import SendingUnknown
from digest.model.deliveries import SendingState
from digest.pipeline.sending import ledger_file, send_live, sending_state
from digest.pipeline.workspace import Workspace

UNSURE = 8
_TESTS = Path(__file__).parents[1]
_STILL = 0.3
"""Seconds after which a server that lost its client takes nothing any more."""


@dataclass(slots=True)
class Tally:
    """What came of all lists.

    `named` outcomes were told as unknown, of which `arrived` had arrived; `unnamed` are mails that
    had arrived while the program held that nothing was sent.
    """

    lists: int = 0
    kills: int = 0
    once: int = 0
    twice: int = 0
    missing: int = 0
    named: int = 0
    arrived: int = 0
    unnamed: int = 0
    moments: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """When a run is killed: at any moment of it, or in the moments after the ledger was written.

    Nearly all of a run is spent before the mail is handed over, and nearly all of the danger after.
    """

    chance: random.Random
    longest: float

    def kill(self, child: int, ledger: Path) -> int:
        """How the process ended, by itself or killed."""
        size = _size(ledger)
        near = self.chance.random() < 0.5
        wait = self.chance.uniform(0, 2 * LATEST if near else self.longest)
        until = None if near else time.monotonic() + wait
        while until is None or time.monotonic() < until:
            if until is None and _size(ledger) != size:
                until = time.monotonic() + wait
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.001)
        os.kill(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


@contextmanager
def late_server(log: Path) -> Iterator[int]:
    """The port of a server that answers late."""
    process = subprocess.Popen(
        [sys.executable, "-m", "delivery.late_server", str(log)],
        cwd=_TESTS,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def kill_sendings(folder: Path, kills: int, *, seed: int) -> Tally:
    """Send to one list after another, and kill so many of the runs that do it.

    Where a run says that it does not know, the editor looks at the server, as the program cannot.
    """
    published_newsletter(folder)
    log = folder / "taken.txt"
    log.touch()
    chance, tally = random.Random(seed), Tally()
    with late_server(log) as port:
        newsletter = sending_by(folder, port)
        longest = _undisturbed(newsletter, log)
        while tally.kills < kills:
            tally.lists += 1
            to = f"list-{tally.lists}@example.org"
            ledger_file(newsletter.issues, DAY).unlink(missing_ok=True)
            strike = Strike(chance=chance, longest=longest)
            _send_until_done(_to(newsletter, to), log, tally, strike)
            taken = _taken(log, to)
            tally.once += taken == 1
            tally.twice += taken > 1
            tally.missing += taken == 0
    return tally


def _to(workspace: Workspace, to: str) -> Workspace:
    sending = SendingSettings(to=to)
    newsletter = workspace.newsletter.model_copy(update={"sending": sending})
    return Workspace(folder=workspace.folder, newsletter=newsletter, now=workspace.now)


def _undisturbed(workspace: Workspace, log: Path) -> float:
    """Seconds that the second run takes."""
    for number in range(2):
        began = time.monotonic()
        ledger_file(workspace.issues, DAY).unlink(missing_ok=True)
        child = _run(_to(workspace, f"first-{number}@example.org"), "")
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert _taken(log, "first-1@example.org") == 1
    return time.monotonic() - began


def _send_until_done(workspace: Workspace, log: Path, tally: Tally, strike: Strike) -> None:
    word = ""
    to = workspace.newsletter.sending.to
    while True:
        code = strike.kill(_run(workspace, word), ledger_file(workspace.issues, DAY))
        if code == 0:
            return
        if code == UNSURE:
            time.sleep(_STILL)
            has_it = _taken(log, to) > 0
            tally.named += 1
            tally.arrived += has_it
            word = "count" if has_it else "resend"
            continue
        assert code == -signal.SIGKILL, code
        tally.kills += 1
        # The editor's word holds for the run that was killed; the next one asks again.
        word = ""
        time.sleep(_STILL)
        state = sending_state(workspace, DAY)
        tally.moments[state.value] += 1
        known = state in {SendingState.SENT, SendingState.UNKNOWN}
        tally.unnamed += _taken(log, to) > 0 and not known


def _run(workspace: Workspace, word: str) -> int:
    """The process that sends it."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        send_live(workspace, DAY, resend=word == "resend", count_as_sent=word == "count")
        code = 0
    except SendingUnknown:
        code = UNSURE
    finally:
        os._exit(code)


def _taken(log: Path, to: str) -> int:
    return log.read_text().split("\n").count(to)
