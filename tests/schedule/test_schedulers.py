"""What each scheduler is told: the same line every quarter of an hour, whatever the path."""

import plistlib
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from profiles import examples
from schedule.readers import (
    make_program,
    read_by_cronie,
    read_by_systemd,
    read_by_vixie_cron,
    value_of,
)

from digest.errors import UsageError
from digest.schedule.schedulers.cron import cron_lines
from digest.schedule.schedulers.job import Job, job_name
from digest.schedule.schedulers.launchd import launch_agent
from digest.schedule.schedulers.systemd import systemd_units
from digest.schedule.schedulers.windows import windows_task

JOB = Job(name="digest-weekly", program=("/srv/digest/bin/digest",), folder="/srv/weekly")

SIGNS = st.sampled_from("%\\'\"$`*?[]{}#;&|<>()!~ =:é漢a")
PATHS = st.lists(SIGNS | st.characters(exclude_categories=["C", "Z"]), max_size=12).map(
    lambda signs: "/" + "".join(signs).replace("/", "-")
)


def of_folder(folder: str, *program: str) -> Job:
    """A job in `folder`."""
    return Job(name="digest-weekly", program=program or JOB.program, folder=folder)


def cron_command(job: Job) -> str:
    """What stands behind the five fields of its line."""
    return cron_lines(job).splitlines()[1].split(" ", 5)[5]


def service(job: Job) -> str:
    """The text of its service."""
    return systemd_units(job)[0].text


def test_the_crontab_has_one_line_between_two_marks() -> None:
    """With a PATH like a terminal's, and the passwords' file if there is one."""
    first, line, last = cron_lines(JOB).splitlines()
    assert line == (
        "*/15 * * * * PATH=/usr/local/bin:/usr/bin:/bin; set -a; "
        "test ! -r /srv/weekly/.digest/environment || . /srv/weekly/.digest/environment; "
        "exec /srv/digest/bin/digest -C /srv/weekly run --quiet"
    )
    assert first.startswith("# digest-weekly: written by `digest schedule install`")
    assert last == "# end of digest-weekly"


def test_the_timer_asks_every_quarter_of_an_hour() -> None:
    """And once at the start for all that was missed."""
    timer = systemd_units(JOB)[1]
    assert timer.name == "digest-weekly.timer"
    assert timer.text.partition("\n")[2] == (
        "[Unit]\nDescription=Every 15 minutes: digest-weekly\n\n"
        "[Timer]\nOnCalendar=*:0/15\nRandomizedDelaySec=120\nFixedRandomDelay=true\n"
        "Persistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Type", "oneshot"),
        ("ExecStart", ":/srv/digest/bin/digest -C /srv/weekly run --quiet"),
        ("EnvironmentFile", "-/srv/weekly/.digest/environment"),
        ("SuccessExitStatus", "75"),
        ("TimeoutStartSec", "30min"),
        ("NoNewPrivileges", "true"),
    ],
)
def test_the_service_runs_the_line(key: str, value: str) -> None:
    """A run that finds another at work is no failure; one that hangs is ended."""
    assert value_of(service(JOB), key) == value


def test_only_a_unit_of_the_system_names_a_user_and_waits_for_the_network() -> None:
    """A user's manager knows neither, nor can it protect the system's folders everywhere."""
    whole = Job(name="digest-weekly", program=JOB.program, folder=JOB.folder, user="editor")
    for line in ("User=editor", "After=network-online.target", "ProtectSystem=full"):
        assert line in service(whole).splitlines()
        assert line not in service(JOB).splitlines()


@given(folder=PATHS, behind=PATHS)
@example(folder="/a\\\\%b", behind="/\\%")
@example(folder="/it's \\'100%\\", behind="/%%\\\\")
@settings(max_examples=examples(150))
def test_any_path_comes_through_cron_and_the_shell(folder: str, behind: str) -> None:
    """Through every cron, and the real /bin/sh."""
    job = of_folder(folder, "/usr/bin/printf", "%s\\0", behind)
    command = cron_command(job)
    assert read_by_vixie_cron(command) == read_by_cronie(command)
    printed = subprocess.run(
        ["/bin/sh", "-c", read_by_vixie_cron(command)], capture_output=True, check=True
    ).stdout
    assert printed.decode().split("\0")[:-1] == [behind, "-C", folder, "run", "--quiet"]


