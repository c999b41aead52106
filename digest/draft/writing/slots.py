"""What the program writes of the slots: a table for each, empty but for what newsletter.toml says.

It remembers nothing of them: a line that stands there is the editor's.
"""

from collections.abc import Iterator, Sequence

from digest.config.blocks import SlotSettings
from digest.config.settings import Newsletter
from digest.draft.page.block_edit import mark_block, own_comments
from digest.draft.page.page import SLOT, Page, PageSlot
from digest.draft.page.problems import suggestion
from digest.draft.page.toml_text import REMARK, quote, single_line
from digest.text import shortened, unlinked

_PLACES = {"top": "under the masthead", "lead": "under the lead", "end": "at the end"}
_LONGEST = 60
_HOW_TO = (
    f"{REMARK} a line here wins over newsletter.toml, in this issue only: heading, text, button,",
    f'{REMARK} url = "…"; until = 2024-08-30; show = false leaves it out',
)


def slot_lines(newsletter: Newsletter, page: Page | None = None) -> list[str]:
    """The tables of all slots that `page` does not have yet."""
    there = {one.id for one in page.slots} if page else set()
    new = [one for one in newsletter.slots if one.id not in there]
    return [line for one in new for line in (f"[{SLOT}{one.id}]", *_remarks(one), "")]


def update_slot(slot: PageSlot, page: Page) -> list[str]:
    """The table as it stands; of one that newsletter.toml has no longer, what the editor wrote."""
    settings = next((one for one in page.newsletter.slots if one.id == slot.id), None)
    if settings:
        return mark_block(slot.block, _remarks(settings))
    if slot.says_nothing:
        return own_comments(slot.block)
    return mark_block(slot.block, [f"{REMARK} not printed: {unknown_slot(slot, page)}"])


def unknown_slot(slot: PageSlot, page: Page) -> str:
    """That newsletter.toml has no such slot, and which one may be meant."""
    known = [one.id for one in page.newsletter.slots]
    hint = suggestion(slot.id, known) if known else "it has none"
    return f"newsletter.toml has no slot “{single_line(slot.id)}”; {hint}"


def _remarks(settings: SlotSettings) -> Sequence[str]:
    return (*(f"{REMARK} {line}" for line in _about(settings)), *_HOW_TO)


def _about(settings: SlotSettings) -> Iterator[str]:
    place = settings.stands_at
    where = _PLACES.get(place, f"before the section {quote(place)}")
    hidden = "" if settings.show else "; not printed, unless you write show = true"
    until = f", until {settings.until.isoformat()}" if settings.until else ""
    yield f"{settings.kind}, {where}{until}{hidden}"
    words = shortened(unlinked(settings.text), _LONGEST)
    yield f"newsletter.toml says “{words}”" if words else "newsletter.toml has no words for it"
