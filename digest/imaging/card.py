"""What an issue says of itself where it is shared: a value, to be drawn by `drawing.py`."""

from dataclasses import dataclass

from digest.model.presentation import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says; `number` is 0 where the newsletter counts none, `day` is in ISO 8601."""

    nameplate: str
    headline: str
    dateline: str
    day: str
    number: int
    language: str
    direction: str
    theme: Theme
