"""A source's path and what is remembered of it in, its `Reading` out."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import digest
from digest.config.settings import Source
from digest.model.articles import Article, Failure, FeedState, Reading, SourceState
from digest.sources.feeds.entries import Unreadable
from digest.sources.local.places import files_of, name_of
from digest.sources.remembering import (
    after_articles,
    after_failure,
    after_unchanged,
    failed,
    first_named,
    own,
    read,
    unchanged,
)
from digest.sources.web.visits import Answer, Visit
from digest.sources.workers.parser_tasks import Parsed, Parses, file_task
from digest.text import one_line

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
        seen = fingerprint(source, visit)
        if seen == state.sha256 and not visit.force:
            same = replace(after_unchanged(feed, _FOUND, visit.now), sha256=seen)
            return unchanged(state, same, visit.now)
        files = files_of(source.path, folder=visit.folder, outside=source.allow_outside)
    except (Unreadable, OSError, ValueError) as error:
        reason = one_line(str(error))
        return failed(state, reason, after_failure(feed, reason, {}, visit.now))
    articles: dict[str, Article] = {}
    failures: list[Failure] = []
    for file in files:
        name, parsed = await _read(file, first_named(source, state), visit, parsers)
        for article in own(parsed, state).articles:
            articles.setdefault(article.id, article)
        failures += (
            Failure(source=source.label, reason=f"{name}: {problem}")
            for problem in (*parsed.problems, parsed.unreadable)
            if problem
        )
    if failures and not articles:
        reason = failures[0].reason
        reading = failed(state, reason, after_failure(feed, reason, {}, visit.now))
        return replace(reading, failures=tuple(failures))
    # What a file has wrong is told at every run until it is mended.
    found = Parsed(articles=tuple(articles.values()))
    after = after_articles(feed, _FOUND, found, sha256="" if failures else seen, now=visit.now)
    return read(state, after, found, visit.now, failures=tuple(failures))


async def _read(file: Path, source: Source, visit: Visit, parsers: Parses) -> tuple[str, Parsed]:
    """How `file` is called in messages, and what it holds."""
    name = name_of(file, visit.folder)
    shown = os.fsencode(name).decode(errors="backslashreplace")
    if shown != name:
        return shown, Parsed(unreadable="the file's name is not UTF-8; rename it")
    return name, await parsers.parse(file_task(source, visit, file))


def fingerprint(source: Source, visit: Visit) -> str:
    """Equal as long as nothing that reading the files depends on has changed (SHA-256).

    That is the files' names, sizes and times, the source's settings, the zone and this version.
    """
    sum_ = hashlib.sha256(digest.__version__.encode())
    sum_.update(f"{source.model_dump_json()}{visit.zone.key}".encode())
    for file in sorted(_files(source, visit.folder)):
        status = file.stat()
        sum_.update(os.fsencode(file))
        sum_.update(f"\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return sum_.hexdigest()


def _files(source: Source, folder: Path) -> Iterator[Path]:
    path = Path(source.path)
    named = folder / path
    if named.exists():
        found = named.rglob("*") if named.is_dir() else iter([named])
    else:
        root = Path(path.anchor) if path.is_absolute() else folder
        found = root.glob(str(path.relative_to(path.anchor)))
    return (file for file in found if file.is_file())
