"""Dates in; dates in the newsletter's own language out."""

from datetime import date

from digest.locales import day_and_month, written_date
from digest.model.presentation import Masthead


class IssueDates:
    """The dates of one issue. A language that nobody knows gets ISO 8601."""

    def __init__(self, masthead: Masthead) -> None:
        self._language = masthead.language

    def full(self, day: date) -> str:
        """Such as "Friday, August 9, 2024"."""
        return written_date(day, "full", self._language)

    def long(self, day: date) -> str:
        """Such as "August 9, 2024"."""
        return written_date(day, "long", self._language)

    def short(self, day: date) -> str:
        """Day and month, such as "Aug 9"."""
        return day_and_month(day, self._language)
