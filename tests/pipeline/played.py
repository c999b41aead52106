"""A newsletter without files, played through in memory: hands for a run, with faults and kills."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from digest.config.settings import Newsletter
from digest.cutoffs import cut_off, issue_window
from digest.json_records import from_json, to_json
from digest.model.notices import Notice
from digest.model.service_drafts import PutAnswer, PutOutcome
from digest.model.stories import Window
from digest.pipeline.hands import Made
from digest.pipeline.tick import ActDone, TickDone, run_tick
from digest.pipeline.workspace import Workspace
from digest.schedule.facts import IssueFacts, IssueState
from digest.schedule.memory import ScheduleMemory


class Killed(BaseException):
    """The machine went down."""


def settings(tables: Mapping[str, object], zone: str = "Europe/Berlin") -> Newsletter:
    """A newsletter's settings: Fridays at seven, unless its `tables` say otherwise."""
    return Newsletter.model_validate(
        {"newsletter": {"title": "Test Weekly", "timezone": zone}, **tables}
    )


def moment(text: str) -> datetime:
    """A moment in UTC, written like 2026-03-27 06:00."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass(kw_only=True)
class PlayedNewsletter:
    """What stands on the disk of a newsletter, and all that was done to it.

    `failing` names what fails, with which error; a server may be `refusing` for good. The
    newsletter is killed at step `killed_at` of a run; each act has one before and one behind what
    it does.
    """

    newsletter: Newsletter
    now: datetime = field(default_factory=lambda: moment("2026-03-25 12:00"))
    issues: dict[date, IssueFacts] = field(default_factory=dict)
    memory: bytes = b""
    pages: dict[date, str] = field(default_factory=dict)
    words: dict[date, Literal["", "approved", "held"]] = field(default_factory=dict)
    approved_leads: dict[date, str] = field(default_factory=dict)
    ledger: dict[date, Literal["not sent", "sent", "unknown", "refused"]] = field(
        default_factory=dict
    )
    nothing_for: set[date] = field(default_factory=set)
    failing: dict[str, Exception] = field(default_factory=dict)
    refusing: bool = False
    answers: dict[str, PutOutcome] = field(default_factory=dict)
    killed_at: int | None = None
    steps: int = 0
    did: list[str] = field(default_factory=list)
    told: list[Notice] = field(default_factory=list)
    sent: Counter[date] = field(default_factory=Counter)
    out: Counter[date] = field(default_factory=Counter)
    windows: dict[date, Window] = field(default_factory=dict)

    def tick(self, at: str = "") -> TickDone:
        """Run once, now or `at` another moment."""
        if at:
            self.now = moment(at)
        self.steps = 0
        workspace = Workspace(folder=Path("nowhere"), newsletter=self.newsletter, now=self.now)
        return run_tick(workspace, self)

    def acts(self, at: str = "") -> list[str]:
        """What a run does, each act with its day; a failed one with the error behind it."""
        return [_in_a_word(done) for done in self.tick(at).done]

    # What runs ask for.

    def remembered(self) -> ScheduleMemory:
        """What earlier runs did."""
        return from_json(ScheduleMemory, self.memory) if self.memory else ScheduleMemory()

    def remember(self, memory: ScheduleMemory) -> None:
        """Keep it for later runs."""
        self._step("remember")
        self.memory = to_json(memory)
        self._step("remembered")

    def stamp(self, days: tuple[date, ...]) -> Mapping[str, str]:
        """The days, which stand for their files."""
        return {str(day): "" for day in days}

    def issue(self, day: date) -> IssueFacts:
        """The issue of `day` as it stands."""
        self._fail(f"issue {day}")
        issue = self.issues.get(day, IssueFacts(day=day))
        page = self.pages.get(day, "")
        return replace(
            issue,
            version=page,
            stale=issue.state is IssueState.DRAFT and page != issue.version,
            word=self.words.get(day, ""),
            approved_lead=self.approved_leads.get(day, ""),
            sending=self.ledger.get(day, "not sent"),
        )

    def has_begun(self, day: date) -> bool:
        """Whether there is an issue of `day` or an earlier one."""
        return any(one <= day for one in self.issues)

    def last_out(self, before: date) -> date | None:
        """The last day before another whose issue was published or skipped."""
        self._fail("past")
        over = {IssueState.PUBLISHED, IssueState.REOPENED, IssueState.SKIPPED}
        days = (day for day, issue in self.issues.items() if issue.state in over and day < before)
        return max(days, default=None)

    def collect(self) -> str:
        """Read the sources."""
        self._act("collect")
        return "Collected."

    def build(self, day: date, *, again: bool, patient: bool) -> Made:
        """Build the issue; the page's text is its lead."""
        self._step("build")
        if patient and "answer" in self.failing:
            raise self.failing["answer"]
        self._fail("build")
        self.did.append(f"{'build again' if again else 'build'} {day}")
        self.pages.setdefault(day, "Harbour")
        if day in self.nothing_for:
            return Made(said="Nothing.", version=self.pages[day], empty=True)
        lead = version = self.pages[day]
        self.issues[day] = IssueFacts(day=day, state=IssueState.DRAFT, version=version, lead=lead)
        self._step("built")
        return Made(said="Built.", version=version)

    def ask_for_review(self, day: date, to: str, until: datetime | None) -> None:
        """Ask for a word."""
        self._act(f"ask {to} {day}" + (f" until {until:%d %H:%M}" if until else ""), f"ask {to}")

    def publish(self, day: date) -> None:
        """Publish the issue, once; what it covers is worked out as a build does."""
        self._step("publish")
        self._fail("publish")
        if self.issues[day].state is not IssueState.PUBLISHED:
            rhythm, zone = self.newsletter.schedule, _zone(self.newsletter)
            last = self.last_out(day)
            since = cut_off(last, rhythm, zone) if last else None
            self.windows[day] = issue_window(day, rhythm, zone, since)
            published = IssueState.PUBLISHED
            self.issues[day] = replace(self.issues[day], state=published, published=self.now)
            self.out[day] += 1
            self.did.append(f"publish {day}")
        self._step("published")
        self._fail("site")

    def send_live(self, day: date) -> None:
        """Send the issue; who is killed in the middle leaves a note that says neither."""
        self._step("send")
        if self.refusing:
            self.ledger[day] = "refused"
        self._fail("send")
        self.ledger[day] = "unknown"
        self._step("data")
        self.sent[day] += 1
        self.did.append(f"send {day}")
        self._step("answer")
        self.ledger[day] = "sent"
        self._step("sent")

    def put_draft(self, day: date, service: str) -> PutAnswer:
        """Put the issue to a service; what it answers is in `answers`, else it takes it."""
        self._act(f"draft {service} {day}", f"draft {service}")
        outcome = self.answers.get(service, PutOutcome.CREATED)
        return PutAnswer(service=service, outcome=outcome, words="In words.")

    def tell_of_sources(self) -> None:
        """Tell the editor of sources, after a collection."""
        self._fail("sources")
        self.did.append("sources")

    def tell(self, notice: Notice) -> None:
        """Tell the editor."""
        self._step("tell")
        self._fail("tell")
        self.told.append(notice)
        self._step("told")

    def beat(self) -> None:
        """Ask the heartbeat's address."""
        self._act("beat")

    def _act(self, name: str, kind: str = "") -> None:
        self._step(name)
        self._fail(kind or name)
        self.did.append(name)
        self._step(name)

    def _fail(self, kind: str) -> None:
        if kind in self.failing:
            raise self.failing[kind]

    def _step(self, name: str) -> None:
        self.steps += 1
        if self.steps == self.killed_at:
            raise Killed(name)


def _zone(newsletter: Newsletter) -> ZoneInfo:
    return ZoneInfo(newsletter.newsletter.timezone)


def _in_a_word(done: ActDone) -> str:
    act = done.act
    words = [str(act.kind), *([str(act.need or act.day)] if act.day else [])]
    return " ".join([*words, *([f"failed: {done.error}"] if done.error else [])])
