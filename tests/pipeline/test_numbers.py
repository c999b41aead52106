"""A toll that grew after the page was written reaches the check."""

from datetime import date, timedelta
from pathlib import Path

from pipeline.newsletters import newsletter_in, workspace_at

from digest.model.findings import Finding
from digest.pipeline.build import build_issue
from digest.pipeline.issue_check import check_issue
from digest.pipeline.publication import publish_issue

DAY = date(2024, 8, 2)
TEXT = "The river Orl burst its dam at Veldt and the flood took the lower town."


def write_report(folder: Path, name: str, title: str, day: date) -> None:
    """A piece on the flood."""
    head = f"---\ntitle: {title}\ndate: {day}\nurl: https://example.org/{name}\n---\n\n"
    (folder / "articles" / f"{name}.md").write_text(head + TEXT)


def of_numbers(findings: tuple[Finding, ...]) -> list[str]:
    """The messages about numbers."""
    return [one.message for one in findings if one.rule == "number-changed"]


def test_a_later_toll_is_told_by_build_and_check(tmp_path: Path) -> None:
    """Where the editor's page keeps the earlier count: by the store as it is, until publication."""
    newsletter_in(tmp_path)
    write_report(tmp_path, "first", "Flood at Veldt dam kills 100 people", DAY - timedelta(days=3))
    workspace = workspace_at(tmp_path, DAY)
    assert of_numbers(build_issue(workspace, DAY).findings) == []
    page = workspace.page(DAY)
    page.write_text(page.read_text().replace('subject = ""', 'subject = "Mine"', 1))
    write_report(tmp_path, "next", "Flood at Veldt dam kills 2,000 people", DAY - timedelta(days=1))
    built = build_issue(workspace, DAY)
    (said,) = of_numbers(built.findings)
    assert "counts 100 dead; Desk counted 2,000 on 2024-08-01" in said
    assert of_numbers(check_issue(workspace, DAY)) == [said]
    publish_issue(workspace, DAY, force=True)
    assert of_numbers(check_issue(workspace, DAY)) == []
