"""An address in, an `Answer` out: guarded, bounded in time and bytes, each redirect looked at."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import replace
from typing import Self

import httpx2

import digest
from digest.sources.web.decoding import ENCODINGS, Decoder, TooLarge
from digest.sources.web.network import Network, connections
from digest.sources.web.placeholders import Secrets
from digest.sources.web.protocol import Answer, Limits, NoAnswer, NotAllowed, Question
from digest.text import without_credentials

USER_AGENT = f"newsletter-digest/{digest.__version__} (weekly newsletter reader)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_LARGE = 2**19
_SLOWEST = 1000


class _Transport(httpx2.AsyncHTTPTransport):
    """httpx2's transport over guarded connections; without its client there are no cookies."""

    def __init__(self, network: Network, *, at_once: int, allow_private: bool) -> None:
        self._pool = connections(network, at_once=at_once, allow_private=allow_private)


class Web:
    """The web as this program may see it; an async context."""

    def __init__(self, limits: Limits, network: Network | None = None) -> None:
        self._limits = limits
        self._large = asyncio.Semaphore(limits.large_at_once)
        self._public, self._private = (
            _Transport(network or Network(), at_once=limits.at_once, allow_private=allow_private)
            for allow_private in (False, True)
        )

    async def __aenter__(self) -> Self:
        # Looking up a host takes a thread; a few dead name servers must not hold up all others.
        resolvers = ThreadPoolExecutor(self._limits.at_once, thread_name_prefix="resolve")
        asyncio.get_running_loop().set_default_executor(resolvers)
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self._public.aclose()
        await self._private.aclose()

    async def ask(self, question: Question) -> Answer:
        """The answer at the end of the redirects; raises NoAnswer with the reason.

        Neither holds a secret that the question names.
        """
        secrets = question.secrets
        if secrets.problem:
            raise NotAllowed(secrets.problem)
        try:
            answer = await self._ask(replace(question, url=secrets.fill(question.url)))
        except NotAllowed as error:
            raise NotAllowed(secrets.hide(str(error))) from None
        except NoAnswer as error:
            raise NoAnswer(secrets.hide(str(error))) from None
        if not secrets.values:
            return answer
        return replace(
            answer,
            url=secrets.hide(answer.url),
            moved_to=secrets.hide(answer.moved_to),
            headers={name: secrets.hide(value) for name, value in answer.headers.items()},
            body=secrets.hide_in_bytes(answer.body),
        )

    async def _ask(self, question: Question) -> Answer:
        limits = self._limits
        try:
            async with asyncio.timeout(limits.total_seconds) as deadline:
                return await self._follow(question, deadline)
        except TimeoutError:
            raise NoAnswer(f"did not finish within {limits.total_seconds:g} seconds") from None
        except httpx2.HTTPError as error:
            raise NoAnswer(_in_words(error)) from None

    async def _follow(self, question: Question, deadline: asyncio.Timeout) -> Answer:
        permanent = True
        url = _web_address(question.url, question.secrets)
        for hop in range(self._limits.redirects + 1):
            answer, target = await self._once(question, url, deadline)
            if not target:
                moved = permanent and hop > 0
                return replace(answer, moved_to=answer.url if moved else "")
            permanent = permanent and answer.status in _PERMANENT
            url = _web_address(target, question.secrets, base=url)
        raise NoAnswer(f"redirects more than {self._limits.redirects} times")

    async def _once(
        self, question: Question, url: httpx2.URL, deadline: asyncio.Timeout
    ) -> tuple[Answer, str]:
        transport = self._private if question.allow_private else self._public
        request = _request(question, url, self._limits)
        response = await transport.handle_async_request(request)
        try:
            headers = {
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in response.headers.raw
            }
            answer = Answer(url=str(url), status=response.status_code, headers=headers)
            if answer.status in _REDIRECTS and headers.get("location"):
                # A server names no value of the environment: what is kept of this is never filled.
                return answer, headers["location"].replace("${", "$%7B")
            if answer.status == httpx2.codes.OK and question.wants_body:
                answer = await self._with_body(answer, response, question.most_bytes, deadline)
            return answer, ""
        finally:
            await response.aclose()

    async def _with_body(
        self, answer: Answer, response: httpx2.Response, most: int, deadline: asyncio.Timeout
    ) -> Answer:
        encoding = answer.headers.get("content-encoding", "")
        body = _Body(response, encoding, most, self._limits.silent_seconds)
        async with aclosing(body):
            await body.read(until=_LARGE)
            if not body.ended:
                # Few large bodies at once keep the memory flat. Waiting for a turn is not the
                # server's fault, so the time stands still.
                clock = asyncio.get_running_loop().time
                left = (deadline.when() or 0) - clock()
                deadline.reschedule(None)
                async with self._large:
                    deadline.reschedule(clock() + left)
                    await body.read(until=most)
        return replace(answer, body=bytes(body.content), whole=body.whole)


