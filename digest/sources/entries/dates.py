"""A date as a feed wrote it in; a moment in UTC, or why there is none, out.

Understood: RFC 822 with named zones, ISO 8601 with week and ordinal dates, seconds and milliseconds
since 1970, `2026/02/02`, `07.02.2025`, `Feb 2, 2026`, and month names of 30 languages.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from digest.sources.entries.date_names import MONTHS, zone_offset
from digest.sources.entries.usual_dates import MOST_MINUTES, parse_usual_date
from digest.text import one_line

UNDATED_NOTE = "no date"
FUTURE_NOTE = "in the future"
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
LEEWAY = timedelta(hours=24)
LONGEST = 120

_EPOCH = re.compile(r"-?\d{9,10}(\.\d+)?|\d{13}|\d{16}")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_COMMENT = re.compile(r"\([^()]*\)")
_CLOCK = re.compile(
    r"""(?<![\d:])(?:\bt\s*)?(?P<before>am|pm)?\s*
    (?P<hour>\d{1,2})\s?(?::|h|時|时|시\s?)\s?(?P<minute>\d{2})\s?[分분]?
    (?:\s?[:.]?\s?(?P<second>\d{2})(?!\d)[秒초]?(?:[.,]\d+)?|\.-?)?
    \s?(?P<after>[ap]\.?m\b\.?)?""",
    re.VERBOSE,
)
_COMPACT_CLOCK = re.compile(
    r"(?<=\d)t(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:[.,]\d+)?"
)
_HOUR_ONLY = re.compile(
    r"""(?<=\dt)(?P<hour>\d{2})(?=z|[+-]|$)
    | (?<![\d:])(?P<hour12>\d{1,2})\s?(?P<after>[ap]\.?m\b\.?)
    | (?<![\d.])(?P<hour24>\d{1,2})\.(?P<minute>\d{2})(?=\s*uhr)""",
    re.VERBOSE,
)
_OFFSET = re.compile(r"^\s*(?:gmt|utc|ut)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?(?!\d)")
_ZONE_WORD = re.compile(r"\b[a-z]{2,5}\b|^\s*[a-z]\b")
_MORNING_WORDS = (
    ("오전", "am"),
    ("오후", "pm"),
    ("上午", "am"),
    ("下午", "pm"),
    ("午前", "am"),
    ("午後", "pm"),
)
_YMD = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년:]\s?(\d{1,2})\s?[-/.月월:]\s?(\d{1,2})(?!\d)")
_DMY = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_WEEK = re.compile(r"(?<!\d)(\d{4})-?w(\d{2})(?:-?([1-7]))?(?!\d)")
_ORDINAL = re.compile(r"(?<!\d)(\d{4})-?(\d{3})(?!\d)")
_YEAR_MONTH = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})(?!\d)|^(\d{4})$")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Dating:
    """When something is dated, in UTC; None with a `note` that says why not."""

    when: datetime | None
    note: str = ""


def judge_date(raw: str, *, now: datetime, zone: ZoneInfo) -> Dating:
    """The moment that `raw` names, unless it cannot be true: before 1995, or a day after `now`."""
    shown = one_line(raw)[:LONGEST]
    if not shown:
        return Dating(None, f"{UNDATED_NOTE} given")
    when = parse_date(raw, zone)
    if when is None:
        return Dating(None, f"{UNDATED_NOTE} understood in {shown!r}")
    if when < EARLIEST:
        return Dating(None, f"{shown!r} is before 1995")
    if when > now + LEEWAY:
        return Dating(None, f"{shown!r} is {FUTURE_NOTE}")
    return Dating(when)


def parse_date(raw: str, zone: ZoneInfo) -> datetime | None:
    """The moment that `raw` names, in UTC, or None; without a zone of its own it is in `zone`.

    A date without a time is the midnight it begins with.
    """
    text = raw[: 2 * LONGEST]
    return parse_usual_date(text) or parse_any_date(text, zone)


def parse_any_date(raw: str, zone: ZoneInfo) -> datetime | None:
    """The same of a date in whatever form."""
    text = _folded(raw)
    try:
        if _EPOCH.fullmatch(text):
            return _since_1970(text)
        return _from_words(text, zone)
    except (ValueError, OverflowError):
        return None


def _folded(raw: str) -> str:
    """Lower case, without accents and comments, digits of any script as ASCII."""
    if raw.isascii():
        return _COMMENT.sub(" ", one_line(raw).lower()).strip()
    plain = unicodedata.normalize("NFKD", one_line(raw).casefold())
    text = "".join(_ascii_digit(letter) for letter in plain if not unicodedata.combining(letter))
    text = unicodedata.normalize("NFC", _COMMENT.sub(" ", text).replace("−", "-"))
    for word, meaning in _MORNING_WORDS:
        text = text.replace(word, meaning)
    return text.strip()


def _ascii_digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


def _since_1970(text: str) -> datetime:
    value = float(text)
    # Twelve digits and more would be the year 5000 in seconds: they are milli- or microseconds.
    while abs(value) > 1e11:
        value /= 1000
    return datetime.fromtimestamp(value, UTC)


def _from_words(text: str, zone: ZoneInfo) -> datetime | None:
    if compact := _DIGITS.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in compact.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    clock = _COMPACT_CLOCK.search(text) or _CLOCK.search(text) or _HOUR_ONLY.search(text)
    before, after = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    day_said = _day(f"{before} {after}".strip(), zone)
    if day_said is None:
        return None
    naive = datetime.combine(day_said, datetime.min.time())
    if clock:
        naive += _time_of_day(clock.groupdict())
    return _in_utc(naive, after if clock else "", zone)


def _time_of_day(said: dict[str, str | None]) -> timedelta:
    hour = int(said.get("hour") or said.get("hour12") or said.get("hour24") or 0)
    half = (said.get("before") or said.get("after") or "")[:1]
    minute, second = int(said.get("minute") or 0), int(said.get("second") or 0)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute):
        raise ValueError("no such time of day")
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _in_utc(naive: datetime, after_clock: str, zone: ZoneInfo) -> datetime:
    """`naive` in the zone that the words after the clock name, else in `zone`."""
    offset = _OFFSET.match(after_clock)
    minutes = int(offset[2]) * 60 + int(offset[3] or 0) if offset else 0
    # What is further is a slip of the pen, such as +3000, and says nothing.
    if offset and minutes <= MOST_MINUTES:
        shift = timedelta(minutes=-minutes if offset[1] == "-" else minutes)
        return naive.replace(tzinfo=timezone(shift)).astimezone(UTC)
    for word in _ZONE_WORD.findall(after_clock):
        if word in MONTHS:
            continue
        named = zone_offset(word.strip().upper(), naive, zone)
        if named is not None:
            return naive.replace(tzinfo=timezone(named)).astimezone(UTC)
    return naive.replace(tzinfo=zone).astimezone(UTC)


def _day(text: str, zone: ZoneInfo) -> date | None:
    for read in _READINGS:
        if (found := read(text, zone)) is not None:
            return found
    return None


def _year_month_day(text: str, _zone: ZoneInfo) -> date | None:
    found = _YMD.search(text) or _COMPACT_DAY.match(text)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _day_month_year(text: str, zone: ZoneInfo) -> date | None:
    """Day before month, save with slashes where the clocks are American or nothing else fits."""
    if not (found := _DMY.search(text)):
        return None
    first, second, year = int(found[1]), int(found[3]), _whole_year(found[4])
    american = found[2] == "/" and zone.key.startswith(("America/", "US/"))
    if second > 12 or (american and first <= 12):
        first, second = second, first
    return date(year, second, first)


def _week_day(text: str, _zone: ZoneInfo) -> date | None:
    found = _WEEK.search(text)
    if not found:
        return None
    return date.fromisocalendar(int(found[1]), int(found[2]), int(found[3] or 1))


def _named_month(text: str, _zone: ZoneInfo) -> date | None:
    """A date with its month in words: `2 Feb 2026`, `Feb 2nd, 2026`, `2026 febrero 2`."""
    # The last one is the month: French "mar." is a Tuesday before it is March.
    named = [word for word in _WORD.finditer(text) if word[0] in MONTHS]
    if not named:
        return None
    month = MONTHS[named[-1][0]]
    outside = text[: named[-1].start()] + " | " + text[named[-1].end() :]
    numbers = [(number[0], number.start()) for number in _NUMBER.finditer(outside)][:4]
    if len(numbers) < 2:
        return None
    (one, _), (two, _) = numbers[:2]
    if len(one) == 4 or int(one) > 31:
        one, two = two, one
    return date(_whole_year(two), month, int(one))


def _day_of_year(text: str, _zone: ZoneInfo) -> date | None:
    found = _ORDINAL.search(text)
    return date(int(found[1]), 1, 1) + timedelta(days=int(found[2]) - 1) if found else None


def _first_of_month_or_year(text: str, _zone: ZoneInfo) -> date | None:
    found = _YEAR_MONTH.search(text)
    return date(int(found[1] or found[3]), int(found[2] or 1), 1) if found else None


# The stricter a form is, the earlier it is tried.
_READINGS = (
    _year_month_day,
    _day_month_year,
    _week_day,
    _named_month,
    _day_of_year,
    _first_of_month_or_year,
)


def _whole_year(digits: str) -> int:
    """A two-digit year as RFC 2822 section 4.3 reads it."""
    year = int(digits)
    if len(digits) > 2:
        return year if len(digits) > 3 else 1900 + year
    return 2000 + year if year < 50 else 1900 + year
