"""Local pictures on their way into an issue: what is none stays behind, and the issue goes on."""

from datetime import date
from pathlib import Path

import pytest
from pictures import gif, png
from pipeline.newsletters import newsletter_in, workspace_at

from digest.errors import DraftError
from digest.pipeline.build import Built, build_issue

DAY = date(2024, 8, 9)
SECRET = "s3cret-token"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter with a paid feed, a lead by a guest, and its pictures inside the mail."""
    newsletter_in(
        tmp_path,
        f'[[sources]]\nname = "Paid wire"\nurl = "https://editor:{SECRET}@paid.invalid/feed"\n'
        '[mail]\npictures = "attached"\n',
    )
    return tmp_path


def built(folder: Path, image: str) -> Built:
    """The issue whose lead, a guest's, names `image`."""
    (folder / "articles" / "guest.md").write_text(
        f"---\ntitle: A guest piece\nlead: true\ndate: 2024-08-08\nimage: {image}\n"
        "image_alt: A map\n---\nEnvoys met on Tuesday in the old customs house of the town.\n"
    )
    return build_issue(workspace_at(folder, DAY), DAY, offline=True)


def pictures_of(issue: Built) -> list[str]:
    """The names of the files in images/."""
    return sorted(path.name for path in (issue.path / "images").glob("*"))


def test_a_picture_travels_with_the_issue(folder: Path) -> None:
    """Under the ending of what it is, in the folder and in the mail."""
    (folder / "map.html").write_bytes(gif())
    issue = built(folder, "map.html")
    assert pictures_of(issue) == ["map.html.gif"]
    assert b"Content-Type: image/gif" in issue.rendered.eml


@pytest.mark.parametrize("image", ["newsletter.toml", ".digest/lock", "bomb.png", "/etc/passwd"])
def test_what_is_no_picture_stays_behind(folder: Path, image: str) -> None:
    """The issue goes on, and says which file it was."""
    (folder / ".digest").mkdir()
    (folder / ".digest" / "lock").write_bytes(png())
    (folder / "bomb.png").write_bytes(png(60_000, 60_000))
    issue = built(folder, image)
    assert pictures_of(issue) == []
    for path in issue.path.rglob("*"):
        assert path.is_dir() or SECRET.encode() not in path.read_bytes()
    assert b"Content-Type: image/" not in issue.rendered.eml
    (failure,) = (one.reason for one in issue.collection.failures)
    assert failure.startswith("articles/guest.md: image: ")
    assert image in failure


@pytest.mark.parametrize("now", ["settings", "gone"])
def test_a_picture_that_was_one_when_it_was_collected_is_looked_at_again(
    folder: Path, now: str
) -> None:
    """Also one that an earlier version took from anywhere: the store still names it."""
    (folder / "map.png").write_bytes(png())
    assert pictures_of(built(folder, "map.png")) == ["map.png"]
    (folder / "map.png").unlink()
    if now == "settings":
        (folder / "map.png").symlink_to("newsletter.toml")
    issue = build_issue(workspace_at(folder, DAY), DAY, offline=True)
    assert pictures_of(issue) == []
    (note,) = (one for one in issue.notes if "map.png" in one)
    assert note.startswith("“A guest piece” goes without its picture: map.png is n")


def with_line(folder: Path, line: str) -> Path:
    """The page of the day, its lead with a line of the editor's."""
    built(folder, "map.png")
    page = folder / "drafts" / f"{DAY}.toml"
    page.write_text(page.read_text().replace('section = "lead"', f'section = "lead"\n{line}', 1))
    return page


def test_the_pages_own_picture_travels_instead(folder: Path) -> None:
    """It is named from the newsletter's folder, and its alt text is the headline."""
    for name in ("map.png", "quay.png"):
        (folder / name).write_bytes(png())
    with_line(folder, 'image = "quay.png"')
    issue = build_issue(workspace_at(folder, DAY), DAY, offline=True)
    assert pictures_of(issue) == ["quay.png"]
    assert 'alt="A guest piece"' in issue.rendered.html


@pytest.mark.parametrize("image", ["newsletter.toml", "/etc/passwd", "../quay.png", "gone.png"])
def test_a_picture_of_the_page_that_is_none_is_refused_with_its_line(
    folder: Path, image: str
) -> None:
    """The page is not used until it is mended."""
    (folder / "map.png").write_bytes(png())
    (folder.parent / "quay.png").write_bytes(png())
    page = with_line(folder, f'image = "{image}"')
    line = page.read_text().splitlines().index(f'image = "{image}"') + 1
    with pytest.raises(DraftError, match=rf"\.toml:{line}: image: "):
        build_issue(workspace_at(folder, DAY), DAY, offline=True)
