"""The page follows the week until somebody edits it; then what came since is told."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.errors import DraftError
from digest.pipeline.build import Built, build_issue
from digest.pipeline.collection import collect_articles
from digest.pipeline.drafts import draft_issue
from digest.pipeline.issue_maker import IssueMaker
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.workspace import Voice, Workspace

DAY = date(2024, 8, 2)


@dataclass(frozen=True)
class Words:
    """What was said aloud, and what was merely noted."""

    aloud: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)

    @property
    def voice(self) -> Voice:
        """A voice that keeps them."""
        return Voice(warn=self.aloud.append, note=self.noted.append)


def settings(workspace: Workspace, more: str) -> Workspace:
    """The same newsletter with `more` at the end of its settings."""
    newsletter_in(workspace.folder, more)
    return workspace_at(workspace.folder, DAY)


def lead_piece(workspace: Workspace, title: str) -> None:
    """A piece that wants to lead."""
    write_piece(workspace.folder, title, "2024-08-01")
    path = workspace.folder / "articles" / f"{title}.md"
    path.write_text(path.read_text().replace("---\n", "---\nlead: true\n", 1))


def edit(workspace: Workspace, old: str = 'subject = ""', new: str = 'subject = "Mine"') -> None:
    """A word of the editor on the page."""
    page = workspace.page(DAY)
    text = page.read_text()
    assert old in text
    page.write_text(text.replace(old, new, 1))


def files(folder: Path) -> dict[str, bytes]:
    """Every file of pages and issues with what it holds."""
    found = [*folder.glob("drafts/**/*"), *folder.glob("issues/**/*")]
    return {str(path): path.read_bytes() for path in found if path.is_file()}


def told(built: Built) -> str:
    """What the build has to say."""
    return "\n".join(built.notes)


def headlines(built: Built) -> list[str]:
    """The first word of each item, in order."""
    return [item.headline.split()[0] for item in built.issue.items]


def test_a_page_nobody_edited_takes_in_what_came_since(workspace: Workspace) -> None:
    """The build of Friday is Friday's, and says so; a copy of the page goes into the issue."""
    lead_piece(workspace, "Summit")
    built = build_issue(workspace, DAY)
    assert headlines(built) == ["Summit", "Harbour"]
    assert "proposed anew; came in: “Summit" in told(built)
    assert "the lead is now “Summit" in told(built)
    assert (built.path / "draft.toml").read_bytes() == workspace.page(DAY).read_bytes()


def test_building_twice_changes_no_byte(workspace: Workspace) -> None:
    """Neither the page nor the issue, and no history is made of what nobody wrote."""
    lead_piece(workspace, "Summit")
    build_issue(workspace, DAY)
    before = files(workspace.folder)
    assert "proposed anew" not in told(build_issue(workspace, DAY))
    assert files(workspace.folder) == before
    assert not (workspace.folder / "drafts" / ".history").exists()


def test_a_page_nobody_edited_follows_the_settings(workspace: Workspace) -> None:
    """A new section, and one that is gone."""
    write_piece(workspace.folder, "Grain", "2024-08-01")
    more = (
        '[[sections]]\nid = "grain"\nheading = "Grain"\nmatch = "grain"\n[weeks]\nmax_items = 1\n'
    )
    cut = settings(workspace, more)
    built = build_issue(cut, DAY)
    assert len(headlines(built)) == 1
    assert "Fat week" in told(built)
    assert 'grain = "Grain"' in workspace.page(DAY).read_text()
    assert len(headlines(build_issue(settings(workspace, ""), DAY))) == 2
    assert "grain =" not in workspace.page(DAY).read_text()


def test_an_edited_page_stays_and_what_came_is_told(workspace: Workspace) -> None:
    """By the build and on the desk of the preview; `draft` takes it in."""
    edit(workspace)
    lead_piece(workspace, "Summit")
    page = workspace.page(DAY).read_bytes()
    built = build_issue(workspace, DAY)
    assert headlines(built) == ["Harbour"]
    assert workspace.page(DAY).read_bytes() == page
    assert "1 article came since the page was last written: the program would print 1" in told(
        built
    )
    assert "the new lead would be “Summit" in told(built)
    preview = IssueMaker(lambda: workspace, DAY).build()
    assert any("`digest draft` puts what is new" in note for note in preview.notes)
    drafted = draft_issue(workspace, DAY, merge=True)
    assert any(note.startswith("new: Desk: Summit") for note in drafted.notes)
    assert 'print it: section = "lead"' in workspace.page(DAY).read_text()
    assert "came since" not in told(build_issue(workspace, DAY))


