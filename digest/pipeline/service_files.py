"""An issue and the name of a service in; a folder of files to be put there by hand out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from digest.delivery.services.listmonk import listmonk_body
from digest.errors import UsageError
from digest.model.issues import Issue, Status
from digest.model.service_drafts import ServiceDraft
from digest.pipeline.issue_check import reason_to_rebuild, stored_issue
from digest.pipeline.service_drafts import issue_key, remarks_on, service_draft
from digest.pipeline.workspace import Workspace
from digest.whole_files import put_file, translate_os_errors

EXPORTS = "exports"
README = "README.txt"
_BY_HAND = ", by hand to "

STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ghost": (
            "Posts, New post: the title is in title.txt.",
            "Insert an HTML card (type /html) and paste body.html into it.",
            "In the post's settings, the excerpt is preheader.txt.",
            "Publish, Email only; the subject is in subject.txt.",
        ),
        "listmonk": (
            "Campaigns, New: subject.txt is the subject, the format is Raw HTML.",
            "Choose a template that holds nothing but the content.",
            "Paste body.html as the content, text.txt as the plain text. The {{ Safe … }} in it, "
            "which a browser shows, is for listmonk: readers see nothing of it.",
        ),
        "buttondown": (
            "Emails, New email: subject.txt is the subject.",
            "Switch the editor to plain HTML and paste body.html.",
        ),
        "mailchimp": (
            "Campaigns, Create, Regular: subject.txt is the subject, preheader.txt the preview.",
            "Design email, Code your own, Paste in code: body.html.",
            "Edit the plain-text version: text.txt.",
        ),
        "kit": (
            "Send, Broadcasts, New broadcast, with a template that holds nothing but the content.",
            "Insert an HTML block and paste body.html into it.",
            "subject.txt is the subject, preheader.txt the preview text.",
        ),
        "beehiiv": (
            "Posts, Start writing: subject.txt is the title and the subject.",
            "Insert an HTML snippet (type /html) and paste body.html into it.",
            "preheader.txt is the preview text of the email.",
        ),
        "brevo": (
            "Campaigns, Create, Email: subject.txt is the subject, preheader.txt the preview text.",
            "Design, Code your own, Paste your code: body.html.",
        ),
        "mailerlite": (
            "Campaigns, Create, Regular: subject.txt is the subject, preheader.txt the preheader.",
            "Choose the custom HTML editor and paste body.html.",
            "Take text.txt as the plain text.",
        ),
        "substack": (
            "Open body.html in a browser, select all and copy: Substack takes no HTML.",
            "New post: paste it; subject.txt is the title, preheader.txt the subtitle.",
            "Substack keeps words, links and pictures, not the layout.",
        ),
    }
)
"""What to do by hand, in the services' own words as far as they are known: none was tried."""

_UNNAMED = MappingProxyType(
    {
        "preheader.txt": "preheader.txt is in body.html already: paste it nowhere.",
        "text.txt": "text.txt is not needed there.",
    }
)
"""What is said of a file that no step names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedIssue:
    """Where the files are, and what the editor should know of them."""

    folder: Path
    remarks: tuple[str, ...] = ()


def export_issue(
    workspace: Workspace, day: date, service: str, folder: Path | None = None
) -> ExportedIssue:
    """Write the issue of `day` as it stands, a draft or not, as files for `service`.

    An earlier export there is replaced, nothing else is touched. Raises UsageError for a service
    that is not known, an issue that there is not or a folder with other files of these names,
    StorageError.
    """
    if service not in STEPS:
        raise UsageError(f"{service} is not known; there are {', '.join(STEPS)}")
    rendered = stored_issue(workspace, day)
    place = folder or workspace.folder / EXPORTS / f"{day}-{service}"
    remarks = (*_remarks(workspace, rendered.issue), *remarks_on(rendered.issue, service))
    draft = service_draft(workspace, rendered, service, key=issue_key(rendered.issue))
    files = _files(draft, rendered.issue, remarks, service)
    _require_room(place, files)
    for name, text in files.items():
        put_file(place / name, text.encode())
    return ExportedIssue(folder=place, remarks=remarks)


def _require_room(place: Path, names: Iterable[str]) -> None:
    """Raise UsageError where a file would be lost that no export has written."""
    with translate_os_errors(place):
        taken = [name for name in names if (place / name).is_file()]
        readme = place / README
        first = readme.read_bytes()[:200].partition(b"\n")[0] if README in taken else b""
    if taken and _BY_HAND.encode() not in first:
        raise UsageError(
            f"{place / taken[0]} is there already, and is not of an export; name another folder"
        )


def _files(
    draft: ServiceDraft, issue: Issue, remarks: tuple[str, ...], service: str
) -> dict[str, str]:
    return {
        # The first: by it the folder of an export that was stopped is known.
        README: _readme(issue, service, remarks),
        "body.html": listmonk_body(draft.html) if service == "listmonk" else draft.html,
        "text.txt": draft.text,
        "title.txt": f"{draft.title}\n",
        "subject.txt": f"{draft.subject}\n",
        "preheader.txt": f"{draft.preheader}\n",
    }


def _readme(issue: Issue, service: str, remarks: tuple[str, ...]) -> str:
    steps = [f"{number}. {step}" for number, step in enumerate(STEPS[service], 1)]
    last = f"{len(steps) + 1}. Send a test to yourself there, and look at it before it goes out."
    lines = [f"No. {issue.number} of {issue.date}{_BY_HAND}{service}", "", *steps, last]
    rest = [words for name, words in _UNNAMED.items() if name not in "".join(STEPS[service])]
    return "\n".join((*lines, "", *rest, *remarks)).rstrip() + "\n"


def _remarks(workspace: Workspace, issue: Issue) -> list[str]:
    remarks = []
    if issue.status is Status.DRAFT:
        remarks.append(
            f"It is a draft: publish it with `digest publish {issue.date}` before it goes out, so "
            "that its stories are not told again."
        )
    if reason := reason_to_rebuild(workspace, issue.date):
        remarks.append(f"As it was last built: {reason}.")
    return remarks
