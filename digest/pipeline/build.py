"""The main job: sources in, this week's issue on disk out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from mimetypes import guess_type
from pathlib import Path

from digest.archive import save
from digest.archive.saving import PICTURES
from digest.checks import check
from digest.composition import Material, compose
from digest.composition.pictures import place_pictures
from digest.composition.surroundings import issue_address
from digest.errors import RenderError
from digest.model.findings import Finding
from digest.model.issues import Issue, RenderedIssue
from digest.pipeline.collecting import Collection, collect_articles
from digest.pipeline.desk import Desk, own_templates
from digest.pipeline.drafting import Drafted, draft_issue
from digest.rendering import render
from digest.rendering.message import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An issue on disk: where it is, what is in it, what the check found, how it came about."""

    path: Path
    rendered: RenderedIssue
    findings: tuple[Finding, ...]
    drafted: Drafted
    collection: Collection
    notes: tuple[str, ...] = ()

    @property
    def issue(self) -> Issue:
        """The issue."""
        return self.rendered.issue


def build_issue(desk: Desk, day: date, *, offline: bool = False) -> Built:
    """Collect, select, draft, compose, render, check and archive the issue of `day`.

    The draft page is written where there is none and otherwise followed, never changed. Nothing is
    spent: the issue stays a draft until it is published.
    """
    collection = collect_articles(desk, offline=offline)
    drafted = draft_issue(desk, day, merge=False)
    issue, pictures = compose_issue(desk, drafted)
    rendered = render(issue, overrides=desk.templates, pictures=_attached(desk, pictures))
    findings = check(
        rendered,
        newsletter=desk.newsletter,
        past=drafted.past,
        templates=own_templates(desk),
    )
    path = save(desk.issues, rendered, page=drafted.text, pictures=pictures)
    return Built(
        path=path,
        rendered=rendered,
        findings=findings,
        drafted=drafted,
        collection=collection,
    )


def compose_issue(desk: Desk, drafted: Drafted) -> tuple[Issue, dict[str, Path]]:
    """The issue of a draft, and the local pictures it shows by the name they get in the archive."""
    blurbs = {story.article.id: story.blurb for story in drafted.proposal.stories}
    issue = compose(
        drafted.draft,
        desk.newsletter,
        Material(
            articles=drafted.articles,
            blurbs=blurbs,
            past=drafted.past,
            cut_off=drafted.proposal.window.end,
        ),
    )
    linked = desk.newsletter.mail.pictures == "linked"
    base = issue_address(desk.newsletter, drafted.date) if linked else ""
    issue, files = place_pictures(issue, base)
    return issue, {name: desk.folder / path for name, path in files.items()}


def _attached(desk: Desk, pictures: Mapping[str, Path]) -> tuple[Picture, ...]:
    if desk.newsletter.mail.pictures == "linked":
        return ()
    return tuple(
        Picture(
            url=f"{PICTURES}/{name}",
            data=_bytes_of(path),
            media_type=guess_type(name)[0] or "application/octet-stream",
        )
        for name, path in pictures.items()
    )


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RenderError(f"the picture {path} cannot be read: {error.strerror}") from None
