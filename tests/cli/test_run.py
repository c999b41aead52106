"""`digest run` and `digest schedule next`: what they print, and how they end."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from cli.terminal import digest

from digest.lock import hold_lock

PIECE = "---\ntitle: {0}\ndate: 2024-08-08\nurl: https://example.org/{0}\n---\n\nFirst words.\n"
REVIEW = '[review]\nthen = "publish"\n'
WEDNESDAY = "2024-08-07T12:00:00Z"
FRIDAY = "2024-08-09T07:00:00Z"


def clock(folder: Path, moment: str, more: str = REVIEW) -> Path:
    """Let it be another moment in the newsletter's folder."""
    settings = NEWSLETTER.replace("2024-08-09T06:00:00Z", moment) + more
    (folder / "newsletter.toml").write_text(settings)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter whose first run was on the Wednesday before its issue."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "Harbour.md").write_text(PIECE.format("Harbour"))
    assert digest("-C", clock(tmp_path, WEDNESDAY), "run").out == "Collected 1 new article.\n"
    return tmp_path


def test_each_act_is_a_line_and_no_act_is_silence(folder: Path) -> None:
    """On stdout; nothing on stderr."""
    ended = digest("-C", clock(folder, FRIDAY), "run", "--quiet")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "Built No. 1, the issue of 2024-08-09: 1 item.",
        "Published the issue of 2024-08-09.",
    ]
    again = digest("-C", folder, "run")
    assert (again.code, again.out, again.err) == (0, "", "")


def test_a_quiet_run_does_not_say_that_it_read_the_sources(folder: Path) -> None:
    """A scheduler mails what is printed; the sources are read several times a day."""
    later = clock(folder, "2024-08-08T18:00:00Z")
    ended = digest("-C", later, "run", "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert "collect: 0 new articles" in digest("-C", folder, "runs").out.splitlines()[0]


def test_each_act_is_an_object_for_programs(folder: Path) -> None:
    """One a line."""
    ended = digest("-C", clock(folder, FRIDAY), "run", "--json")
    acts = [json.loads(line) for line in ended.out.splitlines()]
    assert [(one["act"], one["date"], one["done"]) for one in acts] == [
        ("build", "2024-08-09", True),
        ("publish", "2024-08-09", True),
    ]


def test_the_exit_code_is_that_of_the_first_failure(folder: Path) -> None:
    """A page with a mistake: 2, with file and line; the run says what it could do besides."""
    (folder / "drafts").mkdir()
    (folder / "drafts" / "2024-08-09.toml").write_text("[lead\n")
    ended = digest("-C", clock(folder, FRIDAY), "run", "--json")
    assert ended.code == 2
    assert "2024-08-09.toml:1" in ended.err
    assert [json.loads(line)["done"] for line in ended.out.splitlines()] == [False]


def test_while_another_run_is_at_work_it_leaves(folder: Path) -> None:
    """With 75, which a scheduler counts as no failure."""
    with hold_lock(folder):
        ended = digest("-C", folder, "run")
    assert ended.code == 75
    assert "another run is working" in ended.err


def imported(folder: Path) -> set[str]:
    """What a run of the present moment imports, as a process of its own."""
    command = [sys.executable, "-X", "importtime", "-m", "digest", "-C", str(folder), "run"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}


def test_a_run_with_nothing_to_do_imports_nothing_heavy(folder: Path) -> None:
    """It is asked every few minutes; a change of the settings makes it look again."""
    clock(folder, datetime.now(UTC).isoformat())
    settings = folder / "newsletter.toml"
    settings.write_text(settings.read_text().replace("as_of", "# as_of"))
    assert {"typer", "pydantic"} <= imported(folder)
    assert not {"typer", "pydantic", "digest.cli.commands"} & imported(folder)
    settings.write_text(settings.read_text() + "\n")
    assert "typer" in imported(folder)


def test_a_run_at_a_moment_of_its_own_always_looks(folder: Path) -> None:
    """[schedule] as_of stands still; the clock of the idle note does not."""
    assert not (folder / ".digest" / "idle.json").exists()


def test_the_next_moments_are_named_in_both_zones(folder: Path) -> None:
    """A line each for programs that cut; skipped days in their places."""
    skip = "[newsletter]\ntimezone = 'Europe/Berlin'\n"
    settings = clock(folder, WEDNESDAY) / "newsletter.toml"
    text = settings.read_text().replace("[newsletter]\n", skip)
    settings.write_text(text.replace("[schedule]\n", "[schedule]\nskip = ['2024-08-16']\n"))
    ended = digest("-C", folder, "schedule", "next", "--count", "2")
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert [(row[0], row[2]) for row in rows] == [
        ("Wed 2024-08-07 18:00 Europe/Berlin", "sources are read, and then every 4 hours"),
        ("Fri 2024-08-09 07:00 Europe/Berlin", "cut-off of the issue of 2024-08-09"),
        ("Fri 2024-08-16 07:00 Europe/Berlin", "no issue of 2024-08-16: [schedule] skip"),
        ("Fri 2024-08-23 07:00 Europe/Berlin", "cut-off of the issue of 2024-08-23"),
    ]
    here = datetime(2024, 8, 9, 5, tzinfo=UTC).astimezone()
    assert rows[1][1] == f"{here:%a %Y-%m-%d %H:%M %Z}"


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        (".held", "held, it waits on until approved"),
        (".approved", "approved, the next run publishes it"),
        ("", "without a word it is published"),
    ],
)
def test_the_end_of_a_review_is_what_the_editor_made_of_it(
    folder: Path, ending: str, said: str
) -> None:
    """In the order of time, among the other moments."""
    waits = '[review]\nthen = "publish"\nwindow = "90 minutes"\n'
    assert digest("-C", clock(folder, FRIDAY, waits), "run").code == 0
    if ending:
        (folder / "drafts" / f"2024-08-09{ending}").touch()
    first, second, *_ = digest("-C", folder, "schedule", "next").out.splitlines()
    assert first.endswith(f"end of the review of the issue of 2024-08-09; {said}")
    assert second.endswith("sources are read, and then every 4 hours")


def test_the_next_moments_are_objects_for_programs(folder: Path) -> None:
    """With the moment in both zones; the review's end says what happens without a word."""
    clock(folder, WEDNESDAY, '[review]\nthen = "publish"\nwindow = "90 minutes"\n')
    ended = digest("-C", folder, "schedule", "next", "--json", "--count", "2")
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert rows[2]["newsletter"] == "2024-08-09T08:30:00Z"
    assert rows[2]["date"] == "2024-08-09"
    assert rows[2]["what"].endswith("without a word it is published")
