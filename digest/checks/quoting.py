"""Texts and addresses of a mail as a message quotes them: short."""


def quoted(words: str) -> str:
    """`words` in quotation marks, cut where they are long."""
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= 80 else f"“{line[:77].rstrip()}…”"


def shown(address: str) -> str:
    """`address`, cut where it is long."""
    return address if len(address) <= 80 else f"{address[:77]}…"
