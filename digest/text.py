"""Pure string functions that every stage may use."""

import re

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def without_controls(text: str) -> str:
    """`text` without C0 and C1 controls, lone surrogates, noncharacters and bidi overrides.

    Tab, newline and carriage return stay. Any of these breaks an XML parser, clips a mail in Gmail
    or reorders what follows.
    """
    return _UNWANTED.sub("", text)


def one_line(text: str) -> str:
    """`text` cleaned of controls, every run of white space a single space."""
    return " ".join(without_controls(text).split())


def shortened(text: str, most: int) -> str:
    """`text` on one line in at most `most` characters, cut between words and marked with "…"."""
    line = one_line(text)
    if len(line) <= most:
        return line
    head = line[:most]
    cut = head.rfind(" ")
    return head[: cut if cut > most // 2 else most - 1].rstrip(" ,;:.–—-") + "…"
