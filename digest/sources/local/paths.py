"""A source's path and what is remembered of it in, its `Reading` out."""

import hashlib
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import digest
from digest.config.settings import Source
from digest.model.articles import Outcome, Reading, SourceState
from digest.sources.remembering import after_articles, after_failure, after_unchanged, failed
from digest.sources.web.visits import Answer, Visit
from digest.sources.workers.parser_tasks import Parses, files_task

_FOUND = Answer(url="", status=HTTPStatus.OK)


async def visit_path(source: Source, state: SourceState, visit: Visit, parsers: Parses) -> Reading:
    """Read the source's files, unless none has changed.

    They go to a parser process too: a saved feed may be as hostile as a live one.
    """
    seen = fingerprint(source, visit)
    if seen == state.body_sha256 and not visit.force:
        same = after_unchanged(state, _FOUND, visit.now)
        return Reading(source=state.source, state=same, outcome=Outcome.UNCHANGED)
    parsed = await parsers.parse(files_task(source, visit))
    reason = parsed.unreadable
    if not reason and parsed.failures and not parsed.articles:
        reason = parsed.failures[0].reason
    if reason:
        return failed(state, reason, after_failure(state, reason, {}, visit.now))
    # What a file has wrong is told at every run until it is mended.
    sha256 = "" if parsed.failures else seen
    return Reading(
        source=state.source,
        state=after_articles(state, _FOUND, parsed, sha256=sha256, now=visit.now),
        outcome=Outcome.READ,
        articles=parsed.articles,
        failures=parsed.failures,
    )


def fingerprint(source: Source, visit: Visit) -> str:
    """Equal as long as nothing that reading the files depends on has changed (SHA-256).

    That is the files' names, sizes and times, the source's settings, the zone and this version.
    """
    sum_ = hashlib.sha256(digest.__version__.encode())
    sum_.update(f"{source.model_dump_json()}{visit.zone.key}".encode())
    for file in sorted(_files(source, visit.folder)):
        status = file.stat()
        sum_.update(f"{file}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
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
