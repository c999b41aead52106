"""What became of an issue's live mails, kept through every crash: entries in a file, a state out.

An entry stands once its line, the line's end included, is on the disk. A last line without its end
was never finished, and is no entry, whatever it held:

- of `data`: DATA waits for the whole line, so nothing was handed over;
- of `sent`, `refused` or `counted`: the `data` before it stands, so the outcome is unknown, which
  at worst asks the editor one question too many.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from digest.errors import StorageError
from digest.json_records import from_json, to_json
from digest.model.deliveries import SendingState
from digest.whole_files import make_parent, sync_folder, translate_os_errors

Kind = Literal["data", "sent", "refused", "counted"]
_KNOWN = {SendingState.SENT, SendingState.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One step: about to hand the mail over, and what came of it.

    `mail` is the SHA-256 of the bytes; `code` and `words` are the server's.
    """

    kind: Kind
    at: datetime
    to: str
    message_id: str
    mail: str
    code: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The file of one issue; whoever writes in it holds the newsletter's lock."""

    path: Path

    def entries(self) -> tuple[LedgerEntry, ...]:
        """All that stands, oldest first. Raises StorageError for a line that is none."""
        with translate_os_errors(self.path):
            data = self.path.read_bytes() if self.path.exists() else b""
        lines = data.split(b"\n")[:-1]
        return tuple(self._read(number, line) for number, line in enumerate(lines, 1))

    def note(self, entry: LedgerEntry) -> None:
        """Write an entry; it is on the disk when this returns. Raises StorageError."""
        with translate_os_errors(self.path):
            make_parent(self.path)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(handle, "r+b") as file:
                # A line that was never finished must not become the start of this one.
                whole = file.read().rfind(b"\n") + 1
                file.truncate(whole)
                file.seek(whole)
                file.write(to_json(entry) + b"\n")
                file.flush()
                os.fsync(file.fileno())
            sync_folder(self.path.parent)

    def _read(self, number: int, line: bytes) -> LedgerEntry:
        try:
            return from_json(LedgerEntry, line)
        except ValueError as error:
            raise StorageError(
                f"{self.path}, line {number}: {error}. It says whether the issue was sent: put the "
                "file back from a copy, or mend the line"
            ) from None


def state_of(entries: Iterable[LedgerEntry]) -> SendingState:
    """What is known by `entries`: a refusal of one try takes back nothing that came before it."""
    before = state = SendingState.NOT_SENT
    for entry in entries:
        if entry.kind == "data":
            before, state = state, SendingState.UNKNOWN
        elif entry.kind != "refused":
            before = state = SendingState.SENT
        elif before in _KNOWN:
            state = before
        else:
            before = state = _after_refusal(entry)
    return state


def _after_refusal(entry: LedgerEntry) -> SendingState:
    return SendingState.REFUSED if entry.code >= 500 else SendingState.NOT_SENT