class _Body:
    """A response's body, decoded while it is read."""

    def __init__(
        self, response: httpx2.Response, encoding: str, most: int, patience: float
    ) -> None:
        self.content = bytearray()
        self.ended = False
        self._response = response
        self._decoder = Decoder(encoding, most=most)
        self._most = most
        self._patience = patience
        self._cut = False
        self._pieces = self._decoded()

    async def aclose(self) -> None:
        """Read no further."""
        await self._pieces.aclose()

    @property
    def whole(self) -> bool:
        """Whether nothing is missing at its end."""
        return self.ended and self._decoder.whole and not self._cut

    async def read(self, *, until: int) -> None:
        """Read on to the end, or to where there are more than `until` bytes; raises TooLarge."""
        async for piece in self._pieces:
            self.content += piece
            if len(self.content) > self._most:
                raise TooLarge(self._most)
            if len(self.content) > until:
                return
        self.ended = True

    async def _decoded(self) -> AsyncGenerator[bytes, None]:
        clock = asyncio.get_running_loop().time
        started, received = clock(), 0
        try:
            async for chunk in self._response.aiter_raw():
                received += len(chunk)
                if received > self._most:
                    raise TooLarge(self._most)
                for piece in self._decoder.decode(chunk):
                    yield piece
                # A byte now and then is never silent, and would hold its place to the very end.
                if len(self.content) < _SLOWEST * (clock() - started - self._patience):
                    raise NoAnswer(f"sends less than {_SLOWEST} bytes a second")
        except (httpx2.RemoteProtocolError, httpx2.ReadError):
            # The promised length never came; what did come may still be worth reading.
            self._cut = True
            if not self.content:
                raise NoAnswer("broke off its answer") from None


def _web_address(url: str, secrets: Secrets, *, base: httpx2.URL | None = None) -> httpx2.URL:
    # Before it is cut: half of a secret would not be known again.
    shown = without_credentials(secrets.hide(url))[:200]
    try:
        address = base.join(url) if base else httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError):
        raise NoAnswer(f"is not a web address: {shown!r}") from None
    if address.scheme not in {"http", "https"} or not address.host:
        raise NoAnswer(f"is not an http or https address: {shown!r}")
    if address.port is not None and not 0 < address.port < 2**16:
        raise NoAnswer(f"names a port that there is not: {shown!r}")
    return address


def _request(question: Question, url: httpx2.URL, limits: Limits) -> httpx2.Request:
    headers = {
        "User-Agent": USER_AGENT,
        "Accept-Encoding": ENCODINGS,
        **question.headers,
    }
    if url.userinfo:
        login = f"{url.username}:{url.password}".encode()
        headers["Authorization"] = "Basic " + base64.b64encode(login).decode()
    # Bytes, because validators go back exactly as they came, also where they are not ASCII.
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    patience = {"connect": limits.connect_seconds, "read": limits.silent_seconds}
    return httpx2.Request(question.method, url, headers=encoded, extensions={"timeout": patience})


def _in_words(error: httpx2.HTTPError) -> str:
    if isinstance(error, httpx2.ConnectError):
        return f"no secure connection: {error}" if "SSL" in str(error) else "no connection"
    if isinstance(error, httpx2.TimeoutException):
        return "fell silent in the middle of its answer, or never began one"
    if isinstance(error, httpx2.RemoteProtocolError):
        return "closed the connection or sent what is not HTTP"
    return f"broke off: {error}" if str(error) else "broke off the connection"
