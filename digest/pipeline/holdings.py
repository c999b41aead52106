"""A newsletter's folder in; what one issue is made of, read when asked for or at once, out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from digest.archive.contents import issue_record, issue_status, past_issues, published_version
from digest.archive.record import Correction
from digest.archive.skipped import SkippedIssue, skipped_issues
from digest.draft import page_text
from digest.model.articles import Article
from digest.model.stories import PastIssue
from digest.pictures import read_picture
from digest.pipeline.gathered import Holdings
from digest.pipeline.workspace import Workspace
from digest.store import open_store


@dataclass(frozen=True, slots=True)
class FolderHoldings:
    """What the folder of `workspace` has for the issue of `day`, at the moment when it is asked."""

    workspace: Workspace
    day: date

    def past(self) -> tuple[PastIssue, ...]:
        """The published issues, newest first; raises StorageError."""
        url = self.workspace.newsletter.archive.url
        return past_issues(self.workspace.issues, url=url)

    def skipped(self) -> tuple[SkippedIssue, ...]:
        """The issues that were skipped, newest first; raises StorageError."""
        return skipped_issues(self.workspace.issues)

    def is_sent(self) -> bool:
        """Whether readers have had a version of the issue; raises StorageError."""
        return published_version(self.workspace.issues, self.day) is not None

    def corrections(self) -> tuple[Correction, ...]:
        """Those that the issue carries; raises StorageError."""
        issues = self.workspace.issues
        if issue_status(issues, self.day) is None:
            return ()
        return issue_record(issues, self.day).corrections

    def page(self) -> str:
        """The draft page as it stands, "" where there is none; raises DraftError."""
        path = self.workspace.page(self.day)
        return page_text(path) if path.exists() else ""

    def articles(self, *, since: datetime, until: datetime) -> tuple[Article, ...]:
        """Those published or first seen in since <= moment < until, the oldest first."""
        sources = self.workspace.newsletter.sources
        with open_store(self.workspace.store_file, create=False) as store:
            return store.articles(since=since, until=until, sources=sources)

    def by_id(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Those of the articles that are kept, in no order."""
        if not ids:
            return ()
        with open_store(self.workspace.store_file, create=False) as store:
            return store.by_id(ids, self.workspace.newsletter.sources)

    def count(self) -> int:
        """How many articles are kept."""
        with open_store(self.workspace.store_file, create=False) as store:
            return store.count()


def holdings(workspace: Workspace, day: date) -> Holdings:
    """What the issue of `day` is made of: what was gathered for it, else what the folder has."""
    return workspace.gathered or FolderHoldings(workspace, day)


def picture_bytes(workspace: Workspace, path: str) -> bytes:
    """The picture at a path from the newsletter's folder; raises UnfitPicture."""
    if workspace.gathered:
        return workspace.gathered.picture(path)
    return read_picture(workspace.folder / path, workspace.folder)
