"""A small newsletter in a folder, and the workspace over it at any moment."""

from datetime import date, datetime
from pathlib import Path

from parsing import parse_here

from digest.config import load_newsletter
from digest.pipeline.workspace import Workspace

SETTINGS = """
[newsletter]
title = "Test Weekly"
[schedule]
every = "week"
on = "friday"
[[sources]]
path = "articles"
name = "Desk"
[[sections]]
id = "other"
heading = "In other news:"
[colophon]
address = "1 Street, Town"
unsubscribe_url = "https://example.org/out"
[archive]
url = "https://weekly.example.org"
"""


def newsletter_in(folder: Path, more: str = "") -> Path:
    """Write newsletter.toml with `more` at its end."""
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "newsletter.toml").write_text(SETTINGS + more)
    return folder


def write_piece(folder: Path, title: str, day: str, text: str = "") -> None:
    """A local piece of `day`; its words are its own, so that no two make one story."""
    words = " ".join(f"{title.lower()}{number}" for number in range(12))
    (folder / "articles" / f"{title}.md").write_text(
        f"---\ntitle: {title} {words[:40]}\ndate: {day}\nurl: https://example.org/{title}\n---\n\n"
        f"{text or f'The {words} happened.'}\n"
    )


def workspace_at(folder: Path, day: date) -> Workspace:
    """The workspace on the evening before the issue of `day`."""
    now = datetime.fromisoformat(f"{day.isoformat()}T05:00:00+00:00")
    newsletter = load_newsletter(folder)
    return Workspace(folder=folder, newsletter=newsletter, now=now, parsing=parse_here)
