"""The entries of one feed in, each with an id that stays from run to run out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.model.articles import article_id
from digest.sources.entries.urls import address_key
from digest.sources.entries.values import Entry
from digest.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """An entry and its id.

    One without a guid is its link, or its link and title where the link is shared. A feed shares a
    link in one week and not in the next: `other_id` is what the entry would be in the other case.
    `mark` tells its address from that of those it shares it with ("" where it does not).
    """

    entry: Entry
    id: str
    other_id: str = ""
    mark: str = ""


def identify_entries(entries: Iterable[Entry], source: str) -> Iterator[Identified]:
    """Each entry with its id: 12 hexadecimal digits of its guid, else link, else title and date.

    An entry without a title has its text for one. `source` is the source's label. Entries without
    guid that share a link, but not a title, are told apart by both. A repeated id is the same
    article if the address is the same too, and is left out; otherwise it gets its own.
    """
    told = _told_apart(list(entries), source)
    repeated = Counter(said for said, _ in told)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for said, one in told:
        # An address is only worth taking apart where an id comes twice.
        address = _address(one.entry) if repeated[said] > 1 else ""
        alike = seen[said]
        if not address or address not in alike:
            number = alike.total()
            own = article_id(source, f"{said}\0{address}\0{number}") if number else one.id
            yield Identified(entry=one.entry, id=own, other_id=one.other_id, mark=one.mark)
        alike[address] += 1


def _told_apart(entries: Sequence[Entry], source: str) -> list[tuple[str, Identified]]:
    """What each entry says of itself, and the id that follows from it."""
    titles: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if not entry.guid and entry.link:
            titles[entry.link].add(_title(entry))
    return [_told(entry, source, shared=len(titles[entry.link]) > 1) for entry in entries]


def _told(entry: Entry, source: str, *, shared: bool) -> tuple[str, Identified]:
    said = entry.guid or entry.link or _words(entry) + entry.published
    if entry.guid or not entry.link:
        return said, Identified(entry=entry, id=article_id(source, said))
    title = _title(entry)
    alone, beside = said, f"{said}\0{title}"
    if not shared:
        return alone, Identified(
            entry=entry, id=article_id(source, alone), other_id=article_id(source, beside)
        )
    return beside, Identified(
        entry=entry,
        id=article_id(source, beside),
        other_id=article_id(source, alone),
        # Equal in every source of this feed.
        mark=article_id("", title),
    )


def _address(entry: Entry) -> str:
    return address_key(entry.link) or entry.link or _words(entry)


def _title(entry: Entry) -> str:
    return one_line(_words(entry)).casefold()


def _words(entry: Entry) -> str:
    return entry.title or entry.summary.value or entry.body.value
