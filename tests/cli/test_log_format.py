"""With --log-format json every line on stderr is an object of JSON, for every command."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from cli.terminal import Ended, digest

from digest.cli.application import hoist_globals
from digest.cli.commands import COMMANDS, GROUPS
from digest.cli.log import JsonLog, Level, wanted_format
from digest.cli.logged_runs import run_logged
from digest.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter with a piece, and a file that cannot be read."""
    (tmp_path / "newsletter.toml").write_text(NEWSLETTER)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.md").write_text(
        "---\ntitle: The harbour freezes\ndate: 2024-08-08\n---\n\nIt is cold.\n"
    )
    (tmp_path / "articles" / "two.md").write_text("---\ntitle: [\n---\n\nWords.\n")
    return tmp_path


def logged(*arguments: str | Path) -> tuple[Ended, list[dict[str, object]]]:
    """A run with the log in JSON, and its lines."""
    ended = digest(*arguments, "--log-format", "json")
    return ended, [json.loads(line) for line in ended.err.splitlines()]


COMMAND_LINES = (
    "init new",
    "collect",
    "build",
    "draft",
    "why",
    "why nonsense",
    "check",
    "check 2020-01-01",
    "publish",
    "publish 2020-01-01",
    "reopen --reason typo",
    "approve",
    "hold --reason wait",
    "hold --withdraw",
    "send --to you@example.org",
    "send --live",
    "send --draft",
    "export --for kit",
    "run --offline",
    "schedule next",
    "schedule show --as cron",
    "notices test",
    "undo",
    "redo",
    "history",
    "runs",
    "edit promote harbour",
    "edit move nonsense --up",
    "sources list",
    "sources read articles nowhere",
    "sources add https://127.0.0.1:9/feed",
    "sources discover https://127.0.0.1:9/",
    "sources import nowhere.opml",
    "sources export",
    "sources health",
    "sources pause nobody",
    "issues list",
    "archive rebuild",
    "archive verify",
    "archive diff 2020-01-01",
    "archive push public",
    "fleet build nowhere --state state",
    "layouts list",
    "config check",
    "schema",
    "schema newsletter",
    "schema nonsense",
    "desk --date yesterday",
    "preview --layout nonsense",
    "nonsense",
    "sources",
    "sources nonsense",
    "build --nonsense",
    "build --date yesterday",
    "--quiet collect",
    "-C nowhere build",
    "",
)


def test_every_command_and_group_is_among_them() -> None:
    """One that is new is to be tried, too."""
    firsts = {line.split()[0] for line in COMMAND_LINES if line}
    assert {name for name, _ in COMMANDS} | {name for name, *_ in GROUPS} <= firsts


