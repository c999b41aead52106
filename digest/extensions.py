"""The name of an installed distribution in; what it adds by its entry points out, or why not.

The only reader of entry points. Nothing is searched for: only what a newsletter names is looked at,
and nothing of a distribution runs before one of its additions is loaded.
"""

import operator
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import current_thread, main_thread
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

from digest import __version__
from digest.errors import ConfigError
from digest.text import shortened

if TYPE_CHECKING:
    from importlib.metadata import Distribution

RULES, LAYOUTS, SERVICES = GROUPS = ("digest.rules", "digest.layouts", "digest.services")
"""The groups of entry points that are read."""

_LONGEST = 300
_READ = 10 * _LONGEST
_REMEMBERED = 64
# Compiled when they are first used: hardly any run needs one.
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?"
_PACKAGE = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*"
_PROGRAM = r"(?i)newsletter[-_.]digest\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)"
_CLAUSE = r"(~=|[=!<>]=|[<>])\s*(\d+(?:\.\d+)*)(\.\*)?"
_COMPARE = MappingProxyType(
    {
        "==": operator.eq,
        "!=": operator.ne,
        "<=": operator.le,
        ">=": operator.ge,
        "<": operator.lt,
        ">": operator.gt,
    }
)


class UnfitExtension(ConfigError):
    """An extension that cannot be used; `said` is why, as the end of a sentence."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(name, said)  # as it travels from a worker
        self.name = name
        self.said = said

    def __str__(self) -> str:
        return f"the extension {self.name} {self.said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What an extension adds: the `name` of it in a group, and the `value` that leads there."""

    extension: str
    group: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """An installed distribution that adds something."""

    name: str
    version: str
    additions: tuple[Addition, ...]

    def additions_to(self, group: str) -> tuple[Addition, ...]:
        """What it adds to one group, in the order of the names."""
        return tuple(one for one in self.additions if one.group == group)


@lru_cache(_REMEMBERED)
def find_extension(name: str) -> Extension:
    """The installed distribution of that name; none of it is run. Raises UnfitExtension.

    It is looked at once: another version that is installed meanwhile counts for the next process,
    like its code.
    """
    # Whoever names no extension has no use for it.
    from importlib.metadata import PackageNotFoundError, distribution

    if not re.fullmatch(_NAME, name):
        raise UnfitExtension(name, "is no name of a distribution; write it as pip has it")
    try:
        found = _read(name, distribution(name))
    except PackageNotFoundError:
        said = "is not installed beside this program; install it there, or take the name out"
        raise UnfitExtension(name, said) from None
    except UnfitExtension:
        raise
    except Exception as error:
        said = f"has metadata that cannot be read ({failure_in_words(error)}); install it anew"
        raise UnfitExtension(name, said) from None
    if not found.additions:
        said = f"adds nothing here: it has no entry point in {', '.join(GROUPS)}; take the name out"
        raise UnfitExtension(name, said)
    return found


def load_addition(addition: Addition) -> object:
    """What its value leads to; its code is run for that. Raises UnfitExtension."""
    from importlib.metadata import EntryPoint

    point = EntryPoint(name=addition.name, value=addition.value, group=addition.group)
    if not point.pattern.match(point.value):
        said = (
            f"has “{shortened(point.value, 60)}” as its {point.name} of {point.group}, which is no "
        )
        raise UnfitExtension(
            addition.extension, f"{said}MODULE:NAME; take it out, or mend it there"
        )
    try:
        with off_stdout():
            return point.load()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        remedy = (
            f"install a version of it that fits digest {__version__}, or take it out of "
            "[newsletter] extensions"
        )
        if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
            place = f"{addition.value} ({addition.group}, {addition.name})"
            said = f"names {place}, and {point.module} has no {error.name}; {remedy}"
        else:
            said = f"cannot be loaded: {failure_in_words(error)}; {remedy}"
        # Nothing of the other goes along: it may not even travel to another process.
        raise UnfitExtension(addition.extension, said) from None


def addition_folder(addition: Addition) -> Path:
    """The folder of the package that its value names, which is not imported.

    Raises UnfitExtension.
    """
    from importlib.util import find_spec

    top, *inner = addition.value.split(".") if re.fullmatch(_PACKAGE, addition.value) else [""]
    try:
        spec = find_spec(top) if top else None
    except (ImportError, ValueError):
        spec = None
    places = (spec.submodule_search_locations if spec else None) or ()
    for place in places:
        if (folder := Path(place, *inner)).is_dir():
            return folder
    package = shortened(addition.value, 60)
    said = (
        f"adds {addition.name} as the folder of the package {package}, which is not there; install "
        "it anew, or take the name out"
    )
    raise UnfitExtension(addition.extension, said)


def failure_in_words(error: BaseException, *, secret: str = "") -> str:
    """An exception of somebody else's code: its kind, what it says, where it was raised.

    `secret` is in none of it, also where a text is cut off in its middle.
    """
    try:
        whole = str(error)
        said = shortened((whole.replace(secret, "…") if secret else whole)[:_READ], _LONGEST)
    except BaseException as another:
        if isinstance(another, KeyboardInterrupt):
            raise
        said = ""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    told = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return f"{told} ({where})" if where else told


@contextmanager
def off_stdout() -> Iterator[None]:
    """Let what an extension prints go to stderr: programs read stdout.

    Only of the main thread, as stdout is that of all threads.
    """
    if current_thread() is main_thread():
        with redirect_stdout(sys.stderr):
            yield
    else:
        yield


def _read(name: str, found: "Distribution") -> Extension:
    for requirement in found.requires or ():
        wanted = re.match(_PROGRAM, requirement)
        # What stands behind a marker depends on an extra or the machine; pip has looked at it.
        if wanted and ";" not in requirement and not fits_version(wanted[1], __version__):
            said = (
                f"{found.version} asks for {shortened(requirement, 60)}, and this is digest "
                f"{__version__}; install versions of both that fit each other"
            )
            raise UnfitExtension(name, said)
    additions = (
        Addition(extension=name, group=one.group, name=one.name, value=one.value)
        for one in found.entry_points
        if one.group in GROUPS
    )
    ordered = sorted(additions, key=lambda one: (GROUPS.index(one.group), one.name))
    return Extension(name=name, version=str(found.version or "?"), additions=tuple(ordered))


def fits_version(specifiers: str, version: str) -> bool:
    """Whether `version` is among `specifiers` (PEP 440), as far as both are numbers with dots."""
    present = _numbers(re.split(r"[^\d.]", version, maxsplit=1)[0].strip("."))
    clauses = (re.fullmatch(_CLAUSE, one.strip()) for one in specifiers.split(","))
    return all(
        _holds(found[1], _numbers(found[2]), present, any_end=bool(found[3]))
        for found in clauses
        if found
    )


def _holds(sign: str, wanted: tuple[int, ...], present: tuple[int, ...], *, any_end: bool) -> bool:
    whole = present + (0,) * (len(wanted) - len(present))
    if sign == "~=":
        return whole >= wanted and whole[: len(wanted) - 1] == wanted[:-1]
    end = len(wanted) if any_end else len(whole)
    return bool(_COMPARE[sign](whole[:end], wanted + (0,) * (end - len(wanted))))


def _numbers(dotted: str) -> tuple[int, ...]:
    return tuple(map(int, dotted.split(".")))
