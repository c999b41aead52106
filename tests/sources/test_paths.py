"""Local files are read when one of them has changed, and only then."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.config.settings import Source
from digest.model.articles import Article, Failure, FeedState, Outcome, Reading, SourceState
from digest.sources.entries.values import Parsed
from digest.sources.visits.paths import visit_path
from digest.sources.web.protocol import Visit
from digest.sources.workers.jobs import Task

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PIECES = Source(path="articles", name="Desk")
ARTICLE = Article(id="a1", source="Desk", title="Talks resume", first_seen=NOW)
PROBLEM = "line 2: there is no picture"
FAILURES = tuple(
    Failure(source="Desk", reason=f"articles/{name}.md: {PROBLEM}") for name in ("grain", "talks")
)


class Reader:
    """A parser that gives the same article for any file, and counts how often."""

    def __init__(
        self, *problems: str, articles: tuple[Article, ...] = (ARTICLE,), undated: int = 0
    ) -> None:
        self.times = 0
        self._parsed = Parsed(articles=articles, problems=problems, undated=undated)

    async def parse(self, task: Task, body: bytes = b"") -> Parsed:
        """The article."""
        assert (task.job.kind, body) == ("file", b"")
        self.times += 1
        return self._parsed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter's folder with two pieces."""
    (tmp_path / "articles").mkdir()
    for name in ("talks.md", "grain.md"):
        (tmp_path / "articles" / name).write_text("Text.", "utf-8")
    return tmp_path


def visited(
    folder: Path,
    reader: Reader,
    state: SourceState | None = None,
    source: Source = PIECES,
    sections: tuple[str, ...] | None = None,
) -> Reading:
    """A visit to the local source."""
    visit = Visit(folder=folder, now=NOW, zone=ZoneInfo("UTC"), sections=sections)
    known = state or SourceState(source="Desk", place=source.path, lineage=("Desk",))
    feed = FeedState(place=source.path)
    return asyncio.run(visit_path(source, (known, feed), visit, reader))


@pytest.mark.parametrize(
    ("path", "files"), [("articles", 2), ("articles/*.md", 2), ("articles/talks.md", 1)]
)
def test_unchanged_files_are_not_read_again(folder: Path, path: str, files: int) -> None:
    """A folder, a glob and a file are recognised by names, sizes and times."""
    reader = Reader()
    source = Source(path=path, name="Desk")
    first = visited(folder, reader, source=source)
    second = visited(folder, reader, first.state, source)
    assert (first.articles, first.outcome) == ((ARTICLE,), Outcome.READ)
    assert (second.articles, second.outcome) == ((), Outcome.UNCHANGED)
    assert reader.times == files


def edited(folder: Path) -> None:
    """A piece is changed, its size stays."""
    file = folder / "articles/talks.md"
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1))


def added(folder: Path) -> None:
    """A piece is added."""
    (folder / "articles/new.md").write_text("New.", "utf-8")


def removed(folder: Path) -> None:
    """A piece is removed."""
    (folder / "articles/talks.md").unlink()


@pytest.mark.parametrize("change", [edited, added, removed])
def test_any_change_is_seen(folder: Path, change: Callable[[Path], None]) -> None:
    """An edited, new or removed file has all of the source read again."""
    reader = Reader()
    first = visited(folder, reader)
    change(folder)
    assert visited(folder, reader, first.state).outcome is Outcome.READ


def test_other_settings_read_the_files_anew(folder: Path) -> None:
    """A source's new time zone changes its articles, though not its files."""
    reader = Reader()
    first = visited(folder, reader)
    moved = PIECES.model_copy(update={"timezone": "Asia/Tokyo"})
    assert visited(folder, reader, first.state, moved).outcome is Outcome.READ


def test_what_has_no_date_is_counted_over_all_files(folder: Path) -> None:
    """As of a feed that is asked for: `sources health` tells it."""
    assert visited(folder, Reader(undated=2)).state.undated == 4


def test_a_broken_piece_is_told_at_every_run(folder: Path) -> None:
    """What could be read is kept, and the failure stays until it is mended."""
    reader = Reader(PROBLEM)
    first = visited(folder, reader)
    second = visited(folder, reader, first.state)
    assert [first.outcome, second.outcome] == [Outcome.READ] * 2
    assert [first.failures, second.failures] == [FAILURES] * 2


def test_a_source_of_which_nothing_could_be_read_has_failed(folder: Path) -> None:
    """A missing file counts like a server that does not answer."""
    reading = visited(folder, Reader(PROBLEM, articles=()))
    assert (reading.outcome, reading.failures) == (Outcome.FAILED, FAILURES)
    assert reading.feed.failures == 1


@pytest.mark.parametrize(
    ("sections", "days", "told"),
    [
        (("world", "features"), 2, "did you mean features?"),
        (("xyz", "abc"), 2, "the ids are: xyz, abc"),
        ((), 2, "the ids are: none"),
        (("featurs",), 2, ""),
        (("features",), 36, ""),
        (None, 2, ""),
    ],
)
def test_a_piece_for_a_section_that_there_is_not_is_told_with_its_line(
    tmp_path: Path, sections: tuple[str, ...] | None, days: int, told: str
) -> None:
    """It stays a candidate. One that no window reaches may name a section of earlier days."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text("---\ntitle: A\nSection: featurs\n---\nText.\n")
    piece = replace(ARTICLE, section="featurs", published=NOW - timedelta(days))
    reading = visited(tmp_path, Reader(articles=(piece,)), sections=sections)
    assert reading.articles == (piece,)
    reasons = [failure.reason for failure in reading.failures]
    start = (
        "articles/a.md: line 3: section: featurs is no section of newsletter.toml, so that the "
        "piece is a candidate only; "
    )
    assert reasons == ([f"{start}{told}"] if told else [])


def test_a_section_that_comes_or_goes_has_the_pieces_read_again(folder: Path) -> None:
    """The piece that names it did not change."""
    reader = Reader()
    first = visited(folder, reader, sections=("world",))
    assert visited(folder, reader, first.state, sections=("world",)).outcome is Outcome.UNCHANGED
    assert visited(folder, reader, first.state, sections=("features",)).outcome is Outcome.READ
