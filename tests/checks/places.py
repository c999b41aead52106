"""The places of an issue: every field that holds text, walked from the model."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import NamedTuple, get_args, get_type_hints

from rendering import issues

from digest.model.issues import (
    ContentsLine,
    Coverage,
    Issue,
    Item,
    Paragraph,
    RelatedStory,
    Slot,
    SlotKind,
    Span,
)

Step = str | int


class Place(NamedTuple):
    """A field of an issue that holds text: the way to it, whose it is, and what stands there."""

    path: tuple[Step, ...]
    field: str
    value: str

    @property
    def name(self) -> str:
        """The way in one word: sections.0.items.1.headline."""
        return ".".join(map(str, self.path))

    @property
    def kind(self) -> str:
        """An address, a colour or words, as its value says."""
        if self.value.startswith("https://"):
            return "address"
        return "colour" if self.value.startswith("#") else "words"


def full_issue() -> Issue:
    """An issue in which every text field of the model is filled, each kind of place once."""
    issue = issues.rich_issue()
    lead, card, earlier = issues.lead_item(), issues.cards(2), issue.earlier
    also = (replace(lead.also[0], key="ocean.example/1", language="pl"),)
    below = lead.also_this_week[1:]
    assert earlier
    return replace(
        issue,
        correction="Last week's map was upside down.",
        links=replace(issue.links, utm_source="watch", utm_campaign="autumn"),
        masthead=replace(issue.masthead, social=issue.masthead.social[:1]),
        lead=replace(lead, also=also, also_this_week=below, body=lead.body[1:4] + lead.body[4:5]),
        sections=(
            replace(issues.bullets(1), items=(_labelled(issues.bullet_item(0), also, below),)),
            replace(
                card,
                items=(
                    # A card without a byline names its source instead.
                    replace(
                        card.items[0],
                        byline="",
                        dek="What was lost is filed.",
                        also=also,
                        also_this_week=below,
                    ),
                    card.items[1],
                ),
            ),
        ),
        earlier=replace(earlier, issues=earlier.issues[:1]),
        source_call=issue.source_call and replace(issue.source_call, heading="Find us"),
        minutes=4,
        contents=(ContentsLine(item="bullet-0", name="The convoy in a line"),),
        slots=(_event(),),
        card="card.png",
    )


def _event() -> Slot:
    words = (
        Span(text="With two pilots, and "),
        Span(text="a map", url="https://harbour.example/map"),
    )
    return Slot(
        id="evening",
        kind=SlotKind.EVENT,
        heading="An evening on the strait",
        words=(Paragraph(spans=words),),
        button="Reserve a seat",
        url="https://harbour.example/evening",
        until=date(2024, 9, 20),
    )


def _labelled(item: Item, also: tuple[Coverage, ...], below: tuple[RelatedStory, ...]) -> Item:
    return replace(
        item,
        kicker="Wheat",
        blurb=(*item.blurb, Span(text="the convoy", url="https://ocean.example/convoy")),
        also=also,
        also_this_week=below,
        published=datetime(2024, 8, 7, tzinfo=UTC),
        key="wire.example/story/0",
        spent=("wire.example/story/0",),
        language="en-GB",
    )


def places(value: object, path: tuple[Step, ...] = (), field: str = "") -> Iterator[Place]:
    """Every text that `value` holds, the empty ones left out."""
    if isinstance(value, str) and not isinstance(value, Enum):
        if value:
            yield Place(path, field, value)
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from places(one, (*path, at), field)
    elif is_dataclass(value):
        for one in fields(value):
            name = f"{type(value).__name__}.{one.name}"
            yield from places(getattr(value, one.name), (*path, one.name), name)


def text_fields(kind: type) -> frozenset[str]:
    """The names of all fields below a dataclass that may hold text, by its annotations."""
    found: set[str] = set()
    seen: set[object] = set()
    waiting: list[tuple[object, str]] = [(kind, "")]
    while waiting:
        one, name = waiting.pop()
        if one is str:
            found.add(name)
        waiting += [(inner, name) for inner in get_args(one)]
        if isinstance(one, type) and is_dataclass(one) and one not in seen:
            seen.add(one)
            hints = get_type_hints(one)
            waiting += [(hints[each.name], f"{one.__name__}.{each.name}") for each in fields(one)]
    return frozenset(found)


def planted(issue: Issue, path: tuple[Step, ...], value: object) -> Issue:
    """`issue` with `value` at the end of the way."""
    changed = _planted(issue, path, value)
    assert isinstance(changed, Issue)
    return changed


def _planted(around: object, path: tuple[Step, ...], value: object) -> object:
    if not path:
        return value
    step, *rest = path
    if isinstance(around, tuple) and isinstance(step, int):
        return (*around[:step], _planted(around[step], (*rest,), value), *around[step + 1 :])
    assert is_dataclass(around)
    assert not isinstance(around, type)
    assert isinstance(step, str)
    return replace(around, **{step: _planted(getattr(around, step), (*rest,), value)})


def items_by_path(issue: Issue) -> Mapping[tuple[Step, ...], Item]:
    """Each item by the way to it."""
    found: dict[tuple[Step, ...], Item] = {("lead",): issue.lead} if issue.lead else {}
    for number, section in enumerate(issue.sections):
        for at, item in enumerate(section.items):
            found["sections", number, "items", at] = item
    return found


def block_of(issue: Issue, place: Place) -> str:
    """The id of the item that a place belongs to; "" outside all."""
    found = (
        one.id for path, one in items_by_path(issue).items() if place.path[: len(path)] == path
    )
    return next(found, "")
