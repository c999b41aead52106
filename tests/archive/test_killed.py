"""A run that dies at any moment leaves the archive whole, and the next run finishes its work.

The strike is an audit hook (PEP 578) that ends a forked process at its n-th file operation: no
handler runs, as after a kill. benchmarks/kill_points.py does the same at every system call.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from archive.samples import DAY, PAGE, issue, rendered
from archive.test_website import SITE, PlainPages

from digest.archive.contents import issue_dates, issue_record, past_issues
from digest.archive.issue_folder import Toolchain, save_issue
from digest.archive.publication import freeze_issue, reopen_issue
from digest.archive.record import sha256_hex
from digest.archive.website import rebuild_site

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

OPERATIONS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir"}
KILLED = 9
WORKSHOP = Toolchain(templates={"issue.txt.j2": "x"})
Work = Callable[[Path], None]


def dies_at(number: int, work: Callable[[], None]) -> bool:
    """Whether the work, in a process of its own, dies at that file operation; False if it ends."""
    child = os.fork()
    if child == 0:
        left = number

        def strike(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal left
            left -= event in OPERATIONS
            if left == 0:
                os._exit(KILLED)

        code = 1
        try:
            sys.addaudithook(strike)
            work()
            code = 0
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, KILLED}
    return code == KILLED


def all_files(issues: Path) -> dict[str, bytes]:
    """Every file of the archive, hidden ones too."""
    return {
        path.relative_to(issues).as_posix(): path.read_bytes()
        for path in issues.rglob("*")
        if path.is_file()
    }


def build(issues: Path, lead: str = "Envoys return to Ankara") -> None:
    """Build, publish, and bring the site up to date."""
    save_issue(issues, rendered(issue(lead=lead)), page=PAGE, workshop=WORKSHOP)
    freeze_issue(issues, DAY)
    rebuild_site(issues, SITE, PlainPages())


def correct(issues: Path) -> None:
    """Build an issue that is open for a correction, and publish it."""
    made = replace(issue(lead="A pause at sea"), correction="2024-08-09: The port is Izmail.")
    if issue_record(issues, DAY).issue.status == "draft":
        save_issue(issues, rendered(made), page=PAGE, workshop=WORKSHOP)
    freeze_issue(issues, DAY)
    rebuild_site(issues, SITE, PlainPages())


def nothing(issues: Path) -> None:
    """An empty folder."""
    issues.mkdir()


def a_draft(issues: Path) -> None:
    """An earlier build of the same issue, with other words and a picture."""
    made = rendered(issue(lead="Before"))
    save_issue(issues, made, page="", pictures={"p.png": b"PNG"}, workshop=WORKSHOP)


def an_open_correction(issues: Path) -> None:
    """A published issue that was reopened."""
    build(issues)
    reopen_issue(issues, DAY, text="The port is Izmail.", on=DAY)


CASES = [(nothing, build), (a_draft, build), (an_open_correction, correct)]


@pytest.mark.parametrize(("before", "work"), CASES)
def test_dying_now_and_then_loses_nothing(tmp_path: Path, before: Work, work: Work) -> None:
    """Every issue folder is whole at once; one more run gives the files of an undisturbed run."""
    assert strike_at(range(3, 500, 12), tmp_path, before, work) >= 3


@pytest.mark.slow
@pytest.mark.parametrize(("before", "work"), CASES)
def test_dying_at_any_file_operation_loses_nothing(
    tmp_path: Path, before: Work, work: Work
) -> None:
    """The same at each operation."""
    assert strike_at(range(1, 500), tmp_path, before, work) > 30


def strike_at(numbers: range, place: Path, before: Work, work: Work) -> int:
    """Strike at these operations until the work ends undisturbed; how many strikes there were."""
    expected = undisturbed(place / "undisturbed", before, work)
    for strikes, number in enumerate(numbers):
        issues = place / str(number) / "issues"
        issues.parent.mkdir()
        before(issues)
        spent = past_issues(issues)
        died = dies_at(number, partial(work, issues))
        for day in issue_dates(issues):
            for name, digits in issue_record(issues, day).files.items():
                assert sha256_hex((issues / day.isoformat() / name).read_bytes()) == digits
        assert {past.date for past in spent} <= {past.date for past in past_issues(issues)}
        if not died:
            return strikes
        again(issues, work)
        assert all_files(issues) == expected
    raise AssertionError("the work never ended undisturbed")


def undisturbed(place: Path, before: Work, work: Work) -> dict[str, bytes]:
    """The files that the work leaves when nothing happens."""
    place.mkdir()
    before(place / "issues")
    work(place / "issues")
    return all_files(place / "issues")


def again(issues: Path, work: Work) -> None:
    """The next run: a published issue is left alone, and its site brought up to date."""
    if work is build and past_issues(issues):
        rebuild_site(issues, SITE, PlainPages())
    else:
        work(issues)
