"""Schedules come and go; what is somebody else's stays, byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedule.readers import make_program

from digest.errors import StorageError, UsageError
from digest.pipeline.installing import find_changes, find_removals, install_plan, remove_plan
from digest.pipeline.programs import MISSING, Programs
from digest.pipeline.schedule_plans import Plan, plan_cron, plan_github, plan_systemd
from digest.schedule.schedulers.cron import cron_lines, lines_of, with_lines
from digest.schedule.schedulers.job import Job

JOB = Job(name="digest-weekly", program=("/srv/bin/digest",), folder="/srv/weekly")
NEWER = Job(name="digest-weekly", program=("/opt/bin/digest",), folder="/srv/weekly")
OTHER = Job(name="digest-other", program=("/srv/bin/digest",), folder="/srv/other")
MINE = b'# mine, in Latin-1: caf\xe9\nMAILTO=""\n\n5 4 * * * true 50\\%\n'

CRONTAB = """\
table="${0%/*}/table"
case "$1" in
-l) cat "$table" 2>&- || { echo "no crontab for editor" >&2; exit 1; } ;;
-) cat >"$table.new"; grep -q bad "$table.new" && { echo "bad minute" >&2; exit 1; }
   mv "$table.new" "$table" ;;
esac
"""
SYSTEMCTL = """\
echo "$*" >>"${0%/*}/told"
test ! -e "${0%/*}/no-bus" || { echo "Failed to connect to bus" >&2; exit 1; }
"""


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    """A crontab whose table is a file beside it, and a systemctl that writes down what it hears."""
    make_program(tmp_path / "bin" / "crontab", CRONTAB)
    make_program(tmp_path / "bin" / "systemctl", SYSTEMCTL)
    return tmp_path / "bin"


@pytest.fixture
def programs(bin_folder: Path) -> Programs:
    """This machine's programs, those two first."""
    return Programs(environment={"PATH": f"{bin_folder}:/usr/bin:/bin"})


@pytest.fixture
def units(tmp_path: Path) -> Plan:
    """The units of a user whose home is empty."""
    return plan_systemd(JOB, {"HOME": str(tmp_path / "home")})


def told(bin_folder: Path) -> list[str]:
    """What systemctl has heard."""
    path = bin_folder / "told"
    return path.read_text().splitlines() if path.exists() else []


def test_the_crontab_gets_our_lines_and_is_as_it_was_without_them(
    bin_folder: Path, programs: Programs
) -> None:
    """Also what is no UTF-8 there."""
    (bin_folder / "table").write_bytes(MINE)
    install_plan(plan_cron(JOB), programs)
    assert (bin_folder / "table").read_bytes() == MINE + cron_lines(JOB).encode()
    remove_plan(plan_cron(JOB), programs)
    assert (bin_folder / "table").read_bytes() == MINE


def test_two_newsletters_live_beside_each_other(bin_folder: Path, programs: Programs) -> None:
    """One is changed in its place, the other taken away."""
    install_plan(plan_cron(JOB), programs)
    install_plan(plan_cron(OTHER), programs)
    install_plan(plan_cron(NEWER), programs)
    assert (bin_folder / "table").read_text() == cron_lines(NEWER) + cron_lines(OTHER)
    remove_plan(plan_cron(JOB), programs)
    assert (bin_folder / "table").read_text() == cron_lines(OTHER)


def test_no_job_takes_the_place_of_another_newsletters(
    tmp_path: Path, programs: Programs, units: Plan
) -> None:
    """Where both were given one name: it would not run any more, and nobody would know."""
    taken = Job(name=JOB.name, program=JOB.program, folder="/srv/weekly-2")
    env = {"HOME": str(tmp_path / "home")}
    for plan, other in ((plan_cron(JOB), plan_cron(taken)), (units, plan_systemd(taken, env))):
        install_plan(other, programs)
        with pytest.raises(UsageError, match="is the job of another newsletter; choose another"):
            install_plan(plan, programs)
        assert find_changes(other, programs) == ()
        install_plan(plan, programs, force=True)
        assert find_changes(plan, programs) == ()


def test_whoever_may_not_have_a_crontab_is_told_so(bin_folder: Path, programs: Programs) -> None:
    """The line of cron's that says it is its first."""
    said = "You (ann) are not allowed to use this program (crontab)"
    refusal = f"echo '{said}' >&2; echo 'See crontab(1) for more information' >&2; exit 1"
    make_program(bin_folder / "crontab", refusal)
    with pytest.raises(StorageError, match=r"You \(ann\) are not allowed"):
        install_plan(plan_cron(JOB), programs)


