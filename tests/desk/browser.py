"""A real Chromium, driven over a pipe by its DevTools protocol: open, ask, wait, photograph.

with browsing(chromium, folder) as page:
    page.open("http://127.0.0.1:8010/")
    assert page.ask("document.title")
"""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip

# Chromium reads its orders from descriptor 3 and answers on 4.
REDIRECTED = """
import os, sys
for at, name in enumerate(sys.argv[1:3]): os.dup2(int(name), 100 + at)
for at in (0, 1): os.dup2(100 + at, 3 + at)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Page:
    """A tab of the browser at the other ends of two pipes."""

    def __init__(self, orders: int, answers: int) -> None:
        self._orders = orders
        self._answers = os.fdopen(answers, "rb")
        self._number = 0
        self._session = ""

    def attach(self, *, width: int, height: int) -> None:
        """Make the tab, with a window of that size in CSS pixels."""
        target = self._order("Target.createTarget", url="about:blank")
        attached = self._order("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = str(attached["sessionId"])
        self._order(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip

    def open(self, address: str) -> None:
        """Go to `address`."""
        self._order("Page.navigate", url=address)

    def ask(self, expression: str) -> object:
        """What the JavaScript `expression` is; None while it fails, as during a load."""
        answer = self._order("Runtime.evaluate", expression=expression, returnByValue=True)
        result = answer["result"]
        return result.get("value") if isinstance(result, dict) else None

    def wait_for(self, expression: str, *, seconds: float = 30) -> object:
        """The value of `expression` once it is true; raises TimeoutError."""
        end = time.monotonic() + seconds
        while not (value := self.ask(expression)):
            if time.monotonic() > end:
                raise TimeoutError(expression)
            time.sleep(0.05)
        return value

    def prefers(self, scheme: str) -> None:
        """Make the browser's own colour scheme "dark" or "light"."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self._order("Emulation.setEmulatedMedia", features=[feature])

    def photograph(self, file: Path) -> None:
        """Save what is in the window as a PNG."""
        answer = self._order("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(str(answer["data"])))

    def leave(self) -> None:
        """Close the browser."""
        self._session = ""
        self._order("Browser.close")

    def close(self) -> None:
        """Let go of the pipe, at whose end the browser ends, too."""
        self._answers.close()
        os.close(self._orders)

    def _order(self, method: str, **parameters: object) -> dict[str, object]:
        self._number += 1
        order: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            order["sessionId"] = self._session
        os.write(self._orders, json.dumps(order).encode() + b"\0")
        while True:
            answer: dict[str, object] = json.loads(self._message())
            if answer.get("id") == self._number:
                result = answer.get("result")
                if not isinstance(result, dict):
                    raise ConnectionError(f"{method}: {answer}")
                return result

    def _message(self) -> bytes:
        letters = bytearray()
        while (letter := self._answers.read(1)) != b"\0":
            if not letter:
                raise ConnectionError("Chromium has gone")
            letters += letter
        return bytes(letters)


@contextmanager
def browsing(
    chromium: str, profile: Path, *, width: int = 1280, height: int = 800
) -> Iterator[Page]:
    """A page of a fresh Chromium, which is gone after the `with` block."""
    orders_in, orders = os.pipe()
    answers, answers_out = os.pipe()
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            REDIRECTED,
            str(orders_in),
            str(answers_out),
            chromium,
            *FLAGS,
            f"--user-data-dir={profile}",
        ],
        pass_fds=(orders_in, answers_out),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(orders_in)
    os.close(answers_out)
    page = Page(orders, answers)
    try:
        page.attach(width=width, height=height)
        yield page
        page.leave()
    finally:
        page.close()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
