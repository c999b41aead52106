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

_LINE = "\n[candidates]"


def forget_unseen(workspace: Workspace, store: Store) -> None:
    """Forget articles and runs that are older than [store] keep, for as long as that may take.

    An article stays while it is in its feed, while an issue may still reach back to it, while the
    page of an issue that is not published names it, and where a published issue prints it.
    """
    keep = max(
        workspace.newsletter.store.keep,
        timedelta(days=workspace.newsletter.schedule.longest_window),
    )
    pages = _Pages(workspace)
    try:
        count = store.forget(workspace.now - keep, spare=pages.needed)
    except OSError as error:
        workspace.voice.warn(
            f"Nothing was forgotten by [store] keep: {error.filename}: {error.strerror}"
        )
        return
    if count:
        said = f"{counted(count, 'article')} not seen for {keep.days} days forgotten"
        workspace.voice.step("forget", said)


class _Pages:
    """The pages in drafts/, and what they need; each page and issue is read no more than once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._drafts: dict[date, bool] = {}

    def needed(self, ids: Collection[str]) -> set[str]:
        """Those of `ids` that an issue prints, or that the page of one names which is a draft."""
        printed, candidates = self._named
        return {
            one
            for one in ids
            if one in printed or any(self._is_draft(day) for day in candidates.get(one, ()))
        }

    @cached_property
    def _named(self) -> tuple[set[str], dict[str, set[date]]]:
        """The ids above the candidates of any page; the days of the pages that name one below."""
        printed: set[str] = set()
        candidates: defaultdict[str, set[date]] = defaultdict(set)
        for page in sorted((self._workspace.folder / "drafts").glob("*.toml")):
            with suppress(ValueError):
                day = date.fromisoformat(page.stem)
                text = page.read_bytes().decode("utf-8", errors="replace")
                above, _, below = text.partition(_LINE)
                printed.update(_ID.findall(above))
                for one in _ID.findall(below):
                    candidates[one].add(day)
        return printed, candidates

    def _is_draft(self, day: date) -> bool:
        if day not in self._drafts:
            self._drafts[day] = True  # also where nobody can say what it is
            with suppress(StorageError):
                status = issue_status(self._workspace.issues, day)
                self._drafts[day] = status in {None, Status.DRAFT}
        return self._drafts[day]
