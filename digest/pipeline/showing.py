"""A proposal and the page as it stands in; the issue as readers would get it, in memory, out.

Nothing is selected and nothing written until `save_shown`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from digest.archive import save_issue
from digest.archive.names import PICTURES
from digest.checks import check
from digest.composition import completed
from digest.composition.surroundings import issue_address
from digest.errors import NothingToPublish, StorageError
from digest.model.findings import Finding
from digest.model.issues import Issue, RenderedIssue
from digest.pipeline.composing import compose_issue
from digest.pipeline.drafts import Drafted, follow_page
from digest.pipeline.edit_history import page_version
from digest.pipeline.issue_check import check_issue, stored_issue
from digest.pipeline.known_reports import known_reports
from digest.pipeline.pictures import illustrate
from digest.pipeline.proposing import Proposed
from digest.pipeline.toolchain import present_toolchain, render_issue
from digest.pipeline.website import update_site
from digest.pipeline.week_size import Thin, limit_bytes, thin_week
from digest.pipeline.workspace import Workspace, own_templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One issue as the desk shows it; nothing of it need be written yet.

    `drafted` has the page, its draft and the proposal, which may be of an earlier page; None for a
    published issue. `version` stands for the page's bytes, "" for a published issue. `pictures` are
    the files that the issue's folder has beside its mail, by their paths there. `failures` name the
    sources that did not answer. `page` is the draft page as the editor names it, `address` where
    the issue's folder will be on the web. Gmail cuts the HTML at `clip_bytes`; from
    `near_clip_bytes` on that is near.
    """

    drafted: Drafted | None
    version: str
    rendered: RenderedIssue
    findings: tuple[Finding, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    page: str = ""
    address: str = ""
    clip_bytes: int = 100_000
    near_clip_bytes: int = 80_000

    @property
    def issue(self) -> Issue:
        """The issue."""
        return self.rendered.issue


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """An issue with its pictures in place, and its bytes."""

    issue: Issue
    rendered: RenderedIssue
    pictures: Mapping[str, bytes]
    notes: tuple[str, ...]


def show_issue(workspace: Workspace, proposed: Proposed, *, before: Shown | None = None) -> Shown:
    """The issue as the page on disk has it now, with a proposal that was made before.

    The issue as it was shown `before` makes it quicker to fit a long one into max_bytes. Raises
    DraftError for a page with an error or none, NothingToPublish for a week that is too thin, and
    RenderError.
    """
    fewer = 0
    if before and before.drafted:
        fewer = sum(1 for _ in before.drafted.draft.items) - sum(1 for _ in before.issue.items)
    return show_drafted(workspace, follow_page(workspace, proposed), fewer=fewer)


def show_drafted(
    workspace: Workspace, drafted: Drafted, *, offline: bool = True, fewer: int = 0
) -> Shown:
    """The issue of `drafted`; servers are asked for the lead's text only where not `offline`.

    `fewer` guesses how many items max_bytes leaves out.
    """
    issue = compose_issue(workspace, drafted, offline=offline)
    thin = _thin_week(workspace, issue, drafted)
    made, fat = _fitted(workspace, issue, drafted, fewer=max(fewer, 0))
    findings = check(
        made.rendered,
        newsletter=workspace.newsletter,
        past=tuple(one for one in drafted.proposed.past if one.date < issue.date),
        templates=own_templates(workspace, issue.layout),
        reports=known_reports(made.issue, drafted.proposed.proposal.stories),
    )
    shown = Shown(
        drafted=drafted,
        version=page_version(drafted.text),
        rendered=made.rendered,
        findings=findings,
        pictures={f"{PICTURES}/{name}": data for name, data in made.pictures.items()},
        notes=(*drafted.notes, *made.notes, *(one for one in (thin, fat) if one)),
    )
    return _placed(workspace, shown)


def show_published(workspace: Workspace, day: date) -> Shown:
    """The issue of `day` from its files, as they stay; raises UsageError, StorageError."""
    folder = workspace.issues / day.isoformat()
    rendered = stored_issue(workspace, day)
    try:
        pictures = {
            f"{PICTURES}/{path.name}": path.read_bytes()
            for path in (folder / PICTURES).glob("*")
            if path.is_file()
        }
    except OSError as error:
        raise StorageError(f"{error.filename}: {error.strerror}") from None
    note = (
        f"Issue {rendered.issue.number} of {day} is published and stays as it is; "
        "`digest reopen` opens it for a correction."
    )
    shown = Shown(
        drafted=None,
        version="",
        rendered=rendered,
        findings=check_issue(workspace, day),
        pictures=pictures,
        notes=(note,),
    )
    return _placed(workspace, shown)


def save_shown(workspace: Workspace, shown: Shown) -> Path:
    """Put `shown` into the archive and on the web site; the issue's folder.

    A published one stands there already. The caller holds the newsletter's lock.
    """
    if shown.drafted is None:
        return workspace.issues / shown.issue.date.isoformat()
    layout = shown.issue.layout
    path = save_issue(
        workspace.issues,
        shown.rendered,
        page=shown.drafted.text,
        pictures={name.removeprefix(f"{PICTURES}/"): data for name, data in shown.pictures.items()},
        workshop=present_toolchain(workspace.templates, layout, workspace.brought_layout(layout)),
    )
    update_site(workspace)
    return path


def _placed(workspace: Workspace, shown: Shown) -> Shown:
    """`shown` with where its page and its folder are, and what room it has."""
    rules, day = workspace.newsletter.check, shown.issue.date
    return replace(
        shown,
        page=workspace.page(day).relative_to(workspace.folder).as_posix(),
        address=issue_address(workspace.newsletter, day),
        clip_bytes=rules.room(rules.clip_bytes),
        near_clip_bytes=rules.room(rules.near_clip_bytes),
    )


def _thin_week(workspace: Workspace, issue: Issue, drafted: Drafted) -> str:
    """A sentence on a week with too few items, or ""; raises NothingToPublish where none go out."""
    window = drafted.proposed.proposal.window
    count = sum(1 for _ in issue.items)
    thin = thin_week(count, window, workspace.newsletter.weeks, again=True)
    if thin and thin.rule in {Thin.CARRY, Thin.SKIP}:
        raise NothingToPublish(thin.sentence)
    return thin.sentence if thin else ""


def _fitted(
    workspace: Workspace, issue: Issue, drafted: Drafted, *, fewer: int
) -> tuple[_Made, str]:
    """`issue` made with as few items as max_bytes asks for; a sentence on what was left out."""
    made: dict[tuple[str, ...], _Made] = {}

    def make(shorter: Issue) -> _Made:
        # What is asked for at the end was made on the way there.
        items = tuple(item.id for item in shorter.items)
        if items not in made:
            # A card that is left alone is wider than one of two, and so is its picture.
            made[items] = _made(workspace, completed(shorter, drafted.draft, workspace.newsletter))
        return made[items]

    def size(shorter: Issue) -> int:
        return len(make(shorter).rendered.html.encode())

    pinned = {
        item.own or item.articles[0] for item in drafted.draft.items if item.pinned or item.own
    }
    kept, said = limit_bytes(issue, size, workspace.newsletter.weeks, pinned=pinned, guess=fewer)
    return make(kept), said


def _made(workspace: Workspace, issue: Issue) -> _Made:
    illustrated = illustrate(workspace, issue)
    rendered = render_issue(
        illustrated.issue,
        templates=workspace.templates,
        brought=workspace.brought_layout(issue.layout),
        pictures=illustrated.files,
    )
    return _Made(
        issue=illustrated.issue,
        rendered=rendered,
        pictures=illustrated.files,
        notes=illustrated.notes,
    )
