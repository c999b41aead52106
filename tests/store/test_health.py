"""The editor sees how each source is doing, and is told of a failing one once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.config.settings import Source
from digest.model.articles import FeedState, Known, Outcome, Reading, SourceState
from digest.store.health import Condition, SourceHealth, judge_sources, newly_failing

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WIRE = Source(url="https://wire.example/feed", name="Wire")
WELL = SourceState(
    source="Wire",
    place=WIRE.url,
    lineage=("Wire",),
    last_success=NOW,
    last_new_article=NOW - DAY,
)
FEED = FeedState(place=WIRE.url, last_check=NOW)


def of(
    state: SourceState = WELL, feed: FeedState | None = FEED, source: Source = WIRE
) -> SourceHealth:
    """The health of one source."""
    (one,) = judge_sources({source.label: Known(state=state, feed=feed)}, [source], NOW)
    return one


@pytest.mark.parametrize(
    ("state", "feed", "condition", "why"),
    [
        (WELL, FEED, Condition.OK, ""),
        (
            WELL,
            replace(FEED, failures=2, failure="answered 500"),
            Condition.FAILING,
            "answered 500",
        ),
        (WELL, replace(FEED, gone=True, failure="is gone"), Condition.GONE, "is gone"),
        (
            WELL,
            replace(FEED, moved_to="https://new.example/"),
            Condition.MOVED,
            'has moved for good; write url = "https://new.example/"',
        ),
        (
            replace(WELL, last_new_article=NOW - 14 * DAY),
            FEED,
            Condition.SILENT,
            "answers, but has had nothing new for 14 days",
        ),
        (
            replace(WELL, last_new_article=None),
            FEED,
            Condition.SILENT,
            "answers, but has never had an article",
        ),
    ],
)
def test_a_condition_and_why(
    state: SourceState, feed: FeedState, condition: Condition, why: str
) -> None:
    """The worst that can be said of a source, in words."""
    assert (of(state, feed).condition, of(state, feed).why) == (condition, why)


def test_a_source_sets_its_own_patience() -> None:
    """A monthly magazine is not silent after two weeks."""
    monthly = WIRE.model_copy(update={"silent_after_days": 40})
    quiet = replace(WELL, last_new_article=NOW - 30 * DAY)
    assert of(quiet).condition is Condition.SILENT
    assert of(quiet, source=monthly).condition is Condition.OK


def test_a_paused_source_is_neither_failing_nor_new() -> None:
    """Nobody is asked, so nothing is wrong; when it was last well is still known."""
    paused = WIRE.model_copy(update={"paused": True})
    for feed in (replace(FEED, failures=9, failure="timed out"), None):
        found = of(feed=feed, source=paused)
        assert (found.condition, found.since) == (Condition.PAUSED, NOW)


def test_local_files_are_never_silent() -> None:
    """A folder of the editor's own is not expected to stir by itself."""
    desk = Source(path="articles", name="Desk")
    state = replace(WELL, source="Desk", last_new_article=None)
    assert of(state, source=desk).condition is Condition.OK


def test_sources_keep_the_order_of_the_settings() -> None:
    """Those never read are listed, those taken out are not."""
    sources = [Source(url="https://new.example/", name="New"), WIRE]
    known = {name: Known(state=WELL, feed=FEED) for name in ("Wire", "Old")}
    assert [(one.source, one.condition) for one in judge_sources(known, sources, NOW)] == [
        ("New", Condition.NEVER),
        ("Wire", Condition.OK),
    ]


def test_a_new_address_was_never_read() -> None:
    """The source keeps when it was last well; nothing is said of the new address yet."""
    moved = of(feed=None)
    assert (moved.condition, moved.last_success) == (Condition.NEVER, NOW)
    assert moved.why == "was not read yet at its new address; run: digest collect"
    assert of(replace(WELL, last_success=None), None).why == "was not read yet; run: digest collect"


def test_bad_dates_are_counted() -> None:
    """Articles without a date, or with one in the future, are worth a look."""
    one = of(replace(WELL, undated=3, future_dated=1))
    assert (one.undated, one.future_dated) == (3, 1)


def test_a_failing_source_is_reported_once() -> None:
    """The third failure in a row is told; the second and the fourth are not, nor a skipped run."""
    readings = [
        Reading(source="Wire", state=WELL, feed=replace(FEED, failures=failures), outcome=outcome)
        for failures, outcome in [
            (2, Outcome.FAILED),
            (3, Outcome.FAILED),
            (3, Outcome.NOT_DUE),
            (4, Outcome.FAILED),
        ]
    ]
    assert newly_failing(readings) == (readings[1],)
