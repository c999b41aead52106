"""Dates in; dates in the newsletter's own language out (the only user of Babel)."""

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from digest.model.presentation import Masthead


class IssueDates:
    """The dates of one issue. A language that nobody knows gets ISO 8601."""

    def __init__(self, masthead: Masthead) -> None:
        self._locale = _locale(masthead.language)

    def full(self, day: date) -> str:
        """Such as "Friday, August 9, 2024"."""
        return self._written(day, "full")

    def long(self, day: date) -> str:
        """Such as "August 9, 2024"."""
        return self._written(day, "long")

    def short(self, day: date) -> str:
        """Day and month, such as "Aug 9"."""
        if self._locale is None:
            return day.isoformat()
        return format_skeleton("MMMd", day, locale=self._locale)

    def _written(self, day: date, length: str) -> str:
        return _date(day, length, self._locale)


# HTML, text and pages print the same few dates, and Babel takes its time for each.
@lru_cache(maxsize=256)
def _date(day: date, length: str, locale: Locale | None) -> str:
    return format_date(day, format=length, locale=locale) if locale else day.isoformat()


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale | None:
    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
