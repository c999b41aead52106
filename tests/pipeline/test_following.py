"""The page follows the week until somebody edits it; then what came since is told."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from pipeline.newsletters import desk_on, newsletter_in, write_piece

from digest.errors import DraftError
from digest.pipeline.build import Built, build_issue
from digest.pipeline.collecting import collect_articles
from digest.pipeline.desk import Desk, Voice
from digest.pipeline.drafting import draft_issue
from digest.pipeline.previewing import preview_build
from digest.pipeline.publishing import correct_issue, publish_issue

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


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A newsletter of one piece, built on Thursday noon."""
    newsletter_in(tmp_path)
    write_piece(tmp_path, "Harbour", "2024-07-31")
    build_issue(desk_on(tmp_path, DAY), DAY)
    return desk_on(tmp_path, DAY)


def settings(desk: Desk, more: str) -> Desk:
    """The same newsletter with `more` at the end of its settings."""
    newsletter_in(desk.folder, more)
    return desk_on(desk.folder, DAY)


def lead_piece(desk: Desk, title: str) -> None:
    """A piece that wants to lead."""
    write_piece(desk.folder, title, "2024-08-01")
    path = desk.folder / "articles" / f"{title}.md"
    path.write_text(path.read_text().replace("---\n", "---\nlead: true\n", 1))


def edit(desk: Desk, old: str = 'subject = ""', new: str = 'subject = "Mine"') -> None:
    """A word of the editor on the page."""
    page = desk.page(DAY)
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


def test_a_page_nobody_edited_takes_in_what_came_since(desk: Desk) -> None:
    """The build of Friday is Friday's, and says so; a copy of the page goes into the issue."""
    lead_piece(desk, "Summit")
    built = build_issue(desk, DAY)
    assert headlines(built) == ["Summit", "Harbour"]
    assert "proposed anew; came in: “Summit" in told(built)
    assert "the lead is now “Summit" in told(built)
    assert (built.path / "draft.toml").read_bytes() == desk.page(DAY).read_bytes()


def test_building_twice_changes_no_byte(desk: Desk) -> None:
    """Neither the page nor the issue, and no history is made of what nobody wrote."""
    lead_piece(desk, "Summit")
    build_issue(desk, DAY)
    before = files(desk.folder)
    assert "proposed anew" not in told(build_issue(desk, DAY))
    assert files(desk.folder) == before
    assert not (desk.folder / "drafts" / ".history").exists()


def test_a_page_nobody_edited_follows_the_settings(desk: Desk) -> None:
    """A new section, and one that is gone."""
    write_piece(desk.folder, "Grain", "2024-08-01")
    more = (
        '[[sections]]\nid = "grain"\nheading = "Grain"\nmatch = "grain"\n[weeks]\nmax_items = 1\n'
    )
    cut = settings(desk, more)
    built = build_issue(cut, DAY)
    assert len(headlines(built)) == 1
    assert "Fat week" in told(built)
    assert 'grain = "Grain"' in desk.page(DAY).read_text()
    assert len(headlines(build_issue(settings(desk, ""), DAY))) == 2
    assert "grain =" not in desk.page(DAY).read_text()


def test_an_edited_page_stays_and_what_came_is_told(desk: Desk) -> None:
    """By the build and on the desk of the preview; `draft` takes it in."""
    edit(desk)
    lead_piece(desk, "Summit")
    page = desk.page(DAY).read_bytes()
    built = build_issue(desk, DAY)
    assert headlines(built) == ["Harbour"]
    assert desk.page(DAY).read_bytes() == page
    assert "1 article came since the page was last written: the program would print 1" in told(
        built
    )
    assert "the new lead would be “Summit" in told(built)
    preview = preview_build(lambda: desk, DAY)()
    assert any("`digest draft` puts what is new" in note for note in preview.notes)
    drafted = draft_issue(desk, DAY, merge=True)
    assert any(note.startswith("new: Desk: Summit") for note in drafted.notes)
    assert 'print it: section = "lead"' in desk.page(DAY).read_text()
    assert "came since" not in told(build_issue(desk, DAY))


def test_publishing_warns_when_the_news_would_lead(desk: Desk) -> None:
    """It is published all the same: the editor may know."""
    edit(desk)
    build_issue(desk, DAY)
    lead_piece(desk, "Summit")
    words = Words()
    build_issue(desk, DAY)
    assert publish_issue(replace(desk, voice=words.voice), DAY).changed
    (warning,) = words.aloud
    assert warning.startswith("1 article came since the page was last written")
    assert "the new lead would be “Summit" in warning
    assert warning.endswith("They are not in this issue.")


