"""The table of sources: health in words, days as bars, weights a step away."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digest.config.settings import Source
from digest.desk.views.found import describe_looked_at
from digest.desk.views.sources import SourceRow, day_bars, describe_sources, written_moment
from digest.desk.words import words_in
from digest.pipeline.found_sources import FeedContents, FoundSource, JoinedStory
from digest.pipeline.new_sources import NewSource
from digest.store.health import Condition, SourceHealth

WORDS = words_in("en")
NOW = datetime(2024, 8, 9, 6, 30, tzinfo=ZoneInfo("America/New_York"))
WIRE = Source(url="https://me:secret@wire.example/feed", name="The Wire", weight=1.2)
WELL = SourceHealth(
    source="The Wire", place="", condition=Condition.OK, last_success=NOW - timedelta(minutes=9)
)


def row(source: Source = WIRE, health: SourceHealth = WELL) -> SourceRow:
    """The row of one source."""
    daily = {"The Wire": (0, 0, 3, 0, 0, 0, 0, 1, 2, 0, 4, 0, 0, 1)}
    (one,) = describe_sources([source], [health], daily, {"The Wire": 2}, NOW, WORDS)
    return one


def test_a_row_says_how_a_source_is_doing() -> None:
    """This week is the last seven of the fourteen days; a password is not shown."""
    one = row()
    assert (one.health, one.tone, one.when) == ("Well", "well", "today, 06:21")
    assert (one.week, one.on_page, one.weight) == (8, 2, "1.2")
    assert (one.lighter, one.heavier) == ("1.1", "1.3")
    assert "secret" not in one.place


@pytest.mark.parametrize("condition", Condition)
def test_every_condition_has_a_word(condition: Condition) -> None:
    """And a tone."""
    assert row(health=replace(WELL, condition=condition)).health


@pytest.mark.parametrize(
    ("weight", "lighter", "heavier", "shown"),
    [(0.0, "", "0.1", "0.0"), (10.0, "9.9", "", "10.0"), (0.05, "0", "0.15", "0.05")],
)
def test_a_weight_has_bounds(weight: float, lighter: str, heavier: str, shown: str) -> None:
    """At an end one of the two buttons does nothing."""
    one = row(WIRE.model_copy(update={"weight": weight}))
    assert (one.lighter, one.heavier, one.weight) == (lighter, heavier, shown)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(hours=1), "today, 05:30"),
        (timedelta(hours=7), "yesterday, 23:30"),
        (timedelta(days=3), "Aug 6"),
    ],
)
def test_a_moment_is_that_of_the_newsletters_clock(ago: timedelta, said: str) -> None:
    """Also where the program counts in another."""
    moment = (NOW - ago).astimezone(ZoneInfo("UTC"))
    assert written_moment(moment, NOW, WORDS) == said
    assert written_moment(None, NOW, WORDS) == "never read"


def test_bars_are_as_high_as_the_best_day_lets_them_be() -> None:
    """A day without any keeps a line to stand on."""
    assert [(bar.x, bar.y, bar.height) for bar in day_bars((0, 2, 4))] == [
        (0, 19, 1),
        (7, 10, 10),
        (14, 0, 20),
    ]
    assert [bar.height for bar in day_bars((0, 0))] == [1, 1]


FEED = FeedContents(articles=24, newest=NOW - timedelta(minutes=40), whole=True, fitting=9)


def test_a_found_feed_says_what_it_would_bring() -> None:
    """How much, how new, how much of it fits, and which story it tells, too."""
    found = FoundSource(
        found=NewSource(place="wire.example", source=WIRE, note="the feed of wire.example"),
        whole=FEED,
        week=FeedContents(articles=9, newest=None, whole=True, fitting=7),
        joined=(
            JoinedStory(headline="Elsewhere", sources=4, on_page=False),
            JoinedStory(headline="Gas flows", sources=3, on_page=True),
        ),
    )
    (one,) = describe_looked_at([found], NOW, WORDS)
    assert one.is_new
    assert one.facts == (
        "the feed of wire.example, 24 articles, the newest today, 05:50, full texts"
    )
    assert one.brings == (
        "9 are of this week, 7 of them fit your queries.",
        "2 would join stories of others.",
        "“Gas flows” on your page would have 3 sources.",
    )
    assert "secret" not in one.address


def test_what_is_no_feed_says_why_and_what_to_choose() -> None:
    """And is not to be added; nor is what is there already."""
    nothing = FeedContents(articles=0, newest=None, whole=False, fitting=None)
    refused = NewSource(place="https://me:secret@a.example/", reason="answered 404 Not Found")
    known = NewSource(place="wire.example", source=WIRE, known_as="The Wire")
    one, two = describe_looked_at(
        [FoundSource(found=each, whole=nothing, week=nothing) for each in (refused, known)],
        NOW,
        WORDS,
    )
    assert (one.is_new, one.facts, "secret" in one.name) == (False, "answered 404 Not Found", False)
    assert (two.is_new, two.facts) == (False, "is there already, as The Wire")
