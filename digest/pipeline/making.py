"""What was gathered for an issue in; the issue made, which touches nothing, and kept."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from digest.errors import DigestError
from digest.pipeline.drafts import Drafted, make_draft, write_draft
from digest.pipeline.showing import Shown, save_shown, show_drafted
from digest.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeIssue:
    """A page and the issue that it makes, or the `trouble` that keeps that from being shown."""

    drafted: Drafted
    shown: Shown | None
    trouble: DigestError | None = None


class Makes(Protocol):
    """Who makes issues: this process, or one elsewhere."""

    def __call__(self, workspace: Workspace, day: date, *, merge: bool, offline: bool) -> MadeIssue:
        """As `make_issue`."""


def make_issue(
    workspace: Workspace, day: date, *, merge: bool = False, offline: bool = True
) -> MadeIssue:
    """The issue of `day` as page and articles have it; nothing is written.

    Where all of it was gathered, nothing is read either, and it can be made anywhere. Raises
    DraftError, NothingToPublish where nothing can be drafted, NotGathered.
    """
    drafted = make_draft(workspace, day, merge=merge)
    try:
        return MadeIssue(drafted=drafted, shown=show_drafted(workspace, drafted, offline=offline))
    except DigestError as trouble:
        # The page is worth keeping, so that the editor can mend it.
        return MadeIssue(drafted=drafted, shown=None, trouble=trouble)


def keep_issue(workspace: Workspace, made: MadeIssue) -> tuple[Path, Shown]:
    """Write page, issue and web site of what was made; the issue's folder.

    Raises PageChanged where the page is not the one that it was made of, then the trouble that it
    met. The caller holds the newsletter's lock.
    """
    drafted = write_draft(workspace, made.drafted)
    if made.trouble:
        raise made.trouble
    if made.shown is None:
        raise TypeError(made)
    shown = replace(made.shown, drafted=drafted)
    return save_shown(workspace, shown), shown
