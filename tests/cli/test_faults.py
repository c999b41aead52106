"""What goes wrong at the command line, and that it ends with a line that helps."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from cli.printed_json import objects_of
from cli.terminal import digest

from digest.cli import workspace
from digest.cli.application import exit_with_code, hoist_globals
from digest.cli.terminal import printable
from digest.errors import FAULT, UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter of one piece."""
    (tmp_path / "newsletter.toml").write_text(NEWSLETTER)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.md").write_text(
        "---\ntitle: Harbour\ndate: 2024-08-08\nurl: https://example.org/1\n---\n\nFirst words.\n"
    )
    return tmp_path


@pytest.mark.parametrize("command", ["build", "why", "draft"])
@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02", "1969-12-31", "9999-12-31"])
def test_a_date_out_of_reach_is_told(folder: Path, command: str, day: str) -> None:
    """The calendar ends somewhere."""
    ended = digest("-C", folder, command, "--date", day)
    assert ended.code == 2
    assert "1970 to 9900" in ended.err


def test_a_clock_out_of_reach_is_told() -> None:
    """As a reproducible build may set it."""
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        workspace.read_clock({"SOURCE_DATE_EPOCH": "253402300000"})


@pytest.mark.parametrize("place", ["", "http:///", "http://"])
def test_a_place_that_is_none_is_told(folder: Path, place: str) -> None:
    """Whether it is to be added or to be read."""
    assert digest("-C", folder, "sources", "add", place).code == 4
    read = digest("sources", "read", place, "--json")
    assert read.code == 4
    assert "address" in json.loads(read.out)["reason"]
    assert (folder / "newsletter.toml").read_text() == NEWSLETTER


def test_settings_in_another_encoding_are_told(folder: Path) -> None:
    """Nothing is added to them."""
    path = folder / "newsletter.toml"
    path.write_bytes(b"# \xff\n" + path.read_bytes())
    assert digest("-C", folder, "sources", "add", "https://a.example/feed").code == 2


def test_an_issue_that_was_damaged_is_to_be_built_again(folder: Path) -> None:
    """Check and publish say so."""
    digest("-C", folder, "build")
    (folder / "issues" / "2024-08-09" / "issue.html").write_bytes(b"\xff")
    for command in ("check", "publish"):
        ended = digest("-C", folder, command)
        assert ended.code == 6
        assert "build the issue again" in ended.err


def test_a_folder_in_the_pages_place_is_told(folder: Path) -> None:
    """It cannot be read as a page."""
    (folder / "drafts" / "2024-08-09.toml").mkdir(parents=True)
    ended = digest("-C", folder, "build")
    assert ended.code == 2
    assert "2024-08-09.toml: cannot be read" in ended.err


