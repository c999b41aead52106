"""Sources and newsletter.toml in; the same file with the new sources at its end out."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from digest.config import FILE_NAME, parse_newsletter
from digest.config.settings import Source
from digest.errors import StorageError


def add_sources(folder: Path, sources: Sequence[Source]) -> tuple[Source, ...]:
    """Append those that are not in newsletter.toml yet; returns them.

    What stands in the file stays as it is, comments included. Raises ConfigError when the file has
    problems, before or after, and StorageError when it cannot be written.
    """
    path = folder / FILE_NAME
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        known = {source.place for source in parse_newsletter(text, name=str(path)).sources}
        new = tuple(source for source in sources if source.place not in known)
        if new:
            longer = text.rstrip("\n") + "\n" + "".join(map(_table, new))
            parse_newsletter(longer, name=f"{path} with the new sources")
            _replace(path, longer)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}") from None
    return new


def _table(source: Source) -> str:
    fields = {"url": source.url, "path": source.path, "name": source.name}
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in {**fields, "section": source.section}.items()
        if value
    ]
    return "\n[[sources]]\n" + "\n".join(lines) + "\n"


def _replace(path: Path, text: str) -> None:
    staged = path.with_name(f".{path.name}.new")
    with staged.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)
