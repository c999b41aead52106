"""A text, a flag or a day to be written, and the page, in; the lines that change out."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256

from digest.draft.edits.entries import set_entry, write_value
from digest.draft.edits.naming import in_quotes, named, page_story
from digest.draft.edits.sheet import Sheet, Splice
from digest.draft.page.blocks import PageBlock
from digest.draft.page.page import DETAILS, LEAD, SLOT, SLOT_TEXTS, TEXTS, Page, PageStory
from digest.draft.page.problems import suggestion
from digest.draft.page.toml_text import paragraphs, single_line
from digest.draft.page.values import read_text
from digest.errors import DraftError, StaleEdit
from digest.model.edits import Rewrite, Written
from digest.model.issues import SectionStyle

STORY_ORDER = ("section", *TEXTS, *DETAILS, "pin", "also_this_week", "articles")
_FIXED = ("section", "articles", "date")
"""What other edits change, or none."""

_PICTURE = ("image", "image_alt", "image_credit")
_KINDS: Mapping[str, type[Written]] = {
    **dict.fromkeys((*TEXTS, *DETAILS, *SLOT_TEXTS, "subject", "preheader"), str),
    **dict.fromkeys(("pin", "also_this_week", "show"), bool),
    "until": date,
    "listed": int,
    "outside": int,
}
_FORMS = {
    str: "a text",
    bool: "true or false",
    int: "a whole number, such as 40",
    date: "a day, such as 2024-08-30",
}


def value_print(text: str | None) -> str:
    """Stands for a text of the page as an editor saw it; None where there is no line."""
    return "" if text is None else sha256(text.encode()).hexdigest()[:16]


def rewrite(sheet: Sheet, edit: Rewrite) -> list[Splice]:
    """The lines that change; raises DraftError, and StaleEdit where the text is not `was`."""
    page = sheet.page
    story = page_story(page, edit.story) if edit.story else None
    order = _order(page, edit)
    keys = [one for one in order if one not in _FIXED]
    if edit.key not in keys:
        what = f"{edit.key} is not a key of {_where(edit, story)}"
        raise DraftError(f"{what}; {suggestion(edit.key, keys)}")
    value = _value(edit)
    if story:
        _require_use(page, story, edit)
    block = story.block if story else page.block(edit.table)
    _require_fresh(block, edit, story)
    if block is None:
        return _new_table(sheet, edit, value)
    if value is None and not edit.story and not edit.table:
        value = ""
    lines = None if value is None else write_value(edit.key, value)
    if lines and _present(block, edit.key) == value:
        return []
    return set_entry(sheet, block, lines, key=edit.key, order=order)


def value_of(page: Page, edit: Rewrite) -> Written | None:
    """What stands where `edit` writes, as it is meant; None where there is no line."""
    block = page_story(page, edit.story).block if edit.story else page.block(edit.table)
    return _present(block, edit.key)


def text_of(page: Page, edit: Rewrite) -> str | None:
    """The same as a text."""
    return shown_value(value_of(page, edit))


def _present(block: PageBlock | None, key: str) -> Written | None:
    entry = block.entry(key) if block else None
    if block is None or entry is None:
        return None
    if isinstance(entry.value, str):
        return read_text(block, key, [])
    return entry.value if isinstance(entry.value, bool | int | date) else None


def shown_value(value: Written | None) -> str | None:
    """A value of the page as a text; None for no line."""
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _order(page: Page, edit: Rewrite) -> Sequence[str]:
    """The keys of the table that is written, in the order of the page."""
    newsletter = page.newsletter
    if edit.story:
        return STORY_ORDER
    if edit.table == "headings":
        return [one.id for one in newsletter.sections if one.show]
    if edit.table.startswith(SLOT):
        slots = [one.id for one in newsletter.slots]
        if edit.table.removeprefix(SLOT) not in slots:
            hint = suggestion(edit.table.removeprefix(SLOT), slots) if slots else "it has none"
            name = edit.table.removeprefix(SLOT)
            raise DraftError(f"newsletter.toml has no slot “{name}”; {hint}")
        return [*SLOT_TEXTS, "until", "show"]
    tables = {"": ["date", "subject", "preheader"], "candidates": ["listed", "outside"]}
    if edit.table not in tables:
        raise DraftError(
            f"[{edit.table}] is no table with words; {suggestion(edit.table, [*tables])}"
        )
    return tables[edit.table]


def _where(edit: Rewrite, story: PageStory | None) -> str:
    if story:
        return f"a story ({named(story)})"
    return f"[{edit.table}]" if edit.table else "the head of the page"


def _value(edit: Rewrite) -> Written | None:
    """The value in the form that its key has."""
    kind = str if edit.table == "headings" else _KINDS[edit.key]
    value = edit.value
    if kind is date and isinstance(value, str):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if value is not None and type(value) is not kind:
        raise DraftError(f"{edit.key} is {_FORMS[kind]}, not {value!r}")
    if isinstance(value, str):
        return paragraphs(value) if edit.key in {"blurb", "text"} else single_line(value)
    return value


def _require_use(page: Page, story: PageStory, edit: Rewrite) -> None:
    """Raise DraftError where `story` is of a kind that does not have the field."""
    if story.is_own and edit.value is None and edit.key in TEXTS:
        what = f"{named(story)} is an item of your own: it has no article to follow"
        raise DraftError(f'{what}; write another {edit.key}, or "" for none')
    section = next((one for one in page.newsletter.sections if one.id == story.section), None)
    plain = section and section.style is SectionStyle.BULLETS and not section.featured
    if not section or not plain or not edit.value:
        return
    if edit.key == "byline":
        what = f"{named(story)} is a bullet of “{section.id}”, and a bullet has no byline"
        raise DraftError(f"{what}; send it to {_elsewhere(page)} first")
    if edit.key in _PICTURE and not section.thumbnails:
        what = f"{named(story)} is a bullet of “{section.id}”, which prints no pictures"
        raise DraftError(f"{what}; send it to {_elsewhere(page)} first, or set thumbnails there")


def _elsewhere(page: Page) -> str:
    cards = [one.id for one in page.newsletter.sections if one.style is SectionStyle.CARDS]
    return f"a section of cards ({', '.join(cards)})" if cards else LEAD


def _require_fresh(block: PageBlock | None, edit: Rewrite, story: PageStory | None) -> None:
    now = shown_value(_present(block, edit.key))
    if edit.was is None or edit.was == value_print(now):
        return
    says = f"the page says {in_quotes(now)}" if now else "the page has no such line"
    sentence = (
        f"The {edit.key} of {_where(edit, story)} was changed meanwhile: {says} now. Read it, then "
        "write yours over it, or leave it"
    )
    raise StaleEdit(sentence, present=now or "", wanted=shown_value(edit.value) or "")


def _new_table(sheet: Sheet, edit: Rewrite, value: Written | None) -> list[Splice]:
    """A table that the page has not: before the first story or the line [candidates]."""
    if value is None:
        return []
    parts = (one for one in sheet.page.blocks if one.name in {"story", "candidates", "memory"})
    first = next(parts, None)
    at = sheet.start(first) if first else sheet.end(sheet.page.blocks[-1])
    lines = [f"[{edit.table}]", *write_value(edit.key, value), ""]
    return [Splice(first=at, end=at, lines=sheet.fresh(lines))]
