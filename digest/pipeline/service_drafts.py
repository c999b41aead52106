"""An issue and a service in; one draft of the issue there, and what came of it, out.

What was put is noted in `issues/.sent`. Nothing is ever sent or scheduled there.
"""

from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from digest.archive.contents import issue_record, kept_versions, read_record
from digest.delivery.services.asking import DryRun, ask_service, for_a_while, request_in_words
from digest.delivery.services.draft_note import DraftNote, keep_note, read_note
from digest.delivery.services.putting import put_there
from digest.delivery.services.requests import Ask
from digest.errors import NotSent, SendingUnknown
from digest.model.issues import Issue, RenderedIssue
from digest.model.presentation import EmailService
from digest.model.service_drafts import PutAnswer, PutOutcome, ServiceDraft
from digest.pipeline.ghost_mail import ghost_body, ghost_title, templates_of
from digest.pipeline.issue_check import stored_issue
from digest.pipeline.outgoing import published_issue, require_sound_issue
from digest.pipeline.sending import LEDGERS
from digest.pipeline.services import Opener
from digest.pipeline.toolchain import attached_names
from digest.pipeline.workspace import Workspace
from digest.rendering.message import header_text
from digest.rendering.tag_escape import part_entities
from digest.text import counted

_WELL = frozenset(
    {PutOutcome.CREATED, PutOutcome.UPDATED, PutOutcome.UNCHANGED, PutOutcome.PLANNED}
)

_LINKS = MappingProxyType(
    {
        "brevo": "put {{ unsubscribe }} in place of its address",
        "mailerlite": "put {$unsubscribe} in place of its address",
        "beehiiv": "put beehiiv's own in its place, or delete it, if the footer there has one",
        "substack": "delete it from the post, as Substack adds each reader's own",
    }
)
"""What to do by hand with the unsubscribe link where [mail] service knows no tags."""


def put_draft(
    workspace: Workspace,
    day: date,
    opener: Opener,
    *,
    force: bool = False,
    dry_run: bool = False,
    ask: Ask = ask_service,
) -> PutAnswer:
    """Put the published issue of `day` as a draft to the service of `opener`.

    The caller holds the newsletter's lock. What was edited there stays, unless `force`; what is
    scheduled or sent there stays always. A `dry_run` only reads there, and tells what it would ask.
    Raises UsageError for an issue that is not published or a key that is missing, CheckFailed for
    one with errors, StorageError.
    """
    issue = published_issue(workspace, day, way="--draft")
    ask = for_a_while(ask)
    planning = DryRun(ask)
    service = opener(workspace, planning if dry_run else ask)
    require_sound_issue(workspace, day, service=service.name)
    path = note_file(workspace.issues, day, service.name)
    note = read_note(path) or DraftNote(
        service=service.name, key=issue_key(_first_version(workspace, issue))
    )
    draft = service_draft(workspace, stored_issue(workspace, day), service.name, key=note.key)
    keep = _forget if dry_run else partial(keep_note, path)
    answer = put_there(service, draft, note, keep=keep, force=force)
    told = tuple(map(request_in_words, planning.requests))
    remarks = remarks_on(issue, service.name) if answer.outcome in _WELL else []
    return replace(answer, words=" ".join((answer.words, *remarks)), requests=told)


def raise_unless_put(answer: PutAnswer) -> None:
    """Raise NotSent or SendingUnknown for a draft that does not stand there for sure."""
    if answer.outcome in {PutOutcome.REFUSED, PutOutcome.BUSY}:
        raise NotSent(f"no draft was put to {answer.service}: {answer.words}")
    if answer.outcome is PutOutcome.UNKNOWN:
        raise SendingUnknown(
            f"nobody knows whether a draft was put to {answer.service}: {answer.words}"
        )


def note_file(issues: Path, day: date, service: str) -> Path:
    """Where it is noted what was put to a service as the issue of `day`."""
    return issues / LEDGERS / f"{day.isoformat()}.{service}.json"


def _first_version(workspace: Workspace, issue: Issue) -> Issue:
    """`issue` as it was published first: a correction may have another title, but no other key."""
    kept = kept_versions(workspace.issues / issue.date.isoformat())
    return read_record(kept[0]).issue if kept else issue


def issue_key(issue: Issue) -> str:
    """By what the draft of `issue` is known at every service: the same for ever."""
    newsletter = issue.envelope.list_id or issue.masthead.title
    return f"digest-{issue.date}-{sha256(newsletter.encode()).hexdigest()[:8]}"


def service_draft(
    workspace: Workspace, rendered: RenderedIssue, service: str, *, key: str
) -> ServiceDraft:
    """What a service gets of an issue."""
    issue = rendered.issue
    return ServiceDraft(
        key=key,
        title=header_text(service_title(workspace, issue, service)),
        # Services fill their tags in here, too, and a subject may be a feed's headline.
        subject=header_text(issue.subject),
        preheader=header_text(issue.preheader),
        html=service_body(workspace, rendered, service),
        text=rendered.text,
    )


def service_title(workspace: Workspace, issue: Issue, service: str) -> str:
    """What the draft is called there; at Ghost it stands over the mail."""
    if service != EmailService.GHOST:
        return f"{issue.masthead.title}: {issue.subject}"
    templates = templates_of(workspace, issue_record(workspace.issues, issue.date))
    return ghost_title(issue, workspace.newsletter, templates)


def service_body(workspace: Workspace, rendered: RenderedIssue, service: str) -> str:
    """The body in the form that a service takes: the mail's HTML, whole, but for Ghost."""
    if service != EmailService.GHOST:
        return part_entities(rendered.html)
    issue = replace(rendered.issue, service=EmailService.GHOST)
    templates = templates_of(workspace, issue_record(workspace.issues, issue.date))
    return ghost_body(issue, workspace.newsletter, templates)


def _forget(_note: DraftNote) -> None:
    """Note nothing: a dry run leaves no trace."""


def remarks_on(issue: Issue, service: str) -> list[str]:
    """What the editor should know of this issue at this service."""
    if service == EmailService.GHOST:
        return []  # its body is its own
    remarks = [] if issue.service == service else [_remark_on_tags(issue.service, service)]
    if pictures := attached_names(issue):
        remarks.append(
            f"Without {counted(len(pictures), 'picture')} there, which would travel inside a mail "
            'only: set [mail] pictures = "linked".'
        )
    return remarks


def _remark_on_tags(made_for: EmailService, service: str) -> str:
    """What becomes of the unsubscribe link at a service for which the issue was not made."""
    wanted = service if service in set(EmailService) else EmailService.PLAIN.value
    by_hand = "" if wanted == service else _LINKS.get(service, f"put {service}'s own in its place")
    if made_for is not EmailService.PLAIN:
        link = "Its unsubscribe link is then the same for all readers"
        then = f". {link}: {by_hand}" if by_hand else ""
        return (
            f"It holds merge tags of {made_for} ([mail] service), which {service} does not "
            f'replace: set [mail] service = "{wanted}" and build again{then}.'
        )
    if by_hand:
        return f"Its unsubscribe link is the same for all readers: {by_hand}."
    return (
        f'Its unsubscribe link is the same for all readers: [mail] service = "{service}" gives '
        "the next issue each reader's own."
    )
