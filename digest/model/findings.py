"""What a check found wrong with a mail."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the mail from going out; a warning asks for a look; a note only says so."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a check rule found: where, what, and how to mend it."""

    rule: str
    """The name of the rule."""
    severity: Severity
    """How grave it is."""
    block: str
    """Where: a block of the mail, a template's file and line, or `mail`."""
    message: str
    """What is wrong."""
    fix: str = ""
    """How to mend it."""
