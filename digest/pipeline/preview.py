"""A workspace in; what the preview builds on every change, and what it watches, out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from digest.composition.surroundings import issue_address
from digest.config import FILE_NAME
from digest.lock import hold_lock
from digest.model.findings import Finding
from digest.model.issues import RenderedIssue
from digest.pipeline.build import Built, build_issue
from digest.pipeline.workspace import Voice, Workspace

_WILD = frozenset("*?[")
_PATIENCE = 30.0
"""Seconds that a build waits for another run to leave the newsletter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One build as the desk shows it: the mail, what was found in it, what could not be read.

    `address` is where the issue's folder will be on the web; `page` is the draft page, as the
    editor names it. Gmail cuts the HTML at `clip_bytes`; from `near_clip_bytes` on that is near.
    """

    rendered: RenderedIssue
    findings: tuple[Finding, ...] = ()
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    page: str = ""
    address: str = ""
    clip_bytes: int = 100_000
    near_clip_bytes: int = 80_000


def preview_builder(
    open_workspace: Callable[[], Workspace], day: date | None, *, offline: bool = True
) -> Callable[[], Preview]:
    """A build that reads the settings anew each time.

    Servers are asked at most once, at the first build that can read the settings, and not at all
    when `offline`; what that build says, it says aloud, the later ones on the desk only.
    """
    first = True

    def build() -> Preview:
        nonlocal first
        workspace = open_workspace()
        ask = first and not offline
        if not first:
            workspace = replace(workspace, voice=Voice(progress=workspace.voice.progress))
        first = False
        with hold_lock(workspace.folder, wait=_PATIENCE):
            built = build_issue(workspace, day or workspace.due(), offline=not ask, rehearsal=True)
        return _preview(workspace, built)

    return build


def watched_paths(workspace: Workspace) -> tuple[Path, ...]:
    """The settings, the newsletter's templates, its draft pages and its local pieces."""
    local = [one for one in workspace.newsletter.sources if one.path]
    pieces = {_without_wildcards(workspace.folder, one.path) for one in local}
    return (
        workspace.folder / FILE_NAME,
        workspace.templates,
        workspace.folder / "drafts",
        *sorted(pieces),
    )


def _preview(workspace: Workspace, built: Built) -> Preview:
    rules = workspace.newsletter.check
    failures = (f"{one.source}: {one.reason}" for one in built.collection.failures)
    return Preview(
        rendered=built.rendered,
        findings=built.findings,
        failures=tuple(failures),
        notes=(*built.collection.notes, *built.notes),
        page=workspace.page(built.issue.date).relative_to(workspace.folder).as_posix(),
        address=issue_address(workspace.newsletter, built.issue.date),
        clip_bytes=rules.room(rules.clip_bytes),
        near_clip_bytes=rules.room(rules.near_clip_bytes),
    )


def _without_wildcards(folder: Path, path: str) -> Path:
    """The file or folder that `path` names, or the folder in which its wildcards begin."""
    place = folder / path
    if place.exists():
        return place
    while _WILD & set(str(place.relative_to(folder) if place.is_relative_to(folder) else place)):
        place = place.parent
    return place
