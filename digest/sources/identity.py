"""Entries in; ids that stay the same from run to run, and differ within a source, out."""

import hashlib
from collections.abc import Iterable, Iterator

from digest.sources.entries import Entry
from digest.sources.urls import address_key


def identified(entries: Iterable[Entry], source: str) -> Iterator[tuple[str, Entry]]:
    """Each entry with its id: 12 hexadecimal digits of its guid, else link, else title and date.

    `source` is the source's label. A repeated id is the same article if the address is the same
    too, and is left out; otherwise it gets an id of its own.
    """
    links: dict[str, set[str]] = {}
    taken: set[str] = set()
    for entry in entries:
        plain = _id_of(source, entry.guid or entry.link or entry.title + entry.published)
        address = address_key(entry.link) or entry.link or entry.title
        if address in links.setdefault(plain, set()):
            continue
        links[plain].add(address)
        unique = plain
        while unique in taken:
            unique = _id_of(source, unique + address)
        taken.add(unique)
        yield unique, entry


def _id_of(source: str, said: str) -> str:
    # Lone surrogates may stand in what a feed said; they must not end the run here.
    return hashlib.sha256(f"{source}\0{said}".encode(errors="replace")).hexdigest()[:12]
