"""A line on the terminal that is drawn over: what a run waits for, and for how long by now."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from digest.cli.layout import clipped
from digest.cli.terminal import Screen, printable
from digest.text import one_line

_WIPE = "\r\x1b[K"
_TICK = 0.5


class Progress:
    """The last line of a terminal, drawn by a thread of its own while there is something to say."""

    def __init__(self, stream: TextIO, screen: Screen) -> None:
        self._stream = stream
        self._screen = screen
        self._lock = threading.RLock()
        self._message = ""
        self._started = 0.0
        self._ended = threading.Event()

    def show(self, message: str) -> None:
        """Say `message` until the next one; "" ends it."""
        with self._lock:
            before, self._message = self._message, one_line(printable(message))
            if self._message and not before:
                self._started = time.monotonic()
                self._ended = threading.Event()
                threading.Thread(target=self._tick, args=(self._ended,), daemon=True).start()
            if not self._message:
                self._ended.set()
            self._draw()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While something else is printed, in the place of the line."""
        with self._lock:
            self._write(_WIPE)
            yield
            if self._message:
                self._draw()

    def _tick(self, ended: threading.Event) -> None:
        while not ended.wait(_TICK):
            with self._lock:
                if not ended.is_set():
                    self._draw()

    def _draw(self) -> None:
        if not self._message:
            self._write(_WIPE)
            return
        elapsed = f" · {int(time.monotonic() - self._started)} s"
        # A line that fills the last column would be continued on another.
        room = self._screen.width - len(elapsed) - 1
        self._write(f"{_WIPE}{clipped(self._message, room)}{elapsed}")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
