"""What the desk says beside the mail."""

import pytest
from desk.desks import shown

from digest.desk.views.remarks import Remark, list_remarks
from digest.model.findings import Finding, Severity
from digest.pipeline.showing import Shown


def finding(severity: Severity, block: str) -> Finding:
    """A finding about `block`."""
    return Finding(rule="r", severity=severity, block=block, message="m")


def remarks_of(built: Shown) -> tuple[Remark, ...]:
    """What the desk lists."""
    return list_remarks(built.findings, built.issue, built.rendered.html)


def test_findings_stand_by_their_gravity() -> None:
    """Errors first; findings of one gravity keep their order."""
    built = shown(
        findings=(
            finding(Severity.NOTE, "mail"),
            finding(Severity.ERROR, "mail"),
            finding(Severity.WARNING, "one"),
            finding(Severity.ERROR, "one"),
        )
    )
    remarks = remarks_of(built)
    assert [(one.severity.value, one.where) for one in remarks] == [
        ("error", "mail"),
        ("error", "one"),
        ("warning", "one"),
        ("note", "mail"),
    ]


def test_only_what_is_marked_in_the_mail_can_be_scrolled_to() -> None:
    """The whole mail and a template's line have no anchor."""
    blocks = ("one", "mail", "templates/x.mjml.j2:4")
    built = shown(findings=tuple(finding(Severity.ERROR, block) for block in blocks))
    remarks = remarks_of(built)
    assert [one.anchor for one in remarks] == ["item-one", "", ""]


def test_an_item_goes_by_its_headline() -> None:
    """Nobody knows it by its id."""
    built = shown()
    item = next(iter(built.rendered.issue.items))
    (remark,) = remarks_of(shown(findings=(finding(Severity.ERROR, item.id),)))
    assert remark.where == item.headline


@pytest.mark.parametrize(
    ("message", "fix", "field"),
    [
        ("x came with `digest init`: write your own in [mail] sender.", "", "mail.sender"),
        ("There is no postal address.", "Set [colophon] address.", "colophon.address"),
        ("There is no subject.", "Write a pattern under [mail] subject.", ""),
        ("It is pale.", "Change the colours under [theme].", ""),
    ],
)
def test_a_finding_about_a_setting_leads_to_its_field(message: str, fix: str, field: str) -> None:
    """Where the form has that field."""
    about = Finding(rule="r", severity=Severity.ERROR, block="mail", message=message, fix=fix)
    (remark,) = remarks_of(shown(findings=(about,)))
    assert remark.setting == field
