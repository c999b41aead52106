"""A tab of a column, as every column prints it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tab of a column; `count` is None where nothing is counted."""

    name: str
    link: str
    on: bool
    count: int | None = None
    new: bool = False
    key: str = ""
