"""An issue made of what was gathered is the one made in the newsletter's folder, and reads none."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pictures import chart, saved
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest.config import load_newsletter
from digest.errors import NothingToPublish
from digest.pipeline.build import build_issue
from digest.pipeline.collection import collect_articles
from digest.pipeline.gathered import NotGathered
from digest.pipeline.gathering import gather_issue
from digest.pipeline.making import MadeIssue, keep_issue, make_issue
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.workspace import Workspace
from digest.store import open_store

DAY = date(2024, 8, 9)
NAMES = ("Harbour", "Bridge", "Ferry", "Quay")


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """A newsletter of four pieces, collected."""
    (tmp_path / "home").mkdir()
    folder = newsletter_in(tmp_path / "home")
    for name in NAMES:
        write_piece(folder, name, "2024-08-06")
    workspace = workspace_at(folder, DAY)
    collect_articles(workspace, offline=True)
    return workspace


def travelled(workspace: Workspace, bench: Path) -> Workspace:
    """The workspace as it stands on another machine."""
    gathered = deepcopy(gather_issue(workspace, DAY))
    for name, data in gathered.templates.items():
        path = bench / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return replace(workspace, gathered=gathered, bench=bench)


def essence(made: MadeIssue) -> tuple[object, ...]:
    """All that is kept of an issue."""
    shown = made.shown
    assert shown
    return made.drafted.text, shown.rendered, shown.pictures, shown.findings, shown.notes


def with_picture(desk: Workspace) -> Workspace:
    """A guest's lead shows a picture of the newsletter's own."""
    (desk.folder / "boat.png").write_bytes(saved(chart(90, 60), "PNG"))
    (desk.folder / "articles" / "guest.md").write_text(
        "---\ntitle: A guest piece\nlead: true\ndate: 2024-08-08\nimage: boat.png\n"
        "image_alt: A boat\n---\nEnvoys met on Tuesday in the old customs house.\n"
    )
    collect_articles(desk, offline=True)
    return desk


def with_an_edited_page(desk: Workspace) -> Workspace:
    """The editor named the issue, and prints a piece of long ago."""
    write_piece(desk.folder, "Ark", "2024-03-01")
    collect_articles(desk, offline=True)
    build_issue(desk, DAY, offline=True)
    with open_store(desk.store_file) as store:
        (old,) = (
            one
            for one in store.articles(
                since=desk.now - timedelta(days=300),
                until=desk.now,
                sources=desk.newsletter.sources,
            )
            if one.title.startswith("Ark")
        )
    page = desk.page(DAY)
    story = f'[[story]]\nsection = "other"\narticles = ["{old.id}"]\n\n[candidates]\n'
    text = page.read_text().replace('subject = ""', 'subject = "All at sea"')
    page.write_text(text.replace("\n[candidates]\n", f"\n{story}", 1))
    return desk


def with_templates(desk: Workspace) -> Workspace:
    """The newsletter has a template of its own."""
    path = desk.templates / "partials" / "_colophon.mjml.j2"
    path.parent.mkdir(parents=True)
    path.write_text("<mj-section><mj-column><mj-text>Our own</mj-text></mj-column></mj-section>")
    return desk


def open_for_a_correction(desk: Workspace) -> Workspace:
    """The issue is out, and being corrected."""
    build_issue(desk, DAY, offline=True)
    publish_issue(desk, DAY)
    correct_issue(desk, DAY, reason="The ship is called Aurora.")
    return desk


def in_a_thin_week(desk: Workspace) -> Workspace:
    """Four items are too few, and it looks back further."""
    settings = desk.folder / "newsletter.toml"
    settings.write_text(
        f'{settings.read_text()}[weeks]\nmin_items = 6\nthin = "extend"\nextend_days = 20\n'
    )
    write_piece(desk.folder, "Barge", "2024-07-20")
    thin = replace(desk, newsletter=load_newsletter(desk.folder))
    collect_articles(thin, offline=True)
    return thin


@pytest.mark.parametrize(
    ("prepared", "told"),
    [
        (with_picture, "boat"),
        (with_an_edited_page, "Ark ark0"),
        (with_templates, "Our own"),
        (open_for_a_correction, "called Aurora"),
        (in_a_thin_week, "looking back 20 more days"),
    ],
)
def test_made_elsewhere_it_is_the_same(
    desk: Workspace, tmp_path: Path, prepared: Callable[[Workspace], Workspace], told: str
) -> None:
    """To the byte, page and pictures and what the check finds included."""
    workspace = prepared(desk)
    at_home = make_issue(workspace, DAY)
    elsewhere = travelled(workspace, tmp_path / "bench")
    with untouched(workspace.folder):
        made = make_issue(elsewhere, DAY)
    assert made.shown
    assert essence(made) == essence(at_home)
    assert told in f"{made.shown.rendered.html}{made.shown.notes}{[*made.shown.pictures]}"
    path, _ = keep_issue(workspace, made)
    assert (path / "issue.html").read_text() == made.shown.rendered.html


def test_a_week_without_articles_is_told_the_same_elsewhere(tmp_path: Path) -> None:
    """The sentence, too."""
    workspace = workspace_at(newsletter_in(tmp_path), DAY)
    with pytest.raises(NothingToPublish, match="nothing was collected yet"):
        make_issue(travelled(workspace, tmp_path / "bench"), DAY)


def test_what_nobody_gathered_is_not_made_up(desk: Workspace) -> None:
    """What is missing among the values may well be in the folder."""
    gathered = gather_issue(desk, DAY)
    with pytest.raises(NotGathered, match="feedfeedfeed"):
        gathered.by_id({"feedfeedfeed"})
    with pytest.raises(NotGathered, match=r"boat\.png"):
        gathered.picture("articles/boat.png")
    with pytest.raises(NotGathered, match="articles since"):
        gathered.articles(since=desk.now.replace(year=2020), until=desk.now)


@contextmanager
def untouched(folder: Path) -> Iterator[None]:
    """Fails where a file of `folder` is opened, listed or written, or a socket made."""
    _GUARDED.append(folder)
    try:
        yield
    finally:
        _GUARDED.pop()
    assert not _TOUCHED, _TOUCHED


_GUARDED: list[Path] = []
_TOUCHED: list[str] = []
_WATCHED = ("open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "sqlite3.connect")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if not _GUARDED:
        return
    if event.startswith("socket."):
        _TOUCHED.append(event)
    elif event in _WATCHED and str(arguments[0]).startswith(str(_GUARDED[-1])):
        _TOUCHED.append(f"{event} {arguments[0]}")


sys.addaudithook(_watch)
