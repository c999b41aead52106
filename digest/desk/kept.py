"""What was worked out once, kept by what was asked about or by a name that nobody can guess."""

import secrets
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
MOST_ANSWERS = 4
MOST_NAMED = 12


class Kept(Generic[Asked, Answer]):
    """Answers by the very object that was asked about: comparing whole weeks would take longer.

    Two threads that ask for the same at a time have it worked out once.
    """

    def __init__(self) -> None:
        self._answers: list[tuple[Asked, str, Answer]] = []
        self._asking = threading.RLock()

    def of(self, asked: Asked, work_out: Callable[[], Answer], *, detail: str = "") -> Answer:
        """What was found for `asked` and a `detail` of it; else what `work_out` gives."""
        with self._asking:
            for known, more, answer in self._answers:
                if known is asked and more == detail:
                    return answer
            answer = work_out()
            self._answers = [(asked, detail, answer), *self._answers[: MOST_ANSWERS - 1]]
            return answer


class KeptByName(Generic[Answer]):
    """The last few values of one kind, by their names."""

    def __init__(self) -> None:
        self._known: dict[str, Answer] = {}

    def put(self, value: Answer) -> str:
        """Keep `value`; the name by which it is found."""
        name = secrets.token_urlsafe(9)
        self._known[name] = value
        for old in list(self._known)[:-MOST_NAMED]:
            del self._known[old]
        return name

    def find(self, name: str) -> Answer | None:
        """What is kept by that name; None where nothing is, or no longer."""
        return self._known.get(name)


class Latest(Generic[Answer]):
    """The latest value of one kind; None before there is one."""

    def __init__(self) -> None:
        self.value: Answer | None = None
