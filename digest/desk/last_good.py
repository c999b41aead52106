"""A way to open the newsletter in; the same, which knows what was opened before, out."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from digest.errors import DigestError
from digest.pipeline.workspace import Workspace


class LastGood:
    """Opens the newsletter; while its settings have an error, as they stood before it.

    So the page stays, and can be worked on, while newsletter.toml is being typed. What is built
    opens the newsletter itself, and shows the error.
    """

    def __init__(self, open_workspace: Callable[[], Workspace]) -> None:
        self._open = open_workspace
        self._last: tuple[Workspace, float] | None = None

    def __call__(self) -> Workspace:
        """The newsletter at this moment; raises DigestError if it never was without an error."""
        try:
            opened = self._open()
        except DigestError:
            if self._last is None:
                raise
            before, then = self._last
            return replace(before, now=before.now + timedelta(seconds=time.monotonic() - then))
        self._last = opened, time.monotonic()
        return opened
