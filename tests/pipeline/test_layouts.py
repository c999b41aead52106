"""The layout of an issue: from the setting into the mail, and what keeps it there."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from parsing import parse_here
from pipeline.newsletters import SETTINGS, newsletter_in, workspace_at, write_piece

from digest.archive.contents import load_issue
from digest.archive.differences import compare_issues
from digest.config import load_newsletter, parse_newsletter
from digest.errors import UsageError
from digest.pipeline.build import build_issue
from digest.pipeline.publication import publish_issue
from digest.pipeline.toolchain import verify_issues
from digest.pipeline.website import push_site
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 2)
THEME = '[theme]\naccent = "#1d4e89"\n'


def set_layout(folder: Path, name: str) -> Workspace:
    """Write the setting, as the editor would."""
    newsletter_in(folder)
    settings = SETTINGS.replace('"Test Weekly"', f'"Test Weekly"\nlayout = "{name}"')
    (folder / "newsletter.toml").write_text(settings)
    return workspace_at(folder, DAY)


def try_layout(folder: Path, name: str) -> Workspace:
    """The workspace of `preview --layout`."""
    workspace = workspace_at(folder, DAY)
    tried = load_newsletter(folder, layout=name)
    return Workspace(folder=folder, newsletter=tried, now=workspace.now, parsing=parse_here)


def write_template(folder: Path, text: str, place: str = "templates/layouts/mine") -> None:
    """The text part in a layout of our own, with the way out that the check asks for."""
    path = folder / place / "issue.txt.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{text}\n{{{{ tags.unsubscribe }}}}\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter of one piece, with a layout of its own that it is set in."""
    set_layout(newsletter_in(tmp_path), "magazine")
    write_piece(tmp_path, "Harbour", "2024-07-31")
    write_template(tmp_path, "mine")
    (tmp_path / "templates" / "layouts" / "mine" / "theme.toml").write_text(THEME)
    set_layout(tmp_path, "mine")
    return tmp_path


def text_of(folder: Path) -> str:
    """The first line of the text part as it stands in the archive."""
    return (folder / "issues" / DAY.isoformat() / "issue.txt").read_text().splitlines()[0]


def test_the_setting_dresses_the_issue(folder: Path) -> None:
    """Its templates and its theme; the site has the colours, too."""
    built = build_issue(workspace_at(folder, DAY), DAY)
    assert (built.issue.layout, built.issue.theme.accent) == ("mine", "#1d4e89")
    assert text_of(folder) == "mine"
    assert "#1d4e89" in (folder / "issues" / "site.css").read_text()


def test_a_published_issue_keeps_its_layout(folder: Path) -> None:
    """When the setting changes, and when the layout itself changes or goes."""
    build_issue(workspace_at(folder, DAY), DAY)
    publish_issue(workspace_at(folder, DAY), DAY)
    went_out = text_of(folder)
    layout = folder / "templates" / "layouts" / "mine"
    changes = (
        lambda: write_template(folder, "another"),
        lambda: set_layout(folder, "wire"),
        lambda: write_template(folder, "of every layout", "templates"),
        lambda: shutil.rmtree(layout),
    )
    for change in changes:
        change()
        build_issue(workspace_at(folder, DAY), DAY)
        (verdict,), mended = verify_issues(folder / "issues")
        assert (verdict.damages, verdict.notes, mended) == ((), (), ())
    (folder / "issues" / DAY.isoformat() / "issue.txt").unlink()
    verify_issues(folder / "issues", mend=True)
    assert text_of(folder) == went_out == "mine"


def test_a_layout_that_was_tried_is_not_published(folder: Path) -> None:
    """It stands in the draft until the next build; readers' colours stay as they are set."""
    build_issue(try_layout(folder, "wire"), DAY, rehearsal=True)
    workspace = workspace_at(folder, DAY)
    with pytest.raises(UsageError, match=r"in the layout wire, not in mine; build it again"):
        publish_issue(workspace, DAY)
    push_site(workspace, folder / "public")
    assert "#1d4e89" in (folder / "public" / "site.css").read_text()
    build_issue(workspace, DAY)
    assert text_of(folder) == "mine"
    assert publish_issue(workspace, DAY).changed


def test_another_layout_is_a_difference(folder: Path) -> None:
    """`archive diff` names it."""
    build_issue(workspace_at(folder, DAY), DAY)
    before = load_issue(folder / "issues", DAY)
    build_issue(set_layout(folder, "brief"), DAY)
    changes = compare_issues(before, load_issue(folder / "issues", DAY))
    assert "The layout changed: “mine” is now “brief”." in [one.sentence for one in changes]


def test_the_check_looks_at_the_templates_of_the_layout_only(folder: Path) -> None:
    """A finding names the file."""
    template = "<mj-section><mj-colunm></mj-colunm></mj-section>"
    for name in ("mine", "other"):
        path = folder / "templates" / "layouts" / name / "partials" / "_unused.mjml.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template)
    found = build_issue(workspace_at(folder, DAY), DAY).findings
    assert [one.block for one in found if one.rule == "mjml-tag"] == [
        "templates/layouts/mine/partials/_unused.mjml.j2:1"
    ]


@pytest.mark.parametrize(
    ("layout", "own", "printed"),
    [("magazine", "", 3), ("wire", "", 2), ("wire", "paragraphs = 5", 5)],
)
def test_a_layout_says_how_much_of_a_lead_is_printed(layout: str, own: str, printed: int) -> None:
    """Where the newsletter says nothing itself."""
    text = f'[newsletter]\ntitle = "T"\nlayout = "{layout}"\n[lead]\n{own}\n'
    assert parse_newsletter(text).lead.paragraphs == printed
