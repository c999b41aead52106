"""The jobs of `digest sources`: read places, find feeds, add sources, say how each is doing."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.config import FILE_NAME, load_newsletter, parse_newsletter
from digest.config.settings import Newsletter, Source
from digest.errors import StorageError, UsageError
from digest.model.articles import Failure, FeedState, Outcome, Reading, SourceState
from digest.pipeline.workspace import Workspace
from digest.text import one_line, shortened, without_credentials
from digest.whole_files import put_file

LONGEST_LABEL = 60

NO_HEADINGS: Mapping[str, str] = {}

if TYPE_CHECKING:
    from digest.sources.workers.tasks import Parsing
    from digest.store.health import SourceHealth


def add_sources(
    folder: Path, sources: Sequence[Source], headings: Mapping[str, str] = NO_HEADINGS
) -> tuple[Source, ...]:
    """Append those that are not in newsletter.toml yet; returns them, each by a name of its own.

    A section that one of them names and the newsletter has not is appended, too; `headings` are of
    such sections by their ids.
    What stands in the file stays as it is, byte for byte. The caller holds the newsletter's lock.
    Raises ConfigError when the file has problems, before or after, and StorageError when it cannot
    be written.
    """
    path = folder / FILE_NAME
    newsletter = load_newsletter(folder)
    places = {source.place for source in newsletter.sources}
    wanted = {source.place: source for source in sources if source.place not in places}
    new = tuple(named_apart(wanted.values(), {source.label for source in newsletter.sources}))
    try:
        data = path.read_bytes()
        end = "\r\n" if b"\r\n" in data else "\n"
        had = {section.id for section in newsletter.sections}
        named = dict.fromkeys(source.section for source in new if source.section)
        sections = [section_table(name, headings) for name in named if name not in had]
        tables = "".join((*sections, *map(source_table, new))).replace("\n", end)
        longer = data + (b"" if data.endswith(b"\n") else end.encode()) + tables.encode()
        if new:
            text = longer.decode("utf-8-sig")
            parse_newsletter(text, name=f"{path} with the new sources", folder=folder)
            put_file(path, longer)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}") from None
    return new


def named_apart(sources: Iterable[Source], taken: set[str]) -> Iterator[Source]:
    """`sources` by names that are not taken: of one host by their paths, of one name by hosts."""
    numbers = Counter[str]()
    for source in sources:
        bare = source.model_copy(update={"name": one_line(source.name)})
        name = stem = bare.label
        if name in taken and bare.url:
            host = bare.model_copy(update={"name": ""}).label
            path = re.sub(r"^https?://([^/?#]*@)?(www\.)?|[?#].*$", "", bare.url).rstrip("/")
            name = stem = f"{name} ({host})" if bare.name else path
        while name in taken:
            numbers[stem] += 1
            name = f"{stem} {numbers[stem] + 1}"
        taken.add(name)
        yield bare if name == bare.label else bare.model_copy(update={"name": name})


def source_table(source: Source) -> str:
    """`source` as a table of newsletter.toml."""
    fields = {"url": source.url, "path": source.path, "name": source.name}
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in {**fields, "section": source.section}.items()
        if value
    ]
    lines += ["allow_private = true"] * source.allow_private
    return "\n[[sources]]\n" + "\n".join(lines) + "\n"


def section_table(name: str, headings: Mapping[str, str] = NO_HEADINGS) -> str:
    """A section for the sources that name it, as a table of newsletter.toml."""
    heading = headings.get(name) or name.replace("-", " ").capitalize()
    written = json.dumps(heading, ensure_ascii=False)
    return f'\n[[sections]]\nid = "{name}"\nheading = {written}\nmatch = "section:{name}"\n'


def require_section(newsletter: Newsletter, section: str) -> None:
    """Raise UsageError where `section` is named and is none of the newsletter's."""
    known = [one.id for one in newsletter.sections]
    if section and section not in known:
        near = get_close_matches(section, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the ids are: {', '.join(known) or 'none'}"
        raise UsageError(f"--section {section} is no section of newsletter.toml; {hint}")


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
    environment: Mapping[str, str],
    parsing: "Parsing",
    allow_private: bool = False,
) -> tuple[Reading, ...]:
    """One reading a place, in the order given; what cannot be read is a failure in it."""
    from digest.sources.collection import collect
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

    visit = Visit(folder=folder, now=now, zone=ZoneInfo("UTC"), force=True, environment=environment)
    collect(tuple(sources.values()), known={}, visit=visit, keep=keep, parsing=parsing)
    return tuple(readings[name] for name in shown)


def _failed(place: str, reason: str) -> Reading:
    return Reading(
        source=place,
        state=SourceState(source=place, place=place, lineage=(place,)),
        feed=FeedState(place=place),
        outcome=Outcome.FAILED,
        failures=(Failure(source=place or "(no name)", reason=reason),),
    )


def read_opml_file(file: Path) -> tuple[tuple[Source, ...], dict[str, str]]:
    """The feeds of an OPML file, and the headings of their sections; raises UsageError."""
    try:
        return name_opml_feeds(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None


def name_opml_feeds(data: bytes) -> tuple[tuple[Source, ...], dict[str, str]]:
    """The feeds in OPML by readable names, and the headings of their sections by id.

    Its folders are the sections. Raises UsageError.
    """
    from digest.sources.feeds.opml import read_folders, read_opml
    from digest.sources.feeds.readable_names import readable_name

    sources = read_opml(data)
    names: set[str] = set()
    named: list[Source] = []
    for one in sources:
        name = name_beside(names, readable_name(one.name), one.name)
        named.append(one.model_copy(update={"name": name}))
    return tuple(named_apart(named, set())), read_folders(data)


def name_beside(taken: set[str], short: str, whole: str) -> str:
    """`short`, or the `whole` title where another has that name; it is taken then.

    Without any, the address tells.
    """
    name = shortened(whole, LONGEST_LABEL) if short and short in taken else short
    taken.add(name)
    return name


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


def source_weeks(workspace: Workspace, *, days: int = 7) -> dict[str, tuple[int, ...]]:
    """How many articles each source had on each of the last `days`, today the last."""
    from digest.store import open_store

    with open_store(workspace.store_file, create=False) as store:
        return store.daily_counts(workspace.newsletter.sources, until=workspace.now, days=days)
