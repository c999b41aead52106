"""The real systemd and the real cron read what is written for them, and do it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from schedule.readers import make_program

from digest.schedule.schedulers.cron import cron_lines
from digest.schedule.schedulers.job import Job
from digest.schedule.schedulers.systemd import systemd_units

SYSTEMD = shutil.which("systemd-analyze")
CRON = shutil.which("cron", path="/usr/sbin:/usr/bin")
needs_systemd = pytest.mark.skipif(not SYSTEMD, reason="there is no systemd-analyze")
needs_cron = pytest.mark.skipif(
    not CRON or not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="there is no cron, or no right to give it a file system of its own",
)

TRAPS = '50% of $HOME, [it\'s] \\ "this"'
ACTS = """\
import os, sys
from digest.pipeline.installing import install_plan, remove_plan
from digest.pipeline.programs import Programs
from digest.pipeline.schedule_plans import plan_systemd
from digest.schedule.schedulers.job import Job

job = Job(name="digest-x", program=(sys.argv[2],), folder=sys.argv[3])
act = {"install": install_plan, "remove": remove_plan}[sys.argv[1]]
sys.exit(act(plan_systemd(job, os.environ), Programs(environment=os.environ)) or 0)
"""

OWN_TABLES = """\
set -eu
# Tables of its own, none of the machine's: they are gone with this script.
mount -t tmpfs none /var/spool/cron/crontabs
chgrp crontab /var/spool/cron/crontabs
chmod 1730 /var/spool/cron/crontabs
"""
OWN_GROUP = """\
# A control group below all others, seen as the root of them: the manager rules over nothing else.
group=/sys/fs/cgroup/systemd/digest-test-$$
mkdir "$group" 2>/dev/null || exit 77
sh -c 'echo $$ >"$0"/cgroup.procs; exec unshare --mount --cgroup sh -c "$@"' "$group" "$@"
ended=$?
find "$group" -depth -type d -exec rmdir {} + || true
exit $ended
"""
OWN_MANAGER = """\
set -eu
mount -t tmpfs none /sys/fs/cgroup
mkdir /sys/fs/cgroup/systemd
mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd || exit 77
mount -t tmpfs none /run
mkdir -p /run/systemd/system "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
/lib/systemd/systemd --user >/dev/null 2>&1 &
trap 'systemctl --user exit; wait' EXIT
for tenth in $(seq 100); do
  if systemctl --user list-units >/dev/null 2>&1; then break; fi
  sleep 0.1
done
systemctl --user list-units >/dev/null 2>&1 || exit 77
"""
DAEMON = """\
mount -t tmpfs none /etc/cron.d
mount -t tmpfs none /run
mount --bind /dev/null /etc/crontab
crontab - <"$1"
cron -f &
for second in $(seq 150); do
  if [ -s "$2" ]; then break; fi
  sleep 1
done
kill $!
wait $! || true
"""


def analyze(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Ask systemd-analyze."""
    assert SYSTEMD
    return subprocess.run(
        [SYSTEMD, *map(str, arguments)], capture_output=True, text=True, check=False
    )


def write_units(folder: Path, job: Job) -> list[Path]:
    """The units of a job, where systemd can look at them."""
    paths = []
    for unit in systemd_units(job):
        paths.append(folder / unit.name)
        paths[-1].write_text(unit.text)
    return paths


