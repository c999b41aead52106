"""The rules in a newsletter that names them, by the commands that its editor uses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SETTINGS = """
[newsletter]
title = "Lock Keeper"
extensions = ["digest-example-rules"]
[schedule]
as_of = 2024-08-09T05:00:00Z
[[sources]]
path = "articles"
"""


def digest(folder: Path, *words: str) -> str:
    """What a command prints; 1 is the exit code of a check that finds errors."""
    done = subprocess.run(
        [sys.executable, "-m", "digest", "-C", str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def messages(folder: Path, headline: str, *, text: str = "It rose twice.") -> dict[str, str]:
    """What the rules of this extension say of an issue of one piece."""
    (folder / "newsletter.toml").write_text(SETTINGS)
    (folder / "articles").mkdir()
    piece = f"---\ntitle: {headline}\ndate: 2024-08-06\n---\n\n{text}\n"
    (folder / "articles" / "piece.md").write_text(piece)
    digest(folder, "build", "--offline")
    found = json.loads(digest(folder, "check", "--json"))["findings"]
    return {one["rule"]: one["message"] for one in found if one["rule"].startswith("example-")}


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("THE RIVER ROSE TWICE", "“THE RIVER ROSE TWICE” is all in capitals."),
        ("The river rose twice", ""),
        ("NATO MEETS", ""),
    ],
)
def test_a_headline_that_shouts_is_found(tmp_path: Path, headline: str, said: str) -> None:
    """Two words may be a name."""
    assert messages(tmp_path, headline).get("example-shouting", "") == said


def test_a_link_that_reads_as_an_address_is_found(tmp_path: Path) -> None:
    """One that names its page passes."""
    bare = "See [https://river.example/levels](https://river.example/levels)."
    said = messages(tmp_path, "The river rose twice", text=bare)
    assert said == {"example-bare-address": "A link reads “https://river.example/levels”."}
