"""Addresses in; the feed at each out, or the feeds that its page offers, or why there is none."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from digest.config.settings import Source
from digest.model.articles import Article, FeedState
from digest.sources.entries.values import DiscoveredFeed, Parsed
from digest.sources.pages.known_sites import feed_addresses
from digest.sources.visits.addresses import Asks
from digest.sources.web.placeholders import Secrets, secrets_of
from digest.sources.web.politeness import Throttle, conditional_headers
from digest.sources.web.protocol import Answer, NoAnswer, Question, Visit, describe_status
from digest.sources.workers.pool import Parsers
from digest.sources.workers.tasks import Parses, Parsing, feed_task, file_task, site_task
from digest.text import placeholders, without_credentials

_FORMAT = re.compile(r"\b(rss|atom|json|xml|feed|[12]\.0)\b|\W+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What an address led to: the `feed` with its title, or the `reason` why there is none.

    `offered` are the feeds that the page there names; where it is one, that is the feed.
    """

    address: str
    feed: str = ""
    title: str = ""
    articles: tuple[Article, ...] = ()
    offered: tuple[DiscoveredFeed, ...] = ()
    reason: str = ""


def look_up(
    addresses: Sequence[str],
    *,
    visit: Visit,
    allow_private: bool = False,
    keep: Callable[[Lookup], None],
    parsing: Parsing = Parsers,
) -> None:
    """Ask for every address; `keep` is called once for each as it is known, in no certain order."""
    asyncio.run(_look_up(addresses, visit, keep, parsing, allow_private=allow_private))


async def _look_up(
    addresses: Sequence[str],
    visit: Visit,
    keep: Callable[[Lookup], None],
    parsing: Parsing,
    *,
    allow_private: bool,
) -> None:
    from digest.sources.web.fetch import Web

    turns = Throttle(visit.limits)
    async with parsing(count=visit.limits.parsers) as parsers, Web(visit.limits) as web:
        scout = Scout(web=web, parsers=parsers, visit=visit, allow_private=allow_private)

        async def looked_up(address: str) -> None:
            async with turns.turn(address, own=allow_private):
                keep(await scout.look_up(address))

        await asyncio.gather(*(looked_up(address) for address in addresses))


def read_feed_files(
    sources: Sequence[Source], visit: Visit, parsing: Parsing = Parsers
) -> list[Parsed]:
    """What each local feed file holds, in the order of `sources`: their paths are its files."""

    async def read_all() -> list[Parsed]:
        async with parsing(count=visit.limits.parsers) as parsers:
            tasks = (file_task(one, visit, visit.folder / one.path) for one in sources)
            return await asyncio.gather(*map(parsers.parse, tasks))

    return asyncio.run(read_all()) if sources else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Scout:
    """Looks one address up."""

    web: Asks
    parsers: Parses
    visit: Visit
    allow_private: bool = False

    async def look_up(self, address: str) -> Lookup:
        """The feed of `address`: there, where its site is known to have it, or named by its page.

        Of several that a page names none is taken.
        """
        found = Lookup(address=address)
        for place in dict.fromkeys((*feed_addresses(address), address)):
            there, is_final = await self._read(place, secrets_of(address, self.visit.environment))
            found = replace(there, address=address)
            if is_final:
                break
        choice = _without_other_formats(found.offered)
        if found.feed or len(choice) != 1:
            return replace(found, offered=choice)
        feed, _ = await self._read(choice[0].url, Secrets())
        reason = feed.reason and feed.reason + _key_hint(address, choice[0].url)
        return replace(feed, address=address, offered=choice, reason=reason)

    async def _read(self, url: str, secrets: Secrets) -> tuple[Lookup, bool]:
        """What is at `url`, and whether that settles it: a feed, or a server that is not well."""
        question = Question(
            url=url,
            headers=conditional_headers(FeedState(place=url)),
            allow_private=self.allow_private,
            secrets=secrets,
        )
        try:
            answer = await self.web.ask(question)
        except NoAnswer as error:
            return Lookup(address=url, reason=str(error)), True
        if answer.status != HTTPStatus.OK:
            lost = answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
            return Lookup(address=url, reason=describe_status(answer)), not lost
        parsed = secrets.hide_in(await self._parsed(url, answer))
        if not parsed.unreadable:
            # The server that is moved to is not told the login of the one that was asked.
            has_login = without_credentials(url) != url
            place = url if has_login else answer.moved_to or url
            return Lookup(
                address=url, feed=place, title=parsed.title, articles=parsed.articles
            ), True
        return Lookup(address=url, offered=parsed.offered, reason=parsed.unreadable), bool(
            parsed.offered
        )

    async def _parsed(self, url: str, answer: Answer) -> Parsed:
        """The feed in an answer; else the feeds that it offers as a page."""
        feed = await self.parsers.parse(feed_task(Source(url=url), self.visit, answer), answer.body)
        if not feed.unreadable:
            return feed
        page = await self.parsers.parse(site_task(self.visit, answer), answer.body)
        return replace(feed, offered=page.offered)


def _key_hint(page: str, feed: str) -> str:
    """What to do where the feed of a page is not told the key that the page was asked with."""
    names = " and ".join(f"${{{name}}}" for name in placeholders(page))
    return f"; it was asked without {names}: if it needs that, add {feed} with it" * bool(names)


def _without_other_formats(feeds: Sequence[DiscoveredFeed]) -> tuple[DiscoveredFeed, ...]:
    """`feeds` less those that are another's in another format: a site has RSS and Atom of one."""
    titles = {_FORMAT.sub("", feed.title).casefold() for feed in feeds}
    kinds = {feed.kind for feed in feeds}
    one_feed = len(titles) == 1 and len(kinds) == len(feeds)
    return tuple(feeds[:1] if one_feed else feeds)
