"""A question to a service in, its answer as the value expected out; trouble in a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlencode

from digest.delivery.services.requests import Ask, ServiceReply, ServiceRequest
from digest.delivery.services.service import (
    ServiceBusy,
    ServiceFailed,
    ServiceRefused,
    ServiceUnsure,
)
from digest.json_records import from_json
from digest.text import shortened

Answer = TypeVar("Answer")

_MOST_SAID = 300
_TELLING = ("field", "loc", "message", "msg", "title", "detail", "errors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a service takes JSON: `name` as people write it, `key` what proves who asks.

    `secret` are the headers that hold the key.
    """

    name: str
    url: str
    ask: Ask = field(repr=False)
    key: str = field(repr=False)
    secret: Mapping[str, str] = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The table of newsletter.toml that is about it."""
        return f"[services.{self.name.lower()}]"

    def read(self, kind: type[Answer], path: str, query: Mapping[str, str] | None = None) -> Answer:
        """What stands at `path`. Raises ServiceFailed, and for what is not there ServiceRefused."""
        request = self._request("GET", path + (f"?{urlencode(query)}" if query else ""))
        return self._understood(kind, request, self.ask(request))

    def look(self, kind: type[Answer], path: str, *gone: int) -> Answer | None:
        """What stands at `path`, or None: for 404, or another status of `gone`."""
        request = self._request("GET", path)
        reply = self.ask(request)
        if reply.status in {HTTPStatus.NOT_FOUND, *gone}:
            return None
        return self._understood(kind, request, reply)

    def write(self, kind: type[Answer], method: str, path: str, body: object) -> Answer:
        """What it answers to `body`. Raises ServiceFailed."""
        request = self._request(method, path, body)
        return self._understood(kind, request, self.ask(request))

    def _request(self, method: str, path: str, body: object = None) -> ServiceRequest:
        content = {} if body is None else {"Content-Type": "application/json"}
        return ServiceRequest(
            method=method,
            url=self.url + path,
            headers={"Accept": "application/json", **content, **self.headers},
            secret=self.secret,
            body=body,
        )

    def _understood(
        self, kind: type[Answer], request: ServiceRequest, reply: ServiceReply
    ) -> Answer:
        if not 200 <= reply.status < 300:
            raise self._trouble(request, reply)
        try:
            return from_json(kind, reply.body)
        except ValueError:
            raise self._nonsense(request, reply) from None

    def _nonsense(self, request: ServiceRequest, reply: ServiceReply) -> ServiceFailed:
        if "html" in reply.media_type or reply.body.lstrip()[:1] == b"<":
            return ServiceRefused(
                f"{self.name} answered with a web page instead of data: look whether its address "
                f"is right and nothing stands before it that asks people to sign in"
            )
        said = f"{self.name} answered with something that cannot be read"
        if request.writes:
            return ServiceUnsure(f"{said}: look there whether it has the draft, then try again")
        return ServiceRefused(f"{said}: try again later, or put the issue there by hand")

    def _trouble(self, request: ServiceRequest, reply: ServiceReply) -> ServiceFailed:
        """What is said of an answer that is none; each with what to do."""
        said = self._said(reply)
        status = reply.status
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            wait = f"{reply.retry_after} s" if reply.retry_after else "some minutes"
            return ServiceBusy(f"{self.name} has had too many requests; try again in {wait}{said}")
        if status >= 500 and request.writes:
            return ServiceUnsure(
                f"{self.name} has a fault of its own ({status}), so that nobody knows whether it "
                f"took the draft; the next try looks first{said}"
            )
        if status >= 500:
            return ServiceBusy(
                f"{self.name} has a fault of its own ({status}); try again later{said}"
            )
        if 300 <= status < 400:
            return ServiceRefused(
                f"{self.name} leads elsewhere ({status}), which is not followed: write the address "
                f"that it has now"
            )
        return ServiceRefused(f"{self.name} {self._refusal(status)}{said}")

    def _refusal(self, status: int) -> str:
        if status == HTTPStatus.UNAUTHORIZED:
            return f"does not know the key: make a new one there, and set what {self.table} names"
        if status == HTTPStatus.FORBIDDEN:
            return (
                f"does not let this key do that: look whether it is the one that {self.table} "
                "asks for and may read and write drafts, or wait a little if it worked before"
            )
        if status == HTTPStatus.NOT_FOUND:
            return f"has no such thing: look whether the ids and the address in {self.table} hold"
        if status == HTTPStatus.CONFLICT:
            return "has another version by now: look what was changed there, then put it again"
        return f"does not take it as it is ({status}): mend what it names, or put it there by hand"

    def _said(self, reply: ServiceReply) -> str:
        """Its own words, with nothing of the key in them."""
        try:
            words = " ".join(_telling(from_json(_Problem, reply.body)))
        except ValueError:
            return ""
        for hidden in (self.key, *self.secret.values()):
            words = words.replace(hidden, "…") if hidden else words
        short = shortened(words, _MOST_SAID)
        return f". It says: {short}" if short else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    """The fields in which one or another service says what is wrong."""

    title: object = ""
    message: object = ""
    detail: object = ""
    errors: object = ""


def _telling(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, _Problem):
        yield from _telling([value.title, value.message, value.detail, value.errors])
    elif isinstance(value, list):
        for part in value:
            yield from _telling(part)
    elif isinstance(value, dict):
        yield from _telling([value[name] for name in _TELLING if name in value])


def checked_key(key: str, table: str) -> str:
    """`key` without blanks around it. Raises ServiceRefused for one that no header can hold."""
    bare = key.strip()
    if not bare:
        raise ServiceRefused(f"{table} has no key: make one there, and set the name it stands for")
    if not (bare.isascii() and bare.isprintable()) or " " in bare:
        raise ServiceRefused(
            f"the key of {table} has signs that no key has: copy it once more, whole and alone"
        )
    return bare