def test_a_second_installation_changes_nothing(programs: Programs, units: Plan) -> None:
    """Nor does a second removal."""
    for plan in (plan_cron(JOB), units):
        assert find_changes(plan, programs)
        install_plan(plan, programs)
        assert find_changes(plan, programs) == ()
        remove_plan(plan, programs)
        assert find_removals(plan, programs) == ()
        assert remove_plan(plan, programs) == ""


def test_lines_that_somebody_changed_are_left(bin_folder: Path, programs: Programs) -> None:
    """Unless that is forced."""
    changed = MINE + cron_lines(JOB).replace("*/15", "*/30").encode()
    (bin_folder / "table").write_bytes(changed)
    for act in (install_plan, remove_plan):
        with pytest.raises(UsageError, match="--force"):
            act(plan_cron(JOB), programs)
    assert (bin_folder / "table").read_bytes() == changed
    remove_plan(plan_cron(JOB), programs, force=True)
    assert (bin_folder / "table").read_bytes() == MINE


@pytest.mark.parametrize("missing", [0, -1])
def test_a_missing_mark_is_told(bin_folder: Path, programs: Programs, missing: int) -> None:
    """Whose lines are between them cannot be known then."""
    lines = cron_lines(JOB).splitlines(keepends=True)
    del lines[missing]
    (bin_folder / "table").write_text("".join(lines))
    with pytest.raises(UsageError, match="crontab -e"):
        install_plan(plan_cron(JOB), programs, force=True)


def test_a_table_that_cron_refuses_stays_as_it_was(bin_folder: Path, programs: Programs) -> None:
    """What it said is told."""
    bad = Job(name="digest-weekly", program=("/srv/bad/digest",), folder="/srv/weekly")
    (bin_folder / "table").write_bytes(MINE)
    with pytest.raises(StorageError, match="bad minute"):
        install_plan(plan_cron(bad), programs)
    assert (bin_folder / "table").read_bytes() == MINE


def test_a_machine_without_cron_is_told() -> None:
    """With the way that is left."""
    with pytest.raises(UsageError, match="install cron, or take --as systemd"):
        find_changes(plan_cron(JOB), Programs(environment={"PATH": ""}))


@given(before=st.text("#a \n%"), after=st.text("#a \n%"))
def test_any_table_is_as_it_was_afterwards(before: str, after: str) -> None:
    """Whatever stands around our lines."""
    before = before and f"{before}\n"
    table = with_lines(before, JOB.name, cron_lines(JOB)) + after
    assert lines_of(table, JOB.name) == cron_lines(JOB)
    assert with_lines(table, JOB.name, cron_lines(NEWER)) == before + cron_lines(NEWER) + after
    assert with_lines(table, JOB.name, "") == before + after


def test_units_are_written_and_switched_on(
    tmp_path: Path, bin_folder: Path, programs: Programs, units: Plan
) -> None:
    """And all of it is gone again."""
    folder = tmp_path / "home" / ".config" / "systemd" / "user"
    assert install_plan(units, programs) == ""
    assert sorted(path.name for path in folder.iterdir()) == [
        "digest-weekly.service",
        "digest-weekly.timer",
    ]
    assert told(bin_folder) == [
        "--user daemon-reload",
        "--user enable --now digest-weekly.timer",
    ]
    (folder / "timers.target.wants").mkdir()
    (folder / "timers.target.wants" / "digest-weekly.timer").symlink_to(folder)
    (folder / "mine.service").write_text("[Service]\n")
    assert remove_plan(units, programs) == ""
    assert told(bin_folder)[2:] == [
        "--user disable --now digest-weekly.timer",
        "--user clean --what=state digest-weekly.timer",
        "--user daemon-reload",
    ]
    left = [path.name for path in folder.rglob("*")]
    assert sorted(left) == ["mine.service", "timers.target.wants"]


def test_units_of_the_system_stand_elsewhere() -> None:
    """And are the system's systemd's."""
    job = Job(name="digest-weekly", program=JOB.program, folder=JOB.folder, user="editor")
    plan = plan_systemd(job, {"HOME": "/home/editor"})
    assert plan.files[0].path == Path("/etc/systemd/system/digest-weekly.service")
    assert plan.switch_on[0] == ("systemctl", "daemon-reload")


