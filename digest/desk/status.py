"""The folder of issues in; the desk told when its issue is published or reopened elsewhere, out."""

import asyncio
from functools import partial
from pathlib import Path

from digest.archive.contents import issue_status
from digest.archive.names import RECORD
from digest.desk.live import LiveIssue
from digest.errors import DigestError
from digest.model.issues import Status

LOOK = 0.5
"""Seconds between two looks at the record of the issue."""


async def follow_status(live: LiveIssue, issues: Path, *, look: float = LOOK) -> None:
    """Have the desk show its issue as it stands in `issues`: out, or open for edits again.

    The record is read only after it was written, and what the desk saves there itself is a draft
    as before, so that nothing follows from it.
    """
    settled: object = None
    while True:
        await asyncio.sleep(look)
        shown = live.state.shown
        if shown is None or live.state.building:
            continue
        day, status = shown.issue.date, shown.issue.status
        seen = (day, status, _written(issues / day.isoformat() / RECORD))
        if seen == settled:
            continue
        settled = seen
        try:
            now = await live.work(partial(issue_status, issues, day)) or Status.DRAFT
        except DigestError:
            continue  # whoever needs the record says what is wrong with it
        if (now is Status.DRAFT) != (status is Status.DRAFT):
            await live.restated(is_out=now is not Status.DRAFT)


def _written(record: Path) -> tuple[int, int, int] | None:
    try:
        status = record.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
