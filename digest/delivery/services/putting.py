"""A draft, a service and a note of what was put there in; the one draft there, and a note, out.

The note is kept before the service is asked to write, and again when it has shown what it keeps: a
run that was killed in between knows its own work by it, or leaves what stands there alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from digest.delivery.services.draft_note import DraftNote
from digest.delivery.services.service import (
    OnlyPlanned,
    Service,
    ServiceBusy,
    ServiceFailed,
    ServiceUnsure,
)
from digest.model.service_drafts import (
    DraftState,
    HeldDraft,
    PutAnswer,
    PutOutcome,
    ServiceDraft,
)
from digest.text import one_line

_OUTCOMES = {
    OnlyPlanned: PutOutcome.PLANNED,
    ServiceBusy: PutOutcome.BUSY,
    ServiceUnsure: PutOutcome.UNKNOWN,
}

KeepNote = Callable[[DraftNote], None]


def put_there(
    service: Service,
    draft: ServiceDraft,
    note: DraftNote,
    *,
    keep: KeepNote,
    force: bool = False,
) -> PutAnswer:
    """Find or make the one draft of `draft.key`, and bring it up to date where that loses nothing.

    What was edited there stays, unless `force`; what is scheduled or sent there stays always.
    """
    try:
        answer = _Put(service=service, draft=draft, note=note, keep=keep).run(force=force)
    except ServiceFailed as failure:
        outcome = _OUTCOMES.get(type(failure), PutOutcome.REFUSED)
        words = f"{str(failure).rstrip('.')}."
        answer = PutAnswer(service=service.name, outcome=outcome, words=words)
    # The service's own words may be among them, and logs and mails are read by terminals, too.
    return replace(answer, words=one_line(answer.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Put:
    """One putting: what is put where, what was noted, and how that is kept."""

    service: Service
    draft: ServiceDraft
    note: DraftNote
    keep: KeepNote

    def run(self, *, force: bool) -> PutAnswer:
        """Find what stands there, and do what it calls for. Raises ServiceFailed, StorageError."""
        held = self.service.find(self.draft.key, self.note.id)
        if held is None:
            return self._write(PutOutcome.CREATED, lambda: self.service.create(self.draft))
        if held.state is not DraftState.DRAFT:
            words = f"it is {held.state} there already, and stays as it is"
            if held.state is DraftState.SCHEDULED:
                words += ". To put this issue, make it a draft there first"
            return self._refused(held, words)
        if not self._is_own(held.content) and not force:
            return self._refused(held, f"{self._edited()}. --force puts the issue over it")
        if held.content and held.content == self._as_kept():
            self._keep(held)
            return self._answer(PutOutcome.UNCHANGED, held, "it stands there as it is")
        return self._write(PutOutcome.UPDATED, lambda: self.service.update(held, self.draft))

    @property
    def _content(self) -> str:
        return self.service.fingerprint(self.draft)

    def _is_own(self, content: str) -> bool:
        """Whether every part of what stands there is one that was put, or about to be put."""
        own = (self.note.content, self.note.putting, self._content)
        parts = {part for whole in own for part in enumerate(whole.split("."))}
        return not content or parts.issuperset(enumerate(content.split(".")))

    def _as_kept(self) -> str:
        """The fingerprint that the present issue has there; "" where it has to be put again."""
        if self.note.put == self.draft.digest:
            return self.note.content
        return "" if self.note.put else self._content

    def _edited(self) -> str:
        if self.note.content:
            return "it was edited there since it was put, and stays as it is"
        return (
            "a draft of this issue stands there, and no note says whether it was edited since; "
            "it stays as it is"
        )

    def _write(self, outcome: PutOutcome, write: Callable[[], HeldDraft]) -> PutAnswer:
        """Write, and read back what the service keeps."""
        made = outcome is PutOutcome.CREATED
        begun = replace(self.note, putting=self._content)
        self.keep(begun)
        try:
            written = write()
        except OnlyPlanned:
            would = "a draft would be made" if made else "the draft there would be replaced"
            raise OnlyPlanned(would) from None
        self.keep(replace(begun, id=written.id))
        back = self._read_back(written.id)
        self._keep(back)
        if back.state is not DraftState.DRAFT:
            return self._refused(
                back, f"it was put, and {self.service.name} says that it is {back.state}: look now"
            )
        done = "a draft was made" if made else "the draft there was replaced"
        if back.content != self._content:
            done += f"; {self.service.name} keeps it in a form of its own, so look at it there"
        return self._answer(outcome, back, done)

    def _read_back(self, held_id: str) -> HeldDraft:
        name = self.service.name
        try:
            back = self.service.find(self.draft.key, held_id)
        except ServiceFailed as failure:
            raise ServiceUnsure(f"it was put, but not read back: {failure}") from None
        if back is None:
            raise ServiceUnsure(f"{name} took it and does not show it; look at its drafts")
        return back

    def _keep(self, held: HeldDraft) -> None:
        note = replace(
            self.note,
            id=held.id,
            version=held.version,
            content=held.content,
            put=self.draft.digest,
            putting="",
        )
        if note != self.note:
            self.keep(note)

    def _refused(self, held: HeldDraft, words: str) -> PutAnswer:
        return self._answer(PutOutcome.REFUSED, held, words)

    def _answer(self, outcome: PutOutcome, held: HeldDraft, words: str) -> PutAnswer:
        where = f" ({held.address})" if held.address else ""
        return PutAnswer(
            service=self.service.name, outcome=outcome, words=f"{words}{where}.", held=held
        )
