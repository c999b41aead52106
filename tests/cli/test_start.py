"""What a command has no use for is not imported: a start is mostly imports."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from digest.cli.application import command_named

ROOT = Path(__file__).parents[2]
HELP = ["-m", "digest", "--help"]
BUILD = ["-m", "digest", "build", "--offline"]
PARSER = ["-c", "import digest.sources.workers.process"]


def imported(arguments: list[str], folder: Path) -> set[str]:
    """The modules that a process imports."""
    command = [sys.executable, "-X", "importtime", *arguments]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    lines = [line for line in ended.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("build --offline", "build"),
        ("-C collect build", "build"),
        ("-Ccollect --log-format=json -q edit drop", "edit"),
        ("--log-format json --wait sources", "sources"),
        ("--help build", None),
        ("-qC collect build", None),
        ("-C", None),
        ("", None),
    ],
)
def test_the_command_is_found_behind_the_global_options(line: str, named: str | None) -> None:
    """It alone is imported; behind any other option it is left open."""
    assert command_named(line.split()) == named


def test_a_command_that_there_is_not_is_answered_as_ever(tmp_path: Path) -> None:
    """With what is like it, although no other command is known by then."""
    command = [sys.executable, "-m", "digest", "sources", "lst"]
    inner = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    command = [sys.executable, "-m", "digest", "biuld"]
    outer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "'list'" in inner.stderr
    assert "'build'" in outer.stderr
    assert inner.returncode == outer.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        pytest.param(
            HELP,
            {"pydantic", "jinja2", "asyncio", "digest.config", "digest.cli.outputs"},
            id="help",
        ),
        pytest.param(PARSER, {"digest.config", "yaml", "trafilatura", "markdown_it"}, id="parser"),
        pytest.param(
            BUILD,
            {
                *("yaml", "feedparser", "trafilatura", "httpx2", "requests", "digest.desk"),
                *("digest.cli.sources", "digest.cli.edits", "digest.pipeline.publication"),
            },
            id="build",
        ),
    ],
)
def test_only_what_is_needed_is_imported(
    tmp_path: Path, arguments: list[str], unneeded: set[str]
) -> None:
    """The build is of local pieces that another process reads."""
    shutil.copy(ROOT / "newsletter.toml", tmp_path)
    shutil.copytree(ROOT / "articles", tmp_path / "articles")
    assert imported(arguments, tmp_path) & unneeded == set()
