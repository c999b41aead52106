"""What the desk makes and watches in a newsletter's folder."""

from pathlib import Path

from desk.newsletters import start, workspace_in

from digest.pipeline.issue_maker import IssueMaker, watched_paths
from digest.pipeline.workspace import Workspace


def watched_in(folder: Path, sources: str) -> set[str]:
    """What is watched with these sources in the settings, as paths in the folder."""
    settings = folder / "newsletter.toml"
    settings.write_text(settings.read_text() + sources)
    return {path.relative_to(folder).as_posix() for path in watched_paths(workspace_in(folder))}


def test_settings_templates_drafts_and_local_pieces_are_watched(tmp_path: Path) -> None:
    """A feed on the web is not; a path with wildcards is watched from where they begin."""
    sources = """
[[sources]]
url = "https://example.org/feed"
[[sources]]
path = "saved/wire.xml"
[[sources]]
path = "letters/2024-*/[ab]?.md"
"""
    assert watched_in(start(tmp_path), sources) == {
        "newsletter.toml",
        "templates",
        "drafts",
        "articles",
        "saved/wire.xml",
        "letters",
    }


def test_a_name_that_looks_like_a_wildcard_is_a_name(tmp_path: Path) -> None:
    """Where such a file exists."""
    start(tmp_path)
    (tmp_path / "what?").mkdir()
    assert "what?" in watched_in(tmp_path, '[[sources]]\npath = "what?"\n')


def test_an_issue_knows_its_draft_page_and_its_room(tmp_path: Path) -> None:
    """What the email service will add is taken off what Gmail shows."""
    folder = start(tmp_path)
    settings = folder / "newsletter.toml"
    settings.write_text(settings.read_text() + "[check]\nesp_allowance = 5000\n")
    shown = IssueMaker(lambda: workspace_in(folder), None).build()
    assert shown.page == "drafts/2024-08-09.toml"
    assert (shown.near_clip_bytes, shown.clip_bytes) == (75_000, 95_000)
    assert "Harbour opens" in shown.rendered.html


def test_settings_are_read_anew_for_every_build(tmp_path: Path) -> None:
    """So that what the editor just wrote counts."""
    folder = start(tmp_path)
    opened: list[Workspace] = []

    def open_workspace() -> Workspace:
        opened.append(workspace_in(folder))
        return opened[-1]

    maker = IssueMaker(open_workspace, None)
    maker.build()
    settings = folder / "newsletter.toml"
    settings.write_text(settings.read_text().replace("Test Weekly", "Fresh Weekly"))
    assert maker.build().rendered.issue.masthead.title == "Fresh Weekly"
    assert len(opened) == 2
