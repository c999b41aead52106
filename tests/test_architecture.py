"""Who may know whom, and which file knows which library."""

import ast
import sys
from collections import defaultdict
from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "digest"

WIDER = {
    "typer": "cli",
    "PIL": "imaging",
    "jinja2": "rendering/templates",
    "starlette": "desk",
    "pydantic": "config",
    "pydantic_core": "config",
}
"""Libraries that a whole folder is about, instead of one file."""

ALSO = {
    "pydantic": {"json_records.py", "json_schemas.py"},
    "pydantic_core": {"json_schemas.py"},
    "jinja2": {"desk/fragments.py", "template_codes.py"},
}
"""Files beside those: pydantic also reads and describes records, Jinja makes the desk's pages."""


def third_party_imports() -> dict[str, set[str]]:
    """Each library's top-level name with the files of the package that import it."""
    importers: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            for name in names:
                top = name.split(".")[0]
                if top not in sys.stdlib_module_names and top != "digest":
                    importers[top].add(path.relative_to(PACKAGE).as_posix())
    return importers


def test_the_layers_hold() -> None:
    """Stages do not import each other; only the pipeline knows their order."""
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_each_library_is_imported_in_one_place() -> None:
    """One file, or the folder that is about it: so that any library can be replaced."""
    spread = {}
    for library, files in third_party_imports().items():
        beside = ALSO.get(library, set())
        folder = WIDER.get(library, "")
        own = {file for file in files - beside if not file.startswith(f"{folder}/")}
        if len(own) > (0 if folder else 1):
            spread[library] = sorted(own)
    assert spread == {}


EVERY_ROOM = "routes"
"""What each room of the desk has: where it answers."""


def public_names() -> dict[str, list[str]]:
    """The public functions and classes of the modules, each with the modules that define it."""
    homes: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                homes[node.name].append(path.relative_to(PACKAGE).as_posix())
    return {name: found for name, found in homes.items() if name[0] != "_" and name != EVERY_ROOM}


def test_a_public_name_is_defined_once() -> None:
    """Whoever looks a name up finds one definition, and an import says by itself what it brings."""
    twice = {name: homes for name, homes in public_names().items() if len(homes) > 1}
    assert twice == {}


def test_no_module_is_called_like_one_of_the_standard_library() -> None:
    """`import calendar` means Python's own, in whatever folder it stands."""
    modules = {path.stem for path in PACKAGE.rglob("*.py")} - {"__init__", "__main__"}
    assert modules & sys.stdlib_module_names == set()
