"""Findings and the mail in; what was found, each with its block in words and its anchor, out."""

import re
from dataclasses import dataclass

from digest.model.findings import Finding, Severity
from digest.model.issues import Issue
from digest.pipeline.settings_form import named_field

_ANCHOR = re.compile(r'\bid="((?:item|section|block)-([^"]+))"')
_GRAVITY = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A finding as the desk lists it: `where` in words, `anchor` the id to scroll to, or "".

    `setting` is the field of the settings' form that would mend it, or "".
    """

    severity: Severity
    rule: str
    where: str
    anchor: str
    message: str
    fix: str
    setting: str = ""


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
            setting=named_field(f"{finding.message} {finding.fix}"),
        )
        for finding in findings
    )
    return tuple(sorted(remarks, key=lambda remark: _GRAVITY.index(remark.severity)))
