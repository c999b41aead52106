"""The slots between the stories: forgotten, out of date, or without a day."""

from collections.abc import Iterator

from digest.checks.mail import Mailing
from digest.checks.rule import Violation, rule
from digest.model.findings import Severity
from digest.model.issues import Slot, SlotKind


@rule(
    "slot-empty",
    Severity.ERROR,
    why="A slot that waits for this issue's words is not printed without them, though a sponsor "
    "may have paid for it.",
    fix="Write text = under its table on the draft page, or show = false to leave it out.",
)
def find_empty_slots(mail: Mailing) -> Iterator[Violation]:
    """Slots that are to be shown and have no words."""
    for slot in mail.issue.slots:
        if not slot.words:
            yield Violation(block=_block(slot), message=f"The slot {slot.id} has no words.")


@rule(
    "slot-overdue",
    Severity.ERROR,
    why="What was true until last week sends readers to a door that is shut.",
    fix="Write a later until = and what is new under its table on the draft page, or show = false.",
)
def find_overdue_slots(mail: Mailing) -> Iterator[Violation]:
    """Slots whose last day is before the issue's."""
    for slot in mail.issue.slots:
        if slot.until and slot.until < mail.issue.date:
            yield Violation(
                block=_block(slot),
                message=f"The slot {slot.id} was true until {slot.until}; "
                f"the issue is of {mail.issue.date}.",
            )


@rule(
    "slot-undated",
    Severity.WARNING,
    why="An event has a day; without until nothing notices when it is over, and it is printed on.",
    fix="Write until = with its last day, in newsletter.toml or on the draft page.",
)
def find_undated_events(mail: Mailing) -> Iterator[Violation]:
    """Events that are to be shown without end."""
    for slot in mail.issue.slots:
        if slot.kind is SlotKind.EVENT and slot.until is None:
            yield Violation(block=_block(slot), message=f"The event {slot.id} has no last day.")


def _block(slot: Slot) -> str:
    return f"slot-{slot.id}"
