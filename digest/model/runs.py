"""What a run of the program did: its steps, how long it took, how it ended."""

from dataclasses import dataclass
from datetime import datetime

MOST_STEPS = 40
LONGEST_STEP = 300
LONGEST_OUTCOME = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStep:
    """One thing that was done, in a sentence; `name` is a word for logs, such as "collect"."""

    name: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRun:
    """One command that was run; `number` is 0 until the store has given it one.

    A run that is at work, or was killed, has begun and not ended: no `seconds`, no `exit_code`.
    """

    command: str
    started: datetime
    number: int = 0
    seconds: float | None = None
    steps: tuple[RecordedStep, ...] = ()
    outcome: str = ""
    exit_code: int | None = None

    @property
    def has_ended(self) -> bool:
        """Whether it came to an end by itself."""
        return self.exit_code is not None
