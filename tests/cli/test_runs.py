"""`digest runs` lists what was run, for people and for programs."""

import json
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from cli.pty_runs import watch
from cli.terminal import digest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter that was collected and built; publishing it failed."""
    (tmp_path / "newsletter.toml").write_text(NEWSLETTER.replace("unsubscribe_", "preferences_"))
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.md").write_text(
        "---\ntitle: The harbour freezes\ndate: 2024-08-08\n---\n\nIt is cold.\n"
    )
    for command in ("collect", "build", "publish"):
        digest("-C", tmp_path, command)
    return tmp_path


def test_each_command_is_a_line_with_its_steps(folder: Path) -> None:
    """The latest first, in columns to cut."""
    rows = [line.split("\t") for line in digest("-C", folder, "runs").out.splitlines()]
    assert [(row[2], row[4]) for row in rows] == [
        ("publish", "1"),
        ("build", "0"),
        ("collect", "0"),
    ]
    assert rows[2][1] == "2024-08-09 06:00"
    assert rows[2][5:] == ["done", "collect: 1 new article from 1 of 1 source"]
    assert rows[0][5].startswith("not published; mend this")
    assert rows[0][6] == ""


def test_only_the_last_ones_are_listed_on_request(folder: Path) -> None:
    """As many as are asked for."""
    listed = digest("-C", folder, "runs", "--last", "1", "--json").out.splitlines()
    (run,) = map(json.loads, listed)
    assert (run["command"], run["exit_code"], run["steps"]) == ("publish", 1, [])
    assert digest("-C", folder, "runs", "--last", "0").code == 2


def test_on_a_terminal_the_steps_stand_below(folder: Path) -> None:
    """Folded to its width."""
    seen = watch("-C", folder, "runs", width=60)
    assert any(line.startswith("2024-08-09 06:00  build") for line in seen.lines)
    assert "    collect  1 new article from 1 of 1 source" in seen.lines
    assert all(len(line) <= 60 for line in seen.lines)


def test_where_nothing_was_run_that_is_said(tmp_path: Path) -> None:
    """And no store is made."""
    (tmp_path / "newsletter.toml").write_text(NEWSLETTER)
    ended = digest("-C", tmp_path, "runs")
    assert (ended.code, ended.out) == (0, "")
    assert "Nothing was run yet" in ended.err
    assert not (tmp_path / ".digest" / "store.sqlite3").exists()
