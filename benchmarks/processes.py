"""A command in, what it cost out: wall time, processor time, the most memory of its processes."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """`wall` and `cpu` in seconds.

    `peak` is the largest sum of resident memory of all processes, `largest` that of one, in MB.
    """

    wall: float
    cpu: float
    peak: float
    largest: float
    output: str


def run(command: Sequence[str | Path], *, cwd: Path | None = None) -> Cost:
    """Run the command to its end; raises CalledProcessError when it fails. Linux only."""
    before = os.times()
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=cwd) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, _ = process.communicate()
    wall = time.perf_counter() - started
    watch.join()
    after = os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return Cost(
        wall=wall,
        cpu=cpu,
        peak=watch.peak / 2**20,
        largest=watch.largest / 2**20,
        output=output,
    )


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants twenty times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__()
        self.peak = 0
        self.largest = 0
        self._pid = pid

    def run(self) -> None:
        """Watch until the process is gone."""
        while resident := _resident(self._pid):
            self.peak = max(self.peak, sum(resident))
            self.largest = max(self.largest, *resident)
            time.sleep(0.05)


def _resident(pid: int) -> list[int]:
    """The resident bytes of a process and of each that descends from it."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
        # A process started by one of its threads is that thread's child.
        threads = Path(f"/proc/{pid}/task").glob("*/children")
        children = " ".join(thread.read_text("ascii") for thread in threads).split()
    except (OSError, IndexError):
        return []
    below = [one for child in children for one in _resident(int(child))]
    return [pages * _PAGE, *below]