@needs_systemd
@pytest.mark.parametrize("user", ["", "root"])
@pytest.mark.parametrize("name", ["plain", "a b", "50% $HOME", "it's", 'a "b" \\c', "é漢"])
def test_systemd_finds_no_fault_with_the_units(tmp_path: Path, name: str, user: str) -> None:
    """Whatever the folder is called, that of the program too."""
    program = make_program(tmp_path / name / "digest", "true\n")
    job = Job(name="digest-x", program=(str(program),), folder=str(tmp_path / name), user=user)
    looked = analyze("verify", *write_units(tmp_path, job))
    assert (looked.returncode, looked.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("name", ["a b", "50% $HOME", "é漢"])
def test_systemd_looks_for_the_program_at_its_path(tmp_path: Path, name: str) -> None:
    """What it misses is what we meant."""
    job = Job(name="digest-x", program=(f"/srv/{name}/digest",), folder="/srv/weekly")
    looked = analyze("verify", *write_units(tmp_path, job))
    assert looked.returncode == 1
    assert f"Command /srv/{name}/digest is not executable" in looked.stderr


@needs_systemd
def test_systemd_counts_every_quarter_of_an_hour() -> None:
    """Also on the day when clocks change: it asks four times an hour in any zone."""
    told = analyze(
        "calendar", "--iterations=4", "--base-time=2026-03-29 00:50:00 UTC", "*:0/15"
    ).stdout
    assert [hour in told for hour in ("01:00:00", "01:15:00", "01:30:00", "01:45:00")] == [True] * 4


@needs_systemd
@pytest.mark.slow
@pytest.mark.skipif(Path("/run/systemd/system").exists(), reason="this machine has its own systemd")
def test_a_real_systemd_runs_the_line_and_forgets_it(tmp_path: Path) -> None:
    """In a folder with every trap; installed and removed as the command does it."""
    folder = tmp_path / TRAPS
    (folder / ".digest").mkdir(parents=True)
    (folder / ".digest" / "environment").write_text("SMTP_PASSWORD='two  words 100%'\n")
    program = make_program(
        tmp_path / "100% $bin" / "digest",
        'printf "%s\\n" "$SMTP_PASSWORD" "$@" >$HOME/ran; exit 75',
    )
    acts = tmp_path / "acts.py"
    acts.write_text(ACTS)
    script = f"""\
        act() {{ {sys.executable} "$1" "$2" "$3" "$4"; }}
        act "$1" install "$2" "$3"
        systemctl --user list-timers
        systemctl --user start digest-x.service
        act "$1" remove "$2" "$3"
        systemctl --user list-timers
    """
    ended = subprocess.run(
        ["sh", "-c", OWN_GROUP, "sh", OWN_MANAGER + script, "sh", acts, program, folder],
        env={**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": "/run/user/0"},
        check=False,
        timeout=60,
        capture_output=True,
        text=True,
    )
    if ended.returncode == 77:
        pytest.skip("no systemd can be started here")
    assert ended.returncode == 0, ended.stderr
    during, after = ended.stdout.split("1 timers listed.")
    assert "digest-x.timer" in during
    assert "0 timers listed." in after
    assert (tmp_path / "ran").read_text().splitlines() == [
        "two  words 100%",
        *("-C", str(folder), "run", "--quiet"),
    ]
    assert [path for path in tmp_path.rglob("*digest-x*") if path.is_file()] == []


def run_by_itself(script: str, *arguments: str | Path, seconds: int) -> str:
    """What a shell script prints that has cron's tables to itself."""
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", OWN_TABLES + script, "sh", *map(str, arguments)],
        check=True,
        timeout=seconds,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


@needs_cron
def test_the_real_crontab_is_as_it_was_after_a_removal(tmp_path: Path) -> None:
    """It takes the lines, beside another's, and gives them back."""
    (tmp_path / "newsletter.toml").write_text(NEWSLETTER)
    mine = '# mine\nMAILTO=""\n5 4 * * * true 50\\%\n'
    script = f"""\
        act() {{ {sys.executable} -m digest -q -C "$1" schedule "$2" --as cron ${{3:-}}; }}
        printf '%s' "$2" | crontab -
        act "$1" install --yes
        crontab -l | grep -c "^..15 .* run --quiet$"
        act "$1" remove
        crontab -l
    """
    assert run_by_itself(script, tmp_path, mine, seconds=60) == f"1\n{mine}"


@needs_cron
@pytest.mark.slow
def test_a_real_cron_runs_the_line(tmp_path: Path) -> None:
    """In a folder with every trap, with the password from its file; every minute, not to wait."""
    folder = tmp_path / '50% of $HOME, it\'s \\ "this"'
    (folder / ".digest").mkdir(parents=True)
    (folder / ".digest" / "environment").write_text("SMTP_PASSWORD='two  words 100%'\n")
    ran = tmp_path / "ran"
    program = make_program(
        tmp_path / "100% bin" / "digest",
        f'printf "%s\\n" "$SMTP_PASSWORD" "$PATH" "$@" >{ran}.new && mv {ran}.new {ran}\n',
    )
    job = Job(name="digest-x", program=(str(program),), folder=str(folder))
    table = tmp_path / "table"
    table.write_text(cron_lines(job).replace("*/15 * * * *", "* * * * *"))
    run_by_itself(DAEMON, table, ran, seconds=170)
    assert ran.read_text().splitlines() == [
        "two  words 100%",
        "/usr/local/bin:/usr/bin:/bin",
        *("-C", str(folder), "run", "--quiet"),
    ]
