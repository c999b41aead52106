"""The issue that an edit is meant for in; the edit refused where the issue is out by now."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from digest.archive.contents import issue_status, load_issue
from digest.desk.words import DeskWords
from digest.errors import AlreadyPublished, DigestError
from digest.model.issues import Status
from digest.pipeline.workspace import Workspace

Result = TypeVar("Result")


def while_draft(
    workspace: Workspace, day: date, words: DeskWords, act: Callable[[], Result]
) -> Result:
    """What `act` gives; raises AlreadyPublished, and does nothing, where the issue is out."""
    if issue_status(workspace.issues, day) not in {None, Status.DRAFT}:
        number = load_issue(workspace.issues, day).number
        raise AlreadyPublished(words.say("edit.published_meanwhile", number=number))
    return act()


def status_of(error: DigestError) -> int:
    """The status of the answer that says what was wrong: 409 where the issue is out by now."""
    return 409 if isinstance(error, AlreadyPublished) else 422  # RFC 9110, 15.5.10
