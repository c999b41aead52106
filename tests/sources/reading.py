"""Local files read in this process, by the very code that a parser process runs."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config.settings import Source
from digest.json_records import from_json
from digest.model.articles import Reading
from digest.sources.entries.values import Parsed
from digest.sources.visits.paths import visit_path
from digest.sources.visits.source_states import recall_source
from digest.sources.web.protocol import Visit
from digest.sources.workers.jobs import Task
from digest.sources.workers.process import do_task

NOW = datetime(2026, 2, 9, 12, tzinfo=UTC)


class Here:
    """A parser without a process of its own."""

    async def parse(self, task: Task, body: bytes = b"") -> Parsed:
        """What the process would say."""
        return from_json(Parsed, do_task(task, body))


def read_here(source: Source, folder: Path, zone: str = "UTC") -> Reading:
    """The reading of a local source that was never read before."""
    visit = Visit(folder=folder, now=NOW, zone=ZoneInfo(zone))
    return asyncio.run(visit_path(source, recall_source({}, source), visit, Here()))
