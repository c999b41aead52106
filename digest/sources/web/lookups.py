"""Single addresses in, a page or whether a link still works out; nothing is remembered."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from digest.sources.web.fetch import Web
from digest.sources.web.politeness import Throttle
from digest.sources.web.protocol import Answer, Limits, NoAnswer, Question, describe_status
from digest.text import without_credentials


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """A document and the address that it was found at in the end."""

    url: str
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkStatus:
    """How a link answered: an HTTP status, or 0 and the `problem` in words.

    `moved_to` is its new address after nothing but permanent redirects.
    """

    url: str
    status: int
    moved_to: str = ""
    problem: str = ""


def fetch_page(
    url: str, *, allow_private: bool = False, limits: Limits | None = None
) -> FetchedPage:
    """The document at `url`; raises NoAnswer (exit code 4) with the reason in a sentence."""
    question = Question(url=url, allow_private=allow_private)
    answer = asyncio.run(_answer(question, limits or Limits()))
    if answer.status != HTTPStatus.OK:
        raise NoAnswer(f"{without_credentials(url)} {describe_status(answer)}")
    content_type = answer.headers.get("content-type", "")
    return FetchedPage(url=answer.url, content_type=content_type, body=answer.body)


def link_statuses(
    urls: Sequence[str], *, allow_private: bool = False, limits: Limits | None = None
) -> tuple[LinkStatus, ...]:
    """Whether each of the links still works, in their order; no body is read."""
    return asyncio.run(_statuses(urls, limits or Limits(), allow_private=allow_private))


async def _answer(question: Question, limits: Limits) -> Answer:
    async with Web(limits) as web:
        try:
            return await web.ask(question)
        except NoAnswer as error:
            raise type(error)(f"{without_credentials(question.url)}: {error}") from None


async def _statuses(
    urls: Sequence[str], limits: Limits, *, allow_private: bool
) -> tuple[LinkStatus, ...]:
    turns = Throttle(limits)
    async with Web(limits) as web:

        async def status(url: str) -> LinkStatus:
            async with turns.turn(url):
                return await _status(web, url, allow_private=allow_private)

        return tuple(await asyncio.gather(*(status(url) for url in urls)))


async def _status(web: Web, url: str, *, allow_private: bool) -> LinkStatus:
    try:
        # Servers that do not know HEAD say 403, 404, 405 or 501; only GET tells.
        for method in ("HEAD", "GET"):
            answer = await web.ask(
                Question(url=url, method=method, allow_private=allow_private, wants_body=False)
            )
            if answer.status < HTTPStatus.BAD_REQUEST:
                break
    except NoAnswer as error:
        return LinkStatus(url=url, status=0, problem=str(error))
    problem = describe_status(answer) if answer.status >= HTTPStatus.BAD_REQUEST else ""
    return LinkStatus(url=url, status=answer.status, moved_to=answer.moved_to, problem=problem)
