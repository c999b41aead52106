"""Entries in; ids that stay the same from run to run, and differ within a source, out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from digest.model.articles import article_id
from digest.sources.feeds.entries import Entry
from digest.sources.urls import address_key


def identified(entries: Iterable[Entry], source: str) -> Iterator[tuple[str, Entry]]:
    """Each entry with its id: 12 hexadecimal digits of its guid, else link, else title and date.

    An entry without a title has its text for one. `source` is the source's label. A repeated id is
    the same article if the address is the same too, and is left out; otherwise it gets its own.
    """
    all_said = [(_said(entry), entry) for entry in entries]
    repeated = Counter(said for said, _ in all_said)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for said, entry in all_said:
        # An address is only worth taking apart where an id comes twice.
        address = _address(entry) if repeated[said] > 1 else ""
        alike = seen[said]
        if not address or address not in alike:
            number = alike.total()
            yield article_id(source, f"{said}\0{address}\0{number}" if number else said), entry
        alike[address] += 1


def _said(entry: Entry) -> str:
    return entry.guid or entry.link or _text(entry) + entry.published


def _address(entry: Entry) -> str:
    return address_key(entry.link) or entry.link or _text(entry)


def _text(entry: Entry) -> str:
    return entry.title or entry.summary.value or entry.body.value
