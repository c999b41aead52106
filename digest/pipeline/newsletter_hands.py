"""What a run looks at and does in a newsletter's folder: the archive, the pages, the pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Literal

from digest.archive.contents import issue_dates, load_issue, published_version
from digest.archive.names import RECORD, SKIPPED
from digest.archive.skipped import skipped_issues
from digest.draft.files import page_bytes
from digest.errors import NothingToPublish, NotSent, UsageError
from digest.lock import PLACE
from digest.model.findings import Severity
from digest.model.issues import Issue, Status
from digest.model.notices import Notice
from digest.model.reviews import WordKind
from digest.model.service_drafts import PutAnswer
from digest.pipeline.build import Built, build_collected
from digest.pipeline.collection import Collect, Collection, collect_articles
from digest.pipeline.editors_word import read_word
from digest.pipeline.hands import Made
from digest.pipeline.issue_check import reason_to_rebuild
from digest.pipeline.making import Makes, make_issue
from digest.pipeline.notices import beat, tell_notice, tell_of_sources
from digest.pipeline.publication import publish_issue
from digest.pipeline.review_mail import ask_for_review, show_built
from digest.pipeline.sending import raise_unless_sent, send_live, sending_state
from digest.pipeline.service_drafts import put_draft
from digest.pipeline.services import opener_of
from digest.pipeline.workspace import Workspace
from digest.schedule.facts import IssueFacts, IssueState
from digest.schedule.idle import SETTINGS, stamp_files
from digest.schedule.memory import (
    SCHEDULE,
    ScheduleMemory,
    glance_at_schedule,
    keep_schedule,
    read_schedule,
)
from digest.text import counted
from digest.whole_files import translate_os_errors

_WORDS: Mapping[WordKind, Literal["", "approved", "held"]] = {
    WordKind.NONE: "",
    WordKind.APPROVED: "approved",
    WordKind.HELD: "held",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterHands:
    """The hands of a run over a newsletter; `offline` asks no source's server.

    A fleet visits sources (`visits`) and has its issues made (`makes`) in its own way.
    """

    workspace: Workspace
    offline: bool = False
    visits: Collect | None = None
    makes: Makes = make_issue

    def remembered(self) -> ScheduleMemory:
        """What earlier runs did; a damaged memory is said."""
        memory, warning = read_schedule(self._memory_file)
        if warning:
            self.workspace.voice.warn(warning)
        return memory

    def glanced(self) -> ScheduleMemory:
        """What a run now would remember, for whoever only looks; a damaged file stays in place."""
        return glance_at_schedule(self._memory_file).as_of(self.workspace.now)

    def remember(self, memory: ScheduleMemory) -> None:
        """Keep it for later runs."""
        keep_schedule(self._memory_file, memory)

    def stamp(self, days: tuple[date, ...]) -> Mapping[str, str]:
        """What stands for settings, pages, words, issues and ledgers, as they are now."""
        names = [SETTINGS, f"{PLACE}/{SCHEDULE}", "drafts", "issues", "issues/.sent"]
        names.append(f"issues/{SKIPPED}")
        for day in days:
            names += [f"drafts/{day}{ending}" for ending in (".toml", ".approved", ".held")]
            names += [f"issues/{day}", f"issues/{day}/{RECORD}", f"issues/.sent/{day}.jsonl"]
        return stamp_files(self.workspace.folder, names)

    def issue(self, day: date) -> IssueFacts:
        """The issue of `day` as it stands, with the editor's word and the ledger."""
        workspace = self.workspace
        page = page_bytes(workspace.page(day))
        word = read_word(workspace, day)
        facts = IssueFacts(
            day=day,
            version=sha256(page).hexdigest() if page is not None else "",
            word=_WORDS[word.kind],
            approved_lead=f"{word.lead}\n{word.article}" if word.lead else "",
            sending=sending_state(workspace, day).value,
        )
        if day not in issue_dates(workspace.issues):
            skipped = day in {one.date for one in skipped_issues(workspace.issues)}
            return replace(facts, state=IssueState.SKIPPED) if skipped else facts
        issue = load_issue(workspace.issues, day)
        state = self._state(issue)
        return replace(
            facts,
            state=state,
            stale=state is IssueState.DRAFT and bool(reason_to_rebuild(workspace, day)),
            lead=lead_of(issue),
            published=None if state is IssueState.DRAFT else self._written(day),
        )

    def has_begun(self, day: date) -> bool:
        """Whether there is an issue of `day` or an earlier one."""
        return any(one <= day for one in issue_dates(self.workspace.issues))

    def last_out(self, before: date) -> date | None:
        """The last day before another whose issue was published, or skipped as too thin."""
        made = issue_dates(self.workspace.issues)
        skipped = {one.date for one in skipped_issues(self.workspace.issues)}
        earlier = (day for day in sorted({*made, *skipped}, reverse=True) if day < before)
        # One that was skipped, and built by hand after all, is a draft like any other.
        return next((day for day in earlier if day not in made or self._is_out(day)), None)

    def collect(self) -> str:
        """Read the sources; raises NoSourceAnswered."""
        collection = self._collected()
        collection.require_an_answer()
        failing = len(collection.failures)
        failed = f"; {counted(failing, 'source')} failed" if failing else ""
        return f"Collected {counted(collection.new, 'new article')}{failed}."

    def build(self, day: date, *, again: bool, patient: bool) -> Made:
        """Collect, merge what is new into the page, unless `again`, and build the issue."""
        collection = self._collected()
        if patient:
            collection.require_an_answer()
        make = partial(self.makes, merge=not again, offline=self.offline)
        try:
            built = build_collected(self.workspace, day, collection, make=make)
        except NothingToPublish as nothing:
            page = page_bytes(self.workspace.page(day))
            version = sha256(page).hexdigest() if page is not None else ""
            return Made(said=f"No issue of {day}: {nothing}", version=version, empty=True)
        for note in built.notes:
            self.workspace.voice.note(note)
        return Made(said=_what_was_built(built), version=built.shown.version)

    def ask_for_review(self, day: date, to: str, until: datetime | None) -> None:
        """Send the issue to an address, and ask for a word; without one it goes out at `until`."""
        ask_for_review(self.workspace, show_built(self.workspace, day), to, until=until)

    def publish(self, day: date) -> None:
        """Publish the issue; of one that is out, bring the web site up to date."""

        def require_not_held() -> None:
            # Without a lock, and while the week is looked through, which may take long.
            if read_word(self.workspace, day).kind is WordKind.HELD:
                raise UsageError(
                    f"not published: the issue of {day} was held back meanwhile; "
                    f"`digest approve {day}` lets it go"
                )

        publish_issue(self.workspace, day, last_look=require_not_held)

    def send_live(self, day: date) -> None:
        """Send the issue to the list, at most once."""
        for delivery in send_live(self.workspace, day).deliveries:
            raise_unless_sent(delivery)

    def put_draft(self, day: date, service: str) -> PutAnswer:
        """Put the issue as a draft to a service; one draft, whatever happens."""
        return put_draft(self.workspace, day, opener_of(service))

    def tell_of_sources(self) -> None:
        """Tell the editor of sources that newly need a look."""
        tell_of_sources(self.workspace)

    def tell(self, notice: Notice) -> None:
        """Tell the editor; raises NotSent where nobody could be told, so that a run tries again."""
        settings = self.workspace.newsletter.notices
        is_for_somebody = bool(settings.mail or settings.webhook or settings.command)
        if not tell_notice(self.workspace, notice) and is_for_somebody:
            raise NotSent(
                f"nobody could be told “{notice.subject}”; `digest notices test` tries every way"
            )

    def beat(self) -> None:
        """Ask the heartbeat's address."""
        beat(self.workspace)

    def _collected(self) -> Collection:
        return collect_articles(self.workspace, offline=self.offline, collect=self.visits)

    @property
    def _memory_file(self) -> Path:
        return self.workspace.folder / PLACE / SCHEDULE

    def _state(self, issue: Issue) -> IssueState:
        if issue.status is not Status.DRAFT:
            return IssueState.PUBLISHED
        return IssueState.REOPENED if self._is_out(issue.date) else IssueState.DRAFT

    def _is_out(self, day: date) -> bool:
        return published_version(self.workspace.issues, day) is not None

    def _written(self, day: date) -> datetime:
        """When the issue's record was written: that is when it was published."""
        path = self.workspace.issues / day.isoformat() / RECORD
        with translate_os_errors(path):
            return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def lead_of(issue: Issue) -> str:
    """What stands for an issue's lead: its headline, and in a second line the article it tells."""
    return f"{issue.lead.name}\n{issue.lead.id}" if issue.lead else ""


def _what_was_built(built: Built) -> str:
    errors = sum(1 for finding in built.findings if finding.severity is Severity.ERROR)
    found = f", {counted(errors, 'error')} to mend" if errors else ""
    items = counted(sum(1 for _ in built.issue.items), "item")
    return f"Built No. {built.issue.number}, the issue of {built.issue.date}: {items}{found}."
