"""An issue in; for each of its items, what the newsletter has read on the same event, out."""

from collections.abc import Iterable, Mapping, Sequence

from digest import cutoffs
from digest.errors import StorageError
from digest.model.articles import Article
from digest.model.issues import Issue, Status
from digest.model.stories import PastIssue, Story
from digest.pipeline.workspace import Workspace
from digest.selection import select
from digest.store import open_store


def known_reports(issue: Issue, stories: Iterable[Story]) -> dict[str, tuple[Article, ...]]:
    """The articles of each item's story, and those that the editor joined to it, by item id."""
    items = tuple(issue.items)
    ids, keys = {one.id for one in items}, {key for one in items for key in one.spent}
    told_with: dict[str, tuple[Article, ...]] = {}
    by_key: dict[str, Article] = {}
    for story in stories:
        for article in story.articles:
            # Of thousands of articles an issue prints a few.
            if article.id in ids:
                told_with[article.id] = story.articles
            if article.key and article.key in keys:
                by_key[article.key] = article
    return {
        item.id: (
            *told_with.get(item.id, ()),
            *(by_key[key] for key in item.spent if key in by_key),
        )
        for item in items
    }


def stored_reports(
    workspace: Workspace, issue: Issue, past: Sequence[PastIssue]
) -> Mapping[str, tuple[Article, ...]]:
    """What the store knows today of the stories of a draft as it was built; `past` are older.

    Nothing for a published issue, whose articles are spent, and nothing where the store is lost.
    """
    if issue.status is not Status.DRAFT:
        return {}
    last = max((one.cut_off for one in past), default=None)
    window = cutoffs.issue_window(issue.date, workspace.newsletter.schedule, workspace.zone, last)
    try:
        with open_store(workspace.store_file, create=False) as store:
            since = window.late_from or window.start
            found = store.articles(
                since=since, until=window.end, sources=workspace.newsletter.sources
            )
    except StorageError:
        return {}
    proposal = select(found, workspace.newsletter, window=window, past=past)
    return known_reports(issue, proposal.stories)