def test_publishing_warns_when_the_news_would_lead(workspace: Workspace) -> None:
    """It is published all the same: the editor may know."""
    edit(workspace)
    build_issue(workspace, DAY)
    lead_piece(workspace, "Summit")
    words = Words()
    build_issue(workspace, DAY)
    assert publish_issue(replace(workspace, voice=words.voice), DAY).changed
    (warning,) = words.aloud
    assert warning.startswith("1 article came since the page was last written")
    assert "the new lead would be “Summit" in warning
    assert warning.endswith("They are not in this issue.")


def test_publishing_only_notes_what_would_not_lead(workspace: Workspace) -> None:
    """The harbour still leads."""
    edit(workspace, 'section = "lead"', 'section = "lead"\npin = true')
    lead_piece(workspace, "Harbour")
    build_issue(workspace, DAY)
    write_piece(workspace.folder, "Grain", "2024-08-01")
    build_issue(workspace, DAY)
    words = Words()
    publish_issue(replace(workspace, voice=words.voice), DAY)
    assert words.aloud == []
    assert any("They are not in this issue" in note for note in words.noted)


def test_publishing_warns_of_stories_without_a_section(workspace: Workspace) -> None:
    """A note of the build may be overlooked; an issue must not silently go out without them."""
    write_piece(workspace.folder, "Grain", "2024-08-01")
    build_issue(workspace, DAY)
    edit(workspace, 'section = "lead"', 'section = "laed"')
    assert 'did you mean "lead"?' in told(build_issue(workspace, DAY))
    words = Words()
    assert publish_issue(replace(workspace, voice=words.voice), DAY).changed
    (warning,) = words.aloud
    assert 'section = "laed" is no section of newsletter.toml' in warning


def test_publishing_asks_no_program_for_blurbs(workspace: Workspace) -> None:
    """Counting what came needs none."""
    runs = workspace.folder / "runs"
    program = f'command = ["sh", "-c", "echo run >> {runs}; echo Some words."]'
    writing = settings(workspace, f"[blurbs]\n{program}\n")
    build_issue(writing, DAY)
    before = runs.read_text()
    write_piece(workspace.folder, "Grain", "2024-08-01")
    collect_articles(writing)
    words = Words()
    publish_issue(replace(writing, voice=words.voice), DAY)
    assert "1 article came since" in "".join([*words.aloud, *words.noted])
    assert runs.read_text() == before


def test_the_page_of_an_issue_that_went_out_is_not_proposed_anew(workspace: Workspace) -> None:
    """A correction must not become another issue, though nobody edited the page."""
    publish_issue(workspace, DAY)
    correct_issue(workspace, DAY, reason="The bridge is in Kerch.")
    lead_piece(workspace, "Summit")
    page = workspace.page(DAY).read_bytes()
    built = build_issue(workspace, DAY)
    assert headlines(built) == ["Harbour"]
    assert "the new lead would be “Summit" in told(built)
    assert workspace.page(DAY).read_bytes() == page
    draft_issue(workspace, DAY, merge=True)
    assert headlines(build_issue(workspace, DAY)) == ["Harbour"]


def test_a_renamed_section_stops_nothing(workspace: Workspace) -> None:
    """The story is not lost: it is told, and a candidate after the merge."""
    lead_piece(workspace, "Summit")
    build_issue(workspace, DAY)
    edit(workspace)
    path = workspace.folder / "newsletter.toml"
    path.write_text(path.read_text().replace('id = "other"', 'id = "elsewhere"'))
    renamed = workspace_at(workspace.folder, DAY)
    built = build_issue(renamed, DAY)
    assert headlines(built) == ["Summit"]
    assert "no longer has the section “other”, where the page has 1 story" in told(built)
    notes = draft_issue(renamed, DAY, merge=True).notes
    assert any("no longer has the section “other”" in note for note in notes)
    below = workspace.page(DAY).read_text().partition("\n[candidates]")[2]
    assert "#: since your last edit newsletter.toml does not print the section “other”" in below
    assert "no longer has" not in told(build_issue(renamed, DAY))


@pytest.mark.parametrize("broken", [False, True])
def test_starting_afresh_keeps_the_page_before(workspace: Workspace, *, broken: bool) -> None:
    """Also one that cannot be read; the message names the file."""
    edit(workspace, "\n[candidates]", "\n[candidates" if broken else "\n# mine\n[candidates]")
    before = workspace.page(DAY).read_bytes()
    if broken:
        with pytest.raises(DraftError):
            draft_issue(workspace, DAY, merge=True)
    drafted = draft_issue(workspace, DAY, merge=True, afresh=True)
    kept = workspace.folder / "drafts" / ".history" / "2024-08-02.1.toml"
    assert kept.read_bytes() == before
    assert not drafted.draft.edited
    assert drafted.notes == (
        f"Started over: {workspace.page(DAY)} is the program's own proposal; "
        f"the page before is kept as {kept}.",
    )
    assert headlines(build_issue(workspace, DAY)) == ["Harbour"]
