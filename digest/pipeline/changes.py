"""An issue as it is shown in; what changed since the desk was opened, and since the last, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digest.archive.contents import issue_dates, published_version
from digest.archive.differences import Change, compare_issues
from digest.errors import StorageError
from digest.model.issues import Issue
from digest.pipeline.workspace import Workspace
from digest.text import counted

_OF_EVERY_ISSUE = {"subject", "preheader", "correction"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Sentences on what changed since `against`, which says what that is; none: all is the same.

    `against` is "" where there is nothing to compare with.
    """

    against: str = ""
    sentences: tuple[str, ...] = ()


def changes_since_opening(opened: Issue, issue: Issue) -> Changes:
    """What `issue` has otherwise than it had when the desk was `opened`."""
    differences = compare_issues(opened, issue)
    return Changes(
        against="you opened the desk", sentences=tuple(one.sentence for one in differences)
    )


def changes_since_last_issue(workspace: Workspace, issue: Issue) -> Changes:
    """What `issue` has otherwise than the last published one, but for its news being new."""
    try:
        last = _last_published(workspace, issue.date)
    except StorageError as error:
        return Changes(against="the last issue", sentences=(f"It cannot be read: {error}",))
    if last is None:
        return Changes()
    return Changes(against=f"No. {last.number}", sentences=tuple(_since(last, issue)))


def _last_published(workspace: Workspace, before: date) -> Issue | None:
    for day in issue_dates(workspace.issues):
        if day < before and (found := published_version(workspace.issues, day)):
            return found[1].issue
    return None


def _since(last: Issue, issue: Issue) -> Iterator[str]:
    was, now = len([*last.items]), len([*issue.items])
    stories = counted(now, "story", "stories")
    yield f"{stories}, as many as before." if was == now else f"{stories}; it had {was}."
    keys = {key for item in last.items for key in (item.key, *item.spent) if key}
    for item in issue.items:
        if keys.intersection((item.key, *item.spent)):
            yield f"Told again: “{item.name}”."
    headings = {one.id: one.heading.rstrip(":") for one in last.sections}
    for section in issue.sections:
        if section.id not in headings:
            yield f"A section that it had not: “{section.heading.rstrip(':')}”."
    for name in headings.keys() - {one.id for one in issue.sections}:
        yield f"A section that it had: “{headings[name]}”."
    for one in compare_issues(last, issue):
        if one.change is Change.SETTING and one.about not in _OF_EVERY_ISSUE:
            yield one.sentence
