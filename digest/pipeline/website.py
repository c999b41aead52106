"""The newsletter's settings and its archive in; its web site, here and for readers, out."""

from pathlib import Path

from digest.archive.public_copy import Pushed, update_copy
from digest.archive.website import rebuild_site
from digest.composition.surroundings import call_to_action, masthead
from digest.errors import UsageError
from digest.model.website import Site
from digest.pipeline.workspace import Workspace
from digest.rendering.website import SitePages


def update_site(workspace: Workspace, *, afresh: bool = False) -> tuple[str, ...]:
    """Bring the pages up to date, or make all of them `afresh`; the files that changed."""
    newsletter = workspace.newsletter
    site = Site(
        masthead=masthead(newsletter, workspace.due()),
        theme=newsletter.theme,
        subscribe=call_to_action(newsletter.subscribe),
        url=newsletter.archive.url.rstrip("/"),
        feed_issues=newsletter.archive.feed_issues,
    )
    return rebuild_site(
        workspace.issues, site, SitePages(overrides=workspace.templates), afresh=afresh
    )


def push_site(workspace: Workspace, folder: Path | None = None) -> Pushed:
    """Bring the site here, then what readers may have in `folder` or [archive] storage, up to date.

    Raises UsageError where neither is given.
    """
    storage = workspace.newsletter.archive.storage
    if folder is None and not storage:
        raise UsageError(
            "name a folder for the readers' site, as in `digest archive push public`, or set "
            "[archive] storage"
        )
    update_site(workspace)
    return update_copy(workspace.issues, folder or workspace.folder / Path(storage).expanduser())
