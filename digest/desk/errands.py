"""Work that waits for servers in; how far it is, and what it brought, out.

A room finds it again by a name that nobody can guess; a few of the last are kept.
"""

import logging
import secrets
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from digest.errors import DigestError
from digest.pipeline.workspace import Voice

Result = TypeVar("Result")
Value = TypeVar("Value")
MOST_KEPT = 12


class Errand(Generic[Result]):
    """Work under way in a thread of its own; `said` is what it waits for, `error` why it failed."""

    def __init__(self, work: Callable[[Voice], Result]) -> None:
        self.said = ""
        self.error = ""
        self.result: Result | None = None
        self.is_over = False
        self._work = work
        # The end of the process does not wait for it.
        threading.Thread(target=self._run, name="errand", daemon=True).start()

    def _run(self) -> None:
        try:
            self.result = self._work(Voice(progress=self._say))
        except DigestError as error:
            self.error = str(error)
        except Exception as error:
            # A fault of ours must be seen, and must not end the editor's work.
            logging.getLogger(__name__).error("An errand broke off", exc_info=error)
            self.error = f"A fault of this program: {type(error).__name__}: {error}"
        finally:
            self.is_over = True

    def _say(self, what: str) -> None:
        self.said = what or self.said


class KeptByName(Generic[Value]):
    """The last few values of one kind, by their names."""

    def __init__(self) -> None:
        self._known: dict[str, Value] = {}

    def put(self, value: Value) -> str:
        """Keep `value`; the name by which it is found."""
        name = secrets.token_urlsafe(9)
        self._known[name] = value
        for old in list(self._known)[:-MOST_KEPT]:
            del self._known[old]
        return name

    def find(self, name: str) -> Value | None:
        """What is kept by that name; None where nothing is, or no longer."""
        return self._known.get(name)
