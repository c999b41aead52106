"""A newsletter's folder in; its issue made again and again, with as little work as will do, out."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from digest.archive.contents import issue_status
from digest.config import FILE_NAME
from digest.draft import page_text
from digest.errors import DraftError
from digest.lock import hold_lock
from digest.model.issues import Status
from digest.pipeline.build import build_issue
from digest.pipeline.collection import Collection
from digest.pipeline.edit_history import page_version
from digest.pipeline.proposing import propose_issue, within_bounds
from digest.pipeline.showing import Shown, save_shown, show_issue, show_published
from digest.pipeline.visits import note_visit
from digest.pipeline.workspace import Voice, Workspace
from digest.selection import SelectionMemory

_WILD = frozenset("*?[")
_PATIENCE = 30.0
"""Seconds that a build waits for another run to leave the newsletter."""


class IssueMaker:
    """Makes an issue whenever it is asked to, with the settings as they are then.

    Servers are asked at most once, at the first build that can read the settings, and not at all
    when `offline`; what that build says, it says aloud, the later ones in what they show only.
    """

    def __init__(
        self,
        open_workspace: Callable[[], Workspace],
        day: date | None = None,
        *,
        offline: bool = True,
    ) -> None:
        self._open_workspace = open_workspace
        self._day = day
        self._ask = not offline
        self._aloud = True
        self._collection: Collection | None = None
        self._memory = SelectionMemory()

    def build(self) -> Shown:
        """Collect what is in files, select, show and save; waits for another run to end."""
        workspace = self._workspace()
        ask, self._ask, self._aloud = self._ask, False, False
        with hold_lock(workspace.folder, wait=_PATIENCE):
            day = self._day or workspace.due()
            built = build_issue(workspace, day, offline=not ask, rehearsal=True)
            note_visit(built.shown.drafted)
        self._collection = built.collection
        return self._with_collected(built.shown)

    def show(self, before: Shown) -> Shown:
        """The page as it stands now, with the proposal of `before`; nothing is written."""
        workspace, day = self._workspace(), before.issue.date
        if not _is_open(workspace, day):
            return self._with_collected(show_published(workspace, day))
        if before.drafted is None:
            return self.build()  # it was reopened, and there is no proposal yet
        return self._with_collected(show_issue(workspace, before.drafted.proposed, before=before))

    def select(self, before: Shown) -> Shown:
        """The same with a new proposal, which follows what the page says."""
        workspace, day = self._workspace(), before.issue.date
        if before.drafted is None or not _is_open(workspace, day):
            return self._with_collected(show_published(workspace, day))
        proposed = within_bounds(workspace, propose_issue(workspace, day))
        return self._with_collected(show_issue(workspace, proposed, before=before))

    def save(self, shown: Shown) -> None:
        """Put `shown` into the archive; waits for another run to end."""
        workspace = self._workspace()
        with hold_lock(workspace.folder, wait=_PATIENCE):
            if _is_open(workspace, shown.issue.date):
                save_shown(workspace, shown)
                note_visit(shown.drafted)

    def is_current(self, shown: Shown) -> bool:
        """Whether the page on disk is, to the byte, the one that is shown.

        Of an issue that is out: whether it still is.
        """
        if not _is_open(self._workspace(), shown.issue.date):
            return shown.drafted is None
        if shown.drafted is None:
            return False
        try:
            return page_version(page_text(shown.drafted.proposed.path)) == shown.version
        except DraftError:
            return False

    def are_pages(self, shown: Shown, paths: Iterable[Path]) -> bool:
        """Whether `paths` are pages of issues, and the one that is shown is there."""
        page = shown.drafted.proposed.path if shown.drafted else None
        if page is None or not page.exists():
            return False
        return all(one.is_relative_to(page.parent.resolve()) for one in paths)

    def _workspace(self) -> Workspace:
        workspace = replace(self._open_workspace(), memory=self._memory)
        if self._aloud:
            return workspace
        return replace(workspace, voice=Voice(progress=workspace.voice.progress))

    def _with_collected(self, shown: Shown) -> Shown:
        """`shown` with what the last collection has to say."""
        if self._collection is None:
            return shown
        failures = tuple(f"{one.source}: {one.reason}" for one in self._collection.failures)
        return replace(shown, failures=failures, notes=(*self._collection.notes, *shown.notes))


def watched_paths(workspace: Workspace) -> tuple[Path, ...]:
    """The settings, the newsletter's templates and layout, its draft pages and its local pieces."""
    brought = workspace.brought_layout(workspace.newsletter.newsletter.layout)
    local = [one for one in workspace.newsletter.sources if one.path]
    pieces = {_without_wildcards(workspace.folder, one.path) for one in local}
    return (
        workspace.folder / FILE_NAME,
        workspace.templates,
        *((brought,) if brought else ()),
        workspace.folder / "drafts",
        *sorted(pieces),
    )


def _is_open(workspace: Workspace, day: date) -> bool:
    return issue_status(workspace.issues, day) in {None, Status.DRAFT}


def _without_wildcards(folder: Path, path: str) -> Path:
    """The file or folder that `path` names, or the folder in which its wildcards begin."""
    place = folder / path
    if place.exists():
        return place
    while _WILD & set(str(place.relative_to(folder) if place.is_relative_to(folder) else place)):
        place = place.parent
    return place
