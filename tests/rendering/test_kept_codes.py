"""The code of stock templates is kept between runs, and used while whole and of that text."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PROGRAM = """
import hashlib, sys
compiled = []

def listen(event, values):
    if event == "compile" and str(values[1]).endswith(".j2"):
        compiled.append(values[1])

sys.addaudithook(listen)
from digest.rendering import render_mail
from rendering.issues import rich_issue

rendered = render_mail(rich_issue())
print(len(compiled), hashlib.sha256(rendered.html.encode() + rendered.text.encode()).hexdigest())
"""


def render(kept: Path, **environment: str) -> tuple[int, str]:
    """How many templates a process compiled that keeps code in `kept`, and the mail's sum."""
    usual = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    places = {"PYTHONPATH": str(TESTS), "PYTHONPYCACHEPREFIX": str(kept)}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**usual, **places, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    count, told = ended.stdout.split()
    return int(count), told


def kept_files(kept: Path) -> list[Path]:
    """What was kept of templates."""
    return sorted(path for way in ("markup", "text") for path in kept.rglob(f"*.opt-{way}.pyc"))


def cut_short(files: list[Path]) -> None:
    """As a full disk leaves them."""
    for path in files:
        path.write_bytes(path.read_bytes()[:-9])


def change_a_byte(files: list[Path]) -> None:
    """As a bad disk gives them."""
    for path in files:
        data = bytearray(path.read_bytes())
        data[-40] ^= 1
        path.write_bytes(data)


def swap(files: list[Path]) -> None:
    """Whole, but each that of another template."""
    contents = [path.read_bytes() for path in files]
    for path, data in zip(files, contents[1:] + contents[:1], strict=True):
        path.write_bytes(data)


def replace_by_folders(files: list[Path]) -> None:
    """Neither to be read nor to be written."""
    for path in files:
        path.unlink()
        path.mkdir()


def test_a_template_of_the_stock_is_compiled_by_one_run_only(tmp_path: Path) -> None:
    """Compiling takes longer than rendering; the mail is the same."""
    count, first = render(tmp_path)
    assert count == len(kept_files(tmp_path)) > 10
    assert render(tmp_path) == (0, first)


@pytest.mark.parametrize("harm", [cut_short, change_a_byte, swap, replace_by_folders])
def test_what_was_harmed_is_made_anew(tmp_path: Path, harm: Callable[[list[Path]], None]) -> None:
    """Never run as it stands."""
    count, first = render(tmp_path)
    harm(kept_files(tmp_path))
    assert render(tmp_path) == (count, first)


def test_nothing_is_kept_where_python_is_to_keep_nothing(tmp_path: Path) -> None:
    """The switch for modules is the switch for templates."""
    render(tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert not kept_files(tmp_path)
