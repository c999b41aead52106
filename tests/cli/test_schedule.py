"""`digest schedule`: what is printed, what is asked, and what happens without a terminal."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from cli.terminal import digest
from schedule.readers import make_program

CRONTAB = """\
case "$1" in
-l) cat "${0%/*}/table" 2>&- || { echo "no crontab for editor" >&2; exit 1; } ;;
-) cat >"${0%/*}/table" ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter."""
    place = tmp_path / "weekly"
    place.mkdir()
    (place / "newsletter.toml").write_text(NEWSLETTER)
    return place


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The table of a crontab that comes first on the PATH."""
    return make_program(tmp_path / "bin" / "crontab", CRONTAB).with_name("table")


def run(
    *arguments: str | Path, table: Path, answer: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run `digest ARGUMENTS` with that crontab; with an answer, at a terminal that gives it."""
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    ended = subprocess.run(
        [sys.executable, "-m", "digest", *map(str, arguments)],
        stdin=theirs if answer else subprocess.DEVNULL,
        env={**os.environ, "PATH": f"{table.parent}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    return ended


def test_what_would_be_written_is_printed(folder: Path, table: Path) -> None:
    """The lines to stdout, where they belong to stderr."""
    shown = run("-C", folder, "schedule", "show", "--as", "cron", table=table)
    assert f"-C {folder} run --quiet" in shown.stdout.splitlines()[1]
    assert shown.stderr == "# your crontab\n"
    assert not table.exists()


def test_several_files_are_printed_below_their_names(folder: Path) -> None:
    """As `systemctl cat` prints units."""
    shown = digest("-C", folder, "schedule", "show", "--as", "systemd", "--name", "x").out
    names = [line.rpartition("/")[2] for line in shown.splitlines() if line.startswith("# /")]
    assert names == ["digest-x.service", "digest-x.timer"]


@pytest.mark.parametrize(
    ("scheduler", "place"), [("launchd", "digest-x.plist"), ("windows", "digest-x.xml")]
)
def test_a_text_for_hands_comes_with_its_place(folder: Path, scheduler: str, place: str) -> None:
    """As JSON, for programs."""
    shown = digest("-C", folder, "schedule", "show", "--as", scheduler, "--name", "x", "--json")
    told = json.loads(shown.out)
    assert told["place"].endswith(place)
    assert str(folder) in told["text"]


@pytest.mark.parametrize("act", ["install", "remove"])
def test_only_what_can_be_installed_is(folder: Path, act: str) -> None:
    """launchd is for the editor's own hands."""
    assert digest("-C", folder, "schedule", act, "--as", "launchd").code == 2


def test_an_answer_is_waited_for(folder: Path, table: Path) -> None:
    """What will be written is shown before; a no writes nothing, a yes writes it."""
    line = ("-C", folder, "schedule", "install", "--as", "cron", "--name", "x")
    refused = run(*line, table=table, answer="n")
    assert refused.returncode == 2
    assert "*/15 * * * *" in refused.stderr
    assert refused.stderr.endswith("digest: nothing was written\n")
    assert not table.exists()
    assert run(*line, table=table, answer="y").returncode == 0
    assert "*/15 * * * *" in table.read_text()


def test_without_a_terminal_nothing_is_asked(folder: Path, table: Path) -> None:
    """It needs a --yes there."""
    line = ("-C", folder, "schedule", "install", "--as", "cron", "--name", "x", "--json")
    refused = run(*line, table=table)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "add --yes" in refused.stderr
    done = run(*line, "--yes", table=table)
    assert json.loads(done.stdout) == {
        "name": "digest-x",
        "changed": ["your crontab"],
        "switched": True,
    }


def test_a_removal_needs_no_newsletter(folder: Path, table: Path) -> None:
    """The folder may be gone; a second time nothing is there."""
    run("-C", folder, "schedule", "install", "--as", "cron", "--yes", table=table)
    (folder / "newsletter.toml").unlink()
    folder.rmdir()
    line = ("-C", folder, "schedule", "remove", "--as", "cron")
    assert "Removed its lines in your crontab" in run(*line, table=table).stderr
    assert table.read_text() == ""
    assert "is installed" in run(*line, table=table).stderr


def test_a_broken_newsletter_is_not_scheduled(folder: Path, table: Path) -> None:
    """It would fail every quarter of an hour."""
    (folder / "newsletter.toml").write_text("[newsletter]\ntitel = 1\n")
    ended = run("-C", folder, "schedule", "install", "--as", "cron", "--yes", table=table)
    assert ended.returncode == 2
    assert "newsletter.toml" in ended.stderr
    assert not table.exists()


def test_system_is_for_systemd(folder: Path) -> None:
    """The folder's owner is whom its units run as."""
    shown = digest("-C", folder, "schedule", "show", "--as", "systemd", "--system").out
    assert f"\nUser={folder.owner()}\n" in shown
    assert digest("-C", folder, "schedule", "show", "--as", "cron", "--system").code == 2


def test_the_secrets_of_the_settings_come_into_the_workflow(folder: Path) -> None:
    """By the names that stand there."""
    (folder / ".git").mkdir()
    with (folder / "newsletter.toml").open("a") as file:
        file.write('[smtp]\nhost = "smtp.example.org"\npassword = "${MAIL_PASSWORD}"\n')
    shown = digest("-C", folder, "schedule", "show", "--as", "github").out
    assert "MAIL_PASSWORD: ${{ secrets.MAIL_PASSWORD }}" in shown


def test_the_workflow_gets_the_keys_of_services_that_it_puts_drafts_to(folder: Path) -> None:
    """No others."""
    (folder / ".git").mkdir()
    with (folder / "newsletter.toml").open("a") as file:
        file.write('[services]\ndraft_at = ["kit"]\n[services.kit]\nkey = "${KIT_KEY}"\n')
        file.write('[services.buttondown]\nkey = "${BUTTONDOWN_KEY}"\n')
    shown = digest("-C", folder, "schedule", "show", "--as", "github").out
    assert "KIT_KEY: ${{ secrets.KIT_KEY }}" in shown
    assert "BUTTONDOWN_KEY" not in shown
