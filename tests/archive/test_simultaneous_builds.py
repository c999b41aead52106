"""Several builds of one newsletter at once: one issue, and no error but "locked"."""

import subprocess
import sys
from pathlib import Path

import pytest

from digest.archive.contents import issue_dates, issue_record
from digest.archive.record import sha256_hex

BUILD = [sys.executable, "-m", "digest", "-C"]


def outcomes(folder: Path, count: int, *options: str) -> list[tuple[int, str]]:
    """Exit code and messages of so many builds that start at the same time."""
    running = [
        subprocess.Popen(
            [*BUILD, str(folder), "build", "--offline", "-q", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    ends = [process.communicate(timeout=120)[1] for process in running]
    return [(process.returncode, said) for process, said in zip(running, ends, strict=True)]


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    """A newsletter as `digest init` makes it."""
    folder = tmp_path / "weekly"
    subprocess.run([sys.executable, "-m", "digest", "init", str(folder)], check=True)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 8])
def test_simultaneous_builds_give_one_issue(newsletter: Path, count: int) -> None:
    """Each run builds or leaves with 75; the folder is whole, and nothing is left beside it."""
    ends = outcomes(newsletter, count)
    assert {code for code, _ in ends} <= {0, 75}
    assert 0 in {code for code, _ in ends}
    assert not [said for _, said in ends if "Traceback" in said]
    issues = newsletter / "issues"
    (day,) = issue_dates(issues)
    files = issue_record(issues, day).files
    assert "issue.html" in files
    for name, digits in files.items():
        assert sha256_hex((issues / day.isoformat() / name).read_bytes()) == digits
    assert [path for path in issues.iterdir() if path.name.startswith(".")] == []


@pytest.mark.slow
def test_runs_that_wait_all_get_their_turn(newsletter: Path) -> None:
    """With --wait nobody is sent away."""
    assert [code for code, _ in outcomes(newsletter, 3, "--wait")] == [0, 0, 0]
