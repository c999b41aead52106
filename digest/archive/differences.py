"""Two issues in; what changed from the one to the other, in an editor's words, out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from digest.model.articles import Image
from digest.model.issues import Issue, Item
from digest.typography import as_typed

LEAD = "the lead"


class Change(StrEnum):
    """What happened to an item or a text."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    HEADLINE = "headline"
    WORDS = "words"
    PICTURE = "picture"
    LEAD = "lead"
    SLOT = "slot"
    SETTING = "setting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A change from one issue to another."""

    change: Change
    """What happened."""
    about: str
    """The headline or the text that it is about."""
    sentence: str
    """The same in an editor's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    item: Item
    place: str
    position: int


def compare_issues(before: Issue, after: Issue) -> tuple[Difference, ...]:
    """What an editor would say changed: the lead, items, headlines, words, settings.

    Items are the same when they have the same id, or the same address.
    """
    earlier, later = _places(before), _places(after)
    pairs = _pairs(earlier, later)
    kept = {id(one) for one in pairs.values()}
    new = (one for name, one in later.items() if name not in pairs)
    gone = (one for one in earlier.values() if id(one) not in kept)
    return (
        *_lead(before, after),
        *(_new(one) for one in new if one.place != LEAD),
        *(_gone(one) for one in gone if one.place != LEAD),
        *(told for name, one in pairs.items() for told in _changed(one, later[name])),
        *_slots(before, after),
        *_settings(before, after),
    )


def _places(issue: Issue) -> dict[str, _Placed]:
    placed = [_Placed(item=issue.lead, place=LEAD, position=1)] if issue.lead else []
    for section in issue.sections:
        placed += [
            _Placed(item=item, place=f"“{section.heading.rstrip(':')}”", position=at)
            for at, item in enumerate(section.items, 1)
        ]
    return {one.item.id: one for one in placed}


def _pairs(earlier: Mapping[str, _Placed], later: Mapping[str, _Placed]) -> dict[str, _Placed]:
    """For each item of the later issue, by id, the same item of the earlier one."""
    by_key = {one.item.key: one for one in earlier.values() if one.item.key}
    # The editor's own item has a new id when it is reworded: it is known by where it stands.
    by_spot = {
        (one.place, one.position): one
        for name, one in earlier.items()
        if not one.item.source and name not in later
    }

    def same(name: str, one: _Placed) -> _Placed | None:
        own = None if one.item.source else by_spot.get((one.place, one.position))
        return earlier.get(name) or by_key.get(one.item.key) or own

    return {name: found for name, one in later.items() if (found := same(name, one))}


def _lead(before: Issue, after: Issue) -> Iterator[Difference]:
    old, new = before.lead, after.lead
    if old and new and old.id != new.id and (old.key != new.key or not old.key):
        sentence = f"The lead is now “{new.name}”; it was “{old.name}”."
    elif new and not old:
        sentence = f"There is a lead now: “{new.name}”."
    elif old and not new:
        sentence = f"There is no lead any more; it was “{old.name}”."
    else:
        return
    yield Difference(change=Change.LEAD, about=new.name if new else "", sentence=sentence)


def _new(one: _Placed) -> Difference:
    sentence = f"New in {one.place}: “{one.item.name}”{_credit(one.item)}."
    return Difference(change=Change.NEW, about=one.item.name, sentence=sentence)


def _gone(one: _Placed) -> Difference:
    sentence = f"Gone from {one.place}: “{one.item.name}”{_credit(one.item)}."
    return Difference(change=Change.GONE, about=one.item.name, sentence=sentence)


def _changed(old: _Placed, new: _Placed) -> Iterator[Difference]:
    name = new.item.name
    if as_typed(old.item.headline) != as_typed(new.item.headline):
        sentence = f"Headline reworded: “{old.item.name}” is now “{name}”."
        yield Difference(change=Change.HEADLINE, about=name, sentence=sentence)
    if old.place != new.place:
        sentence = f"Moved from {old.place} to {new.place}: “{name}”."
        yield Difference(change=Change.MOVED, about=name, sentence=sentence)
    elif old.position != new.position:
        sentence = f"Moved in {new.place} from {old.position} to {new.position}: “{name}”."
        yield Difference(change=Change.MOVED, about=name, sentence=sentence)
    for what in _reworded(old.item, new.item):
        sentence = f"The {what} of “{name}” changed."
        yield Difference(change=Change.WORDS, about=name, sentence=sentence)
    if what := _redrawn(old.item.image, new.item.image):
        sentence = f"The {what} of “{name}” changed."
        yield Difference(change=Change.PICTURE, about=name, sentence=sentence)


def _redrawn(old: Image | None, new: Image | None) -> str:
    """What of a picture changed: all of it, or only what is said of it."""
    if old == new:
        return ""
    if old and new and old.url == new.url:
        texts = (("alt text", old.alt, new.alt), ("credit", old.credit, new.credit))
        changed = [what for what, earlier, later in texts if earlier != later]
        return f"{' and '.join(changed)} of the picture" if changed else "picture"
    return "picture"


def _reworded(old: Item, new: Item) -> Iterator[str]:
    texts = (
        ("kicker", old.kicker, new.kicker),
        ("dek", old.dek, new.dek),
        ("byline", old.byline, new.byline),
        ("blurb", "" if old.body else old.words, "" if new.body else new.words),
        ("text", old.words if old.body else "", new.words if new.body else ""),
    )
    for what, earlier, later in texts:
        # Marks that were only set anew are no change of words.
        if as_typed(earlier) == as_typed(later):
            continue
        # An item that moves between lead and section swaps its text for a blurb.
        if (earlier and later) or what in {"kicker", "byline"}:
            yield what


def _credit(item: Item) -> str:
    return f" ({item.source})" if item.source else ""


def _slots(before: Issue, after: Issue) -> Iterator[Difference]:
    old, new = ({one.id: one for one in issue.slots} for issue in (before, after))
    for name in (*new, *(one for one in old if one not in new)):
        earlier, later = old.get(name), new.get(name)
        if earlier != later:
            what = "is new" if earlier is None else "is gone" if later is None else "changed"
            sentence = f"The slot {name} {what}."
            yield Difference(change=Change.SLOT, about=name, sentence=sentence)


def _settings(before: Issue, after: Issue) -> Iterator[Difference]:
    named = (
        ("subject", before.subject, after.subject),
        ("preheader", before.preheader, after.preheader),
        ("correction", before.correction, after.correction),
        ("masthead", before.masthead.title, after.masthead.title),
        ("call to subscribe", before.subscribe, after.subscribe),
        ("source call", before.source_call, after.source_call),
        ("colophon", before.colophon, after.colophon),
        ("layout", before.layout, after.layout),
        ("colours and fonts", before.theme, after.theme),
    )
    for what, old, new in named:
        if old == new or (
            isinstance(old, str) and isinstance(new, str) and as_typed(old) == as_typed(new)
        ):
            continue
        yield Difference(change=Change.SETTING, about=what, sentence=_set(what, old, new))


def _set(what: str, old: object, new: object) -> str:
    if not isinstance(old, str):
        return f"The {what} changed."
    if not old:
        return f"The {what} is new: “{new}”."
    return (
        f"The {what} changed: “{old}” is now “{new}”." if new else f"The {what} is gone: “{old}”."
    )
