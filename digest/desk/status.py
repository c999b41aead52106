"""What stands on the desk in; what the desk says beside the mail out."""

import re
from dataclasses import dataclass

from digest.desk.state import DeskState
from digest.model.findings import Finding, Severity
from digest.model.issues import Issue, Status

_ANCHOR = re.compile(r'\bid="((?:item|section|block)-([^"]+))"')
_GRAVITY = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A finding as the desk lists it: `where` in words, `anchor` the id to scroll to, or ""."""

    severity: Severity
    rule: str
    where: str
    anchor: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskStatus:
    """What the desk says beside the mail; `date` is "" as long as there is no issue.

    `page` is the draft page to edit, "" for an issue that is published.
    """

    version: int
    building: bool
    error: str = ""
    content: str = ""
    title: str = ""
    date: str = ""
    number: int = 0
    status: str = ""
    sender: str = ""
    subject: str = ""
    preheader: str = ""
    page: str = ""
    bytes: int = 0
    clip_bytes: int = 0
    near_clip_bytes: int = 0
    remarks: tuple[Remark, ...] = ()
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def describe_desk(state: DeskState, *, content: str = "") -> DeskStatus:
    """The facts of what stands on the desk; mail and archive are at `content`."""
    if state.preview is None:
        return DeskStatus(
            version=state.version, building=state.building, error=state.error, content=content
        )
    preview = state.preview
    issue = preview.rendered.issue
    return DeskStatus(
        version=state.version,
        building=state.building,
        error=state.error,
        content=content,
        title=issue.masthead.title,
        date=issue.date.isoformat(),
        number=issue.number,
        status=issue.status.value,
        sender=re.sub(r"\s*<.*", "", issue.envelope.sender).strip('" ') or issue.masthead.title,
        subject=issue.subject,
        preheader=issue.preheader,
        page=preview.page if issue.status is Status.DRAFT else "",
        bytes=len(preview.rendered.html.encode()),
        clip_bytes=preview.clip_bytes,
        near_clip_bytes=preview.near_clip_bytes,
        remarks=list_remarks(preview.findings, issue, preview.rendered.html),
        failures=preview.failures,
        notes=preview.notes,
    )


def list_remarks(findings: tuple[Finding, ...], issue: Issue, html: str) -> tuple[Remark, ...]:
    """The findings, the gravest first, with the words and the anchor of their blocks in `html`."""
    names = {section.id: section.heading for section in issue.sections}
    names |= {item.id: item.name for item in issue.items}
    anchors = {block: anchor for anchor, block in _ANCHOR.findall(html)}
    remarks = (
        Remark(
            severity=finding.severity,
            rule=finding.rule,
            where=names.get(finding.block) or finding.block,
            anchor=anchors.get(finding.block, ""),
            message=finding.message,
            fix=finding.fix,
        )
        for finding in findings
    )
    return tuple(sorted(remarks, key=lambda remark: _GRAVITY.index(remark.severity)))
