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
    """The editor's word on an issue: of which page and lead, when, and why it is held.

    `page` is the page's version, `lead` the lead's headline and `article` its article: each "" for
    a word that was given by hand, with an empty file, or without a lead.
    """

    kind: WordKind = WordKind.NONE
    page: str = ""
    lead: str = ""
    article: str = ""
    when: datetime | None = None
    reason: str = ""


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
