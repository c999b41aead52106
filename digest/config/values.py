"""The texts that newsletter.toml may hold in special places, each with what is wrong otherwise."""

import re
from dataclasses import asdict
from datetime import date, datetime, time
from email.utils import getaddresses
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from digest.colours import Colour, parse_colour, readable_on, text_on
from digest.model.presentation import Theme
from digest.text import is_mail_address, one_line

_FONT_STACKS = frozenset({"serif", "sans"})
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"\x00-\x20\x7f-\x9f]+", re.IGNORECASE)
_LIST_ID = re.compile(r"[\w-]+(?:\.[\w-]+)*", re.ASCII)


def _number_or_none(value: object) -> object:
    if value is True:
        raise ValueError("is a number, or false for none")
    return value


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    # OSError: a name too long for a file, or the name of a folder.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("is not a time zone; write it like Europe/Berlin") from None
    return name


def is_http_address(url: str) -> bool:
    """Whether `url` is a whole http or https address."""
    return bool(_WEB_ADDRESS.fullmatch(url)) and _has_a_host(url)


def _web_address(url: str) -> str:
    if url and not is_http_address(url):
        raise ValueError("is not a web address; it starts with https:// and has no blanks")
    return url


def _has_a_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _folder_address(url: str) -> str:
    if {"?", "#"} & set(url):
        raise ValueError("takes no ? and no #: the names of files are added to it")
    return url


def _local_folder(path: str) -> str:
    if "://" in path:
        raise ValueError("is an address; name a folder, and let your host's own tool copy it there")
    return path


def _written_time(value: object) -> object:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError('is no time of day; write it like 07:00:00 or "07:00"') from None


def _written_date(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("is no date; write it like 2024-07-26") from None


def _clock_time(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("takes no zone; the newsletter's time zone applies")
    return value


def _one_mailbox(line: str) -> str:
    line = " ".join(line.split())
    found = getaddresses([line])
    address = found[0][1] if len(found) == 1 and line == one_line(line) else ""
    # A parser mends more than sending takes: a comment after the address, a group before it.
    as_written = line == address or line.endswith(f"<{address}>")
    if line and not (as_written and is_mail_address(address)):
        raise ValueError("is not one mail address; write it like Desk <desk@example.org>")
    return line


def _list_id(text: str) -> str:
    if text and not _LIST_ID.fullmatch(text):
        raise ValueError("is no List-Id; write it like weekly.example.org, without < and >")
    return text


def complete_theme(written: object, below: Theme) -> object:
    """[theme] with what is not written: what follows from its accents, all else as `below`.

    From an accent follows the text on it, and both in the dark: in the same hue, so light that it
    can be read there.
    """
    if not isinstance(written, dict):
        return written
    return asdict(below) | _partners(written, below) | written


def _partners(written: dict[str, object], below: Theme) -> dict[str, str]:
    def colour(key: str) -> Colour | None:
        return parse_colour(str(written.get(key, getattr(below, key))))

    accent = colour("accent") if "accent" in written else None
    lit = colour("dark_accent") if "dark_accent" in written else None
    if accent and not lit:
        lit = accent
        for night in filter(None, map(colour, ("dark_paper", "dark_ground"))):
            lit = readable_on(lit, night)
    found = {"accent_text": str(text_on(accent))} if accent else {}
    if lit:
        found |= {"dark_accent": str(lit), "dark_accent_text": str(text_on(lit))}
    return found


def _over_stock(written: object) -> object:
    return complete_theme(written, Theme())


def _printable_theme(theme: Theme) -> Theme:
    """`theme` with values that can stand in CSS; every other is a problem of its own key."""
    problems = [
        InitErrorDetails(type=PydanticCustomError("value_error", wrong), loc=(key,), input=value)
        for key, value in asdict(theme).items()
        if (wrong := _wrong_font(value) if key in _FONT_STACKS else _wrong_colour(value))
    ]
    if problems:
        raise ValidationError.from_exception_data("Theme", problems)
    return theme


def _wrong_colour(text: str) -> str:
    fits = re.fullmatch(r"#[0-9A-Fa-f]{6}", text)
    return "" if fits else "is no color; write it like #8f2d1f"


def _wrong_font(text: str) -> str:
    fits = text.isprintable() and re.fullmatch(r"[^;{}<>\\]+", text)
    return "" if fits else "is no list of fonts; write it like Georgia, 'Times New Roman', serif"


NumberOrNone = Annotated[
    int,
    Field(ge=0, le=50),
    BeforeValidator(_number_or_none),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0, "maximum": 50}, {"const": False}]}),
]
Zone = Annotated[str, AfterValidator(_known_zone)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
FolderAddress = Annotated[WebAddress, AfterValidator(_folder_address)]
LocalFolder = Annotated[str, AfterValidator(_local_folder)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
WrittenDate = Annotated[date, BeforeValidator(_written_date)]
ClockTime = Annotated[time, BeforeValidator(_written_time), AfterValidator(_clock_time)]
Mailbox = Annotated[str, AfterValidator(_one_mailbox)]
# RFC 2919 (3) allows 255 characters.
ListId = Annotated[str, Field(max_length=255), AfterValidator(_list_id)]
PrintableTheme = Annotated[Theme, BeforeValidator(_over_stock), AfterValidator(_printable_theme)]


class SettingsTable(BaseModel):
    """A table of newsletter.toml: no unknown keys, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
