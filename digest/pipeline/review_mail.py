"""An issue in; the mail that asks its editor for a word, and what it says, out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from html import escape

from digest.model.deliveries import Attachment
from digest.model.findings import Severity
from digest.model.reviews import ReviewLine, ReviewPart, ReviewRequest, WordKind
from digest.pipeline.changes import changes_since_last_issue
from digest.pipeline.editors_word import read_word
from digest.pipeline.issue_check import check_issue, stored_issue
from digest.pipeline.notes import PostNote, post_note
from digest.pipeline.proposing import propose_issue, within_bounds
from digest.pipeline.publishing import read_sheet
from digest.pipeline.publishing_sheet import PublishingSheet
from digest.pipeline.showing import Shown, show_issue
from digest.pipeline.toolchain import media_type
from digest.pipeline.workspace import Workspace
from digest.rendering.addresses import picture_address
from digest.rendering.review import render_review
from digest.text import counted, one_line, shortened

MOST_LISTED = 8
_LONGEST = 240
_LONGEST_NAME = 90


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


def describe_review(
    workspace: Workspace,
    shown: Shown,
    sheet: PublishingSheet,
    *,
    until: datetime | None,
    desk: str = "",
) -> ReviewRequest:
    """What stands over the issue; without a word it goes out at `until`, None for not at all.

    Raises StorageError.
    """
    issue = shown.issue
    parts = (
        ReviewPart(name="Preflight", lines=tuple(_preflight(sheet))),
        ReviewPart(name="Left out", lines=tuple(_left_out(sheet))),
        ReviewPart(name="Came since", lines=tuple(_arrivals(shown))),
        ReviewPart(name="Sources", lines=tuple(_sources(sheet))),
        ReviewPart(name="Changed", lines=tuple(_changes(workspace, shown))),
    )
    held = read_word(workspace, issue.date)
    return ReviewRequest(
        title=one_line(issue.masthead.title),
        day=issue.date.isoformat(),
        number=issue.number,
        subject=one_line(issue.subject),
        heading=_heading(sheet, _moment(workspace, until), is_held=held.kind is WordKind.HELD),
        plan=_plan(workspace, sheet, _moment(workspace, until)),
        facts=_facts(sheet),
        desk=desk,
        parts=tuple(part for part in parts if part.lines),
    )


def _moment(workspace: Workspace, until: datetime | None) -> str:
    if until is None:
        return ""
    local = until.astimezone(workspace.zone)
    return f"{local:%A} {local.day} {local:%B} at {local:%H:%M}"


def _heading(sheet: PublishingSheet, moment: str, *, is_held: bool) -> str:
    number = f"No. {sheet.issue.number}"
    if is_held:
        return f"{number} is held back"
    if sheet.errors:
        return f"{number} cannot go out yet: {counted(sheet.errors, 'error')}"
    return f"{number} goes out on {moment}" if moment else f"{number} waits for your word"


def _plan(workspace: Workspace, sheet: PublishingSheet, moment: str) -> str:
    """What happens when, without a word."""
    to = workspace.newsletter.sending.to
    published = f"published and sent to {to}" if to else "published"
    if moment:
        when = f"on {moment} ({workspace.zone})"
        said = [f"Without a word from you it is {published} {when}; approved, at the next run."]
    else:
        said = [f"It waits for your word: approved, it is {published} at the next run."]
    if not to:
        said.append("Nothing is mailed to readers by itself.")
    if sheet.errors:
        errors = counted(sheet.errors, "error")
        said.append(f"But {errors} must be mended first, and the issue built again.")
    return " ".join(said)


def _facts(sheet: PublishingSheet) -> str:
    stories = sum(section.stories for section in sheet.sections)
    facts = [
        f"{counted(stories, 'story', 'stories')} from {counted(sheet.sources, 'source')}",
        f"{counted(sheet.minutes, 'minute')} to read" if sheet.minutes else "",
        f"{sheet.bytes / 1000:.1f} of {sheet.clip_bytes / 1000:.0f} kB",
    ]
    return " · ".join(fact for fact in facts if fact)


def _preflight(sheet: PublishingSheet) -> Iterator[ReviewLine]:
    pressing = [one for one in sheet.findings if one.severity is not Severity.NOTE]
    lines = [
        ReviewLine(
            words=shortened(f"{one.message} {one.fix}", _LONGEST),
            tone=one.severity.value,
        )
        for one in pressing
    ]
    yield from _few(lines, command=f"digest check {sheet.issue.date}")
    if not pressing:
        yield ReviewLine(words="Nothing to mend.")


def _left_out(sheet: PublishingSheet) -> Iterator[ReviewLine]:
    yield ReviewLine(words=sheet.missed.verdict)
    yield from _few(
        [
            ReviewLine(
                words=f"“{shortened(one.story.headline, _LONGEST_NAME)}”, "
                f"{counted(len(one.story.sources), 'source')}. "
                f"{shortened(' '.join(one.reasons), _LONGEST)}"
            )
            for one in sheet.missed.regrets
        ],
        all_in_all=sheet.missed.regretted,
    )


def _arrivals(shown: Shown) -> Iterator[ReviewLine]:
    if shown.drafted and (came := shown.drafted.proposed.arrivals):
        yield ReviewLine(words=shortened(came.facts(), _LONGEST))


def _sources(sheet: PublishingSheet) -> Iterator[ReviewLine]:
    health = sheet.health
    yield ReviewLine(words=f"{health.today} of {counted(health.all, 'source')} read today.")
    others = health.others.items()
    yield from _few(
        [
            ReviewLine(
                words=f"{shortened(name, _LONGEST_NAME)}: "
                f"{shortened(why, _LONGEST) or 'not read today'}",
                tone="warning",
            )
            for name, why in others
        ]
    )


def _changes(workspace: Workspace, shown: Shown) -> Iterator[ReviewLine]:
    changes = changes_since_last_issue(workspace, shown.issue)
    lines = [ReviewLine(words=shortened(said, _LONGEST)) for said in changes.sentences]
    if lines:
        yield ReviewLine(words=f"Since {changes.against}:")
    yield from _few(lines)


def _few(
    lines: Sequence[ReviewLine], *, all_in_all: int = 0, command: str = ""
) -> Iterator[ReviewLine]:
    yield from lines[:MOST_LISTED]
    if (more := max(all_in_all, len(lines)) - MOST_LISTED) > 0:
        named = f": `{command}` names all" if command else ""
        yield ReviewLine(words=f"and {more} more{named}")
