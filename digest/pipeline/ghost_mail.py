"""An issue in; what Ghost's readers get of it, and what the check finds there, out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from digest.archive.record import Record
from digest.archive.snapshots import snapshot_folder
from digest.checks import check
from digest.checks.clip_line import GHOST_FRAME
from digest.composition.surroundings import issue_address
from digest.config.settings import Newsletter
from digest.layouts import brought_folder
from digest.model.findings import Finding, Severity
from digest.model.issues import Issue, RenderedIssue, Status
from digest.model.presentation import EmailService
from digest.pipeline.workspace import Workspace
from digest.rendering.bodies.ghost import render_ghost_body, render_ghost_title
from digest.rendering.bodies.ghost_mail import put_in_ghost_mail

_GHOSTS_OWN = frozenset({"address-missing", "size-near-clip", "view-in-browser"})
"""Rules about what Ghost writes itself, and one whose allowance for services is counted already."""


def templates_of(workspace: Workspace, record: Record) -> Path:
    """What an issue is made with: a published one with the templates that were kept for it."""
    if record.issue.status is Status.DRAFT or not record.templates:
        return workspace.templates
    return snapshot_folder(workspace.issues, record.templates)


def ghost_body(issue: Issue, newsletter: Newsletter, templates: Path | None) -> str:
    """The HTML that is put into a post for `issue`; its pictures are those of the web archive.

    Raises RenderError.
    """
    return render_ghost_body(
        issue,
        overrides=templates,
        brought=brought_folder(newsletter.newsletter.extensions, issue.layout),
        pictures=issue_address(newsletter, issue.date),
    )


def ghost_title(issue: Issue, newsletter: Newsletter, templates: Path | None) -> str:
    """The title of the post, which stands over the mail. Raises RenderError."""
    brought = brought_folder(newsletter.newsletter.extensions, issue.layout)
    return render_ghost_title(issue, overrides=templates, brought=brought)


def show_at_ghost(
    rendered: RenderedIssue, newsletter: Newsletter, templates: Path | None
) -> RenderedIssue:
    """`rendered` with the HTML of Ghost's mail, as far as it is known. Raises RenderError."""
    issue = replace(rendered.issue, service=EmailService.GHOST)
    body = ghost_body(issue, newsletter, templates)
    return replace(rendered, issue=issue, html=put_in_ghost_mail(body, issue))


def check_at_ghost(
    rendered: RenderedIssue,
    newsletter: Newsletter,
    *,
    templates: Path | None,
    known: Sequence[Finding],
    drafting: bool = False,
) -> tuple[Finding, ...]:
    """What the rules find in Ghost's mail of the issue and not in its own, which is `known`.

    Unless that is asked for a draft there, an error is a warning: it holds back nothing else.
    """
    there = show_at_ghost(rendered, newsletter, templates)
    settings = newsletter.check.model_copy(update={"esp_allowance": GHOST_FRAME})
    found = check(there, newsletter=newsletter.model_copy(update={"check": settings}))
    told = {(one.rule, one.block) for one in known}
    return tuple(
        _told(one, drafting=drafting)
        for one in found
        if one.rule not in _GHOSTS_OWN and (one.rule, one.block) not in told
    )


def _told(found: Finding, *, drafting: bool) -> Finding:
    if found.severity is Severity.ERROR and not drafting:
        message = f"At Ghost, which gets no draft with it: {found.message}"
        return replace(found, severity=Severity.WARNING, message=message)
    return replace(found, message=f"At Ghost: {found.message}")
