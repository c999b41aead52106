"""What was found at the addresses of a newsletter to be in; a line for each out; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.desk.views.found import FeedChoice, list_contents
from digest.desk.words import DeskWords
from digest.pipeline.found_sources import FoundSource
from digest.text import without_credentials


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A place that was pasted: its name and what there is; `is_found` says that it can be read."""

    number: int
    name: str
    facts: str
    is_found: bool
    offers: tuple[FeedChoice, ...] = ()


def describe_places(
    found: Sequence[FoundSource], now: datetime, words: DeskWords
) -> tuple[PlaceLine, ...]:
    """A line for each place, in their order."""
    return tuple(_line(number, one, now, words) for number, one in enumerate(found))


def _line(number: int, one: FoundSource, now: datetime, words: DeskWords) -> PlaceLine:
    found = one.found
    if found.source is None or found.known_as:
        known = words.say("sources.known", name=found.known_as) if found.known_as else ""
        return PlaceLine(
            number=number,
            name=without_credentials(found.place),
            facts=known or found.reason,
            is_found=False,
            offers=tuple(FeedChoice(address=feed.url, title=feed.title) for feed in found.offered),
        )
    facts = [*list_contents(one.whole, now, words)]
    if one.whole.fitting is not None:
        facts.append(words.say("first.fit", count=one.whole.fitting))
    return PlaceLine(number=number, name=found.source.label, facts=", ".join(facts), is_found=True)
