"""The main job: sources in, this week's issue on disk out."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from digest import cutoffs
from digest.archive.contents import issue_status
from digest.archive.skipped import skip_issue
from digest.errors import NothingToPublish, PageChanged
from digest.model.findings import Finding, Severity
from digest.model.issues import Issue, RenderedIssue, Status
from digest.pipeline.collection import Collection, collect_articles
from digest.pipeline.drafts import TRIES, page_in_use
from digest.pipeline.making import MadeIssue, keep_issue, make_issue
from digest.pipeline.showing import Shown, save_shown, show_published
from digest.pipeline.workspace import Workspace
from digest.text import counted

Make = Callable[[Workspace, date], MadeIssue]
"""How an issue is made of what its newsletter has."""


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
    make = partial(make_issue, merge=merge, offline=offline)
    return build_collected(workspace, day, collection, make=make, rehearsal=rehearsal)


def build_collected(
    workspace: Workspace,
    day: date,
    collection: Collection,
    *,
    make: Make = make_issue,
    rehearsal: bool = False,
) -> Built:
    """As `build_issue`, of what a `collection` brought; `make` makes it, here or elsewhere."""
    if issue_status(workspace.issues, day) not in {None, Status.DRAFT}:
        shown = show_published(workspace, day)
        path = save_shown(workspace, shown)
    else:
        try:
            path, shown = _made_and_kept(workspace, day, make)
        except NothingToPublish as nothing:
            collection.require_an_answer()
            raise NothingToPublish(
                f"{nothing}{_skipped(workspace, day, rehearsal=rehearsal)}"
            ) from None
    built = Built(path=path, shown=shown, collection=collection)
    workspace.voice.step("build", _sentence(built))
    return built


def _made_and_kept(workspace: Workspace, day: date, make: Make) -> tuple[Path, Shown]:
    for _ in range(TRIES):
        with suppress(PageChanged):
            return keep_issue(workspace, make(workspace, day))
    raise page_in_use(workspace.page(day))


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
