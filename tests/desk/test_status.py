"""What the desk says beside the mail."""

from dataclasses import replace

from desk.desks import shown

from digest.desk.live import DeskState
from digest.desk.status import describe_desk
from digest.model.findings import Finding, Severity
from digest.model.issues import Status


def finding(severity: Severity, block: str) -> Finding:
    """A finding about `block`."""
    return Finding(rule="r", severity=severity, block=block, message="m")


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
    remarks = describe_desk(DeskState(version=1, shown=built)).remarks
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
    remarks = describe_desk(DeskState(shown=built)).remarks
    assert [one.anchor for one in remarks] == ["item-one", "", ""]


def test_an_item_goes_by_its_headline() -> None:
    """Nobody knows it by its id."""
    built = shown()
    item = next(iter(built.rendered.issue.items))
    told = describe_desk(DeskState(shown=shown(findings=(finding(Severity.ERROR, item.id),))))
    assert told.remarks[0].where == item.headline


def test_the_size_is_counted_in_bytes() -> None:
    """As Gmail counts it, not in letters."""
    bare = describe_desk(DeskState(shown=shown(""))).bytes
    assert describe_desk(DeskState(shown=shown("Київ"))).bytes - bare == 8


def test_a_published_issue_has_no_page_to_edit() -> None:
    """It is frozen; a draft has one."""
    built = shown()
    issue = replace(built.rendered.issue, status=Status.PUBLISHED)
    published = replace(built, rendered=replace(built.rendered, issue=issue))
    assert describe_desk(DeskState(shown=built)).page == "drafts/x.toml"
    assert describe_desk(DeskState(shown=published)).page == ""


def test_without_an_issue_there_is_only_the_error() -> None:
    """The date is empty then."""
    facts = describe_desk(DeskState(version=2, error="no article"))
    assert (facts.error, facts.date, facts.version) == ("no article", "", 2)
