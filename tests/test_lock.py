"""One run at a time works on a newsletter; a run that dies lets go."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from digest.errors import Locked, StorageError
from digest.lock import hold_lock

HOLDER = """
import sys, time
from pathlib import Path
from digest.lock import hold_lock
with hold_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(folder: Path) -> "subprocess.Popen[str]":
    """Another process that holds the newsletter."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_told_and_leaves_with_75(tmp_path: Path) -> None:
    """The message names the folder and --wait; once the first run is killed the lock is free."""
    other = holder(tmp_path)
    try:
        with pytest.raises(Locked, match="--wait") as raised, hold_lock(tmp_path):
            pytest.fail("two runs at once")
        assert raised.value.exit_code == 75
    finally:
        os.kill(other.pid, signal.SIGKILL)
        other.communicate()
    with hold_lock(tmp_path):
        assert (tmp_path / ".digest").is_dir()


def test_a_run_that_waits_gets_its_turn(tmp_path: Path) -> None:
    """It starts as soon as the other is gone."""
    other = holder(tmp_path)
    other.terminate()
    try:
        with hold_lock(tmp_path, wait=10):
            assert other.wait(timeout=10) != 0
    finally:
        other.communicate()


def test_the_lock_is_free_after_the_block(tmp_path: Path) -> None:
    """Two runs one after the other do not meet, not even when the first one failed."""
    with pytest.raises(ValueError, match="failed"), hold_lock(tmp_path):
        raise ValueError("failed")
    with hold_lock(tmp_path):
        pass


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file in the way of .digest is an error of storage."""
    (tmp_path / ".digest").write_text("")
    with pytest.raises(StorageError, match="may this user write"), hold_lock(tmp_path):
        pytest.fail("held nothing")
