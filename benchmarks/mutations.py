"""Which small faults the tests of a package notice: a sample of mutants, each run by its tests.

    python -m benchmarks.mutations [PACKAGE ...] [--number 50] [--seed 1] [--again FILE]

First the package's own tests run once, to see which of them reach which line. Then each mutant of
the sample has a process of its own, in which its file is changed as it is imported, nothing on the
disk is, and the tests that reach its lines run, the quickest first, until one fails. A mutant of
which all of them pass survives and is printed. With --again it is those of the sample alone that
FILE names, which is what an earlier run printed. A mutant in a process that a test starts is not
seen. Linux and macOS.
"""

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import multiprocessing
import os
import re
import resource
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import coverage
import pytest

from benchmarks.mutants import Mutant, draw_mutants, find_mutants

PACKAGES = {
    "checks": (("digest/checks",), ("tests/checks",)),
    "selection": (("digest/selection",), ("tests/selection",)),
    "schedule": (
        ("digest/cutoffs.py", "digest/schedule"),
        (
            "tests/test_cutoffs.py",
            "tests/schedule",
            "tests/pipeline/test_tick.py",
            "tests/pipeline/test_installing.py",
        ),
    ),
    "draft": (
        ("digest/draft",),
        ("tests/draft", "tests/pipeline/test_editing.py", "tests/cli/test_edits.py"),
    ),
    "composition": (("digest/composition",), ("tests/composition",)),
    "delivery": (
        ("digest/delivery",),
        (
            "tests/delivery",
            "tests/extensions/test_services.py",
            "tests/pipeline/test_service_drafts.py",
        ),
    ),
}
PROCESSOR, WALL = 60, 300
"""Seconds that the tests of one mutant may take, by the processor's clock and by any."""

KILLED, SURVIVED, TIMED_OUT = "killed", "survived", "timed out"
_FORK = multiprocessing.get_context("fork")
_ALIKE = ("-p", "no:cacheprovider", "--hypothesis-seed=1", "-W", "ignore::pytest.PytestWarning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The `seconds` of each test, which of them ran which line of which file, and how many failed.

    `libraries` are the modules of others that they need.
    """

    failed: int
    seconds: dict[str, float]
    lines: dict[str, dict[int, frozenset[str]]]
    libraries: tuple[str, ...]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that a mutant has to meet, the quickest first.

        Those that run its lines. What runs as a file is imported is met by every test of that file,
        and what ran only then, by all tests.
        """
        lines = self.lines.get(str(mutant.path.resolve()), {})
        places: Iterable[int] = mutant.lines if mutant.function else lines
        contexts = frozenset[str]().union(*(lines.get(line, ()) for line in places))
        tests = contexts - {""} or (set(self.seconds) if contexts else set())
        return sorted(tests, key=lambda test: (self.seconds.get(test, 0), test))


class Watch:
    """A pytest plugin that tells `coverage` which test is running, and takes the time of each.

    Caches are emptied before each test, so that none rests on what another has worked out.
    """

    def __init__(self, cover: coverage.Coverage) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._cover = cover

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run under the test's own name."""
        for name in [one for one in sys.modules if one.startswith("digest.")]:
            for value in list(vars(sys.modules[name]).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear):
                    clear()
        self._cover.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self._cover.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up preparation, test and clearing away."""
        self.seconds[report.nodeid] += report.duration


class Choice:
    """A pytest plugin that runs the tests named, in that order, and no others."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._places = {test: place for place, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out and put in order."""
        chosen = [item for item in items if item.nodeid in self._places]
        items[:] = sorted(chosen, key=lambda item: self._places[item.nodeid])


class OtherCode(importlib.machinery.SourceFileLoader):
    """Loads a file with other code than stands in it."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        """The other code."""
        del fullname
        return self._code


class Changed(importlib.abc.MetaPathFinder):
    """Finds one file of ours, and has it loaded with other code."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        names = path.with_suffix("").parts
        self._name = ".".join(names[:-1] if names[-1] == "__init__" else names)
        self._path = str(path.resolve())
        self._code = compile(tree, self._path, "exec")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The file, if it is asked for."""
        del path, target
        if fullname != self._name:
            return None
        loader = OtherCode(fullname, self._path, self._code)
        return importlib.util.spec_from_file_location(fullname, self._path, loader=loader)


def measure_reach(sources: Sequence[str], tests: Sequence[str], scratch: str) -> Reach:
    """Run all `tests`, to see which reach what; in a process apart."""
    _be_silent()
    below = [f"{one}/*" if Path(one).is_dir() else one for one in sources]
    cover = coverage.Coverage(data_file=None, config_file=False, include=below)
    watch = Watch(cover)
    cover.start()
    code = pytest.main([*tests, *_ALIKE, f"--basetemp={scratch}/tests"], plugins=[watch])
    cover.stop()
    data = cover.get_data()
    lines = {
        path: {line: frozenset(names) for line, names in data.contexts_by_lineno(path).items()}
        for path in data.measured_files()
    }
    return Reach(
        failed=int(code), seconds=dict(watch.seconds), lines=lines, libraries=tuple(_libraries())
    )


def try_mutant(mutant: Mutant, tests: Sequence[str], scratch: str) -> str:
    """What became of one: in a process apart, which ends with pytest's own exit code."""
    if not tests:
        return SURVIVED
    process = _FORK.Process(target=_run_mutant, args=(mutant, tests, scratch))
    process.start()
    pid = process.pid
    assert pid
    process.join(WALL)
    endless = process.exitcode in {None, -signal.SIGXCPU}
    outcome = TIMED_OUT if endless else KILLED if process.exitcode else SURVIVED
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    process.join()
    return outcome


def _run_mutant(mutant: Mutant, tests: Sequence[str], scratch: str) -> None:
    os.setpgrp()
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR + 5))
    _be_silent()
    sys.meta_path.insert(0, Changed(mutant.path, mutant.changed_tree()))
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    code = pytest.main(
        [*files, "-x", *_ALIKE, f"--basetemp={scratch}/tests"], plugins=[Choice(tests)]
    )
    os._exit(int(code))


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _libraries() -> list[str]:
    """What others wrote of all that is imported: the rest is imported anew for each mutant."""
    ours = str(Path.cwd())
    found = []
    for name, module in sys.modules.items():
        file = getattr(module, "__file__", None) or ours
        if ".venv" in Path(file).parts or not file.startswith(ours):
            found.append(name)
    return found


