"""What an editor pasted in; sources with readable names, or why they are none, out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.config.settings import Source
from digest.errors import NoSourceAnswered, UsageError
from digest.model.articles import Article
from digest.pipeline.sources import name_beside, source_from_argument
from digest.pipeline.workspace import Voice
from digest.sources.workers.starting import parse_apart
from digest.text import one_line, placeholders, without_credentials

if TYPE_CHECKING:
    from digest.sources.autodiscovery import Lookup
    from digest.sources.entries.values import DiscoveredFeed, Parsed
    from digest.sources.web.protocol import Visit
    from digest.sources.workers.tasks import Parsing

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]+):")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(:\d+)?([/?].*)?")
_FILE = re.compile(r"[^/]+\.(md|markdown|txt|html?|eml|xml|rss|atom|rdf|json|opml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A place that the editor named: the source that it is, or the `reason` why there is none.

    `known_as` is the source of the newsletter that it is already. `note` says where the feed was
    found; `offered` are the feeds of a page to choose from, `articles` what the feed holds, where
    the search keeps them.
    """

    place: str
    source: Source | None = None
    known_as: str = ""
    note: str = ""
    reason: str = ""
    offered: "tuple[DiscoveredFeed, ...]" = ()
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Where and how new sources are looked for; many feeds' articles need much memory."""

    folder: Path
    now: datetime
    environment: Mapping[str, str]
    voice: Voice
    allow_private: bool = False
    keeps_articles: bool = False
    parsing: "Parsing" = parse_apart


def examine_places(
    places: Iterable[str], search: Search, known: Sequence[Source] = ()
) -> tuple[NewSource, ...]:
    """Each place once, in their order: every address is asked, and its feed read.

    `known` are the newsletter's sources. A path has to be there.
    """
    labels = {_identity(one): one.label for one in known}
    meant = {place: _as_meant(place, search) for place in dict.fromkeys(places)}
    found = {one.place: one for one in meant.values() if one.reason or not one.source}
    new = {
        place: one.source
        for place, one in meant.items()
        if one.source and _identity(one.source) not in labels
    }
    asked = {source.url: place for place, source in new.items() if source.url}
    looked_up = {asked[one.address]: one for one in _looked_up(tuple(asked), search)}
    files = _feed_files(new, search)
    taken = {one.label for one in known}
    for place, one in meant.items():
        if place in looked_up:
            found[place] = _from_lookup(place, looked_up[place], search, taken)
        elif place in files:
            found[place] = _from_file(one, files[place], search, taken)
    return tuple(_each_once((found.get(place) or one for place, one in meant.items()), labels))


def discover_feeds(url: str, search: Search) -> "tuple[DiscoveredFeed, ...]":
    """The feeds of the site at `url`; raises NoSourceAnswered where none is found."""
    from digest.sources.entries.values import DiscoveredFeed

    one = _as_meant(url, search)
    if not one.source or not one.source.url:
        raise UsageError(f"{url}: {one.reason or 'is a file; discover takes a web address'}")
    (found,) = _looked_up([one.source.url], search)
    if found.offered:
        return found.offered
    if found.feed:
        return (DiscoveredFeed(found.title, found.feed, ""),)
    raise NoSourceAnswered(f"{without_credentials(url)}: {_reason(found)}")


def _as_meant(place: str, search: Search) -> NewSource:
    address = place.strip().removeprefix("feed:")
    address = f"https:{address}" if address.startswith("//") else address
    try:
        scheme = _SCHEME.match(address)
        if scheme and "://" not in address and _HOST.fullmatch(address):
            scheme = None  # host:port
        if scheme and scheme[1].lower() not in {"http", "https"}:
            raise UsageError(f"{scheme[1].lower()}: is not read, only http:, https: and paths are")
        if not scheme and not _is_path(address, search.folder):
            address = f"https://{address}"
        if scheme and not address.startswith(("http://", "https://")):
            raise UsageError("is not a web address; write it like https://host/feed")
        source = source_from_argument(address, allow_private=search.allow_private)
        if source.path:
            _require_files(source.path, search.folder)
    except UsageError as error:
        return NewSource(place=place, reason=str(error))
    return NewSource(place=place, source=source)


