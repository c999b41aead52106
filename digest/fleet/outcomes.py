"""What came of each newsletter of a fleet, as values."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from digest.errors import FAULT, DigestError, Locked, NothingToPublish, fault_sentence


class State(StrEnum):
    """How a newsletter fared."""

    BUILT = "built"
    DONE = "done"
    IDLE = "idle"
    THIN = "thin"
    HELD = "held"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetOutcome:
    """What came of one newsletter, in a sentence; `exit_code` is that of the command alone.

    `said` holds what the editor should know besides. At `due` there is something to build again,
    while the settings are as `settings` has them.
    """

    folder: Path
    state: State
    sentence: str
    exit_code: int = 0
    title: str = ""
    day: date | None = None
    said: tuple[str, ...] = ()
    settings: str = ""
    due: datetime | None = None


def outcome_of(folder: Path, error: Exception, *, title: str = "") -> FleetOutcome:
    """What an error means for its newsletter; one that another run holds is no failure."""
    match error:
        case Locked():
            state = State.HELD
        case NothingToPublish():
            state = State.THIN
        case _:
            state = State.FAILED
    if isinstance(error, DigestError):
        sentence, code = str(error), error.exit_code
    else:
        sentence, code = fault_sentence(error), FAULT
    return FleetOutcome(folder=folder, state=state, sentence=sentence, exit_code=code, title=title)


def exit_code(outcomes: Iterable[FleetOutcome]) -> int:
    """0 where all went well, 75 where some are held by others and none failed, else 1."""
    states = Counter(one.state for one in outcomes)
    if states[State.FAILED]:
        return 1
    return Locked.exit_code if states[State.HELD] else 0


def summary(outcomes: Iterable[FleetOutcome]) -> str:
    """How many fared how, in a line."""
    states = Counter(one.state for one in outcomes)
    return ", ".join(f"{states[state]} {state}" for state in State if states[state]) or "none"