def test_every_line_of_every_command_is_an_object(folder: Path) -> None:
    """In this order: each works on what the ones before it left."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        for command in COMMAND_LINES:
            ended, lines = logged(*command.split())
            assert lines, command
            for line in lines:
                assert list(line)[:4] == ["time", "level", "command", "message"], command
                assert line["message"], command
                assert str(line["time"]).endswith("Z")
            *others, last = lines
            assert last["exit_code"] == ended.code, command
            assert (last["level"] == "error") == (ended.code != 0), command
            assert not any("exit_code" in line for line in others), command
    finally:
        os.chdir(before)


def test_a_step_is_a_line_and_is_said_once(folder: Path) -> None:
    """With its name; stdout is what it was."""
    ended, lines = logged("-C", folder, "build")
    assert ended.out == f"{folder / 'issues' / '2024-08-09' / 'issue.html'}\n"
    assert [line["step"] for line in lines if "step" in line] == ["collect", "build"]
    assert sum("1 new article" in str(line["message"]) for line in lines) == 1
    assert {line["command"] for line in lines} == {"build"}


def test_what_is_wrong_has_its_level(folder: Path) -> None:
    """A file that cannot be read is a warning, a command that failed an error."""
    _, lines = logged("-C", folder, "collect")
    (warning,) = [line for line in lines if line["level"] == "warning"]
    assert "two.md" in str(warning["message"])
    _, lines = logged("-C", folder, "publish")
    assert [line["level"] for line in lines] == ["error"]
    assert str(lines[0]["message"]).startswith("there is no issue of 2024-08-09 to publish")


def test_quiet_leaves_facts_out(folder: Path) -> None:
    """Warnings stay, and how it ended."""
    _, lines = logged("-C", folder, "-q", "collect")
    assert [line["level"] for line in lines] == ["warning", "info"]
    assert lines[1]["message"] == "done"


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("-C build sources list", "sources list"),
        ("sources -q list", "sources list"),
        ("build --date 2024-08-09", "build"),
        ("--log-format json build", "build"),
        ("--help", ""),
    ],
)
def test_the_command_is_named_by_its_words(line: str, command: str) -> None:
    """Whatever options stand around them."""
    _, lines = logged(*line.split())
    assert lines[-1]["command"] == command


@pytest.mark.parametrize("place", range(3))
def test_the_option_may_stand_anywhere(folder: Path, place: int) -> None:
    """Before the command, in it or behind it; joined to its value, too."""
    words = ["-C", str(folder), "sources", "list"]
    words.insert(2 + place, "--log-format=json")
    assert json.loads(digest(*words).err)["exit_code"] == 0


def test_the_environment_may_ask_for_it(folder: Path) -> None:
    """What the command line says goes before it."""
    command = [sys.executable, "-m", "digest", "-C", str(folder), "sources", "list"]

    def err(*more: str, wanted: str = "json") -> str:
        environment = {**os.environ, "DIGEST_LOG_FORMAT": wanted}
        ran = subprocess.run(
            [*command, *more], env=environment, capture_output=True, text=True, check=False
        )
        return ran.stderr

    assert json.loads(err())["exit_code"] == 0
    assert err("--log-format", "text") == ""
    assert "'xml' is not one of 'text', 'json'" in err(wanted="xml")


def test_a_format_that_there_is_not_is_refused() -> None:
    """So is one that is missing."""
    assert "is not one of 'text', 'json'" in digest("schema", "--log-format", "xml").err
    with pytest.raises(UsageError, match="--log-format needs text or json"):
        hoist_globals(["build", "--log-format"])
    assert wanted_format(["edit", "--", "--log-format", "json"], {}) == ""


def test_a_fault_of_the_program_is_a_line(folder: Path) -> None:
    """With its exit code, and the traceback before it for who asks."""
    lock = folder / ".digest" / "lock"
    lock.mkdir(parents=True)
    _, lines = logged("-C", folder, "collect")
    assert lines[-1]["exit_code"] == 6
    err = io.StringIO()
    log = JsonLog(err, "build", clock=lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    log.write("half ")
    log.write("a line\n\nTraceback:\n  and")
    log.end("a fault", 70, 1.23456)
    assert [json.loads(line)["message"] for line in err.getvalue().splitlines()] == [
        "half a line",
        "Traceback:",
        "and",
        "a fault",
    ]
    assert json.loads(err.getvalue().splitlines()[-1]) == {
        "time": "2026-03-02T09:00:00.000Z",
        "level": "error",
        "command": "build",
        "message": "a fault",
        "exit_code": 70,
        "seconds": 1.235,
    }


HOSTILE = ("a\nb", "a\x1b[2Jb", "\u2028\u202e", "\ud800", '"}{"', "https://me:pw@a.example/")
"""What a feed may bring a message to say."""


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_said_stays_one_line(words: str) -> None:
    """And holds neither a code for terminals nor a password."""
    err = io.StringIO()
    JsonLog(err, "build").say(f"said: {words}", Level.WARNING)
    line = err.getvalue()
    assert line.count("\n") == 1
    assert line.isascii()
    assert "\x1b" not in json.loads(line)["message"]
    assert "pw@" not in line


def test_how_it_ended_is_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the process."""
    assert run_logged(["config", "nonsense"]) == 2
    assert json.loads(capsys.readouterr().err)["exit_code"] == 2
