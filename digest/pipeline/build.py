"""The main job: sources in, this week's issue on disk out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest import cutoffs
from digest.archive.contents import issue_status
from digest.archive.skipped import skip_issue
from digest.errors import NothingToPublish
from digest.model.findings import Finding, Severity
from digest.model.issues import Issue, RenderedIssue, Status
from digest.pipeline.collection import Collection, collect_articles
from digest.pipeline.drafts import draft_issue
from digest.pipeline.showing import Shown, save_shown, show_drafted, show_published
from digest.pipeline.workspace import Workspace
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An issue on disk: where it is, what it holds, and what was collected for it."""

    path: Path
    shown: Shown
    collection: Collection

    @property
    def issue(self) -> Issue:
        """The issue."""
        return self.shown.issue

    @property
    def rendered(self) -> RenderedIssue:
        """Its bytes."""
        return self.shown.rendered

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the check found."""
        return self.shown.findings

    @property
    def notes(self) -> tuple[str, ...]:
        """What the editor should know."""
        return self.shown.notes


def build_issue(
    workspace: Workspace,
    day: date,
    *,
    offline: bool = False,
    rehearsal: bool = False,
    merge: bool = False,
    patient: bool = False,
) -> Built:
    """Collect, select, draft, compose, render, check and archive the issue of `day`.

    The draft page is proposed anew as long as nobody has edited it, and otherwise followed, changed
    only by a `merge`. Where it is `patient`, nothing is built while no source answers. Nothing is
    spent: the issue stays a draft until it is published. A published one is left as it is. Where
    [weeks] says so, a thin week is skipped for good once its cut-off has passed, but not by a
    `rehearsal`. Raises NothingToPublish, or NoSourceAnswered where that is the reason.
    """
    collection = collect_articles(workspace, offline=offline)
    if patient:
        collection.require_an_answer()
    if issue_status(workspace.issues, day) not in {None, Status.DRAFT}:
        shown = show_published(workspace, day)
    else:
        try:
            drafted = draft_issue(workspace, day, merge=merge)
            shown = show_drafted(workspace, drafted, offline=offline)
        except NothingToPublish as nothing:
            collection.require_an_answer()
            raise NothingToPublish(
                f"{nothing}{_skipped(workspace, day, rehearsal=rehearsal)}"
            ) from None
    built = Built(path=save_shown(workspace, shown), shown=shown, collection=collection)
    workspace.voice.step("build", _sentence(built))
    return built


def _sentence(built: Built) -> str:
    issue = built.issue
    number = Counter(one.severity for one in built.findings)
    found = ", ".join(counted(number[one], one) for one in (Severity.WARNING, Severity.ERROR))
    items = counted(sum(1 for _ in issue.items), "item")
    lead = f"; lead: {issue.lead.headline}" if issue.lead else ""
    return f"issue {issue.number} of {issue.date} ({issue.status}), {items}; {found}{lead}"


def _skipped(workspace: Workspace, day: date, *, rehearsal: bool) -> str:
    """Remember a week in which nothing goes out, where thin = "skip"; a sentence that says so."""
    if workspace.newsletter.weeks.thin != "skip":
        return ""
    cut_off = cutoffs.cut_off(day, workspace.newsletter.schedule, workspace.zone)
    if workspace.now < cut_off:
        return f" It is skipped when it is still so at its cut-off, {cut_off:%Y-%m-%d %H:%M} UTC."
    if not rehearsal:
        skip_issue(workspace.issues, day, cut_off)
        workspace.voice.step("skip", f"no issue of {day}: too few articles")
    return ""
