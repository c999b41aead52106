"""Lines for stderr in, the same as JSON, one object a line, out: `--log-format json`."""

import io
import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TextIO

from digest.cli.terminal import printable

VARIABLE = "DIGEST_LOG_FORMAT"
OPTION = "--log-format"


class LogFormat(StrEnum):
    """What stderr is written for: people, or programs."""

    TEXT = "text"
    JSON = "json"


class Level(StrEnum):
    """How much a line matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class JsonLog(io.TextIOBase):
    """In the place of stderr: whatever is written there comes out as lines of JSON."""

    encoding = "utf-8"

    def __init__(
        self,
        stream: TextIO,
        command: str,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._stream = stream
        self._command = command
        self._clock = clock
        self._begun = ""

    def writable(self) -> bool:
        """Whether it can be written to."""
        return True

    def fileno(self) -> int:
        """The file behind it, for programs that are started."""
        return self._stream.fileno()

    def flush(self) -> None:
        """Write out what is waiting, but for half a line."""
        self._stream.flush()

    def write(self, text: str) -> int:
        """Write `text`, of whoever knows nothing of this log: a line of JSON for each line."""
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self.say(line)
        return len(text)

    def say(self, message: str, level: Level = Level.INFO, **facts: str | float) -> None:
        """Write one line; `facts` stand behind the message. One that says nothing is left out."""
        said = printable(message).strip()
        if not said:
            return
        time = self._clock().astimezone(UTC).isoformat(timespec="milliseconds")
        known: Mapping[str, str | float] = {
            "time": time.replace("+00:00", "Z"),
            "level": level.value,
            "command": self._command,
            "message": said,
        }
        # In ASCII no terminal and no encoding can harm it.
        self._stream.write(f"{json.dumps({**known, **facts})}\n")
        self._stream.flush()

    def step(self, name: str, message: str) -> None:
        """A step that was done."""
        self.say(message, step=name)

    def end(self, message: str, code: int, seconds: float) -> None:
        """The last line: how the run ended."""
        self.say(self._begun)
        level = Level.ERROR if code else Level.INFO
        self.say(message, level, exit_code=code, seconds=round(seconds, 3))


def current_log() -> JsonLog | None:
    """The log that stands in the place of stderr now."""
    return sys.stderr if isinstance(sys.stderr, JsonLog) else None


def wanted_format(arguments: list[str], environment: Mapping[str, str]) -> str:
    """What a command line asks for, before it is read; an answer that is none is refused later."""
    wanted = environment.get(VARIABLE, "")
    end = arguments.index("--") if "--" in arguments else len(arguments)
    following = [*arguments[1:end], ""]
    for argument, value in zip(arguments[:end], following, strict=False):
        if argument == OPTION:
            wanted = value
        elif argument.startswith(f"{OPTION}="):
            wanted = argument.partition("=")[2]
    return wanted
