"""The issue that was built at the cut-off in; the editor's word on it out.

Approving is for what was looked at: a page that was changed since the issue was built is built
first, by hand. `editors_word.py` has the files.
"""

from dataclasses import dataclass
from datetime import date, datetime

from digest import cutoffs
from digest.archive.contents import issue_record, issue_status, published_version
from digest.archive.names import PAGE
from digest.draft import page_text
from digest.errors import CheckFailed, DigestError, UsageError
from digest.model.findings import Severity
from digest.model.issues import Status
from digest.model.reviews import Word, WordKind
from digest.pipeline.edit_history import page_version
from digest.pipeline.editors_word import LONGEST_REASON, forget_word, read_word, write_word
from digest.pipeline.issue_check import check_issue, reason_to_rebuild
from digest.pipeline.newsletter_hands import NewsletterHands
from digest.pipeline.publishing import settle_issue
from digest.pipeline.showing import Shown
from digest.pipeline.tick_facts import current_day, day_in_work
from digest.pipeline.workspace import Workspace
from digest.schedule.due import is_reviewed, is_unbuilt, review_end
from digest.text import shortened

_NAMED = 5
"""How many errors a refusal names; `digest check` has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Where the review of an issue stands.

    `until` is the earliest moment at which it goes out without a word; None where it waits for one.
    `is_open` says that its cut-off has passed, so that it can be approved.
    """

    word: Word
    until: datetime | None
    is_open: bool


def read_review(workspace: Workspace, day: date) -> Review | None:
    """Where the review of the issue of `day` stands; None where no run publishes it.

    Raises StorageError, DraftError.
    """
    if not is_reviewed(workspace.newsletter) or _why_left_to_hands(workspace, day):
        return None
    if issue_status(workspace.issues, day) not in {None, Status.DRAFT}:
        return None
    return Review(
        word=read_word(workspace, day),
        until=_end_of_window(workspace, day),
        is_open=workspace.now >= cut_off_of(workspace, day),
    )


def _end_of_window(workspace: Workspace, day: date) -> datetime | None:
    """As a run knows it; where none has built it yet, or asked, the window is still to begin."""
    newsletter, now = workspace.newsletter, workspace.now
    known = NewsletterHands(workspace=workspace).glanced().issue(day)
    if end := review_end(newsletter, known):
        return end
    if newsletter.review.then != "publish":
        return None
    return max(cut_off_of(workspace, day), now) + newsletter.review.window


def _why_left_to_hands(workspace: Workspace, day: date) -> str:
    """Why no run publishes a draft of `day`, whatever is said of it; "" where one may."""
    issues = workspace.issues
    hands = NewsletterHands(workspace=workspace)
    if day < (current := current_day(workspace, hands, hands.glanced())):
        return f"the cut-off of the issue of {current} has passed"
    is_draft = issue_status(issues, day) is Status.DRAFT
    if is_draft and published_version(issues, day) is not None:
        return "it is the correction of an issue that is out"
    return ""


def waiting_day(workspace: Workspace) -> date:
    """The issue that a run works on, built or not, until it is out; else the one that is due."""
    hands = NewsletterHands(workspace=workspace)
    memory = hands.glanced()
    day = day_in_work(workspace, hands, memory)
    if day is None:
        return workspace.due()
    status = issue_status(workspace.issues, day)
    if status is None:
        try:
            waits = is_unbuilt(hands.issue(day), memory.issue(day))
        except DigestError:
            waits = True  # what was said of it is damaged: another word mends that
    else:
        waits = status is Status.DRAFT and published_version(workspace.issues, day) is None
    return day if waits else workspace.due()


def approve(workspace: Workspace, day: date) -> Word:
    """Approve the issue of `day` as it was built.

    Raises UsageError where it cannot be approved, was not built or not since its page was changed,
    CheckFailed where the mail has errors, StorageError.
    """
    _require_unpublished(workspace, day)
    if issue_status(workspace.issues, day) is None:
        raise UsageError(
            f"there is no issue of {day} to approve; build it with `digest build --date {day}`"
        )
    if workspace.now < (cut_off := cut_off_of(workspace, day)):
        until = f"{cut_off.astimezone(workspace.zone):%A %Y-%m-%d %H:%M}"
        raise UsageError(
            f"not approved: the issue of {day} takes articles until its cut-off, {until} "
            f"({workspace.zone}); approve it then, or publish it with `digest publish {day}`"
        )
    if why := _why_left_to_hands(workspace, day):
        raise UsageError(
            f"not approved: no run publishes the issue of {day}, as {why}; `digest publish {day}` "
            "does"
        )
    if reason := reason_to_rebuild(workspace, day):
        raise UsageError(
            f"not approved: {reason}; run `digest build --date {day}`, look at it, and approve it "
            "then"
        )
    found = check_issue(workspace, day)
    if errors := [one.message.rstrip(".") for one in found if one.severity is Severity.ERROR]:
        raise CheckFailed(
            f"not approved; mend this first and build again: {'; '.join(errors[:_NAMED])}"
            f"{_and_more(len(errors) - _NAMED, day)}"
        )
    word = _word(workspace, day, WordKind.APPROVED)
    write_word(workspace, day, word)
    return word


def _and_more(left: int, day: date) -> str:
    return f"; and {left} more, all named by `digest check {day}`" if left > 0 else ""


def approve_shown(workspace: Workspace, shown: Shown, *, version: str) -> Word:
    """Approve what the desk shows, of a page of this `version`; it is built first if need be.

    Raises DraftError where the page is another by now, and as `approve` does. The caller holds the
    newsletter's lock.
    """
    _require_unpublished(workspace, shown.issue.date)
    settle_issue(workspace, shown, version=version)
    return approve(workspace, shown.issue.date)


def hold(workspace: Workspace, day: date, reason: str = "") -> Word:
    """Hold the issue of `day` back, built or not. Raises UsageError, StorageError."""
    _require_unpublished(workspace, day)
    word = _word(workspace, day, WordKind.HELD, shortened(reason, LONGEST_REASON))
    write_word(workspace, day, word)
    return word


def withdraw(workspace: Workspace, day: date) -> WordKind:
    """Take the word back; what it was. Raises UsageError, StorageError."""
    _require_unpublished(workspace, day)
    try:
        kind = read_word(workspace, day).kind
    except UsageError:
        kind = WordKind.APPROVED  # a damaged one
    forget_word(workspace, day)
    return kind


def cut_off_of(workspace: Workspace, day: date) -> datetime:
    """When the issue of `day` stops taking articles."""
    return cutoffs.cut_off(day, workspace.newsletter.schedule, workspace.zone)


def _require_unpublished(workspace: Workspace, day: date) -> None:
    if issue_status(workspace.issues, day) not in {None, Status.DRAFT}:
        raise UsageError(
            f"the issue of {day} is published already; `digest reopen {day}` opens it for a "
            "correction"
        )


def _word(workspace: Workspace, day: date, kind: WordKind, reason: str = "") -> Word:
    if issue_status(workspace.issues, day) is None:
        return Word(kind=kind, when=workspace.now, reason=reason)
    lead = issue_record(workspace.issues, day).issue.lead
    return Word(
        kind=kind,
        page=page_version(page_text(workspace.issues / day.isoformat() / PAGE)),
        lead=lead.name if lead else "",
        article=lead.id if lead else "",
        when=workspace.now,
        reason=reason,
    )
