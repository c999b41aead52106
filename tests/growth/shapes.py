"""Texts that only grow: what makes a loop or an expression slow; and a limit on processor time."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

UNITS = {
    "dots": ".",
    "angles": ">",
    "spaces": " ",
    "lines": "\n",
    "blank lines": " \n",
    "letters": "a",
    "capitals": "A. ",
    "digits": "0",
    "mail addresses": "a@a.",
    "signs": "$a#",
    "line breaks": "a<br>",
    "open tags": "<b>",
    "open comments": "<!--",
    "style elements": "<style>",
    "brackets": "[(",
    "links": "[a](https://a",
    "quotation marks": '"“',
    "marks": "e\u0301\u0323",
    "hashtags": "#a ",
    "crumbs": "Continue reading >> ",
    "credits": "(Photo: ",
    "bylines": "By A.B. ",
    "abbreviations": "Mr. ",
    "entities": "&#64;&amp",
    "addresses": "https://a:",
    "wide": "中。",
    "placeholders": "${",
    "parameters": "utm_a=a&",
    "escapes": "%41a",
}
"""Each is repeated until the text is as long as wanted."""

LAST = " now"
"""Stands at the end, so that what looks for an end does not find it."""


def grown(unit: str, length: int) -> str:
    """`unit` over and over in `length` characters, and the last words."""
    return (unit * (length // len(unit) + 1))[: length - len(LAST)] + LAST


@contextmanager
def processor_seconds(most: float, *, of: str = "it") -> Iterator[None]:
    """Fail what is done inside when it takes more of the processor; other work does not count."""

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"{of} took more than {most:g} seconds of the processor")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
