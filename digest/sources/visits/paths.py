"""A source's path and what is remembered of it in, its `Reading` out."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import digest
from digest.config.names import nearest_name
from digest.config.settings import Source
from digest.model.articles import Article, Failure, FeedState, Reading, SourceState
from digest.sources.entries.values import Parsed, Unreadable
from digest.sources.local.folder import find_files, path_name, split_pattern
from digest.sources.visits.source_states import (
    failed_reading,
    full_reading,
    note_articles,
    note_failure,
    note_unchanged,
    unchanged_reading,
    under_first_name,
    under_own_name,
)
from digest.sources.web.protocol import Answer, Visit
from digest.sources.workers.tasks import Parses, file_task
from digest.text import one_line

_STILL_NEW = timedelta(days=35)
_FOUND = Answer(url="", status=HTTPStatus.OK)


async def visit_path(
    source: Source, known: tuple[SourceState, FeedState], visit: Visit, parsers: Parses
) -> Reading:
    """Read the source's files, unless none has changed.

    They go to a parser process too, one by one: a saved feed or mail may be as hostile as a live
    one, and must cost itself only.
    """
    state, feed = known
    try:
        seen = fingerprint_files(source, visit)
        if seen == state.sha256 and not visit.force:
            same = replace(note_unchanged(feed, _FOUND, visit.now), sha256=seen)
            return unchanged_reading(state, same, visit.now)
        files = find_files(source.path, folder=visit.folder, outside=source.allow_outside)
    except (Unreadable, OSError, ValueError) as error:
        reason = one_line(str(error))
        return failed_reading(state, reason, note_failure(feed, reason, {}, visit.now))
    articles: dict[str, Article] = {}
    failures: list[Failure] = []
    unread: list[str] = []
    undated = future_dated = 0
    for file in files:
        name, parsed = await _read(file, under_first_name(source, state), visit, parsers)
        for article in under_own_name(parsed, state).articles:
            articles.setdefault(article.id, article)
        unread += [] if parsed.articles else [name]
        undated += parsed.undated
        future_dated += parsed.future_dated
        stray = _stray_section(file, parsed, visit)
        failures += (
            Failure(source=source.label, reason=f"{name}: {problem}")
            for problem in (*parsed.problems, parsed.unreadable, stray)
            if problem
        )
    if failures and not articles:
        reason = failures[0].reason
        reading = failed_reading(state, reason, note_failure(feed, reason, {}, visit.now))
        return replace(reading, failures=tuple(failures))
    # What a file has wrong is told at every run until it is mended.
    found = Parsed(articles=tuple(articles.values()), undated=undated, future_dated=future_dated)
    after = note_articles(feed, _FOUND, found, sha256="" if failures else seen, now=visit.now)
    reading = full_reading(state, after, found, visit.now, failures=tuple(failures))
    return replace(reading, unread=tuple(unread))


async def _read(file: Path, source: Source, visit: Visit, parsers: Parses) -> tuple[str, Parsed]:
    """How `file` is called in messages, and what it holds."""
    name = path_name(file, visit.folder)
    shown = os.fsencode(name).decode(errors="backslashreplace")
    if shown != name:
        return shown, Parsed(unreadable="the file's name is not UTF-8; rename it")
    return name, await parsers.parse(file_task(source, visit, file))


def _stray_section(file: Path, parsed: Parsed, visit: Visit) -> str:
    """What is wrong with a piece whose front matter names no section of the newsletter, or "".

    Pieces that no window reaches any more may name one that was renamed since.
    """
    known = visit.sections
    for piece in parsed.articles:
        if known is None or piece.section in {"", *known} or visit.now - piece.when > _STILL_NEW:
            continue
        # With it comes yaml, which this process mostly has no other use for.
        from digest.sources.local.front_matter import find_key_line

        line = find_key_line(file, "section")
        return (
            f"line {line}: section: {piece.section} is no section of newsletter.toml, so that "
            f"the piece is a candidate only; {nearest_name(piece.section, known)}"
        )
    return ""


def fingerprint_files(source: Source, visit: Visit) -> str:
    """Equal as long as nothing that reading the files depends on has changed (SHA-256).

    That is the files' names, sizes and times, the source's settings, the zone and this version.
    """
    sum_ = hashlib.sha256(digest.__version__.encode())
    sum_.update(f"{source.model_dump_json()}{visit.zone.key}{visit.sections}".encode())
    for file in sorted(_files(source, visit.folder)):
        status = file.stat()
        sum_.update(os.fsencode(file))
        sum_.update(f"\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return sum_.hexdigest()


def _files(source: Source, folder: Path) -> Iterator[Path]:
    named = folder / source.path
    if named.exists():
        found = named.rglob("*") if named.is_dir() else iter([named])
    else:
        start, rest = split_pattern(source.path, folder)
        found = start.glob(rest) if rest else iter(())
    return (file for file in found if file.is_file())
