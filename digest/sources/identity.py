"""Entries in; ids that stay the same from run to run, and differ within a source, out."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from digest.sources.entries import Entry
from digest.sources.urls import address_key


def identified(entries: Iterable[Entry], source: str) -> Iterator[tuple[str, Entry]]:
    """Each entry with its id: 12 hexadecimal digits of its guid, else link, else title and date.

    An entry without a title has its text for one. `source` is the source's label. A repeated id is
    the same article if the address is the same too, and is left out; otherwise it gets its own.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        text = entry.title or entry.summary.value or entry.body.value
        said = entry.guid or entry.link or text + entry.published
        address = address_key(entry.link) or entry.link or text
        alike = seen[said]
        if not address or address not in alike:
            number = alike.total()
            yield _id_of(source, f"{said}\0{address}\0{number}" if number else said), entry
        alike[address] += 1


def _id_of(source: str, said: str) -> str:
    # Lone surrogates may stand in what a feed said; they must not end the run here.
    return hashlib.sha256(f"{source}\0{said}".encode(errors="replace")).hexdigest()[:12]
