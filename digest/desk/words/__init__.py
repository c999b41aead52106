"""A language in; the desk's own words in it out, each by its key."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from digest.locales import plural_form

FOLDER = Path(__file__).parent
FIRST = "en"
"""The language in which every word stands."""

Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWords:
    """The words of the desk in one language, by keys such as "bar.undo"."""

    language: str
    sentences: Mapping[str, str | Forms]

    def say(self, key: str, /, **values: object) -> str:
        """The words under `key`, with `values` in their places; `count` chooses among plurals.

        Raises KeyError where the table has no such words, or they want another value.
        """
        found = self.sentences[key]
        if not isinstance(found, str):
            form = plural_form(int(str(values["count"])), self.language)
            found = found.get(form) or found["other"]
        return found.format_map(values) if values else found


@lru_cache(maxsize=16)
def words_in(language: str) -> DeskWords:
    """The words of `language`; what it lacks is in English, as is all of an unknown one."""
    sentences = dict(_table(FIRST))
    if language in languages():
        sentences |= _table(language)
        return DeskWords(language=language, sentences=sentences)
    return DeskWords(language=FIRST, sentences=sentences)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that the desk speaks, by their tags."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def choose_language(accepted: str) -> str:
    """The first language of an Accept-Language header (RFC 9110, 12.5.4) that the desk speaks."""
    for tag in _by_preference(accepted[:400]):
        for known in (tag, tag.partition("-")[0]):
            if known in languages():
                return known
    return FIRST


def _by_preference(accepted: str) -> Iterable[str]:
    weighed: list[tuple[float, str]] = []
    for part in accepted.lower().split(","):
        tag, _, weight = part.partition(";q=")
        try:
            weighed.append((-float(weight or 1), tag.strip()))
        except ValueError:
            continue
    return [tag for _, tag in sorted(weighed, key=lambda one: one[0])]


def _table(language: str) -> dict[str, str | Forms]:
    read = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    return {f"{room}.{key}": words for room, table in read.items() for key, words in table.items()}