@pytest.mark.parametrize(
    ("config", "folder"),
    [("/home/editor/settings", "settings"), ("", ".config"), ("settings", ".config")],
)
def test_units_of_a_user_stand_where_the_user_keeps_settings(config: str, folder: str) -> None:
    """A path that is not absolute does not count (XDG Base Directory)."""
    plan = plan_systemd(JOB, {"HOME": "/home/editor", "XDG_CONFIG_HOME": config})
    assert plan.files[0].path.parent == Path("/home/editor", folder, "systemd", "user")


def test_a_systemd_that_cannot_be_reached_leaves_a_line_to_run(
    bin_folder: Path, programs: Programs, units: Plan
) -> None:
    """The files are there; a removal goes through all the same."""
    (bin_folder / "no-bus").touch()
    left = install_plan(units, programs)
    assert "Failed to connect to bus" in left
    assert left.splitlines()[1:] == [
        "    systemctl --user daemon-reload",
        "    systemctl --user enable --now digest-weekly.timer",
    ]
    assert all(file.path.exists() for file in units.files)
    assert remove_plan(units, programs).endswith("systemctl --user daemon-reload")
    assert not any(file.path.exists() for file in units.files)


def test_a_file_that_somebody_changed_is_left(programs: Programs, units: Plan) -> None:
    """Nothing is written to any, unless that is forced."""
    service, timer = units.files
    timer.path.parent.mkdir(parents=True)
    timer.path.write_text("[Timer]\nOnCalendar=hourly\n")
    for act in (install_plan, remove_plan):
        with pytest.raises(UsageError, match=r"digest-weekly\.timer: somebody changed"):
            act(units, programs)
    assert timer.path.read_text() == "[Timer]\nOnCalendar=hourly\n"
    assert not service.path.exists()
    install_plan(units, programs, force=True)
    assert timer.path.read_text() == timer.text


def test_a_file_of_another_version_is_brought_up_to_date(
    tmp_path: Path, programs: Programs, units: Plan
) -> None:
    """It is the program's own, as it was then."""
    install_plan(plan_systemd(NEWER, {"HOME": str(tmp_path / "home")}), programs)
    assert [Path(change.place).suffix for change in find_changes(units, programs)] == [".service"]
    install_plan(units, programs)
    assert units.files[0].path.read_text() == units.files[0].text


def test_a_workflow_stands_at_the_root_of_its_repository(
    tmp_path: Path, programs: Programs
) -> None:
    """Under a name that is the same in every clone, with what is left to be done there."""
    for clone in ("one", "two"):
        (tmp_path / clone / ".git").mkdir(parents=True)
        (tmp_path / clone / "letters" / "weekly").mkdir(parents=True)
    one, two = (
        plan_github(tmp_path / clone / "letters" / "weekly", asked="", secrets=("SMTP",), site=True)
        for clone in ("one", "two")
    )
    assert one.name == two.name
    assert one.files[0].path == tmp_path / "one" / ".github" / "workflows" / f"{one.name}.yml"
    assert one.files[0].text == two.files[0].text
    assert 'working-directory: "letters/weekly"' in one.files[0].text
    assert all(word in " ".join(one.then) for word in ("SMTP", "Pages", "requirements.txt"))
    assert install_plan(one, programs) == ""
    assert one.files[0].path.exists()


def test_a_folder_in_no_repository_gets_no_workflow(tmp_path: Path) -> None:
    """With what to do first."""
    with pytest.raises(UsageError, match="git init"):
        plan_github(tmp_path, asked="", secrets=(), site=True)


@pytest.mark.parametrize(
    ("script", "code", "complaint"),
    [
        ("exit 3", 3, "there ended with 3"),
        ("echo first >&2; echo no room >&2; exit 1", 1, "no room"),
        ("exec sleep 9", MISSING, "there took longer than 0.5 s"),
    ],
)
def test_how_a_program_failed_is_told(
    tmp_path: Path, script: str, code: int, complaint: str
) -> None:
    """In one line."""
    make_program(tmp_path / "there", script)
    programs = Programs(environment={"PATH": f"{tmp_path}:/usr/bin:/bin"}, seconds=0.5)
    ran = programs.run("there")
    assert (ran.code, ran.complaint) == (code, complaint)


def test_a_program_that_is_not_there_is_told() -> None:
    """As a shell would."""
    ran = Programs(environment={"PATH": ""}).run("crontab", "-l")
    assert (ran.code, ran.complaint) == (MISSING, "crontab is not on this machine")
