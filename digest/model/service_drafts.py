"""An issue as a service that sends gets it, what stands there, and what came of putting it."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class DraftState(StrEnum):
    """What a service is going to do with what stands there."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENT = "sent"


class PutOutcome(StrEnum):
    """What came of putting a draft.

    Refused: the service will not take it, or somebody edited or sent it there. Busy: later.
    Unknown: the service may have taken it; the next try looks before it creates.
    """

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    PLANNED = "planned"
    REFUSED = "refused"
    BUSY = "busy"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDraft:
    """What is put: `key` is ours alone, of the same letters for the same issue for ever.

    `html` is the body in the form that the service takes, `text` the plain text.
    """

    key: str
    title: str
    subject: str
    preheader: str
    html: str
    text: str

    @property
    def digest(self) -> str:
        """The SHA-256 of all that is put."""
        whole = "\0".join((self.title, self.subject, self.preheader, self.html, self.text))
        return sha256(whole.encode(errors="replace")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDraft:
    """What a service holds."""

    id: str
    """Its id there."""
    state: DraftState
    """What the service is going to do with it."""
    version: str = ""
    """Which version it is, in the service's own words."""
    content: str = ""
    """A fingerprint of subject, preheader and body as the service gives them back.

    So an edit there is seen; services rewrite what they are given. It is "" where there is no body
    yet, which is then completed; and of several parts with dots between them where those are
    written one by one, so that a run may die between two.
    """
    address: str = ""
    """Where it can be looked at there; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutAnswer:
    """What came of putting an issue to a service."""

    service: str
    """The service's name."""
    outcome: PutOutcome
    """What came of it."""
    words: str
    """What came of it and what to do, in a sentence."""
    held: HeldDraft | None = None
    """What stands there now; null where that is not known."""
    requests: tuple[str, ...] = ()
    """Of a dry run: each request that it would make, without secrets."""


def content_of(subject: str, preheader: str, html: str) -> str:
    """A fingerprint of what a draft says; how blanks are set does not count."""
    folded = "\0".join(" ".join(part.split()) for part in (subject, preheader, html))
    return sha256(folded.encode(errors="replace")).hexdigest()
