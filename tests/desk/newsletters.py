"""A small newsletter on disk, changed as an editing tool would change it."""

from datetime import UTC, date, datetime
from pathlib import Path

from parsing import parse_here
from pipeline.newsletters import newsletter_in, workspace_at

from digest.pipeline.new_sources import Search
from digest.pipeline.workspace import Voice, Workspace

PIECE = "---\ntitle: {title}\ndate: 2024-08-08\nurl: https://example.org/1\n---\n\n{body}\n"


def start(folder: Path) -> Path:
    """Write a newsletter of one piece into `folder`."""
    newsletter_in(folder)
    piece(folder, "Harbour opens")
    return folder


def piece(folder: Path, title: str) -> None:
    """Write its piece anew, long enough to be scrolled, by a rename over the old one."""
    path = folder / "articles" / "one.md"
    beside = path.with_suffix(".tmp")
    beside.write_text(PIECE.format(title=title, body="\n\n".join(6 * [60 * "some words "])))
    beside.replace(path)


def workspace_in(folder: Path) -> Workspace:
    """The newsletter in the week of that piece."""
    return workspace_at(folder, date(2024, 8, 9))


def search_in(folder: Path) -> Search:
    """Where and how new sources are looked for, in that week."""
    now = datetime(2024, 8, 9, 5, tzinfo=UTC)
    return Search(folder=folder, now=now, environment={}, voice=Voice(), parsing=parse_here)
