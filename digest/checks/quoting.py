"""Texts and addresses of a mail as a message quotes them: one line, short, safe for a terminal."""

from digest.text import one_line


def quoted(words: str) -> str:
    """`words` in quotation marks, cut where they are long."""
    line = one_line(words)
    return f"“{line}”" if len(line) <= 80 else f"“{line[:77].rstrip()}…”"


def shown(address: str) -> str:
    """`address`, cut where it is long."""
    line = one_line(address)
    return line if len(line) <= 80 else f"{line[:77]}…"
