"""[store] keep in; the store without what has not been seen for longer out."""

import re
from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from datetime import date, timedelta
from functools import cached_property

from digest.archive.contents import issue_status
from digest.errors import StorageError
from digest.model.issues import Status
from digest.pipeline.workspace import Workspace
from digest.store.articles import Store
from digest.text import counted

_ID = re.compile(r"\b[0-9a-f]{12}\b")
"""An article's id, wherever it stands: a page with a mistake in it names its articles, too."""


def forget_unseen(workspace: Workspace, store: Store) -> None:
    """Forget articles and runs that are older than [store] keep, for as long as that may take.

    An article stays while it is in its feed, while an issue may still reach back to it, and while
    the page of an issue that is not published names it.
    """
    keep = max(
        workspace.newsletter.store.keep,
        timedelta(days=workspace.newsletter.schedule.longest_window),
    )
    pages = _Pages(workspace)
    try:
        count = store.forget(workspace.now - keep, spare=pages.named_unpublished)
    except OSError as error:
        workspace.voice.warn(
            f"Nothing was forgotten by [store] keep: {error.filename}: {error.strerror}"
        )
        return
    if count:
        said = f"{counted(count, 'article')} not seen for {keep.days} days forgotten"
        workspace.voice.step("forget", said)


class _Pages:
    """The pages in drafts/, each read and its issue's state asked for no more than once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._states: dict[date, bool] = {}

    def named_unpublished(self, ids: Collection[str]) -> set[str]:
        """Those of `ids` that the page of an issue names which is not published."""
        return {one for one in ids if any(map(self._is_unpublished, self._naming.get(one, ())))}

    @cached_property
    def _naming(self) -> dict[str, set[date]]:
        """The days of the pages that name an id, by the id."""
        naming: defaultdict[str, set[date]] = defaultdict(set)
        for page in sorted((self._workspace.folder / "drafts").glob("*.toml")):
            with suppress(ValueError):
                day = date.fromisoformat(page.stem)
                for one in _ID.findall(page.read_bytes().decode("utf-8", errors="replace")):
                    naming[one].add(day)
        return naming

    def _is_unpublished(self, day: date) -> bool:
        if day not in self._states:
            # A record that cannot be read may be that of a draft.
            unpublished = True
            with suppress(StorageError):
                status = issue_status(self._workspace.issues, day)
                unpublished = status in {None, Status.DRAFT}
            self._states[day] = unpublished
        return self._states[day]
