"""What languages call days, countries, cities and each other (CLDR; the only user of Babel)."""

from datetime import date
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton

_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa"})


# HTML, text and pages print the same few dates, and Babel takes its time for each.
@lru_cache(maxsize=256)
def written_date(day: date, length: Literal["full", "long"], language: str) -> str:
    """`day` in words; ISO 8601 in a language that nobody knows."""
    locale = _locale(language)
    return format_date(day, format=length, locale=locale) if locale else day.isoformat()


@lru_cache(maxsize=256)
def day_and_month(day: date, language: str) -> str:
    """Such as "Aug 9"; ISO 8601 in a language that nobody knows."""
    locale = _locale(language)
    return format_skeleton("MMMd", day, locale=locale) if locale else day.isoformat()


@lru_cache(maxsize=64)
def weekday_name(day: date, language: str) -> str:
    """Such as "Friday"; ISO 8601 in a language that nobody knows."""
    locale = _locale(language)
    return format_date(day, format="EEEE", locale=locale) if locale else day.isoformat()


@lru_cache(maxsize=32)
def places(language: str) -> dict[str, tuple[str, ...]]:
    """The names of countries and of the cities that time zones are called by, with their codes.

    The codes are the same in every language: LY for "Libyen" and "ليبيا"; a city has its own and
    that of its country.
    """
    locale = _locale(language)
    if locale is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for zone, country in get_global("zone_territories").items():
        own = locale.time_zones.get(zone, {}).get("city")
        city = own or zone.rpartition("/")[2].replace("_", " ")
        if "/" in zone and country in locale.territories:
            found[str(city)] = (zone, country)
    countries = {name: (code,) for code, name in locale.territories.items() if len(code) == 2}
    return found | countries


@lru_cache(maxsize=32)
def calendar_words(language: str) -> frozenset[str]:
    """What the language calls days and months, in small letters, with and without its point."""
    locale = _locale(language)
    if locale is None:
        return frozenset()
    widths = [*locale.days["format"].values(), *locale.months["format"].values()]
    names = {str(name).lower() for width in widths for name in width.values()}
    return frozenset(names | {name.rstrip(".") for name in names})


@lru_cache(maxsize=256)
def country_name(country: str) -> str:
    """The English name of a country written as DE; any other text as it is."""
    locale = _locale("en")
    known = locale.territories if locale and len(country) == 2 else {}
    return str(known.get(country.upper(), country))


@lru_cache(maxsize=256)
def language_name(code: str, language: str) -> str:
    """What `language` calls another one, such as "French"; an unknown code as it is."""
    locale = _locale(language)
    names = locale.languages if locale else {}
    return str(names.get(code.partition("-")[0].lower(), code))


def writing_direction(language: str) -> Literal["ltr", "rtl"]:
    """How the language runs in the script of its tag: az-Arab to the left, az to the right."""
    # A tag that names its script is known whatever the version of CLDR knows of the language.
    if not _RIGHT_TO_LEFT.isdisjoint(language.title().split("-")[1:]):
        return "rtl"
    locale = _locale(language)
    return "rtl" if locale and locale.text_direction == "rtl" else "ltr"


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale | None:
    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


@lru_cache(maxsize=256)
def plural_form(count: int, language: str) -> str:
    """Which of a language's forms a number takes, such as "one" or "other" (CLDR)."""
    locale = _locale(language)
    return str(locale.plural_form(count)) if locale else "other"