@given(folder=PATHS, program=PATHS)
@example(folder='/a "b" \\', program="/it's")
@example(folder="/100% $HOME", program="/50% $x/digest")
def test_any_path_comes_through_systemd(folder: str, program: str) -> None:
    """A program in a folder that systemd refuses is started by a shell."""
    job = of_folder(folder, program)
    words = read_by_systemd(value_of(service(job), "ExecStart"))
    if words[0] == "/bin/sh" != program:
        assert words[1:3] == ["-c", 'exec "$0" "$@"']
        assert re.search(r"[\"'\\]", program)
        words = words[3:]
    assert words == [program, "-C", folder, "run", "--quiet"]


def test_the_passwords_file_is_named_by_a_pattern_that_only_it_fits() -> None:
    """systemd takes no quotes there, expands %, and looks for wildcards."""
    named = value_of(service(of_folder("/a b/50% [x]*?\\")), "EnvironmentFile")
    assert named == r"-/a b/50%% \[x]\*\?\\/.digest/environment"


def test_an_agent_of_macos_reads_the_passwords_and_runs_the_line(tmp_path: Path) -> None:
    """Its own words, run as launchd runs them."""
    folder = tmp_path / "a $b % 'c'"
    (folder / ".digest").mkdir(parents=True)
    (folder / ".digest" / "environment").write_text("SMTP_PASSWORD='two words $x'\n")
    program = make_program(tmp_path / "digest", 'printf "%s\\n" "$SMTP_PASSWORD" "$@"')
    text = launch_agent(of_folder(str(folder), str(program)), home="/Users/editor").text
    agent = plistlib.loads(text.encode())
    assert (agent["Label"], agent["StartInterval"]) == ("digest-weekly", 900)
    assert agent["StandardErrorPath"] == "/Users/editor/Library/Logs/digest-weekly.log"
    printed = subprocess.run(
        agent["ProgramArguments"], capture_output=True, text=True, check=True
    ).stdout
    assert printed.splitlines() == ["two words $x", "-C", str(folder), "run", "--quiet"]


def test_a_task_of_windows_catches_up_and_never_runs_twice_at_a_time() -> None:
    """Paths with blanks, ampersands and a backslash at the end are one argument each."""
    text = windows_task(of_folder("C:\\News & views\\", "C:\\Program Files\\digest.exe")).text
    task = etree.fromstring(text.encode())
    found = {etree.QName(element).localname: element.text for element in task.iter()}
    assert found["Command"] == "C:\\Program Files\\digest.exe"
    assert found["Arguments"] == '-C "C:\\News & views\\\\" run --quiet'
    assert found["Interval"] == "PT15M"
    assert found["StartWhenAvailable"] == "true"
    assert found["MultipleInstancesPolicy"] == "IgnoreNew"


@pytest.mark.parametrize("sign", ["\n", "\r", "\t", "\x1b", "\x7f", "\u2028", "\udce9"])
def test_a_path_that_no_table_can_hold_is_refused(sign: str) -> None:
    """Before anything is written."""
    with pytest.raises(UsageError, match="rename the folder"):
        of_folder(f"/srv/a{sign}b")


def test_a_name_is_made_of_the_folder() -> None:
    """Readable, and another for another folder of the same name."""
    assert job_name("/srv/The Harbour Weekly").startswith("digest-the-harbour-weekly-")
    assert job_name("/srv/weekly") == job_name("/srv/weekly")
    assert job_name("/srv/weekly") != job_name("/home/editor/weekly")
    assert job_name("/srv/Вестник").startswith("digest-newsletter-")


def test_a_name_may_be_given() -> None:
    """It never is that of somebody else's unit."""
    assert job_name("/srv/weekly", "harbour") == "digest-harbour"
    assert job_name("/srv/weekly", "digest-harbour") == "digest-harbour"


@pytest.mark.parametrize("name", ["a b", "../x", "-x", "a/b", "ä", "x" * 70])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    """With what it may be."""
    with pytest.raises(UsageError, match="letters, digits"):
        job_name("/srv/weekly", name)
