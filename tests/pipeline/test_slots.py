"""A slot from newsletter.toml over the page into the mail, and through a correction."""

from datetime import date
from pathlib import Path

from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.archive.contents import load_issue
from digest.pipeline.build import Built, build_issue
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 2)
NOTE = '[[slots]]\nid = "note"\nheading = "From the quay"\n'


def slot_findings(built: Built) -> list[str]:
    """The rules about slots that the issue breaks."""
    return [one.rule for one in built.findings if one.rule.startswith("slot-")]


def written(workspace: Workspace, line: str) -> None:
    """The page with a line of the editor's in the slot's table."""
    page = workspace.page(DAY)
    table = "[slots.note]\n"
    page.write_text(page.read_text().replace(table, f"{table}{line}\n", 1))


def test_a_slot_waits_for_its_words_and_keeps_them(tmp_path: Path) -> None:
    """Empty it is printed nowhere and refused; filled it stands in mail and archive."""
    newsletter_in(tmp_path, NOTE)
    write_piece(tmp_path, "Harbour", "2024-07-31")
    workspace = workspace_at(tmp_path, DAY)
    empty = build_issue(workspace, DAY)
    assert slot_findings(empty) == ["slot-empty"]
    assert "From the quay" not in empty.rendered.html + empty.rendered.text

    written(workspace, 'text = "The river rose, it\'s said."')
    filled = build_issue(workspace, DAY)
    assert slot_findings(filled) == []
    for part in (filled.rendered.html, filled.rendered.text):
        assert "From the quay" in part
        assert "The river rose, it’s said." in part

    publish_issue(workspace, DAY)
    correct_issue(workspace, DAY, reason="The map was upside down.")
    corrected = build_issue(workspace, DAY).issue
    assert corrected.slots == load_issue(workspace.issues, DAY).slots == filled.issue.slots


def test_a_slot_that_is_left_out_on_the_page_is_nobodys_fault(tmp_path: Path) -> None:
    """Neither printed nor missed."""
    newsletter_in(tmp_path, NOTE)
    write_piece(tmp_path, "Harbour", "2024-07-31")
    workspace = workspace_at(tmp_path, DAY)
    build_issue(workspace, DAY)
    written(workspace, "show = false")
    built = build_issue(workspace, DAY)
    assert (slot_findings(built), built.issue.slots) == ([], ())
