"""The settings that editors touch in, as the fields of a form; what was filled in as changes out.

A field has a name such as `sections.other.heading`: a section is named by its id, so that a form
fits the file also when somebody else has moved the sections meanwhile.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from digest.config.file_changes import AddTable, Change, MoveTable, SetKey, Value
from digest.config.settings import Newsletter, SectionSettings

Fields = Mapping[str, str]
"""What stands in each field, by its name."""

ORDER = "sections"
"""The field with the ids of the sections, in their order."""

_TABLES: Mapping[str, tuple[str, ...]] = {
    "newsletter": ("title", "tagline", "url", "layout", "timezone"),
    "schedule": ("every", "on", "day", "at"),
    "theme": ("accent",),
    "subscribe": ("heading", "text", "button", "url"),
    "mail": ("sender", "list_id", "service"),
    "colophon": ("reason", "address", "unsubscribe_url", "preferences_url"),
    "archive": ("url",),
}
_SECTION = ("heading", "match", "items", "style")
_NAMED = re.compile(r"\[([a-z]+)\] ([a-z_]+)")
_LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldConflict:
    """A field that was changed in the form, and since the form was shown in the file, too."""

    name: str
    yours: str
    present: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """The fields as they were shown, and as they came back; `new` is of a section to be added."""

    shown: Fields
    wanted: Fields
    new: Fields


def form_fields(newsletter: Newsletter) -> dict[str, str]:
    """Every field with what the settings say now."""
    fields: dict[str, str] = {}
    for table, keys in _TABLES.items():
        written = getattr(newsletter, table)
        fields |= {f"{table}.{key}": str(getattr(written, key)) if written else "" for key in keys}
    fields["schedule.at"] = f"{newsletter.schedule.at:%H:%M}"
    for section in newsletter.sections:
        fields |= {f"sections.{section.id}.{key}": _text(section, key) for key in _SECTION}
    fields[ORDER] = " ".join(section.id for section in newsletter.sections)
    return fields


def named_field(sentence: str) -> str:
    """The field that a sentence tells the editor to change, as "[mail] sender"; "" for none."""
    for table, key in _NAMED.findall(sentence[:_LONGEST]):
        if key in _TABLES.get(table, ()):
            return f"{table}.{key}"
    return ""


def field_conflicts(newsletter: Newsletter, form: FilledForm) -> tuple[FieldConflict, ...]:
    """The fields that have one text in the form and another, new one in the file."""
    present = form_fields(newsletter)
    return tuple(
        FieldConflict(name=name, yours=wanted, present=present.get(name, ""))
        for name, wanted in _filled(form)
        if present.get(name, "") not in {wanted, form.shown.get(name, "")}
    )


def form_changes(newsletter: Newsletter, form: FilledForm) -> tuple[Change, ...]:
    """The changes of the file that make it say what was filled in; of other fields nothing."""
    present = form_fields(newsletter)
    ids = [section.id for section in newsletter.sections]
    changes: list[Change] = []
    for name, wanted in _filled(form):
        if name in present and name != ORDER and wanted != present[name]:
            changes.append(_set(name, wanted, ids))
    order = dict(_filled(form)).get(ORDER)
    if order is not None:
        changes += _moves(ids, order.split())
    if form.new.get("heading"):
        changes.append(AddTable("sections", _new_section(form.new, ids)))
    return tuple(changes)


def _filled(form: FilledForm) -> Iterator[tuple[str, str]]:
    """The fields that the editor has changed."""
    for name, text in form.wanted.items():
        wanted = text.replace("\r\n", "\n").strip()
        if wanted != form.shown.get(name, "").replace("\r\n", "\n").strip():
            yield name, wanted


def _text(section: SectionSettings, key: str) -> str:
    return str(getattr(section, key)).strip()


def _set(name: str, wanted: str, ids: Sequence[str]) -> Change:
    table, *_, key = name.split(".")
    if table == "sections":
        number = ids.index(name.split(".")[1])
        return SetKey(("sections", number), key, _value(key, wanted))
    return SetKey((table,), key, _value(key, wanted))


def _value(key: str, text: str) -> Value:
    """What a field's text is in the file; what is none of that kind stays, and is refused there."""
    if key in {"items", "day"} and re.fullmatch(r"\d{1,9}", text):
        return int(text)
    if key == "at" and re.fullmatch(r"\d\d:\d\d", text):
        try:
            return time.fromisoformat(text)
        except ValueError:
            return text
    return text


def _moves(ids: Sequence[str], wanted: Sequence[str]) -> Iterator[Change]:
    """The moves that bring `ids` into the order of `wanted`; what that does not name stays last."""
    rows = list(ids)
    known = [one for one in dict.fromkeys(wanted) if one in ids]
    for to, one in enumerate(known):
        number = rows.index(one)
        if number != to:
            rows.insert(to, rows.pop(number))
            yield MoveTable("sections", number, to)


def _new_section(new: Fields, ids: Sequence[str]) -> dict[str, Value]:
    """The table of a section with a heading; its id is made of that."""
    filled = {key: new.get(key, "").replace("\r\n", "\n").strip() for key in _SECTION}
    values = {key: _value(key, text) for key, text in filled.items() if text}
    return {"id": _identifier(filled["heading"], ids), **values}


def _identifier(heading: str, taken: Sequence[str]) -> str:
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-")[:40].rstrip("-")
    stem = stem or "section"
    names = (f"{stem}-{number}" if number else stem for number in (0, *range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
