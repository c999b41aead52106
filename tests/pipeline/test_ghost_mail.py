"""The check looks at the mail that Ghost would make of an issue, too."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from delivery.fake_services import in_process
from delivery.ghost_server import KEY, GhostServer
from delivery.played_service import FakeSite, open_fake
from pipeline.newsletters import newsletter_in, workspace_at
from rendering.issues import long_issue, rich_issue

from digest.archive.contents import issue_record
from digest.checks import check
from digest.checks.clip_line import GHOST_FRAME, draw_clip_line, senders
from digest.config.settings import Newsletter
from digest.errors import CheckFailed
from digest.model.findings import Finding, Severity
from digest.model.issues import Issue
from digest.model.service_drafts import PutOutcome
from digest.pipeline.build import build_issue
from digest.pipeline.ghost_mail import check_at_ghost, show_at_ghost, templates_of
from digest.pipeline.issue_check import check_issue
from digest.pipeline.publication import publish_issue
from digest.pipeline.service_drafts import put_draft
from digest.pipeline.services import opener_of
from digest.rendering import render_mail

DAY = date(2024, 8, 2)
SETTINGS = Newsletter.model_validate({"newsletter": {"title": "Strait Watch"}})
GHOST = '\n[services.ghost]\nurl = "https://letter.example"\n'
ARTICLE = """---
title: Flood takes the lower town
date: 2024-07-30
url: https://example.org/flood
---

The river Orl burst its dam at Veldt and the flood took the lower town.
"""
FAINT = """<mj-section><mj-column><mj-text>
<p style="color: #dddddd">Faint</p></mj-text></mj-column></mj-section>"""


def found_there(issue: Issue) -> tuple[Finding, ...]:
    """What is found at Ghost alone."""
    rendered = render_mail(issue)
    known = check(rendered, newsletter=SETTINGS)
    return check_at_ghost(rendered, SETTINGS, templates=None, known=known, drafting=True)


@pytest.mark.parametrize("layout", ["magazine", "wire", "brief"])
def test_the_stock_layouts_are_fit_for_ghost(layout: str) -> None:
    """Nothing is wrong there that is right elsewhere."""
    assert found_there(replace(rich_issue(), layout=layout)) == ()


def test_a_mail_that_only_ghost_makes_too_long_is_found() -> None:
    """In the bytes of Ghost's mail, with what to cut."""
    issue = long_issue()
    assert not [
        one for one in check(render_mail(issue), newsletter=SETTINGS) if one.rule == "size-clipped"
    ]
    (found,) = found_there(issue)
    assert (found.rule, found.severity) == ("size-clipped", Severity.ERROR)
    assert found.message.startswith("At Ghost: The HTML has")
    assert found.message.endswith(f"{100_000 - GHOST_FRAME:,}.")
    assert "Cut" in found.fix


def test_the_size_meter_draws_ghosts_line_of_ghosts_mail() -> None:
    """Its own bytes and what Ghost puts around them, in the parts of the issue."""
    rendered = render_mail(long_issue())
    ghost = next(one for one in senders(SETTINGS) if one.id == "ghost")
    there = show_at_ghost(rendered, SETTINGS, None)
    line = draw_clip_line(there, SETTINGS, ghost)
    assert line.bytes == len(there.html)
    assert line.at == 100_000 - GHOST_FRAME
    assert line.below.startswith("item-")


def test_check_says_it_where_the_newsletter_uses_ghost(tmp_path: Path) -> None:
    """By the newsletter's own templates; a published issue's are those that were kept for it."""
    newsletter_in(tmp_path)
    (tmp_path / "articles" / "flood.md").write_text(ARTICLE)
    settings = tmp_path / "newsletter.toml"
    plain = settings.read_text()
    workspace = workspace_at(tmp_path, DAY)
    there = tmp_path / "templates" / "bodies" / "ghost" / "partials"
    there.mkdir(parents=True)
    (there / "_masthead.mjml.j2").write_text(FAINT)
    build_issue(workspace, DAY)
    without = check_issue(workspace, DAY)
    settings.write_text(plain + GHOST)
    workspace = workspace_at(tmp_path, DAY)
    told = [one for one in check_issue(workspace, DAY) if one not in without]
    assert [one.rule for one in told] == ["contrast"]
    assert told[0].message.startswith("At Ghost, which gets no draft with it: “Faint”")
    publish_issue(workspace, DAY)
    (there / "_masthead.mjml.j2").unlink()
    kept = templates_of(workspace, issue_record(workspace.issues, DAY))
    assert kept.parent == workspace.issues / "templates"
    assert told[0] in check_issue(workspace, DAY)


def test_what_is_wrong_at_ghost_alone_holds_back_a_draft_there_and_nothing_else(
    tmp_path: Path,
) -> None:
    """The issue goes out, and other services get it."""
    newsletter_in(tmp_path, GHOST + 'key = "${GHOST_KEY}"\n')
    (tmp_path / "articles" / "flood.md").write_text(ARTICLE)
    there = tmp_path / "templates" / "bodies" / "ghost" / "partials"
    there.mkdir(parents=True)
    (there / "_masthead.mjml.j2").write_text(FAINT)
    workspace = replace(workspace_at(tmp_path, DAY), environment={"GHOST_KEY": KEY})
    build_issue(workspace, DAY)
    (told,) = (one for one in check_issue(workspace, DAY) if "Faint" in one.message)
    assert told.severity is Severity.WARNING
    publish_issue(workspace, DAY)
    assert put_draft(workspace, DAY, open_fake, ask=FakeSite()).outcome is PutOutcome.CREATED
    ghost = GhostServer()
    with pytest.raises(CheckFailed, match="mail: At Ghost: “Faint”"):
        put_draft(workspace, DAY, opener_of("ghost"), ask=in_process(ghost.answer))
    assert ghost.posts == {}
