"""The main job: sources in, this week's issue on disk out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from digest import cutoffs
from digest.archive import save_issue
from digest.archive.contents import issue_status, load_issue
from digest.archive.skipped import skip_issue
from digest.checks import check
from digest.composition import Material, completed, compose
from digest.errors import NothingToPublish
from digest.model.articles import Article
from digest.model.findings import Finding
from digest.model.issues import Issue, RenderedIssue, Status
from digest.pipeline.collection import Collection, collect_articles
from digest.pipeline.drafts import Drafted, draft_issue
from digest.pipeline.issue_check import check_issue, stored_issue
from digest.pipeline.known_reports import known_reports
from digest.pipeline.pictures import illustrate
from digest.pipeline.toolchain import present_toolchain, render_issue
from digest.pipeline.website import update_site
from digest.pipeline.week_size import Thin, limit_bytes, thin_week
from digest.pipeline.workspace import Workspace, own_templates
from digest.selection.blurbs import blurb


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An issue on disk: where it is, what it holds, what the check found, notes for the editor."""

    path: Path
    rendered: RenderedIssue
    findings: tuple[Finding, ...]
    collection: Collection
    notes: tuple[str, ...] = ()

    @property
    def issue(self) -> Issue:
        """The issue."""
        return self.rendered.issue


def build_issue(
    workspace: Workspace, day: date, *, offline: bool = False, rehearsal: bool = False
) -> Built:
    """Collect, select, draft, compose, render, check and archive the issue of `day`.

    The draft page is proposed anew as long as nobody has edited it, and otherwise followed, never
    changed. Nothing is spent: the issue stays a draft until it is published. A published one is
    left as it is. Where [weeks] says so, a thin week is skipped for good once its cut-off has
    passed, but not by a `rehearsal`. Raises NothingToPublish, or NoSourceAnswered where that is the
    reason.
    """
    collection = collect_articles(workspace, offline=offline)
    if issue_status(workspace.issues, day) not in {None, Status.DRAFT}:
        return _published(workspace, day, collection)
    try:
        drafted = draft_issue(workspace, day)
        issue = compose_issue(workspace, drafted, offline=offline)
        thin = _thin_week(workspace, issue, drafted)
    except NothingToPublish as nothing:
        collection.require_an_answer()
        raise NothingToPublish(
            f"{nothing}{_skipped(workspace, day, rehearsal=rehearsal)}"
        ) from None
    issue, fat = _fitted(workspace, issue, drafted)
    shown = illustrate(workspace, issue)
    rendered = render_issue(shown.issue, templates=workspace.templates, pictures=shown.files)
    findings = check(
        rendered,
        newsletter=workspace.newsletter,
        past=tuple(one for one in drafted.proposed.past if one.date < day),
        templates=own_templates(workspace, issue.layout),
        reports=known_reports(issue, drafted.proposed.proposal.stories),
    )
    path = save_issue(
        workspace.issues,
        rendered,
        page=drafted.text,
        pictures=shown.files,
        workshop=present_toolchain(workspace.templates, issue.layout),
    )
    update_site(workspace)
    return Built(
        path=path,
        rendered=rendered,
        findings=findings,
        collection=collection,
        notes=(*drafted.notes, *shown.notes, *(one for one in (thin, fat) if one)),
    )


def compose_issue(workspace: Workspace, drafted: Drafted, *, offline: bool = True) -> Issue:
    """The issue of a draft, its local pictures by their paths from the newsletter's folder."""
    proposed = drafted.proposed
    material = Material(
        articles=_articles(workspace, drafted, offline=offline),
        blurbs=_blurbs(workspace, drafted),
        past=proposed.past,
        cut_off=proposed.proposal.window.end,
        stories={
            article.id: story for story in proposed.proposal.stories for article in story.articles
        },
    )
    issue = compose(drafted.draft, workspace.newsletter, material)
    return replace(issue, correction=_correction(workspace, proposed.date))


def _articles(workspace: Workspace, drafted: Drafted, *, offline: bool) -> Mapping[str, Article]:
    """What the page refers to, the lead with the text of its page where that is asked for."""
    articles = drafted.proposed.articles
    lead = drafted.draft.lead
    printed = (
        next((articles[one] for one in lead.articles if one in articles), None) if lead else None
    )
    if printed is None or not workspace.newsletter.lead.full_text:
        return articles
    from digest.pipeline.full_text import add_full_text

    return {**articles, printed.id: add_full_text(workspace, printed, offline=offline)}


def _blurbs(workspace: Workspace, drafted: Drafted) -> dict[str, str]:
    """A blurb for each printed article of the page, also where the editor chose another one."""
    proposed = drafted.proposed
    blurbs = {story.article.id: story.blurb for story in proposed.proposal.stories if story.blurb}
    for item in drafted.draft.items:
        printed = next((one for one in item.articles if one in proposed.articles), "")
        if item.read and printed == item.articles[0]:
            blurbs[printed] = item.read
        elif printed and printed not in blurbs:
            blurbs[printed] = blurb(
                [proposed.articles[printed]], words=workspace.newsletter.blurbs.words
            )
    return blurbs


def _correction(workspace: Workspace, day: date) -> str:
    """The lines that an issue reopened for a correction carries."""
    return (
        load_issue(workspace.issues, day).correction if issue_status(workspace.issues, day) else ""
    )


def _thin_week(workspace: Workspace, issue: Issue, drafted: Drafted) -> str:
    """A sentence on a week with too few items, or ""; raises NothingToPublish where none go out."""
    window = drafted.proposed.proposal.window
    count = sum(1 for _ in issue.items)
    thin = thin_week(count, window, workspace.newsletter.weeks, again=True)
    if thin and thin.rule in {Thin.CARRY, Thin.SKIP}:
        raise NothingToPublish(thin.sentence)
    return thin.sentence if thin else ""


def _skipped(workspace: Workspace, day: date, *, rehearsal: bool) -> str:
    """Remember a week in which nothing goes out, where thin = "skip"; a sentence that says so."""
    if workspace.newsletter.weeks.thin != "skip":
        return ""
    cut_off = cutoffs.cut_off(day, workspace.newsletter.schedule, workspace.zone)
    if workspace.now < cut_off:
        return f" It is skipped when it is still so at its cut-off, {cut_off:%Y-%m-%d %H:%M} UTC."
    if not rehearsal:
        skip_issue(workspace.issues, day, cut_off)
    return ""


def _fitted(workspace: Workspace, issue: Issue, drafted: Drafted) -> tuple[Issue, str]:
    """`issue` with as few items as max_bytes asks for, and a sentence on what was left out."""

    def whole(shorter: Issue) -> Issue:
        return completed(shorter, drafted.draft, workspace.newsletter)

    def size(shorter: Issue) -> int:
        # A card that is left alone is wider than one of two, and so is its picture.
        shown = illustrate(workspace, whole(shorter))
        rendered = render_issue(shown.issue, templates=workspace.templates, pictures=shown.files)
        return len(rendered.html.encode())

    pinned = {
        item.own or item.articles[0] for item in drafted.draft.items if item.pinned or item.own
    }
    shorter, said = limit_bytes(issue, size, workspace.newsletter.weeks, pinned=pinned)
    return whole(shorter), said


def _published(workspace: Workspace, day: date, collection: Collection) -> Built:
    rendered = stored_issue(workspace, day)
    return Built(
        path=workspace.issues / day.isoformat(),
        rendered=rendered,
        findings=check_issue(workspace, day),
        collection=collection,
        notes=(
            f"Issue {rendered.issue.number} of {day} is published and stays as it is; "
            "`digest reopen` opens it for a correction.",
        ),
    )
