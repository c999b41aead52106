"""A fleet whose worker, coordinator or scheduler is killed, again and again, and what came of it.

    python -m benchmarks.fleet_kills [NEWSLETTERS] [ROUNDS] [--processes] [--only-workers]

Each round starts with fresh newsletters, builds them on a Dask cluster of two workers, kills one of
the three at a random moment (when a random number of archives is there, and up to a second later),
starts what was killed anew, and builds once more. Then every archive is compared with one that
nobody disturbed. With --processes it is the workers of this machine instead of a cluster's; with
--only-workers nothing else is killed.
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fleet import DIGEST, archive_sum, sample

_SILENT = subprocess.DEVNULL


@dataclass
class Cluster:
    """A scheduler and two workers, as processes that may be killed."""

    place: Path
    port: int = 0
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        return f"tcp://127.0.0.1:{self.port}"

    def start(self, name: str) -> None:
        """Start one that is not there."""
        dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
        if name != "scheduler":
            dask = [sys.executable, "-m", "distributed.cli.dask_worker", self.address]
            dask += ["--nthreads", "1", "--local-directory", str(self.place / name)]
        else:
            dask += ["--host", "127.0.0.1", "--port", str(self.port)]
        self.processes[name] = subprocess.Popen(
            [*dask, "--no-dashboard"], stdout=_SILENT, stderr=_SILENT, start_new_session=True
        )

    def start_all(self) -> None:
        """Start what is not there."""
        self.port = self.port or free_port()
        for name in ("scheduler", "worker 1", "worker 2"):
            if name not in self.processes or self.processes[name].poll() is not None:
                self.start(name)
        time.sleep(6)

    def kill(self, name: str) -> None:
        """Kill it with all that it started."""
        end(self.processes.pop(name))

    def end(self) -> None:
        """Kill all."""
        for name in [*self.processes]:
            self.kill(name)


def main() -> None:
    """Print a line a round."""
    numbers = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    newsletters, rounds = (*numbers, 60, 20)[:2] if len(numbers) < 2 else numbers[:2]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        undisturbed = [sample(place / "undisturbed")]
        build(undisturbed, place, [])
        (wanted,) = {archive_sum(folder) for folder in undisturbed}
        cluster = Cluster(place)
        try:
            bad = sum(
                not killed_once(place, newsletters, wanted, None if local() else cluster)
                for _ in range(rounds)
            )
        finally:
            cluster.end()
    print(f"{rounds - bad} of {rounds} rounds ended as if nobody had been killed")


def local() -> bool:
    """Whether no cluster is asked for."""
    return "--processes" in sys.argv


def killed_once(place: Path, newsletters: int, wanted: str, cluster: Cluster | None) -> bool:
    """Whether all archives are as `wanted` after a run that was killed, and another."""
    folders = [sample(place / f"n{at}") for at in range(newsletters)]
    where = []
    if cluster:
        cluster.start_all()
        where = ["--cluster", cluster.address]
    coordinator = start(folders, place, where)
    victims = ["worker 1", "scheduler", "coordinator"] if cluster else ["worker", "coordinator"]
    victim = victims[0] if "--only-workers" in sys.argv else random.choice(victims)
    started = time.monotonic()
    wait_for(random.randrange(newsletters), folders, coordinator)
    time.sleep(random.random())
    wait, built_before = time.monotonic() - started, archives(folders)
    if victim == "coordinator":
        end(coordinator)
    elif victim == "worker":
        kill_a_worker(coordinator.pid)
    elif cluster:
        cluster.kill(victim)
        time.sleep(1)
        cluster.start_all()
    code = coordinator.wait()
    if cluster:
        cluster.start_all()
    build(folders, place, where)
    sums = {archive_sum(folder) for folder in folders}
    left = [one for folder in folders for one in (folder / "issues").glob(".*.new*")]
    good = sums == {wanted} and not left
    print(
        f"{victim} killed after {wait:.1f} s, {built_before} of {newsletters} built then; that run "
        f"ended with {code}, and after the next {'all is as wanted' if good else 'NOT ALL is'}",
        flush=True,
    )
    for folder in folders:
        shutil.rmtree(folder)
    return good


def wait_for(number: int, folders: Sequence[Path], run: "subprocess.Popen[bytes]") -> None:
    """Wait until there are so many archives, or the run is over."""
    while archives(folders) < number and run.poll() is None:
        time.sleep(0.02)


def archives(folders: Sequence[Path]) -> int:
    """How many newsletters have their issue."""
    return sum((folder / "issues" / "2024-08-09").is_dir() for folder in folders)


def start(folders: Sequence[Path], place: Path, where: Sequence[str]) -> "subprocess.Popen[bytes]":
    """A run over the folders."""
    listed = place / "list.txt"
    listed.write_text("\n".join(map(str, folders)))
    command = [*DIGEST, "-q", "--wait", "fleet", "build", "--offline", "--from", str(listed)]
    return subprocess.Popen(
        [*command, "--state", str(place / "state"), *where],
        stdout=_SILENT,
        stderr=_SILENT,
        start_new_session=True,
    )


def build(folders: Sequence[Path], place: Path, where: Sequence[str]) -> None:
    """A run over the folders, to its end."""
    start(folders, place, where).wait()


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and all that it started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill_a_worker(coordinator: int) -> None:
    """Kill one of the processes that make issues."""
    children = Path(f"/proc/{coordinator}/task/{coordinator}/children").read_text("ascii").split()
    found = [
        int(one) for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()
    ]
    if found:
        os.kill(random.choice(found), signal.SIGKILL)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
