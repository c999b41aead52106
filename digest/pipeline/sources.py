"""The jobs of `digest sources`: read places, find feeds, add sources, say how each is doing."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.config import FILE_NAME, load_newsletter, parse_newsletter
from digest.config.settings import Source
from digest.errors import NoSourceAnswered, StorageError, UsageError
from digest.model.articles import Failure, FeedState, Outcome, Reading, SourceState
from digest.pipeline.workspace import Workspace
from digest.text import one_line, without_credentials
from digest.whole_files import put_file

if TYPE_CHECKING:
    from digest.sources.pages.discovery import DiscoveredFeed
    from digest.store.health import SourceHealth


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
    """`sources` by names that are not taken: two feeds of one host are named by their paths."""
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


def source_from_argument(
    place: str, *, name: str = "", allow_private: bool = False, allow_outside: bool = False
) -> Source:
    """The source at `place`; raises UsageError where it can be neither an address nor a path."""
    if "\0" in place or not place.strip():
        raise UsageError(f"{place!r} is neither an address nor a path")
    try:
        if place.startswith(("http://", "https://")):
            return Source(url=place, name=name, allow_private=allow_private)
        return Source(path=place, name=name, allow_outside=allow_outside)
    except ValueError:
        raise UsageError(
            f"{without_credentials(place)!r} is not a web address; write it like https://host/feed"
        ) from None


def read_places(
    places: Sequence[str],
    *,
    folder: Path,
    now: datetime,
    allow_private: bool = False,
) -> tuple[Reading, ...]:
    """One reading a place, in the order given; what cannot be read is a failure in it."""
    from digest.sources import collect
    from digest.sources.web.protocol import Visit

    sources: dict[str, Source] = {}
    readings: dict[str, Reading] = {}
    shown = {without_credentials(place): place for place in places}
    for name, place in shown.items():
        try:
            sources[name] = source_from_argument(
                place, name=name, allow_private=allow_private, allow_outside=True
            )
        except UsageError as error:
            readings[name] = _failed(name, str(error))

    def keep(reading: Reading) -> None:
        readings[reading.source] = reading

    visit = Visit(folder=folder, now=now, zone=ZoneInfo("UTC"), force=True)
    collect(tuple(sources.values()), known={}, visit=visit, keep=keep)
    return tuple(readings[name] for name in shown)


def _failed(place: str, reason: str) -> Reading:
    return Reading(
        source=place,
        state=SourceState(source=place, place=place, lineage=(place,)),
        feed=FeedState(place=place),
        outcome=Outcome.FAILED,
        failures=(Failure(source=place or "(no name)", reason=reason),),
    )


def discover_feeds(url: str, *, allow_private: bool = False) -> "tuple[DiscoveredFeed, ...]":
    """The feeds that the page at `url` names; raises NoSourceAnswered where it names none."""
    from digest.sources.pages.discovery import find_feeds
    from digest.sources.web.lookups import fetch_page

    page = fetch_page(url, allow_private=allow_private)
    home = without_credentials(page.url, instead="")
    feeds = tuple(find_feeds(page.body, home))
    if not feeds:
        raise NoSourceAnswered(f"{home} names no feed")
    return feeds


def read_opml_file(file: Path) -> tuple[Source, ...]:
    """The feeds of an OPML file, its folders as their sections; raises UsageError."""
    from digest.sources.feeds.opml import read_opml

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
    return tuple(read_opml(data))


def export_feeds(workspace: Workspace) -> str:
    """The newsletter's feeds as OPML."""
    from digest.sources.feeds.opml import write_opml

    newsletter = workspace.newsletter
    feeds = [source for source in newsletter.sources if source.url]
    return write_opml(newsletter.newsletter.title, feeds).decode()


def source_health(workspace: Workspace) -> "tuple[SourceHealth, ...]":
    """How each source is doing, in the order of newsletter.toml."""
    from digest.store import open_store
    from digest.store.health import judge_sources

    sources = workspace.newsletter.sources
    with open_store(workspace.store_file, create=False) as store:
        known = store.known(sources)
    return judge_sources(known, sources, workspace.now)


def source_weeks(workspace: Workspace) -> dict[str, tuple[int, ...]]:
    """How many articles each source had on each of the last seven days, today the last."""
    from digest.store import open_store

    with open_store(workspace.store_file, create=False) as store:
        return store.daily_counts(workspace.newsletter.sources, until=workspace.now, days=7)
