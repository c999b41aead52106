"""What a run of the program did: its steps, how long it took, how it ended."""

from dataclasses import dataclass
from datetime import datetime

MOST_STEPS = 40
LONGEST_STEP = 300
LONGEST_OUTCOME = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStep:
    """One thing that was done."""

    name: str
    """A word for logs, such as `collect`."""
    message: str
    """What was done, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRun:
    """One command that was run.

    A run that is at work, or was killed, has begun and not ended.
    """

    command: str
    """Which command."""
    started: datetime
    """When it began."""
    number: int = 0
    """Its number; 0 until the store has given it one."""
    seconds: float | None = None
    """How long it took; null for one that has not ended."""
    steps: tuple[RecordedStep, ...] = ()
    """What it did, in order."""
    outcome: str = ""
    """How it ended, in words."""
    exit_code: int | None = None
    """Its exit code; null for one that has not ended."""

    @property
    def has_ended(self) -> bool:
        """Whether it came to an end by itself."""
        return self.exit_code is not None
