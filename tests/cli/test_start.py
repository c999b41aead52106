"""What a command has no use for is not imported: a start is mostly imports."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
            {"yaml", "feedparser", "trafilatura", "httpx2", "requests", "digest.desk"},
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
