"""Local files read in this process, by the very code that a parser process runs."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config.settings import Source
from digest.json_records import from_json
from digest.model.articles import Reading
from digest.sources.local.paths import visit_path
from digest.sources.remembering import remembered
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
    return asyncio.run(visit_path(source, remembered({}, source), visit, Here()))
