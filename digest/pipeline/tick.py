"""Settings, a moment and hands in; all that is due done, one act after the other, out.

After each act it looks again, because what was done makes something else due. What was done is
remembered at once: where a run is killed, be it anywhere, the next goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from digest import __version__
from digest.errors import CheckFailed, SendingUnknown
from digest.model.service_drafts import PutOutcome
from digest.pipeline.hands import Hands
from digest.pipeline.occasions import failure_notice, notice_of
from digest.pipeline.service_drafts import raise_unless_put
from digest.pipeline.tick_facts import Found, look_around
from digest.pipeline.workspace import Workspace
from digest.schedule.due import Act, ActKind, Need, due_acts, resting_until
from digest.schedule.facts import Facts
from digest.schedule.idle import rest, wake
from digest.schedule.memory import IssueMemory

IN_WORK = {
    ActKind.LOOK: "looking at",
    ActKind.COLLECT: "collecting",
    ActKind.BUILD: "building",
    ActKind.ASK: "asking for a word on",
    ActKind.PUBLISH: "publishing",
    ActKind.SEND: "sending",
    ActKind.DRAFT: "putting a draft of",
}
"""An act while it is done, as a notice of its failure names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDone:
    """An act that was done, in a sentence, or that failed."""

    act: Act
    said: str
    error: Exception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TickDone:
    """What a run did; and until when nothing is due while the files are as `stamps` has them."""

    done: tuple[ActDone, ...]
    resting_until: datetime | None
    stamps: Mapping[str, str] = field(default_factory=dict)

    @property
    def failures(self) -> tuple[Exception, ...]:
        """What went wrong, in order."""
        return tuple(one.error for one in self.done if one.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who hears of a run: that it `begins` something, and of each act that it has `ended`."""

    begins: Callable[[], None] = lambda: None
    ended: Callable[[ActDone], None] = lambda _done: None


def run_tick(workspace: Workspace, hands: Hands, witness: Witness | None = None) -> TickDone:
    """Do whatever is due, before a `witness`. The newsletter's lock is held.

    An act that fails is tried again by the next run; those that do not depend on it go on. Raises
    StorageError where nothing can be remembered.
    """
    return _Tick(workspace, hands, witness or Witness()).run()


def rest_until_due(workspace: Workspace, ticked: TickDone, *, settings: Mapping[str, str]) -> None:
    """Spare the runs until something is due; not those that take another moment for now.

    `settings` stand for newsletter.toml as it was before it was read.
    """
    folder = workspace.folder
    if ticked.resting_until is None or workspace.newsletter.schedule.as_of is not None:
        wake(folder)
        return
    rest(
        folder,
        since=workspace.now.timestamp(),
        until=ticked.resting_until.timestamp(),
        version=__version__,
        stamps={**ticked.stamps, **settings},
    )


class _Tick:
    """One run: what it remembers, and what came of it so far."""

    def __init__(self, workspace: Workspace, hands: Hands, witness: Witness) -> None:
        self._workspace = workspace
        self._now = workspace.now
        self._hands = hands
        self._witness = witness
        self._done: list[ActDone] = []
        self._collected = False
        self._kept = hands.remembered()
        self._memory = self._kept.as_of(self._now)

    def run(self) -> TickDone:
        """Do what is due until nothing is left that was not tried."""
        newsletter = self._workspace.newsletter
        tried: set[tuple[ActKind, date | None, str]] = set()
        while True:
            found = look_around(self._workspace, self._hands, self._memory)
            self._memory = found.memory
            self._remember()
            acts = due_acts(newsletter, found.facts, self._now)
            left = next((act for act in acts if act.matter not in tried), None)
            if left is None:
                break
            tried.add(left.matter)
            self._do(left, found)
        for day, error in found.troubles:
            self._finish(ActDone(act=Act(kind=ActKind.LOOK, day=day), said=str(error), error=error))
        self._tell_failures(found.facts)
        self._tell_of_sources()
        self._beat()
        failed = any(one.error for one in self._done)
        until = None if failed or acts else resting_until(newsletter, found.facts, self._now)
        return TickDone(done=tuple(self._done), resting_until=until, stamps=found.stamps)

    def _do(self, act: Act, found: Found) -> None:
        """Do it; a fault of the program is a failure like any other."""
        self._witness.begins()
        try:
            done = ActDone(act=act, said=self._perform(act, found.facts))
        except Exception as error:
            done = ActDone(act=act, said=str(error), error=error)
        self._remember()
        self._finish(done)

    def _perform(self, act: Act, facts: Facts) -> str:
        match act:
            case Act(kind=ActKind.COLLECT):
                said = self._hands.collect()
                self._note_collection()
            case Act(kind=ActKind.BUILD, day=date() as day):
                said = self._build(act, day)
            case Act(kind=ActKind.ASK, day=date() as day):
                said = self._ask(act, day)
            case Act(kind=ActKind.PUBLISH, day=date() as day):
                said = self._publish(act, day)
            case Act(kind=ActKind.SEND, day=date() as day):
                self._hands.send_live(day)
                said = f"Sent the issue of {day} to {self._workspace.newsletter.sending.to}."
            case Act(kind=ActKind.DRAFT, day=date() as day):
                said = self._put_draft(act, day)
            case _:
                said = self._tell(act, facts)
        return said

    def _build(self, act: Act, day: date) -> str:
        known = self._memory.issue(day)
        self._note(replace(known, tried=known.tried or self._now))
        self._remember()
        made = self._hands.build(day, again=act.again, patient=act.patient)
        known = replace(self._memory.issue(day), version=made.version)
        built = None if made.empty else known.built or self._now
        self._note(replace(known, built=built, empty=made.empty))
        self._note_collection()
        return made.said

    def _ask(self, act: Act, day: date) -> str:
        known = self._memory.issue(day)
        asked_of = (*known.asked_of, act.to)
        try:
            self._hands.ask_for_review(day, act.to, act.until)
        except SendingUnknown:
            # It may have come, so it is not sent every quarter of an hour; but where nobody was
            # asked for sure, no window begins.
            self._note(replace(known, asked_of=asked_of))
            raise
        self._note(replace(known, asked=known.asked or self._now, asked_of=asked_of))
        said = f"Asked {act.to} for a word on the issue of {day}"
        if act.until:
            said += f", until {act.until.astimezone(self._workspace.zone):%Y-%m-%d %H:%M}"
        return f"{said}."

    def _publish(self, act: Act, day: date) -> str:
        known = self._memory.issue(day)
        if not act.again:
            self._note(replace(known, publishing=self._now))
            self._remember()
        self._hands.publish(day)
        since = min(self._hands.issue(day).published or self._now, self._now)
        self._note(replace(self._memory.issue(day), published=since))
        return f"Published the issue of {day}."

    def _put_draft(self, act: Act, day: date) -> str:
        known = self._memory.issue(day)
        refused = replace(known, draft_refused_by=(*known.draft_refused_by, act.to))
        try:
            answer = self._hands.put_draft(day, act.to)
        except CheckFailed:
            self._note(refused)  # what is out does not mend itself
            raise
        if answer.outcome is PutOutcome.REFUSED:
            self._note(refused)
        raise_unless_put(answer)
        self._note(replace(known, drafted_at=(*known.drafted_at, act.to)))
        return f"The issue of {day} is a draft at {act.to}: {answer.words}"

    def _tell(self, act: Act, facts: Facts) -> str:
        if act.day is None or act.need is None:
            raise TypeError(act)
        newsletter, said = self._workspace.newsletter, self._why_refused(act)
        notice = notice_of(newsletter, act.need, act.day, facts, service=act.to, said=said)
        self._hands.tell(notice)
        if act.need is Need.NEVER_OUT:
            self._memory = replace(self._memory, settled=act.day)
        else:
            known = self._memory.issue(act.day)
            self._note(replace(known, told=(*known.told, act.mark)))
        return f"Told the editor: {notice.subject}."

    def _why_refused(self, told: Act) -> str:
        """What was said in this run of the draft that `told` is about; "" where nothing was."""
        draft = Act(kind=ActKind.DRAFT, day=told.day, to=told.to)
        return next((one.said for one in self._done if one.act == draft), "")

    def _tell_failures(self, facts: Facts) -> None:
        """One notice for each act that failed, save where another says it or telling failed."""
        unsure = [one.day for one in facts.in_work if one.sending in {"unknown", "refused"}]
        for one in tuple(self._done):
            kind, day = one.act.kind, one.act.day
            if not one.error or kind is ActKind.TELL or (kind is ActKind.SEND and day in unsure):
                continue
            if day and one.act.to in self._memory.issue(day).draft_refused_by:
                continue
            at = f" at {one.act.to}" if kind is ActKind.DRAFT else ""
            notice = failure_notice(IN_WORK[kind], one.said, day=day, at=at)
            self._besides(ActKind.TELL, partial(self._hands.tell, notice))

    def _tell_of_sources(self) -> None:
        if self._collected:
            self._besides(ActKind.TELL, self._hands.tell_of_sources)

    def _beat(self) -> None:
        if self._done and not any(one.error for one in self._done):
            self._besides(ActKind.BEAT, self._hands.beat)

    def _besides(self, kind: ActKind, do: Callable[[], None]) -> None:
        """Do what is reported only where it fails."""
        try:
            do()
        except Exception as error:
            self._finish(ActDone(act=Act(kind=kind), said=str(error), error=error))

    def _finish(self, done: ActDone) -> None:
        self._done.append(done)
        self._witness.ended(done)

    def _note_collection(self) -> None:
        self._memory = replace(self._memory, collected=self._now)
        self._collected = True

    def _note(self, issue: IssueMemory) -> None:
        self._memory = self._memory.with_issue(issue)

    def _remember(self) -> None:
        if self._memory != self._kept:
            self._hands.remember(self._memory)
            self._kept = self._memory