@pytest.mark.parametrize("wanted", [False, True])
def test_a_fault_of_the_program_is_no_finding_of_the_check(
    *, wanted: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with its own code and a line that names it; the traceback is for who asks."""

    def faulty() -> None:
        raise RuntimeError("the wheel came\x1b[2J off")

    with pytest.raises(SystemExit) as end:
        exit_with_code(faulty, {"DIGEST_DEBUG": "1" if wanted else ""})
    assert end.value.code == FAULT
    told = capsys.readouterr().err
    assert "digest: a fault of this program: RuntimeError: the wheel came[2J off\n" in told
    assert ("Traceback" in told) == wanted


def test_global_options_may_be_joined_or_lack_their_value() -> None:
    """As with other programs; the command is never taken for the folder."""
    assert hoist_globals(["check", "-CFOLDER"]) == ["-CFOLDER", "check"]
    with pytest.raises(UsageError, match="-C needs"):
        hoist_globals(["build", "-C"])
    assert digest("build", "-C").code == 2


def test_a_joined_folder_works(folder: Path) -> None:
    """`digest config check -CFOLDER`."""
    assert digest("config", "check", f"-C{folder}").code == 0


def test_what_is_published_while_building_is_reported_as_it_is(folder: Path) -> None:
    """The state is the one after publishing."""
    built = digest("-C", folder, "build", "--publish", "--json")
    assert built.code == 0, built.err
    assert json.loads(built.out)["status"] == "published"


def test_a_build_that_may_not_be_published_is_reported(folder: Path) -> None:
    """The report is on stdout, the error on stderr, the exit code the check's."""
    settings = folder / "newsletter.toml"
    settings.write_text(NEWSLETTER.replace("unsubscribe_url", "preferences_url"))
    built = digest("-C", folder, "build", "--publish", "--json")
    assert built.code == 1
    assert json.loads(built.out)["status"] == "draft"
    assert "not published" in built.err


def test_a_page_that_was_changed_since_is_told_by_check(folder: Path) -> None:
    """What is checked are the files of the last build."""
    digest("-C", folder, "build")
    page = folder / "drafts" / "2024-08-09.toml"
    page.write_text(page.read_text() + "# thought\n")
    assert "page was changed since the issue was built" in digest("-C", folder, "check").err


def test_feeds_do_not_steer_the_terminal(folder: Path) -> None:
    """Titles are printed without escapes."""
    (folder / "articles" / "one.md").write_text(
        '---\ntitle: "A\\e[2J\\u009b1mB\\u202ec"\ndate: 2024-08-08\n---\n\nFirst words.\n'
    )
    read = digest("sources", "read", folder / "articles" / "one.md")
    assert "Desk" not in read.out
    assert not {"\x1b", "\x9b", "\u202e"} & {*read.out}
    assert "A" in read.out
    assert printable("a\x1b[2J\rb\n\tc") == "a[2J b\n\tc"


def test_resting_sources_are_one_line(folder: Path) -> None:
    """Nothing is said of sources that are files."""
    assert "again so soon" not in digest("-C", folder, "collect").err


def test_init_that_fails_can_be_repeated(tmp_path: Path) -> None:
    """The settings come last, so that half a newsletter is not taken for one."""
    (tmp_path / "articles").write_text("in the way")
    assert digest("init", tmp_path).code == 6
    assert not (tmp_path / "newsletter.toml").exists()
    (tmp_path / "articles").unlink()
    assert digest("init", tmp_path, "--title", "A\x7f\nB").code == 0
    assert 'title = "A B"' in (tmp_path / "newsletter.toml").read_text()


def test_an_unknown_command_is_no_fault() -> None:
    """It is a usage error."""
    assert digest("nonsense").code == 2


@pytest.mark.parametrize("as_json", [False, True])
def test_a_mail_may_be_shown_to_spamassassin(
    folder: Path, tmp_path: Path, *, as_json: bool
) -> None:
    """The points and what they are for stand behind the findings; a warning ends with 0."""
    digest("-C", folder, "build")
    program = tmp_path / "bin" / "spamassassin"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\nfor word; do case $word in\n"
        '*begin*) echo "${word#--cf=report }" | sed "s/_SCORE_ _REQD_/5.5 5.0/" ;;\n'
        '*_SUMMARY_) echo " 5.5 LOUD                   Too loud" ;;\n'
        '*" end") echo "${word#--cf=report }" ;; esac; done\n'
    )
    program.chmod(0o700)
    command = [sys.executable, "-m", "digest", "-C", str(folder), "check", "--spam"]
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    ran = subprocess.run(
        [*command, *(["--json"] if as_json else [])],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    if as_json:
        assert objects_of("check", ran.stdout)
        told = json.loads(ran.stdout)
        assert told["findings"][-1]["rule"] == "spam-score"
        assert told["spam"]["rules"] == [{"points": 5.5, "name": "LOUD", "about": "Too loud"}]
    else:
        assert "warning  mail: SpamAssassin gives it 5.5 points, and 5 are spam" in ran.stdout
        assert ran.stdout.endswith(
            "SpamAssassin: 5.5 points; 5 are spam.\n    5.5  LOUD  Too loud\n"
        )
