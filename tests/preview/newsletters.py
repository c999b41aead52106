"""A small newsletter on disk."""

from datetime import UTC, datetime
from pathlib import Path

from digest.config import load_newsletter
from digest.pipeline.desk import Desk

SETTINGS = """
[newsletter]
title = "Test Weekly"
[[sources]]
path = "articles"
name = "Desk"
[[sections]]
id = "other"
heading = "In other news:"
[colophon]
address = "1 Street, Town"
unsubscribe_url = "https://example.org/out"
"""
PIECE = "---\ntitle: {title}\ndate: 2024-08-08\nurl: https://example.org/1\n---\n\n{body}\n"


def start(folder: Path) -> Path:
    """Write a newsletter of one piece into `folder`."""
    (folder / "newsletter.toml").write_text(SETTINGS)
    (folder / "articles").mkdir()
    piece(folder, "Harbour opens")
    return folder


def piece(folder: Path, title: str) -> None:
    """Write its piece anew, by a rename as editing tools do."""
    path = folder / "articles" / "one.md"
    beside = path.with_suffix(".tmp")
    beside.write_text(PIECE.format(title=title, body="\n\n".join(6 * [60 * "some words "])))
    beside.replace(path)


def at_desk(folder: Path) -> Desk:
    """The newsletter at a moment in its week."""
    moment = datetime(2024, 8, 9, 6, tzinfo=UTC)
    return Desk(folder=folder, newsletter=load_newsletter(folder), now=moment)
