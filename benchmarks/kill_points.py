"""Kill a build, or fail it, at every call that touches its folder, and look at what is left.

    python -m benchmarks.kill_points                 every call: SIGKILL, ENOSPC, EIO
    python -m benchmarks.kill_points --reading 10    every tenth of those that only read
    python -m benchmarks.kill_points --every 50      every fiftieth, to try it

After each fault: nothing that was published has changed, every issue folder is whole, the store is
sound, and one more run gives the very bytes that an undisturbed run gives: so nothing is lost and
nothing is spent twice. Needs Linux and strace.
"""

import argparse
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.small_newsletter import write_newsletter
from benchmarks.soundness import contents, kept_articles, torn_issues
from digest.cli.application import run_command_line
from digest.cli.commands import install_commands

CALL = re.compile(r"^(\w+)\(")
CHANGING = re.compile(
    r"^(p?write|pwrite64|fsync|fdatasync|rename|renameat|renameat2|mkdir|rmdir|unlink|unlinkat"
    r"|ftruncate|chmod|fchown|fchmod|openat\(.*O_(WRONLY|RDWR|CREAT))"
)
# What a full or broken disk may answer to each call.
FAILING = {"openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat2", "mkdir"}
FEED = "https://desk.example.org/feed.xml"
Commands = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Scenario:
    """What is prepared undisturbed, and what is disturbed."""

    name: str
    before: Commands
    disturbed: Commands


@dataclass(frozen=True, order=True)
class Point:
    """The `number`-th call of that name that a run makes."""

    number: int
    call: str
    changing: bool


COLLECT = ("collect", "-q")
BUILD = ("build", "--offline", "-q")
LAST = ("build", "--offline", "--publish", "-q", "--date", "2024-08-02")
CORRECTION = ("reopen", "2024-08-02", "--reason", "The hall is in Veldt.")
# By hand, as it were: the source goes offline, so that later runs build from the store alone; a
# remark is put on the draft's page.
OFFLINE, REMARK = ("go offline",), ("remark",)
BEGUN = (COLLECT, OFFLINE, LAST)
SCENARIOS = (
    Scenario("build and publish", BEGUN, ((*BUILD, "--publish"),)),
    Scenario("build over a draft", (*BEGUN, BUILD, REMARK), (BUILD,)),
    Scenario("correct an issue", (*BEGUN, CORRECTION), (LAST,)),
    Scenario("collect", (), (COLLECT,)),
)


def obeyed(folder: Path, commands: Commands, output: Path) -> int:
    """Run the commands in this process, as the command line would; the first exit code not 0."""
    with (
        output.open("w") as said,
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
    ):
        for command in commands:
            if command in {OFFLINE, REMARK}:
                by_hand(folder, command)
                continue
            try:
                run_command_line(["-C", str(folder), *command])
            except SystemExit as left:
                if left.code:
                    return int(left.code)
    return 0


def by_hand(folder: Path, command: Sequence[str]) -> None:
    """Change the settings or the draft, as an editor would."""
    settings, page = folder / "newsletter.toml", folder / "drafts" / "2024-08-09.toml"
    if command == OFFLINE:
        moved = settings.read_text("utf-8").replace('path = "articles"', f'url = "{FEED}"')
        settings.write_text(moved, "utf-8")
    else:
        page.write_text(page.read_text("utf-8") + "\n# Looked at.\n", "utf-8")


