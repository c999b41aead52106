"""The settings as they stand and a form as it was filled in; what the room shows of both; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from zoneinfo import available_timezones

from digest.colours import READABLE, Colour, contrast_ratio, parse_colour
from digest.model.presentation import Theme
from digest.pipeline.settings_form import ORDER, FieldConflict, Fields, FilledForm

ACCENTS = ("#9c3b24", "#0b6b5b", "#1f4f7d", "#6d2f5f", "#735600")
"""Colours to begin with: each can be read on white, and a light one of its hue in the dark."""

PERIODS = ("day", "week", "two weeks", "month")
STYLES = ("bullets", "cards")
_WHITE = Colour(255, 255, 255)
_CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian"}
    | {"Pacific"}
)
_SHOWN = "was."
"""Before the name of a field: what stood in it when the form was shown."""

_NEW = "new."


@dataclass(frozen=True, slots=True, kw_only=True)
class Accent:
    """A colour, its contrast on white, its like in the dark, and whether both can be read."""

    colour: str = ""
    on_white: str = ""
    dark: str = ""
    on_dark: str = ""
    is_readable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """A section in the room: its fields by their names, and whether it is open for writing."""

    id: str
    heading: str
    items: str
    style: str
    match: str
    is_open: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsForm:
    """What stands in the fields, what stood in them when they were shown, and what is open."""

    fields: Fields
    shown: Fields
    new: Fields
    sections: tuple[SectionRow, ...]
    adds: bool
    open: str


def read_fields(query: Mapping[str, str], present: Fields) -> FilledForm:
    """The form that came back, over the fields as they are at `present`.

    What has not come back stands as it is, as do sections that it does not know. A button may
    choose a colour, move a section, or take the file's text in place of one's own.
    """
    shown = {name: query.get(f"{_SHOWN}{name}", text) for name, text in present.items()}
    wanted = {name: query.get(name, text) for name, text in present.items()}
    for fields in (shown, wanted):
        fields[ORDER] = _fitting(fields[ORDER], present[ORDER])
    if swatch := query.get("swatch", ""):
        wanted["theme.accent"] = swatch
    if theirs := query.get("take", ""):
        wanted[theirs] = shown[theirs] = present.get(theirs, "")
    for way, by in (("up", -1), ("down", 1)):
        if moved := query.get(way, ""):
            wanted[ORDER] = " ".join(_moved(wanted[ORDER].split(), moved, by))
    new = {name.removeprefix(_NEW): text for name, text in query.items() if name.startswith(_NEW)}
    return FilledForm(shown=shown, wanted=wanted, new=new)


def accept_present(form: FilledForm, conflicts: Sequence[FieldConflict]) -> FilledForm:
    """`form` as if it had been shown with the texts that the file has by now: saving is knowing."""
    present = {conflict.name: conflict.present for conflict in conflicts}
    return replace(form, shown={**form.shown, **present})


def with_accent(form: FilledForm, theme: Theme) -> FilledForm:
    """`form` with the accent of a `theme` in its field, unless the editor wrote one there.

    A layout brings its own.
    """
    name = "theme.accent"
    if form.wanted.get(name) != form.shown.get(name):
        return form
    own = {name: theme.accent}
    return replace(form, shown={**form.shown, **own}, wanted={**form.wanted, **own})


def describe_form(form: FilledForm, query: Mapping[str, str]) -> SettingsForm:
    """The form as it is shown again."""
    is_open = query.get("edit", query.get("open", ""))
    ids = form.wanted[ORDER].split()
    rows = tuple(
        SectionRow(
            id=one,
            heading=form.wanted.get(f"sections.{one}.heading", one),
            items=form.wanted.get(f"sections.{one}.items", ""),
            style=form.wanted.get(f"sections.{one}.style", ""),
            match=form.wanted.get(f"sections.{one}.match", ""),
            is_open=one == is_open,
            is_first=number == 0,
            is_last=number == len(ids) - 1,
        )
        for number, one in enumerate(ids)
    )
    return SettingsForm(
        fields=form.wanted,
        shown=form.shown,
        new=form.new,
        sections=rows,
        adds=is_open == "+" or bool(form.new.get("heading")),
        open=is_open,
    )


def describe_accent(theme: Theme) -> Accent:
    """What the accent of a `theme` is like on white, and in the dark."""
    accent, lit, night = map(parse_colour, (theme.accent, theme.dark_accent, theme.dark_paper))
    if accent is None or lit is None or night is None:
        return Accent()
    light, dark = contrast_ratio(accent, _WHITE), contrast_ratio(lit, night)
    return Accent(
        colour=theme.accent,
        on_white=_rounded_down(light),
        dark=theme.dark_accent,
        on_dark=_rounded_down(dark),
        is_readable=min(light, dark) >= READABLE,
    )


def _rounded_down(ratio: float) -> str:
    """A ratio that does not look better than it is."""
    return f"{int(ratio * 10) / 10:.1f}"


@cache
def zone_names() -> tuple[str, ...]:
    """The time zones that a newsletter may be in: those of places, and UTC."""
    of_places = {one for one in available_timezones() if one.partition("/")[0] in _CONTINENTS}
    return ("UTC", *sorted(of_places))


def _fitting(order: str, present: str) -> str:
    """`order` without sections that are gone from `present` or named otherwise; new ones last."""
    known, ids = present.split(), list(dict.fromkeys(order.split()))
    kept = [one for one in ids if one in known]
    return " ".join((*kept, *(one for one in known if one not in kept)))


def _moved(ids: list[str], one: str, by: int) -> list[str]:
    if one not in ids:
        return ids
    place = ids.index(one)
    ids.insert(min(max(place + by, 0), len(ids) - 1), ids.pop(place))
    return ids
