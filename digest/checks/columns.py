"""How much room a line takes in an inbox."""

from unicodedata import combining, east_asian_width


def columns(text: str) -> int:
    """The width of `text` in columns: a CJK character takes two, a combining mark none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )
