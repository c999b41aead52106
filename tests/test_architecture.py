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
    "starlette": "preview",
    "pydantic": "config",
    "pydantic_core": "config",
}
"""Libraries that a whole folder is about, instead of one file."""

ALSO = {"pydantic": {"json_records.py"}}
"""Files beside the folder: pydantic reads settings there and records here."""


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
        folder = WIDER.get(library)
        own = {file for file in files - beside if folder is None or file.split("/")[0] != folder}
        if len(own) > (0 if folder else 1):
            spread[library] = sorted(own)
    assert spread == {}