def forked(folder: Path, commands: Commands, output: Path, strace: Sequence[str] = ()) -> int:
    """Run the commands in a copy of this process, perhaps under strace; its exit status."""
    child = os.fork()
    if child == 0:
        if strace:
            os.kill(os.getpid(), signal.SIGSTOP)
        code = 70
        try:
            code = obeyed(folder, commands, output)
        finally:
            os._exit(code)
    if strace:
        os.waitpid(child, os.WUNTRACED)
        tracer = subprocess.Popen(
            ["strace", *strace, "-p", str(child)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while f"TracerPid:\t{tracer.pid}\n" not in Path(f"/proc/{child}/status").read_text():
            time.sleep(0.002)
        os.kill(child, signal.SIGCONT)
        status = os.waitpid(child, 0)[1]
        tracer.wait()
    else:
        status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status)


def points(folder: Path, scenario: Scenario, place: Path) -> list[Point]:
    """Every call that names the folder or a file in it."""
    trace = place / "trace"
    options = ["-y", "-o", str(trace), "-e", "trace=%file,%desc"]
    code = forked(folder, scenario.disturbed, place / "output", options)
    if code:
        sys.exit(f"The undisturbed run failed ({code}):\n{(place / 'output').read_text()}")
    counted: Counter[str] = Counter()
    found: list[Point] = []
    for line in trace.read_text("utf-8", errors="replace").splitlines():
        named = CALL.match(line)
        if not named:
            continue
        counted[named[1]] += 1
        # What the command prints names the folder, too.
        if str(folder) in line and str(place / "output") not in line:
            changing = CHANGING.match(line) is not None
            found.append(Point(number=counted[named[1]], call=named[1], changing=changing))
    return found


def frozen(folder: Path) -> dict[str, str]:
    """The files of published issues and kept versions, without their web pages."""
    files = contents(folder, "issues")
    day = "issues/2024-08-02/"
    kept = {name: digits for name, digits in files.items() if name.startswith(day)}
    return {name: digits for name, digits in kept.items() if "index.html" not in name}


def everything(folder: Path) -> dict[str, str]:
    """What a run must leave: archive and drafts by their bytes, the store by its articles."""
    articles = sorted(kept_articles(folder / ".digest" / "store.sqlite3") or ())
    return {**contents(folder, "issues", "drafts"), "store": " ".join(articles)}


def torn(folder: Path) -> Iterator[str]:
    """Issue folders that are not whole, and a store that is not sound."""
    for name, why in torn_issues(folder / "issues"):
        yield f"{name}: {why}"
    store = folder / ".digest" / "store.sqlite3"
    if store.is_file() and kept_articles(store) is None:
        yield "the store is not sound"


def faults(every: int, reading: int, found: Sequence[Point]) -> Iterator[tuple[str, Point, str]]:
    """Each kind of fault with the points it strikes and what strace is told."""
    for at, point in enumerate(found):
        if at % every == 0 and (point.changing or at % reading == 0):
            yield "SIGKILL", point, f"signal=SIGKILL:when={point.number}"
    for error in ("ENOSPC", "EIO"):
        struck = [point for point in found if point.changing and point.call in FAILING]
        for point in struck[::every]:
            yield error, point, f"error={error}:when={point.number}"


def trial(folder: Path, scenario: Scenario, place: Path, fault: tuple[str, Point, str]) -> str:
    """One fault and one run after it; what went wrong, "" for nothing."""
    kind, point, told = fault
    options = ["-o", "/dev/null", "-e", f"trace={point.call}", "-e", f"inject={point.call}:{told}"]
    published = frozen(folder)
    code = forked(folder, scenario.disturbed, place / "output", options)
    said = (place / "output").read_text("utf-8", errors="replace")
    if kind == "SIGKILL" and code not in {-signal.SIGKILL, 0}:
        return f"exit {code}: {said[-300:]}"
    if kind != "SIGKILL" and (code < 0 or "Traceback" in said or code == 70):
        return f"no clear error, exit {code}: {said[-300:]}"
    if scenario.name != "correct an issue" and frozen(folder) != published:
        return "published bytes changed"
    broken = list(torn(folder))
    if broken:
        return "; ".join(broken)
    code = forked(folder, scenario.disturbed, place / "output")
    if code:
        return f"the next run failed ({code}): {(place / 'output').read_text()[-300:]}"
    return ""


def measure(scenario: Scenario, place: Path, every: int, reading: int) -> None:
    """All faults of one scenario; a row per kind, then what went wrong."""
    start, folder = place / "start", place / "newsletter"
    for old in (start, folder):
        shutil.rmtree(old, ignore_errors=True)
    write_newsletter(folder)
    if forked(folder, scenario.before, place / "output"):
        sys.exit(f"Preparing failed:\n{(place / 'output').read_text()}")
    shutil.copytree(folder, start)
    found = points(folder, scenario, place)
    expected = everything(folder)
    struck: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for fault in faults(every, reading, found):
        shutil.rmtree(folder)
        shutil.copytree(start, folder)
        problem = trial(folder, scenario, place, fault)
        left = everything(folder)
        if not problem and left != expected:
            changed = sorted(set(left.items()) ^ set(expected.items()))
            problem = f"the next run gave other files: {[name for name, _ in changed][:5]}"
        struck[fault[0]] += 1
        if problem:
            wrong[fault[0]] += 1
            print(f"!! {fault[0]} at {fault[1].call} {fault[1].number}: {problem}", flush=True)
    changing = sum(point.changing for point in found)
    for kind, count in struck.items():
        clean = count - wrong[kind]
        calls = f"{len(found)}, {changing} that change something"
        print(f"| {scenario.name} | {calls} | {kind} | {clean}/{count} |", flush=True)


def main() -> None:
    """Print a table: scenario, calls, fault, clean of struck."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--every", type=int, default=1, help="strike every N-th call only")
    options.add_argument("--reading", type=int, default=1, help="only every N-th that reads")
    options.add_argument("--scenario", type=int, choices=range(len(SCENARIOS)), help="only one")
    asked = options.parse_args()
    if not shutil.which("strace"):
        sys.exit("strace is not installed.")
    install_commands()
    print("| scenario | calls in the folder | fault | clean |\n|---|---|---|---|", flush=True)
    chosen = SCENARIOS if asked.scenario is None else (SCENARIOS[asked.scenario],)
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        warm = Path(place) / "warm"
        write_newsletter(warm)
        # Templates compiled and libraries loaded once: every run is a copy of this process.
        obeyed(warm, (*BEGUN, (*BUILD, "--publish")), Path(place) / "output")
        for scenario in chosen:
            measure(scenario, Path(place), asked.every, asked.reading)


if __name__ == "__main__":
    main()
