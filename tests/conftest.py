"""What every test may ask for: golden files, Chromium, and the options of a test run."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more about the machine's other work than about the code.
settings.register_profile("digest", deadline=None)
settings.load_profile("digest")

GOLDEN = Path(__file__).parent / "golden"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register --update-golden and --slow."""
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden/ anew; review the diff"
    )
    parser.addoption("--slow", action="store_true", help="run slow and browser tests, too")


def pytest_configure(config: pytest.Config) -> None:
    """Compile each module once, also where Python writes nothing beside it: runs start hundreds."""
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(config.rootpath / ".pytest_cache" / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


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
