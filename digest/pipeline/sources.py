"""Sources and newsletter.toml in; the same file with the new sources at its end out."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
    places = {source.place for source in newsletter.sources}
    wanted = {source.place: source for source in sources if source.place not in places}
    new = tuple(_distinct(wanted.values(), {source.label for source in newsletter.sources}))
    try:
        data = path.read_bytes()
        end = "\r\n" if b"\r\n" in data else "\n"
        had = {section.id for section in newsletter.sections}
        named = dict.fromkeys(source.section for source in new if source.section)
        sections = [_section(name) for name in named if name not in had]
        tables = "".join((*sections, *map(_table, new))).replace("\n", end)
        longer = data + (b"" if data.endswith(b"\n") else end.encode()) + tables.encode()
        if new:
            parse_newsletter(longer.decode("utf-8-sig"), name=f"{path} with the new sources")
            put_file(path, longer)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}") from None
    return new


def _distinct(sources: Iterable[Source], taken: set[str]) -> Iterator[Source]:
    """`sources` by names that are not taken: two feeds of one host are told by their paths."""
    numbers = Counter[str]()
    for source in sources:
        bare = source.model_copy(update={"name": one_line(source.name)})
        name = stem = bare.label
        if name in taken and not bare.name and bare.url:
            name = stem = re.sub(r"^https?://([^/?#]*@)?(www\.)?|[?#].*$", "", bare.url).rstrip("/")
        while name in taken:
            numbers[stem] += 1
            name = f"{stem} {numbers[stem] + 1}"
        taken.add(name)
        yield bare if name == bare.label else bare.model_copy(update={"name": name})


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
