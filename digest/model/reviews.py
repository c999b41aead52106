"""The editor's word on an issue, and the mail that asks for it, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class WordKind(StrEnum):
    """What the editor said."""

    APPROVED = "approved"
    HELD = "held"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The editor's word on an issue."""

    kind: WordKind = WordKind.NONE
    """What was said."""
    page: str = ""
    """The fingerprint of the page that was meant; empty where the word was an empty file."""
    lead: str = ""
    """The headline of that page's lead; may be empty."""
    article: str = ""
    """The id of the lead's article; may be empty."""
    when: datetime | None = None
    """When it was said."""
    reason: str = ""
    """Why the issue is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """A sentence of the mail; `tone` is that of a finding: "error", "warning", else ""."""

    words: str
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPart:
    """Sentences under a name."""

    name: str
    lines: tuple[ReviewLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequest:
    """What stands over the issue in the mail that asks for a word.

    `plan` says what happens when, without a word; `facts` are those of the issue in one line;
    `desk` is where the desk can be reached, "" where nobody knows.
    """

    title: str
    day: str
    number: int
    subject: str
    heading: str
    plan: str
    facts: str
    language: str = "en"
    desk: str = ""
    parts: tuple[ReviewPart, ...] = ()
