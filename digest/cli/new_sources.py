"""How new sources are looked for, chosen, added and reported at the terminal."""

import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from digest.cli.log import current_log
from digest.cli.options import globals_of, print_json, say
from digest.cli.printing import echo
from digest.cli.workspace import hold_workspace, read_clock, read_environment, voice_of
from digest.config.settings import Source
from digest.errors import NoSourceAnswered, UsageError
from digest.pipeline.first_settings import Beginning
from digest.pipeline.new_sources import NewSource, Search, examine_places
from digest.pipeline.sources import add_sources, read_opml_file
from digest.sources.entries.values import DiscoveredFeed
from digest.text import one_line, without_controls, without_credentials


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedSource:
    """What `digest sources add --json` prints of each place, in a line."""

    place: str
    """What was asked for."""
    url: str
    """What was added, an address or a path; empty where nothing was."""
    name: str
    """What the source is called; empty where it is none."""
    added: bool
    """Whether it is new in newsletter.toml."""
    reason: str
    """Why it was not added; empty where it was, or stood there already."""
    offered: tuple[DiscoveredFeed, ...]
    """The feeds to choose from, where the page offers several."""


def search_from(ctx: typer.Context, *, allow_private: bool) -> Search:
    """How new sources are looked for from this folder."""
    return Search(
        folder=globals_of(ctx).folder,
        now=read_clock(),
        environment=read_environment(),
        voice=voice_of(ctx),
        allow_private=allow_private,
        parsing=globals_of(ctx).parsing,
    )


@contextmanager
def begin_with(
    ctx: typer.Context,
    addresses: Sequence[str],
    opml: Path | None,
    *,
    preset: str,
    allow_private: bool,
) -> Iterator[Beginning]:
    """What a new newsletter begins with; what was refused is said once it is made.

    Raises NoSourceAnswered when anything was refused: before, when nothing is left.
    """
    listed, headings = read_opml_file(opml) if opml else ((), {})
    own = [one.model_copy(update={"allow_private": allow_private}) for one in listed]
    read = examine_places(addresses, search_from(ctx, allow_private=allow_private), own)
    new = [one.source for one in read if one.source and not one.known_as]
    if opml and not own:
        raise UsageError(f"{opml} lists no feed; export it again from your feed reader")
    if read and not new and not own:
        report_refused(read)
        raise NoSourceAnswered("no feed is left; nothing was made")
    yield Beginning(sources=(*own, *new), headings=headings, preset=preset)
    for source in (*own, *new):
        say(ctx, f"Reads {source.label}: {source.shown_place}")
    refused = report_refused(read)
    if refused:
        raise NoSourceAnswered(f"the newsletter is made, without {refused} of {len(read)}")


def report_refused(read: Iterable[NewSource]) -> int:
    """Say why places are no sources, and what to choose from; returns how many."""
    refused = [one for one in read if one.reason]
    for one in refused:
        echo(f"{one.place}: {one.reason}", err=True)
        for feed in one.offered:
            echo(_offer(feed, "digest sources add "), err=True)
    return len(refused)


def shell_word(text: str) -> str:
    """`text` as one word of a command line, to be copied."""
    return shlex.quote(without_controls(text))


def _offer(feed: DiscoveredFeed, command: str = "") -> str:
    """A feed to choose: its title, and below it what to copy.

    Not beside it: a shell that is typed into may run what stands behind a #.
    """
    title = f"  {one_line(feed.title)}\n" if feed.title else ""
    return f"{title}    {command}{shell_word(feed.url)}"


def choose_feeds(feeds: Sequence[DiscoveredFeed]) -> list[str]:
    """The addresses of the feeds that the person wants; without one at a terminal, of the only."""
    if len(feeds) == 1:
        return [feeds[0].url]
    listed = "".join(f"\n{_offer(feed)}" for feed in feeds)
    if not sys.stdin.isatty() or current_log():
        raise UsageError(f"There are {len(feeds)} feeds; add one with digest sources add:{listed}")
    for number, feed in enumerate(feeds, 1):
        echo(f"{number}  {feed.url}  {feed.title}", err=True)
    answer = typer.prompt("Which ones? Numbers such as 1 or 1,3", err=True)
    numbered = {str(number): feed.url for number, feed in enumerate(feeds, 1)}
    words = str(answer).replace(",", " ").split()
    if not words or not numbered.keys() >= set(words):
        raise UsageError(f"{str(answer)[:60]!r} names none of the numbers; nothing was added")
    return [numbered[word] for word in words]


def add_new(ctx: typer.Context, read: Sequence[NewSource], *, as_json: bool) -> None:
    """Add what was found, say what was not; raises NoSourceAnswered where any was refused."""
    new = [one.source for one in read if one.source and not one.known_as]
    with hold_workspace(ctx) as workspace:
        added = {one.place: one for one in add_sources(workspace.folder, new)}
    for one in read:
        source = added.get(one.source.place) if one.source else None
        _report(ctx, one, source, as_json=as_json)
    refused = sum(bool(one.reason) for one in read) if as_json else report_refused(read)
    if refused:
        raise NoSourceAnswered(f"not added: {refused} of {len(read)}")


def _report(ctx: typer.Context, one: NewSource, source: Source | None, *, as_json: bool) -> None:
    """Say what became of a place; of refusals only as JSON."""
    if as_json:
        print_json(
            AddedSource(
                place=without_credentials(one.place),
                url=without_credentials(source.place) if source else "",
                name=source.label if source else one.known_as,
                added=source is not None and not one.known_as,
                reason=one.reason,
                offered=one.offered,
            )
        )
    elif one.known_as:
        say(ctx, f"{one.place} is there already, as {one.known_as}.")
    elif source:
        note = f" ({one.note})" if one.note else ""
        say(ctx, f"Added {source.label}: {source.shown_place}{note}")