def _import_libraries(names: Iterable[str]) -> None:
    for name in names:
        with suppress(Exception):
            importlib.import_module(name)


def _files(sources: Iterable[str]) -> list[Path]:
    found = (Path(one).rglob("*.py") if Path(one).is_dir() else [Path(one)] for one in sources)
    return [path for paths in found for path in paths]


def examine(package: str, number: int, seed: int, again: Path | None) -> Counter[str]:
    """Try a package's sample, print who survives, and count what became of all."""
    sources, folders = PACKAGES[package]
    every = find_mutants(_files(sources))
    sample = draw_mutants(every, number, seed=seed)
    if again:
        printed = _without_lines(again.read_text(encoding="utf-8"))
        sample = [mutant for mutant in sample if _without_lines(described(mutant)) in printed]
    with tempfile.TemporaryDirectory(prefix="mutations-") as scratch:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = f"{scratch}/hypothesis"
        with ProcessPoolExecutor(1, mp_context=_FORK) as apart:
            reach = apart.submit(measure_reach, sources, folders, scratch).result()
        if reach.failed:
            sys.exit(f"The tests of {package} fail as they are: mend them first.")
        _import_libraries(reach.libraries)
        counts = Counter(possible=len(every))
        for mutant in sample:
            tests = reach.tests_of(mutant)
            outcome = try_mutant(mutant, tests, scratch)
            counts[outcome] += 1
            if outcome != KILLED:
                print(f"{outcome:9} {described(mutant)}  ({len(tests)} tests)", flush=True)
    return counts


def described(mutant: Mutant) -> str:
    """Where a mutant is, and what it changes."""
    where = f"{mutant.path.as_posix()}:{mutant.lines.start}"
    return f"{where} {mutant.function or 'outside functions'}: {mutant.change}"


def _without_lines(text: str) -> str:
    """`text` without the numbers of lines, which another change may have moved."""
    return re.sub(r"\.py:\d+", ".py", text)


def main() -> None:
    """Examine each package in turn; print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=", ".join(PACKAGES))
    parser.add_argument("--number", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=Path, metavar="FILE")
    asked = parser.parse_args()
    rows = []
    for package in asked.packages or PACKAGES:
        started = time.monotonic()
        counts = examine(package, asked.number, asked.seed, asked.again)
        figures = [counts[name] for name in ("possible", KILLED, SURVIVED, TIMED_OUT)]
        row = [package, *figures, round(time.monotonic() - started)]
        rows.append("".join(f"{cell:>12}" for cell in row))
    print(
        "".join(f"{name:>12}" for name in ("package", "mutants", KILLED, SURVIVED, TIMED_OUT, "s"))
    )
    print("\n".join(rows))


if __name__ == "__main__":
    main()
