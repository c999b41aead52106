"""Local files read in this process, by the very code that a parser process runs."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config.settings import Source
from digest.model.articles import Reading, SourceState
from digest.records import from_json
from digest.sources.local.paths import visit_path
from digest.sources.web.visits import Visit
from digest.sources.workers.parser_process import answer
from digest.sources.workers.parser_tasks import Parsed, Task

NOW = datetime(2026, 2, 9, 12, tzinfo=UTC)


class Here:
    """A parser without a process of its own."""

    async def parse(self, task: Task, body: bytes = b"") -> Parsed:
        """What the process would say."""
        return from_json(Parsed, answer(task, body))


def read_here(source: Source, folder: Path, zone: str = "UTC") -> Reading:
    """The reading of a local source that was never read before."""
    visit = Visit(folder=folder, now=NOW, zone=ZoneInfo(zone))
    state = SourceState(source=source.label, url=source.place)
    return asyncio.run(visit_path(source, state, visit, Here()))