def _is_path(place: str, folder: Path) -> bool:
    """Whether it is a path; raises UsageError where it is neither that nor an address."""
    try:
        is_there = bool(place) and (folder / place).exists()
    except (OSError, ValueError):
        is_there = False
    if is_there or set("*[") & set(place):
        return True
    if _HOST.fullmatch(place) and not _FILE.fullmatch(place):
        return False
    raise UsageError(
        "there is no such file or folder; an address is written like https://host/feed"
    )


def _require_files(path: str, folder: Path) -> None:
    """Raise UsageError in the words of a collection, where that could not read `path`."""
    from digest.sources.entries.values import Unreadable
    from digest.sources.local.folder import find_files

    try:
        find_files(path, folder=folder, outside=False)
    except (Unreadable, OSError, ValueError) as error:
        raise UsageError(one_line(str(error))) from None


def _looked_up(addresses: Sequence[str], search: Search) -> "list[Lookup]":
    # Imported when needed: paths need no network.
    from digest.sources.autodiscovery import look_up

    visit = _visit(search)
    found: list[Lookup] = []

    def keep(lookup: "Lookup") -> None:
        found.append(lookup if search.keeps_articles else replace(lookup, articles=()))
        place = without_credentials(lookup.address)
        search.voice.progress(f"Read {len(found)} of {len(addresses)}: {place}")

    if addresses:
        look_up(
            addresses,
            visit=visit,
            allow_private=search.allow_private,
            keep=keep,
            parsing=search.parsing,
        )
    search.voice.progress("")
    return found


def _visit(search: Search) -> "Visit":
    from digest.sources.web.protocol import Visit

    return Visit(
        folder=search.folder,
        now=search.now,
        zone=ZoneInfo("UTC"),
        environment=search.environment,
    )


def _feed_files(new: Mapping[str, Source], search: Search) -> "dict[str, Parsed]":
    """What the sources of one feed file hold, by their places."""
    from digest.sources.autodiscovery import read_feed_files
    from digest.sources.local.folder import FEEDS

    feeds = {
        place: source
        for place, source in new.items()
        if Path(source.path).suffix.lower() in FEEDS and (search.folder / source.path).is_file()
    }
    read = read_feed_files(tuple(feeds.values()), _visit(search), search.parsing)
    return dict(zip(feeds, read, strict=True))


def _from_file(one: NewSource, parsed: "Parsed", search: Search, taken: set[str]) -> NewSource:
    """`one` by the title of its feed, if that has one; collecting says what is wrong with it."""
    from digest.sources.feeds.readable_names import readable_name

    title = parsed.title
    if one.source is None or not title:
        return one
    name = name_beside(taken, readable_name(title), title)
    articles = parsed.articles if search.keeps_articles else ()
    return replace(one, source=one.source.model_copy(update={"name": name}), articles=articles)


def _from_lookup(place: str, lookup: "Lookup", search: Search, taken: set[str]) -> NewSource:
    from digest.sources.feeds.readable_names import readable_name

    if not lookup.feed:
        return NewSource(place=place, reason=_reason(lookup), offered=lookup.offered)
    name = name_beside(taken, readable_name(lookup.title), lookup.title)
    source = Source(url=lookup.feed, name=name, allow_private=search.allow_private)
    note = ""
    if lookup.offered:
        note = f"the one feed of {without_credentials(lookup.address)}"
    elif lookup.feed != lookup.address:
        note = f"the feed of {without_credentials(lookup.address)}"
    return NewSource(place=place, source=source, note=note, articles=lookup.articles)


def _reason(lookup: "Lookup") -> str:
    from digest.sources.feeds.xml_feed import WEB_PAGE

    if len(lookup.offered) > 1:
        return f"is a web page that offers {len(lookup.offered)} feeds; choose"
    if lookup.reason == WEB_PAGE:
        return "is a web page that names no feed; look there for one, and give its address"
    return lookup.reason


def _each_once(found: Iterable[NewSource], labels: Mapping[str, str]) -> Iterator[NewSource]:
    """`found`, those marked that have a label already, or came before."""
    so_far = dict(labels)
    for one in found:
        if one.source:
            identity = _identity(one.source)
            yield replace(one, known_as=so_far.get(identity, ""))
            so_far.setdefault(identity, one.source.label)
        else:
            yield one


def _identity(source: Source) -> str:
    """Equal for one feed, with or without www and s behind http; a login or a secret counts."""
    from digest.sources.entries.urls import address_key

    bare = not placeholders(source.url) and source.shown_place == source.place
    return (address_key(source.url) if bare else "") or source.place
