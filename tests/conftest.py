"""What every test may ask for: golden files, Chromium, and the options of a test run."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
MEMORY = Path("/dev/shm")
ROOM = 2**31
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register --update-golden and --slow."""
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden/ anew; review the diff"
    )
    parser.addoption("--slow", action="store_true", help="run slow and browser tests, too")


def pytest_configure(config: pytest.Config) -> None:
    """Compile each module once, also where Python writes nothing beside it: runs start hundreds.

    What tests write lies in memory where that can be.
    """
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(config.rootpath / ".pytest_cache" / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    if lies_in_memory(MEMORY):
        # A disk has every fsync wait for it, and the tests ask for thousands.
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    config.pluginmanager.import_plugin("profiles")


def lies_in_memory(folder: Path) -> bool:
    """Whether Linux keeps `folder` in memory, with room for a run, and programs may stand there."""
    if not sys.platform.startswith("linux") or not folder.is_mount():
        return False
    system = os.statvfs(folder)
    return system.f_bavail * system.f_frsize > ROOM and not system.f_flag & os.ST_NOEXEC


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip slow and browser tests unless asked for, and the browser's where there is none."""
    slow = config.getoption("--slow") or os.environ.get("CI")
    chosen = config.getoption("markexpr")
    for item in items:
        for mark in ("slow", "browser"):
            if mark in item.keywords and not slow and mark not in chosen:
                item.add_marker(pytest.mark.skip(reason=f"{mark}; run with --slow or -m {mark}"))
        if "browser" in item.keywords and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="there is no Chromium"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], str]:
    """The text of a golden file by name, given what was made now; --update-golden writes that."""

    def expected(name: str, actual: str) -> str:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        return path.read_text(encoding="utf-8")

    return expected


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; only for tests marked `browser`."""
    assert CHROMIUM is not None
    return CHROMIUM