def test_publishing_only_notes_what_would_not_lead(desk: Desk) -> None:
    """The harbour still leads."""
    edit(desk, 'section = "lead"', 'section = "lead"\npin = true')
    lead_piece(desk, "Harbour")
    build_issue(desk, DAY)
    write_piece(desk.folder, "Grain", "2024-08-01")
    build_issue(desk, DAY)
    words = Words()
    publish_issue(replace(desk, voice=words.voice), DAY)
    assert words.aloud == []
    assert any("They are not in this issue" in note for note in words.noted)


def test_publishing_warns_of_stories_without_a_section(desk: Desk) -> None:
    """A note of the build may be overlooked; an issue must not silently go out without them."""
    write_piece(desk.folder, "Grain", "2024-08-01")
    build_issue(desk, DAY)
    edit(desk, 'section = "lead"', 'section = "laed"')
    assert 'did you mean "lead"?' in told(build_issue(desk, DAY))
    words = Words()
    assert publish_issue(replace(desk, voice=words.voice), DAY).changed
    (warning,) = words.aloud
    assert 'section = "laed" is no section of newsletter.toml' in warning


def test_publishing_asks_no_program_for_blurbs(desk: Desk) -> None:
    """Counting what came needs none."""
    runs = desk.folder / "runs"
    program = f'command = ["sh", "-c", "echo run >> {runs}; echo Some words."]'
    writing = settings(desk, f"[blurbs]\n{program}\n")
    build_issue(writing, DAY)
    before = runs.read_text()
    write_piece(desk.folder, "Grain", "2024-08-01")
    collect_articles(writing)
    words = Words()
    publish_issue(replace(writing, voice=words.voice), DAY)
    assert "1 article came since" in "".join([*words.aloud, *words.noted])
    assert runs.read_text() == before


def test_the_page_of_an_issue_that_went_out_is_not_proposed_anew(desk: Desk) -> None:
    """A correction must not become another issue, though nobody edited the page."""
    publish_issue(desk, DAY)
    correct_issue(desk, DAY, reason="The bridge is in Kerch.")
    lead_piece(desk, "Summit")
    page = desk.page(DAY).read_bytes()
    built = build_issue(desk, DAY)
    assert headlines(built) == ["Harbour"]
    assert "the new lead would be “Summit" in told(built)
    assert desk.page(DAY).read_bytes() == page
    draft_issue(desk, DAY, merge=True)
    assert headlines(build_issue(desk, DAY)) == ["Harbour"]


def test_a_renamed_section_stops_nothing(desk: Desk) -> None:
    """The story is not lost: it is told, and a candidate after the merge."""
    lead_piece(desk, "Summit")
    build_issue(desk, DAY)
    edit(desk)
    path = desk.folder / "newsletter.toml"
    path.write_text(path.read_text().replace('id = "other"', 'id = "elsewhere"'))
    renamed = desk_on(desk.folder, DAY)
    built = build_issue(renamed, DAY)
    assert headlines(built) == ["Summit"]
    assert "no longer has the section “other”, where the page has 1 story" in told(built)
    notes = draft_issue(renamed, DAY, merge=True).notes
    assert any("no longer has the section “other”" in note for note in notes)
    below = desk.page(DAY).read_text().partition("\n[candidates]")[2]
    assert "#: since your last edit newsletter.toml does not print the section “other”" in below
    assert "no longer has" not in told(build_issue(renamed, DAY))


@pytest.mark.parametrize("broken", [False, True])
def test_starting_afresh_keeps_the_page_before(desk: Desk, *, broken: bool) -> None:
    """Also one that cannot be read; the message names the file."""
    edit(desk, "\n[candidates]", "\n[candidates" if broken else "\n# mine\n[candidates]")
    before = desk.page(DAY).read_bytes()
    if broken:
        with pytest.raises(DraftError):
            draft_issue(desk, DAY, merge=True)
    drafted = draft_issue(desk, DAY, merge=True, afresh=True)
    kept = desk.folder / "drafts" / ".history" / "2024-08-02.1.toml"
    assert kept.read_bytes() == before
    assert not drafted.draft.edited
    assert drafted.notes == (
        f"Started over: {desk.page(DAY)} is the program's own proposal; "
        f"the page before is kept as {kept}.",
    )
    assert headlines(build_issue(desk, DAY)) == ["Harbour"]
