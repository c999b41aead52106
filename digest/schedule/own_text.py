"""A text of the program's own in somebody else's place: marked, and known again if unchanged."""

import hashlib

_MARK = "; mark "


def marked(text: str, *, title: str) -> str:
    """`text` below a comment that says who wrote it, and by which later changes show."""
    return f"{_opening(title)}{_fingerprint(text)}\n{text}"


def begins_own_text(line: str, *, title: str) -> bool:
    """Whether `line` is the comment above a text of that `title`."""
    return line.startswith(_opening(title))


def is_untouched(text: str, *, title: str) -> bool:
    """Whether `text`, with its comment, is as the program wrote it, by this version or another."""
    first, _, rest = text.partition("\n")
    return first == _opening(title) + _fingerprint(rest)


def _opening(title: str) -> str:
    return f"# {title}: written by `digest schedule install`, undone by `remove`{_MARK}"


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
