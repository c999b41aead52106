"""When an address may be asked again, what the question carries, and how few go out at once.

The rules are those that feed operators ask for: validators sent back byte for byte (RFC 9110 13.1),
at most one request an hour, longer where the server or the feed says so, slower after failures.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from digest.model.articles import FeedState
from digest.sources.web.protocol import Limits

SHORTEST = timedelta(hours=1)
LONGEST = timedelta(hours=24)
# A run from cron starts some seconds earlier or later than the last; it must not skip a turn.
_SLACK = timedelta(minutes=5)
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def conditional_headers(feed: FeedState) -> dict[str, str]:
    """What a request for the feed carries: the kinds of feed, and the validators as received."""
    headers = {"Accept": _ACCEPT}
    if feed.etag:
        headers["If-None-Match"] = feed.etag
    if feed.last_modified:
        headers["If-Modified-Since"] = feed.last_modified
    return headers


def is_due(feed: FeedState, now: datetime) -> bool:
    """Whether the address may be asked again."""
    return feed.next_check is None or now >= feed.next_check - _SLACK


def next_check(now: datetime, headers: Mapping[str, str], *, ttl_seconds: int = 0) -> datetime:
    """When to ask again after an answer: the longest wait that anybody named, an hour to a day.

    `headers` are the answer's by lower-case name, `ttl_seconds` is the feed's own.
    """
    ttl = timedelta(seconds=min(ttl_seconds, LONGEST.total_seconds()))
    return now + _bounded(freshness(headers, now), ttl, retry_after(headers, now))


def next_try(now: datetime, headers: Mapping[str, str], *, failures: int) -> datetime:
    """When to ask again after `failures` in a row: each doubles the wait, from an hour to a day.

    How long an error page may be cached says nothing about when the feed is back.
    """
    wait = SHORTEST * 2 ** min(max(failures - 1, 0), 5)
    return now + _bounded(wait, retry_after(headers, now))


def _bounded(*waits: timedelta) -> timedelta:
    return min(max(SHORTEST, *waits), LONGEST)


def freshness(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long the answer stays fresh (RFC 9111 4.2.1): max-age, else Expires."""
    directives = headers.get("cache-control", "")
    if age := _MAX_AGE.search(directives):
        return timedelta(seconds=int(age[1]))
    if re.search(r"\bno-(cache|store)\b", directives, re.IGNORECASE):
        return timedelta()
    expires = parse_http_date(headers.get("expires", ""))
    # Their clock may be wrong: what counts is how far Expires lies from their own Date.
    served = parse_http_date(headers.get("date", "")) or now
    return max(expires - served, timedelta()) if expires else timedelta()


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long the server asks to be left alone (RFC 9110 10.2.3): seconds or a date."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return timedelta(seconds=int(value))
    moment = parse_http_date(value)
    return max(moment - now, timedelta()) if moment else timedelta()


def parse_http_date(value: str) -> datetime | None:
    """The moment of an HTTP date (RFC 9110 5.6.7), None where it is none."""
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Throttle:
    """Who may ask now."""

    def __init__(self, limits: Limits) -> None:
        self._all = asyncio.Semaphore(limits.at_once)
        self._hosts = defaultdict[str, asyncio.Semaphore](
            lambda: asyncio.Semaphore(limits.per_host)
        )

    @asynccontextmanager
    async def turn(self, url: str, *, own: bool = False) -> AsyncIterator[None]:
        """Wait for a turn at the host of `url`; a server of the editor's `own` needs no sparing."""
        async with AsyncExitStack() as turns:
            # The host first: those who wait for a busy one must not keep all others waiting.
            if not own:
                await turns.enter_async_context(self._hosts[urlsplit(url).netloc.lower()])
            await turns.enter_async_context(self._all)
            yield
