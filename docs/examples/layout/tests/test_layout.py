"""The layout in a newsletter that is set in it, by the commands that its editor uses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SETTINGS = """
[newsletter]
title = "Lock Keeper"
extensions = ["digest-example-ledger"]
layout = "ledger"
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter of one piece."""
    (tmp_path / "newsletter.toml").write_text(SETTINGS)
    (tmp_path / "articles").mkdir()
    piece = "---\ntitle: The river rose twice\ndate: 2024-08-06\n---\n\nIt rose twice.\n"
    (tmp_path / "articles" / "piece.md").write_text(piece)
    return tmp_path


def test_an_issue_is_set_in_it(folder: Path) -> None:
    """Its masthead and its blue are in the mail."""
    digest(folder, "build", "--offline")
    html = (folder / "issues" / "2024-08-09" / "issue.html").read_text("utf-8")
    assert "<b>Lock Keeper</b> · August 9, 2024" in html
    assert "#1d4e89" in html


def test_it_is_listed_with_where_it_comes_from(folder: Path) -> None:
    """Beside the stock's."""
    listed = [json.loads(line) for line in digest(folder, "layouts", "list", "--json").splitlines()]
    (ledger,) = [one for one in listed if one["name"] == "ledger"]
    assert (ledger["place"], ledger["in_use"]) == ("digest-example-ledger", True)
