"""Distributions that are installed for one test: a folder on the path, with what pip writes."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from textwrap import dedent

_numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A folder in which distributions stand, each under a name that no other test has had."""

    folder: Path

    def install(
        self,
        code: str = "",
        *,
        entries: Mapping[str, Mapping[str, str]],
        requires: str = "",
        files: Mapping[str, str] | None = None,
    ) -> str:
        """A distribution of one package of `code`, for which {package} stands in `entries`.

        `files` lie beside the code. What pip calls it.
        """
        name = f"fake-extension-{next(_numbers)}"
        package = name.replace("-", "_")
        texts = {"__init__.py": dedent(code), **(files or {})}
        for file, text in texts.items():
            path = self.folder / package / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        points = {
            group: {point: value.replace("{package}", package) for point, value in named.items()}
            for group, named in entries.items()
        }
        self.describe(name, requires=requires, entries=points)
        return name

    def describe(
        self,
        name: str,
        *,
        version: str = "1.0",
        requires: str = "",
        entries: Mapping[str, Mapping[str, str]],
    ) -> None:
        """What pip writes beside the code of a distribution."""
        place = self.folder / f"{name.replace('-', '_')}-{version}.dist-info"
        place.mkdir()
        needed = f"Requires-Dist: {requires}\n" if requires else ""
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needed}"
        (place / "METADATA").write_text(metadata, "utf-8")
        (place / "entry_points.txt").write_text(_written(entries), "utf-8")


@contextmanager
def site_in(folder: Path) -> Iterator[Site]:
    """A folder on the path; what was imported from there is forgotten afterwards."""
    sys.path.insert(0, str(folder))
    try:
        yield Site(folder=folder)
    finally:
        sys.path.remove(str(folder))
        for name, module in [*sys.modules.items()]:
            if str(getattr(module, "__file__", "")).startswith(f"{folder}/"):
                del sys.modules[name]


def _written(entries: Mapping[str, Mapping[str, str]]) -> str:
    return "\n".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
        for group, points in entries.items()
    )
