"""Runs of the program in, the last of them out; only so many are kept."""

import sqlite3
from dataclasses import replace
from datetime import datetime

from digest.json_records import to_json
from digest.model.runs import RecordedRun, RecordedStep
from digest.store.rows import RunRows, read_rows

MOST_RUNS = 3000
"""More than a year of collections every four hours; the file stays small."""


class Runs:
    """The table of runs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep_run(self, run: RecordedRun) -> RecordedRun:
        """Keep a run as it stands now; a new one gets its number, and the oldest ones go."""
        cursor = self._connection.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET "
            "seconds = excluded.seconds, steps = excluded.steps, outcome = excluded.outcome, "
            "exit_code = excluded.exit_code",
            (
                run.number or None,
                run.started.timestamp(),
                run.seconds,
                run.command,
                _steps_as_json(run.steps),
                run.outcome,
                run.exit_code,
            ),
        )
        if run.number:
            return run
        number = cursor.lastrowid or 0
        self._connection.execute("DELETE FROM runs WHERE number <= ?", (number - MOST_RUNS,))
        return replace(run, number=number)

    def list_runs(self, limit: int) -> tuple[RecordedRun, ...]:
        """The last `limit` of them, the latest first."""
        rows = self._connection.execute(
            "SELECT json_object('number', number, 'started', started, 'seconds', seconds, "
            "'command', command, 'steps', json(steps), 'outcome', outcome, "
            "'exit_code', exit_code) FROM runs ORDER BY number DESC LIMIT ?",
            (limit,),
        )
        return read_rows(RunRows, (row for (row,) in rows))

    def forget_runs(self, before: datetime) -> None:
        """Forget those that began before that moment."""
        self._connection.execute("DELETE FROM runs WHERE started < ?", (before.timestamp(),))


def _steps_as_json(steps: tuple[RecordedStep, ...]) -> str:
    return f"[{','.join(to_json(step).decode() for step in steps)}]"
