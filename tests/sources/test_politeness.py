"""When and how a source is asked again, and how many are asked at once."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.articles import FeedState
from digest.sources.web.politeness import (
    Throttle,
    conditional_headers,
    freshness,
    is_due,
    next_check,
    next_try,
    parse_http_date,
    retry_after,
)
from digest.sources.web.protocol import Limits

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LIMITS = Limits(at_once=6, per_host=2)


def http(moment: datetime) -> str:
    """An HTTP date."""
    return format_datetime(moment, usegmt=True)


@pytest.mark.parametrize(
    ("headers", "ttl_minutes", "wait"),
    [
        ({}, 0, HOUR),
        ({"cache-control": "public, max-age=7200"}, 0, 2 * HOUR),
        ({"cache-control": "max-age=60"}, 0, HOUR),
        ({"cache-control": 'Max-Age="10800"'}, 0, 3 * HOUR),
        ({"cache-control": "s-maxage=36000"}, 0, HOUR),
        ({"cache-control": "max-age=31536000"}, 0, 24 * HOUR),
        ({"cache-control": "no-cache", "expires": http(NOW + 9 * HOUR)}, 0, HOUR),
        ({"cache-control": "max-age=7200", "expires": http(NOW + 9 * HOUR)}, 0, 2 * HOUR),
        ({"expires": http(NOW + 3 * HOUR)}, 0, 3 * HOUR),
        ({"expires": http(NOW + 8 * HOUR), "date": http(NOW + 5 * HOUR)}, 0, 3 * HOUR),
        ({"expires": "0"}, 0, HOUR),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0, HOUR),
        ({}, 180, 3 * HOUR),
        ({"cache-control": "max-age=7200"}, 240, 4 * HOUR),
        ({"retry-after": "18000"}, 0, 5 * HOUR),
        ({"retry-after": http(NOW + 6 * HOUR)}, 0, 6 * HOUR),
        ({"retry-after": "soon"}, 0, HOUR),
    ],
)
def test_the_longest_wait_that_anybody_named_counts(
    headers: dict[str, str], ttl_minutes: int, wait: timedelta
) -> None:
    """An hour at least, a day at most, and between them what server and feed ask for."""
    assert next_check(NOW, headers, ttl_seconds=ttl_minutes * 60) - NOW == wait


@pytest.mark.parametrize(
    ("failures", "hours"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 24), (900, 24)]
)
def test_each_failure_doubles_the_wait(failures: int, hours: int) -> None:
    """A dead source is asked less and less, but once a day."""
    assert next_try(NOW, {}, failures=failures) - NOW == hours * HOUR


def test_an_error_page_that_may_be_cached_does_not_delay_the_next_try() -> None:
    """Only Retry-After counts after a failure."""
    headers = {"cache-control": "max-age=86400", "retry-after": "7200"}
    assert next_try(NOW, headers, failures=1) - NOW == 2 * HOUR


@given(
    st.dictionaries(st.sampled_from(["cache-control", "expires", "date", "retry-after"]), st.text())
)
def test_nonsense_headers_keep_the_bounds(headers: dict[str, str]) -> None:
    """Whatever a server writes, the next request is an hour to a day away."""
    assert HOUR <= next_check(NOW, headers) - NOW <= 24 * HOUR
    assert HOUR <= next_try(NOW, headers, failures=3) - NOW <= 24 * HOUR


def test_a_date_without_zone_is_utc() -> None:
    """HTTP dates are GMT, also where a server forgets to say so."""
    assert parse_http_date("Mon, 02 Mar 2026 09:00:00") == NOW
    assert parse_http_date("yesterday") is None
    assert parse_http_date("Mon, 01 Jan 99999999999999 00:00:00 GMT") is None


def test_the_past_is_no_wait() -> None:
    """A moment that has passed asks for nothing."""
    assert freshness({"expires": http(NOW - HOUR)}, NOW) == timedelta()
    assert retry_after({"retry-after": http(NOW - HOUR)}, NOW) == timedelta()


def test_a_run_that_starts_a_little_early_does_not_skip_its_turn() -> None:
    """Cron is some seconds off; a feed that asks for 4 hours is read every 4 hours."""
    feed = FeedState(place="https://wire.example", next_check=NOW)
    assert is_due(feed, NOW - timedelta(seconds=90))
    assert not is_due(feed, NOW - timedelta(minutes=6))


def test_a_source_never_asked_is_due() -> None:
    """Without a next check there is nothing to wait for."""
    assert is_due(FeedState(place="https://wire.example"), NOW)


def test_validators_go_back_byte_for_byte() -> None:
    """Quotes, weakness marks and odd dates are the server's business."""
    feed = FeedState(place="https://wire.example", etag='W/"ab\xe9c"', last_modified="yesterday?")
    headers = conditional_headers(feed)
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('W/"ab\xe9c"', "yesterday?")


def test_a_first_request_is_unconditional() -> None:
    """No validator is ever invented."""
    headers = conditional_headers(FeedState(place="https://wire.example"))
    assert set(headers) == {"Accept"}


def most_at_once(urls: list[str], *, own: bool = False) -> Counter[str]:
    """The most turns that were held at the same time, by host and ("") in all."""
    held: Counter[str] = Counter()
    most: Counter[str] = Counter()

    async def visited(turns: Throttle, url: str) -> None:
        async with turns.turn(url, own=own):
            for name in (url.split("/")[2], ""):
                held[name] += 1
                most[name] = max(most[name], held[name])
            await asyncio.sleep(0.001)
            for name in (url.split("/")[2], ""):
                held[name] -= 1

    async def all_visited() -> None:
        turns = Throttle(LIMITS)
        await asyncio.gather(*(visited(turns, url) for url in urls))

    asyncio.run(all_visited())
    return most


def test_one_host_is_asked_twice_at_once_at_most() -> None:
    """A host with many feeds is spared."""
    most = most_at_once([f"https://blogs.example/{number}" for number in range(20)])
    assert most == {"blogs.example": 2, "": 2}


def test_a_busy_host_does_not_keep_others_waiting() -> None:
    """All slots are used although most sources share a host."""
    busy = [f"https://blogs.example/{number}" for number in range(20)]
    others = [f"https://host{number}.example/" for number in range(20)]
    most = most_at_once(busy + others)
    assert (most["blogs.example"], most[""]) == (2, 6)


def test_the_editors_own_server_needs_no_sparing() -> None:
    """Sources that may be private are bounded only by the limit for all."""
    most = most_at_once([f"http://127.0.0.1/{number}" for number in range(20)], own=True)
    assert most == {"127.0.0.1": 6, "": 6}
