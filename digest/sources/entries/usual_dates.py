"""A date in one of the two forms that nearly all feeds write in, its moment out; else None.

That is RFC 822 with four digits of the year, and ISO 8601 to the second, with an offset or UTC: of
these nothing depends on the newsletter's zone, and they take a fifth of the time of any other.
"""

import re
from datetime import UTC, datetime, timedelta

MOST_MINUTES = 14 * 60
"""No clock is further from UTC."""

_RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?"
    r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4}) "
    r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d) (?:GMT|UTC|(?P<offset>[+-]\d{4}))",
    re.ASCII,
)
_ISO_8601 = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.\d+)?(?:Z|(?P<offset>[+-]\d\d:?\d\d))",
    re.ASCII,
)
_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split(), 1)}


def parse_usual_date(text: str) -> datetime | None:
    """The moment in UTC, or None for any other form, and for a date that there is not."""
    if not (found := _RFC_822.fullmatch(text) or _ISO_8601.fullmatch(text)):
        return None
    year, month, day, hour, minute, second, offset = found.group(
        "year", "month", "day", "hour", "minute", "second", "offset"
    )
    number = _MONTHS.get(month) or (int(month) if month.isdecimal() else 0)
    try:
        said = datetime(
            int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=UTC
        )
        return said - _offset(offset) if offset else said
    except (ValueError, OverflowError):
        return None


def _offset(written: str) -> timedelta:
    """An offset such as +0530 or +05:30; ValueError where no clock is as far from UTC."""
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    if minutes > MOST_MINUTES:
        raise ValueError(written)
    return timedelta(minutes=-minutes if written[0] == "-" else minutes)
