"""Sources and newsletter.toml in; the same file with the new sources at its end out."""

import json
import re
from collections.abc import Collection, Sequence
from itertools import count
from pathlib import Path

from digest.config import FILE_NAME, load_newsletter, parse_newsletter
from digest.config.settings import Source
from digest.errors import StorageError
from digest.text import one_line
from digest.whole_files import put_file


def add_sources(folder: Path, sources: Sequence[Source]) -> tuple[Source, ...]:
    """Append those that are not in newsletter.toml yet; returns them, each by a name of its own.

    A section that one of them names and the newsletter has not is appended, too.
    What stands in the file stays as it is, byte for byte. The caller holds the newsletter's lock.
    Raises ConfigError when the file has problems, before or after, and StorageError when it cannot
    be written.
    """
    path = folder / FILE_NAME
    newsletter = load_newsletter(folder)
    known = newsletter.sources
    places = {source.place for source in known}
    labels = {source.label for source in known}
    new: list[Source] = []
    for source in sources:
        if source.place not in places:
            new.append(_distinct(source, labels))
            places.add(source.place)
            labels.add(new[-1].label)
    try:
        data = path.read_bytes()
        end = "\r\n" if b"\r\n" in data else "\n"
        had = {section.id for section in newsletter.sections}
        wanted = dict.fromkeys(source.section for source in new if source.section)
        sections = [_section(name) for name in wanted if name not in had]
        tables = "".join((*sections, *map(_table, new))).replace("\n", end)
        longer = data + (b"" if data.endswith(b"\n") else end.encode()) + tables.encode()
        if new:
            parse_newsletter(longer.decode("utf-8-sig"), name=f"{path} with the new sources")
            put_file(path, longer)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}") from None
    return tuple(new)


def _distinct(source: Source, taken: Collection[str]) -> Source:
    """`source` by a name that is not taken: two feeds of one host are told apart by their paths."""
    source = source.model_copy(update={"name": one_line(source.name)})
    if source.label not in taken:
        return source
    stem = source.label
    if not source.name and source.url:
        stem = re.sub(r"^https?://([^/?#]*@)?(www\.)?|[?#].*$", "", source.url).rstrip("/")
    names = (stem if number == 1 else f"{stem} {number}" for number in count(1))
    return source.model_copy(update={"name": next(name for name in names if name not in taken)})


def _table(source: Source) -> str:
    fields = {"url": source.url, "path": source.path, "name": source.name}
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in {**fields, "section": source.section}.items()
        if value
    ]
    return "\n[[sources]]\n" + "\n".join(lines) + "\n"


def _section(name: str) -> str:
    heading = name.replace("-", " ").capitalize()
    return f'\n[[sections]]\nid = "{name}"\nheading = "{heading}"\n'
