"""The code of stock templates is kept between runs, and used while whole and of that text."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

import pytest

from digest.desk.fragments import FOLDER, WAY, Fragments, compile_fragments
from digest.desk.words import words_in
from digest.template_codes import Codes, keep_code

TESTS = Path(__file__).parent
PROGRAM = """
import hashlib, sys
from dataclasses import replace
compiled = []

def listen(event, values):
    if event == "compile" and str(values[1]).endswith(".j2"):
        compiled.append(values[1])

sys.addaudithook(listen)
from digest.rendering import render_mail
from rendering.issues import rich_issue

sums = hashlib.sha256()
for layout in sys.argv[1:]:
    rendered = render_mail(replace(rich_issue(), layout=layout))
    sums.update(rendered.html.encode() + rendered.text.encode())
print(len(compiled), sums.hexdigest())
"""
COMPILE_STOCK = "from digest.rendering.templates.environments import compile_stock; compile_stock()"


def run(kept: Path, *arguments: str, **environment: str) -> str:
    """What a Python says that keeps code in `kept`."""
    usual = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    places = {"PYTHONPATH": str(TESTS), "PYTHONPYCACHEPREFIX": str(kept)}
    return subprocess.run(
        [sys.executable, *arguments],
        env={**usual, **places, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def render(kept: Path, *layouts: str, **environment: str) -> tuple[int, str]:
    """How many templates such a process compiled for mails in these layouts, and their sum."""
    count, told = run(kept, "-c", PROGRAM, *layouts, **environment).split()
    return int(count), told


def kept_files(kept: Path) -> list[Path]:
    """What was kept of templates."""
    return sorted(path for way in ("markup", "text") for path in kept.rglob(f"*.opt-{way}.pyc"))


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Python has kept all modules, which takes seconds, and nothing of templates."""
    folder = tmp_path_factory.mktemp("modules")
    render(folder, "magazine")
    for path in kept_files(folder):
        path.unlink()
    return folder


@pytest.fixture
def place(modules: Path, tmp_path: Path) -> Path:
    """A test's own copy of it."""
    return shutil.copytree(modules, tmp_path / "kept")


def test_a_template_of_the_stock_is_compiled_by_one_run_only(place: Path) -> None:
    """Compiling takes longer than rendering; the mail is the same."""
    count, first = render(place, "magazine")
    assert count == len(kept_files(place)) > 10
    assert render(place, "magazine") == (0, first)


def test_nothing_is_kept_where_python_is_to_keep_nothing(place: Path) -> None:
    """The switch for modules is the switch for templates."""
    assert render(place, "magazine", PYTHONDONTWRITEBYTECODE="1")[0] > 10
    assert not kept_files(place)


def test_whoever_installs_the_program_may_compile_for_all_who_run_it(place: Path) -> None:
    """Whatever the switch, as Python's own compileall; every layout, which share some texts."""
    run(place, "-c", COMPILE_STOCK, PYTHONDONTWRITEBYTECODE="1")
    assert render(place, "magazine", "wire", "brief")[0] == 0


@pytest.fixture
def desk_codes(tmp_path: Path) -> Iterator[Codes]:
    """What became of the desk's templates, where nothing was kept yet."""
    usual = sys.pycache_prefix
    sys.pycache_prefix = str(tmp_path)
    yield Codes(kept_as=WAY)
    sys.pycache_prefix = usual


def test_a_page_of_the_desk_is_compiled_by_one_run_only(desk_codes: Codes) -> None:
    """Its editor waits for the first one."""
    path = FOLDER / "part.html.j2"
    text = path.read_text(encoding="utf-8")
    assert not desk_codes.find(path.name, text, str(path))
    Fragments(desk_codes).page("part", words_in("en"))
    assert Codes(kept_as=WAY).find(path.name, text, str(path))


def test_every_page_of_the_desk_may_be_compiled_for_all_who_run_it(desk_codes: Codes) -> None:
    """As the mails' templates are."""
    paths = sorted(FOLDER.glob("*.j2"))
    assert compile_fragments() == len(paths) > 30
    for path in paths:
        assert desk_codes.find(path.name, path.read_text(encoding="utf-8"), str(path))


NAME, TEXT = "words.j2", "{{ 1 }}"
CODE = compile("1 + 1", NAME, "eval")


@dataclass(frozen=True, slots=True)
class Kept:
    """A template, and the file that has its code."""

    template: Path
    file: Path


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """One that is kept where Python keeps the code of modules."""
    template = tmp_path / NAME
    keep_code(template, "text", NAME, TEXT, CODE)
    file = Path(cache_from_source(str(template), optimization="text"))
    yield Kept(template, file)
    shutil.rmtree(file.parent)


def find(
    template: Path, *, way: str = "text", name: str = NAME, text: str = TEXT
) -> CodeType | None:
    """The code that another run finds."""
    return Codes(kept_as=way).find(name, text, str(template))


def cut_short(kept: Path) -> None:
    """As a full disk leaves it."""
    kept.write_bytes(kept.read_bytes()[:-9])


def change_a_byte(kept: Path) -> None:
    """As a bad disk gives it."""
    data = bytearray(kept.read_bytes())
    data[-4] ^= 1
    kept.write_bytes(data)


def empty(kept: Path) -> None:
    """As a machine that lost its power leaves it."""
    kept.write_bytes(b"")


def replace_by_a_folder(kept: Path) -> None:
    """Neither to be read nor to be written."""
    kept.unlink()
    kept.mkdir()


def test_a_later_run_finds_what_was_kept(kept: Kept) -> None:
    """By what it was made of, not by its time."""
    assert find(kept.template) == CODE


@pytest.mark.parametrize("harm", [cut_short, change_a_byte, empty, replace_by_a_folder])
def test_what_was_harmed_is_made_anew(kept: Kept, harm: Callable[[Path], None]) -> None:
    """Never run as it stands; and where it cannot be written either, that is no error."""
    harm(kept.file)
    assert find(kept.template) is None
    Codes(kept_as="text").put(NAME, TEXT, CODE.replace(co_filename=str(kept.template)))


@pytest.mark.parametrize(
    "other", [{"text": "{{ 2 }}"}, {"name": "issue.txt.j2"}, {"way": "markup"}], ids=str
)
def test_what_was_made_of_something_else_is_not_found(kept: Kept, other: dict[str, str]) -> None:
    """Whole, but of another text, of another name, or compiled otherwise."""
    of_markup = kept.file.name.replace("opt-text", "opt-markup")
    kept.file.with_name(of_markup).write_bytes(kept.file.read_bytes())
    assert find(kept.template, **other) is None
