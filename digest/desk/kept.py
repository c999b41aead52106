"""A question and a way to answer it in; the answer, worked out once, out."""

from collections.abc import Callable
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
MOST = 4


class Kept(Generic[Asked, Answer]):
    """Answers by the very object that was asked about: comparing whole weeks would take longer."""

    def __init__(self) -> None:
        self._answers: list[tuple[Asked, str, Answer]] = []

    def of(self, asked: Asked, work_out: Callable[[], Answer], *, detail: str = "") -> Answer:
        """What was found for `asked` and a `detail` of it; else what `work_out` gives."""
        for known, more, answer in self._answers:
            if known is asked and more == detail:
                return answer
        answer = work_out()
        self._answers = [(asked, detail, answer), *self._answers[: MOST - 1]]
        return answer
