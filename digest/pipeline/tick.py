"""Settings, a moment and hands in; all that is due done, one act after the other, out.

After each act it looks again, because what was done makes something else due. What was done is
remembered at once: where a run is killed, be it anywhere, the next goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from digest.pipeline.hands import Hands
from digest.pipeline.tick_facts import look_around
from digest.pipeline.workspace import Workspace
from digest.schedule import notices
from digest.schedule.due import Act, ActKind, due_acts, resting_until
from digest.schedule.facts import Facts, SilentSource
from digest.schedule.memory import IssueMemory


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


def run_tick(
    workspace: Workspace, hands: Hands, *, report: Callable[[ActDone], None] = lambda _done: None
) -> TickDone:
    """Do whatever is due; each act is reported when it is done. The newsletter's lock is held.

    An act that fails is tried again by the next run; those that do not depend on it go on. Raises
    StorageError where nothing can be remembered.
    """
    return _Tick(workspace, hands, report).run()


class _Tick:
    """One run: what it remembers, and what came of it so far."""

    def __init__(
        self, workspace: Workspace, hands: Hands, report: Callable[[ActDone], None]
    ) -> None:
        self._workspace = workspace
        self._now = workspace.now
        self._hands = hands
        self._report = report
        self._done: list[ActDone] = []
        self._silent: tuple[SilentSource, ...] | None = None
        self._kept = hands.remembered()
        self._memory = self._kept.as_of(self._now)

    def run(self) -> TickDone:
        """Do what is due until nothing is left that was not tried."""
        newsletter = self._workspace.newsletter
        tried: set[tuple[ActKind, date | None, str]] = set()
        while True:
            look = look_around(self._workspace, self._hands, self._memory, self._silent)
            self._memory = look.memory
            self._remember()
            acts = due_acts(newsletter, look.facts, self._now)
            left = next((act for act in acts if act.matter not in tried), None)
            if left is None:
                break
            tried.add(left.matter)
            self._do(left)
        self._tell_failures(look.facts)
        self._beat()
        failed = any(one.error for one in self._done)
        until = None if failed or acts else resting_until(newsletter, look.facts, self._now)
        return TickDone(done=tuple(self._done), resting_until=until, stamps=look.stamps)

    def _do(self, act: Act) -> None:
        """Do it; a fault of the program is a failure like any other."""
        try:
            done = ActDone(act=act, said=self._perform(act))
        except Exception as error:
            done = ActDone(act=act, said=str(error), error=error)
        self._remember()
        self._finish(done)

    def _perform(self, act: Act) -> str:
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
            case _:
                said = self._tell(act)
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
        self._hands.ask_for_review(day, act.until)
        self._note(replace(self._memory.issue(day), asked=self._now))
        said = f"Asked for a word on the issue of {day}"
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

    def _tell(self, act: Act) -> str:
        if act.notice is None:
            raise TypeError(act)
        self._hands.tell(act.notice)
        if act.mark == notices.OVER:
            self._memory = replace(self._memory, settled=act.days[0])
        elif act.mark == notices.SILENT:
            self._memory = replace(self._memory, silent=self._silent_names())
        elif act.day:
            known = self._memory.issue(act.day)
            self._note(replace(known, told=(*known.told, act.mark)))
        return f"Told the editor: {act.notice.subject}."

    def _tell_failures(self, facts: Facts) -> None:
        """One notice for each act that failed, save where another says it or telling failed."""
        unsure = [
            issue.day
            for issue in (facts.current, facts.coming)
            if issue and issue.sending in {"unknown", "refused"}
        ]
        for one in tuple(self._done):
            kind, day = one.act.kind, one.act.day
            if not one.error or kind is ActKind.TELL or (kind is ActKind.SEND and day in unsure):
                continue
            what = f"{kind}, issue of {day}," if day else kind
            notice = notices.failed(
                self._workspace.newsletter, what, one.said, key=f"failure:{kind}:{day or ''}"
            )
            try:
                self._hands.tell(notice)
            except Exception as error:
                self._finish(ActDone(act=Act(kind=ActKind.TELL), said=str(error), error=error))

    def _beat(self) -> None:
        if self._done and not any(one.error for one in self._done):
            try:
                self._hands.beat()
            except Exception as error:
                self._finish(ActDone(act=Act(kind=ActKind.BEAT), said=str(error), error=error))

    def _finish(self, done: ActDone) -> None:
        self._done.append(done)
        self._report(done)

    def _note_collection(self) -> None:
        self._memory = replace(self._memory, collected=self._now)
        self._silent = self._hands.silent_sources()
        # Who is heard again may fall silent again, and is told of again.
        still = tuple(name for name in self._memory.silent if name in self._silent_names())
        self._memory = replace(self._memory, silent=still)

    def _silent_names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self._silent or ())

    def _note(self, issue: IssueMemory) -> None:
        self._memory = self._memory.with_issue(issue)

    def _remember(self) -> None:
        if self._memory != self._kept:
            self._hands.remember(self._memory)
            self._kept = self._memory
