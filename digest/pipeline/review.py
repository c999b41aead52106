"""The issue that was built at the cut-off in; the editor asked for a word, and the word given, out.

Approving is for what was looked at: a page that was changed since the issue was built is built
first, by hand. `editors_word.py` has the files.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from html import escape

from digest import cutoffs
from digest.archive.contents import issue_record, issue_status, published_version
from digest.archive.names import PAGE
from digest.draft import page_text
from digest.errors import CheckFailed, UsageError
from digest.lock import PLACE
from digest.model.deliveries import Attachment
from digest.model.findings import Severity
from digest.model.issues import Status
from digest.model.reviews import Word, WordKind
from digest.pipeline.edit_history import page_version
from digest.pipeline.editors_word import LONGEST_REASON, forget_word, read_word, write_word
from digest.pipeline.issue_check import check_issue, reason_to_rebuild, stored_issue
from digest.pipeline.notes import PostNote, post_note
from digest.pipeline.proposing import propose_issue, within_bounds
from digest.pipeline.publishing import read_sheet, settle_issue
from digest.pipeline.review_mail import describe_review
from digest.pipeline.showing import Shown, show_issue
from digest.pipeline.toolchain import media_type
from digest.pipeline.workspace import Workspace
from digest.rendering.addresses import picture_address
from digest.rendering.review import render_review
from digest.schedule.due import is_reviewed, review_end
from digest.schedule.memory import SCHEDULE, glance_at_schedule
from digest.schedule.moments import current_date
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
    memory = glance_at_schedule(workspace.folder / PLACE / SCHEDULE).as_of(now)
    if end := review_end(newsletter, memory.issue(day)):
        return end
    if newsletter.review.then != "publish":
        return None
    return max(cut_off_of(workspace, day), now) + newsletter.review.window


def _why_left_to_hands(workspace: Workspace, day: date) -> str:
    """Why no run publishes a draft of `day`, whatever is said of it; "" where one may."""
    issues = workspace.issues
    if day < (current := _current_day(workspace)):
        return f"the cut-off of the issue of {current} has passed"
    is_draft = issue_status(issues, day) is Status.DRAFT
    if is_draft and published_version(issues, day) is not None:
        return "it is the correction of an issue that is out"
    return ""


def _current_day(workspace: Workspace) -> date:
    return current_date(workspace.now, workspace.newsletter.schedule, workspace.zone)


def waiting_day(workspace: Workspace) -> date:
    """The issue whose cut-off was the last where it is a draft, else the one that is due."""
    day = _current_day(workspace)
    return day if issue_status(workspace.issues, day) is Status.DRAFT else workspace.due()


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


def ask_for_review(
    workspace: Workspace,
    shown: Shown,
    to: str,
    *,
    until: datetime | None,
    desk: str = "",
    post: PostNote = post_note,
) -> None:
    """Mail the issue to an editor, with what to know and how to answer.

    Without a word it goes out at `until`, or not at all for None. Raises UsageError, NotSent,
    SendingUnknown, RenderError, StorageError.
    """
    sheet = read_sheet(workspace, shown)
    request = describe_review(workspace, shown, sheet, until=until, desk=desk)
    html, text = render_review(request, shown.rendered, overrides=workspace.templates)
    html, attached = enclose_pictures(shown, html)
    subject = f"[Review] {request.subject}"
    post(workspace, to, subject=subject, text=text, html=html, attached=attached)


def show_built(workspace: Workspace, day: date) -> Shown:
    """The issue of `day` as it was built, beside what its week has by now; nothing is written.

    Raises UsageError where there is none, DraftError, RenderError, StorageError, and
    NothingToPublish where the week has too little by now.
    """
    rendered = stored_issue(workspace, day)
    shown = show_issue(workspace, within_bounds(workspace, propose_issue(workspace, day)))
    return replace(shown, rendered=rendered, findings=check_issue(workspace, day))


def enclose_pictures(shown: Shown, html: str) -> tuple[str, tuple[Attachment, ...]]:
    """`html` with the issue's own pictures inside its mail: nobody can fetch them yet."""
    attached: list[Attachment] = []
    for path, data in shown.pictures.items():
        inside = f"{sha256(data).hexdigest()[:32]}@review.invalid"
        before = html
        for address in map(picture_address, (path, f"{shown.address}{path}")):
            html = html.replace(f'src="{escape(address)}"', f'src="cid:{inside}"')
        if html != before:
            name = path.rpartition("/")[2]
            attached.append(
                Attachment(name=name, media_type=media_type(path), data=data, content_id=inside)
            )
    return html, tuple(attached)


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
