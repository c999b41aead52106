"""When a run need not look: only where nothing was changed and nothing can be due."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.schedule.idle import PLACE, is_idle_run, is_resting, rest, stamp_files, wake

SINCE, UNTIL = 1000.0, 2000.0
NAMES = ("newsletter.toml", "drafts", "drafts/2026-03-27.approved", "issues")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter that rests."""
    for name in ("drafts", "issues", ".digest"):
        (tmp_path / name).mkdir()
    (tmp_path / "newsletter.toml").write_text("[newsletter]")
    stamps = stamp_files(tmp_path, NAMES)
    rest(tmp_path, since=SINCE, until=UNTIL, version="1", stamps=stamps)
    return tmp_path


def resting(folder: Path, now: float = 1500.0, version: str = "1") -> bool:
    """Whether it rests, half way through unless told otherwise."""
    return is_resting(folder, now=now, version=version)


def test_it_rests_from_then_until_something_is_due(folder: Path) -> None:
    """A clock that was set back behind it leads to a look."""
    moments = (999.9, 1000.0, 1999.9, 2000.0)
    assert [resting(folder, now) for now in moments] == [False, True, True, False]


def test_another_version_looks(folder: Path) -> None:
    """It may find something else due."""
    assert not resting(folder, version="2")


def save_over(folder: Path) -> None:
    """Put another file in place of the settings, of the same size and time."""
    path = folder / "newsletter.toml"
    before = path.stat()
    (folder / "new").write_text("[newsletteR]")
    os.utime(folder / "new", ns=(before.st_atime_ns, before.st_mtime_ns))
    (folder / "new").replace(path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "the settings are changed": lambda folder: (folder / "newsletter.toml").write_text("[x]"),
    "the settings are another file": save_over,
    "the settings are gone": lambda folder: (folder / "newsletter.toml").unlink(),
    "a page is new": lambda folder: (folder / "drafts" / "2026-03-27.toml").touch(),
    "a word is given": lambda folder: (folder / "drafts" / "2026-03-27.approved").touch(),
    "an issue is new": lambda folder: (folder / "issues" / "2026-03-27").mkdir(),
    "the note is damaged": lambda folder: (folder / PLACE).write_text("{"),
    "the note is no object": lambda folder: (folder / PLACE).write_text("[]"),
    "the note has no stamps": lambda folder: (folder / PLACE).write_text(
        json.dumps({"version": "1", "since": SINCE, "until": UNTIL, "stamps": {}})
    ),
    "the stamps are no object": lambda folder: (folder / PLACE).write_text(
        json.dumps({"version": "1", "since": SINCE, "until": UNTIL, "stamps": [1]})
    ),
    "the moments are words": lambda folder: (folder / PLACE).write_text(
        json.dumps({"version": "1", "since": "a", "until": "b", "stamps": {"x": ""}})
    ),
    "it is woken": wake,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_leads_to_a_look(folder: Path, change: str) -> None:
    """Of anything that may make something due."""
    assert resting(folder)
    CHANGES[change](folder)
    assert not resting(folder)


def spares(folder: Path, line: str) -> bool:
    """Whether this command line need not look; {} is the newsletter's folder."""
    return is_idle_run(line.format(folder).split(), {}, now=1500.0, version="1")


@pytest.mark.parametrize(
    "line",
    [
        "-C {} run",
        "run -C {} --quiet",
        "--wait -q run --offline --json -C {}",
        "--log-format json -C {} run",
        "-C {} run --log-format=json",
    ],
)
def test_a_run_is_spared(folder: Path, line: str) -> None:
    """By whatever options."""
    assert spares(folder, line)


@pytest.mark.parametrize(
    "line",
    ["-C {} build", "-C {} run --help", "-C {} run run", "-C {}", "run", "run -C", "run -C{}"],
)
def test_nothing_else_is_spared(folder: Path, line: str) -> None:
    """Nor a run in another folder, or in one that is written in a way of its own."""
    assert not spares(folder, line)


def test_a_run_at_another_moment_is_not_spared(folder: Path) -> None:
    """As a reproducible build has it."""
    line = ["-C", str(folder), "run"]
    assert not is_idle_run(line, {"SOURCE_DATE_EPOCH": "1"}, now=1500.0, version="1")
