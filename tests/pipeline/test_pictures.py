"""Local pictures on their way into an issue: what is none stays behind, and the issue goes on."""

from datetime import date
from pathlib import Path
from shutil import rmtree

import pytest
from pictures import chart, opened, photo, png, saved
from pipeline.newsletters import newsletter_in, workspace_at

from digest.archive.contents import issue_record, load_issue
from digest.errors import DraftError
from digest.pipeline.build import Built, build_issue
from digest.pipeline.toolchain import verify_issues

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
    """The names of the files in images/ but for the issue's card."""
    names = (path.name for path in (issue.path / "images").glob("*"))
    return sorted(name for name in names if name != issue.issue.card)


def test_a_picture_travels_with_the_issue(folder: Path) -> None:
    """Under the ending of what it is, in the folder and in the mail."""
    (folder / "map.html").write_bytes(saved(chart(90, 60), "GIF"))
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


def test_a_picture_of_the_page_that_is_none_is_refused_with_its_line(folder: Path) -> None:
    """The page is not used until it is mended."""
    for place in (folder / "map.png", folder.parent / "quay.png"):
        place.write_bytes(png())
    page = with_line(folder, 'image = "map.png"')
    sound = page.read_text()
    line = sound.splitlines().index('image = "map.png"') + 1
    for image in ("newsletter.toml", "/etc/passwd", "../quay.png", "gone.png"):
        page.write_text(sound.replace('image = "map.png"', f'image = "{image}"'))
        with pytest.raises(DraftError, match=rf"\.toml:{line}: image: "):
            build_issue(workspace_at(folder, DAY), DAY, offline=True)


def pixels(issue: Built, name: str) -> tuple[int, int]:
    """The size of a picture in the issue's folder."""
    return opened((issue.path / "images" / name).read_bytes()).size


def test_a_picture_is_kept_at_twice_the_width_it_is_shown_at(folder: Path) -> None:
    """And the record says how large it is, so that a mail keeps its place free."""
    (folder / "map.jpg").write_bytes(saved(photo(2400, 1600)))
    issue = built(folder, "map.jpg")
    assert pixels(issue, "map.jpg") == (1200, 800)
    lead = load_issue(folder / "issues", DAY).lead
    assert lead is not None
    assert lead.image is not None
    assert (lead.image.width, lead.image.height) == (1200, 800)
    assert (folder / "map.jpg").read_bytes() == saved(photo(2400, 1600))


def test_a_picture_in_two_places_is_kept_for_the_larger(folder: Path) -> None:
    """One file serves both."""
    (folder / "map.jpg").write_bytes(saved(photo(2400, 1600)))
    (folder / "articles" / "pilots.md").write_text(
        "---\ntitle: Pilots of Orl\ndate: 2024-08-08\nimage: map.jpg\nsection: more\n---\n"
        "Seven of them signed a long letter, and the ministers wrote back the same evening.\n"
    )
    with (folder / "newsletter.toml").open("a") as settings:
        settings.write('[[sections]]\nid = "more"\nheading = "More"\nstyle = "cards"\n')
    issue = built(folder, "map.jpg")
    assert [item.image.url for item in issue.issue.items if item.image] == ["images/map.jpg"] * 2
    assert pictures_of(issue) == ["map.jpg"]
    assert pixels(issue, "map.jpg") == (1200, 800)


def test_a_second_build_takes_what_the_first_has_made(folder: Path) -> None:
    """Byte for byte, though another version of the encoder might write other bytes."""
    (folder / "map.jpg").write_bytes(saved(photo(2400, 1600)))
    built(folder, "map.jpg")
    (made,) = (folder / ".digest" / "pictures").iterdir()
    other = saved(photo(300, 200))
    made.write_bytes(other)
    issue = build_issue(workspace_at(folder, DAY), DAY, offline=True)
    assert (issue.path / "images" / "map.jpg").read_bytes() == other


def test_an_issue_is_made_again_from_its_own_pictures(folder: Path) -> None:
    """Neither the newsletter's picture nor what was made of it is needed any more."""
    (folder / "map.jpg").write_bytes(saved(photo(2400, 1600)))
    built(folder, "map.jpg")
    (folder / "map.jpg").unlink()
    rmtree(folder / ".digest" / "pictures")
    ((verdict,), _) = verify_issues(folder / "issues")
    assert (verdict.damages, verdict.notes) == ((), ())


def test_a_damaged_picture_stays_behind_and_the_editor_is_told(folder: Path) -> None:
    """The issue goes on with its card."""
    (folder / "map.jpg").write_bytes(saved(photo(2400, 1600))[:9_000])
    issue = built(folder, "map.jpg")
    (note,) = (one for one in issue.notes if "map.jpg" in one)
    assert note == (
        "“A guest piece” goes without its picture: map.jpg is a damaged JPEG picture; save it anew."
    )
    assert issue.issue.card == "card.png"


def test_an_issue_without_a_picture_gets_a_card_that_no_mail_shows(folder: Path) -> None:
    """It stands for the issue where it is shared, and the record knows it like a picture."""
    issue = built(folder, "")
    assert issue.issue.card == "card.png"
    assert pixels(issue, "card.png") == (1200, 630)
    assert "images/card.png" in issue_record(folder / "issues", DAY).files
    assert "card.png" not in issue.rendered.html
    assert b"Content-Type: image/" not in issue.rendered.eml


def test_an_issue_with_a_picture_needs_no_card(folder: Path) -> None:
    """Only a picture in the issue's folder counts: a remote one may go."""
    (folder / "map.png").write_bytes(png())
    assert built(folder, "map.png").issue.card == ""
    assert built(folder, "https://maps.example/map.png").issue.card == "card.png"


def test_a_picture_called_like_the_card_gets_another_name(folder: Path) -> None:
    """Both are kept."""
    (folder / "card.png").write_bytes(png())
    (name,) = pictures_of(built(folder, "card.png"))
    assert name.endswith("-card.png")


def test_the_card_says_the_headline_without_the_newsletters_name(folder: Path) -> None:
    """The name stands above it; so a card with and one without the prefix are one."""
    plain = (built(folder, "").path / "images" / "card.png").read_bytes()
    with (folder / "newsletter.toml").open("a") as settings:
        settings.write('[lead]\nprefix = "Test Weekly:"\n')
    issue = built(folder, "")
    assert issue.issue.lead is not None
    assert issue.issue.lead.headline == "Test Weekly: A guest piece"
    assert (issue.path / "images" / "card.png").read_bytes() == plain


def test_a_card_that_lost_its_neighbour_to_max_bytes_has_a_wide_picture(tmp_path: Path) -> None:
    """What is left stands alone, 520 pixels wide instead of 252."""
    newsletter_in(tmp_path, '[lead]\nmatch = "nobody"\n[weeks]\nmax_bytes = 1\n')
    settings = tmp_path / "newsletter.toml"
    settings.write_text(settings.read_text().replace('news:"', 'news:"\nstyle = "cards"'))
    (tmp_path / "map.jpg").write_bytes(saved(photo(1600, 900)))
    for title, text in (("Pilots", "Seven of them signed."), ("Grain", "It rots in the port.")):
        (tmp_path / "articles" / f"{title}.md").write_text(
            f"---\ntitle: {title}\ndate: 2024-08-08\nimage: map.jpg\n---\n{text}\n"
        )
    issue = build_issue(workspace_at(tmp_path, DAY), DAY, offline=True)
    assert len(list(issue.issue.items)) == 1
    assert pixels(issue, "map.jpg")[0] == 1040
