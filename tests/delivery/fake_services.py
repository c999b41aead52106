"""What the loopback servers of the services that send have in common, and ways to ask them."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import parse_qsl, urlsplit

from servers import Reply, Request, serving

from digest.delivery.services.requests import Ask, ServiceReply, ServiceRequest
from digest.delivery.services.service import ServiceBusy, ServiceUnsure
from digest.model.service_drafts import ServiceDraft

SECRET = "very-secret-key-us21"

MADE_ON = "2024-06-10"
"""The day on which services with a calendar say that anything was made: weeks before its issue."""

Record = dict[str, object]

DRAFT = ServiceDraft(
    key="digest-2024-08-02-0123abcd",
    title="The Week: A quiet lake",
    subject="A quiet lake",
    preheader="And three loud ones",
    html="<html><body><!--[if mso]><table><![endif]--><p>Grüße</p></body></html>",
    text="Grüße\n",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as a service sees it."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Record


@dataclass(slots=True, kw_only=True)
class FakeService(ABC):
    """A service with what it holds by id; `sent` is what went to readers, `asked` all requests."""

    kept: dict[str, Record] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def __call__(self, request: Request) -> Reply:
        """Answer as the service is documented to."""
        parts = urlsplit(request.path)
        read: object = json.loads(request.body or b"{}")
        asked = Asked(
            method=request.method,
            path=parts.path,
            query=dict(parse_qsl(parts.query)),
            headers=request.headers,
            body=read if isinstance(read, dict) else {},
        )
        self.asked.append(asked)
        return self.stranger(asked) or self.answer(asked)

    @abstractmethod
    def stranger(self, asked: Asked) -> Reply | None:
        """How a request without the right key is answered; None for one that has it."""

    @abstractmethod
    def answer(self, asked: Asked) -> Reply:
        """The answer to one request."""

    @abstractmethod
    def edit(self, draft_id: str) -> None:
        """What an editor does there by hand: another body."""

    @abstractmethod
    def body(self, draft_id: str) -> str:
        """What readers would get."""

    @abstractmethod
    def set_state(self, draft_id: str, state: str) -> None:
        """Somebody sets it to "scheduled" or "sent" there."""


def json_reply(value: object, status: int = 200, media_type: str = "application/json") -> Reply:
    """`value` as a service answers."""
    return Reply(
        status=status, headers={"Content-Type": media_type}, body=json.dumps(value).encode()
    )


def in_process(server: Callable[[Request], Reply]) -> Ask:
    """Asks `server` without a socket."""

    def ask(request: ServiceRequest) -> ServiceReply:
        parts = urlsplit(request.url)
        headers = {**request.headers, **request.secret}
        reply = server(
            Request(
                method=request.method,
                path=f"{parts.path}?{parts.query}",
                headers={name.lower(): value for name, value in headers.items()},
                body=request.data or b"",
            )
        )
        return ServiceReply(
            status=reply.status,
            body=reply.body,
            media_type=reply.headers.get("Content-Type", ""),
            retry_after=int(reply.headers.get("Retry-After", 0)),
        )

    return ask


@contextmanager
def over_loopback(server: Callable[[Request], Reply]) -> Iterator[Ask]:
    """Asks `server` by HTTP on this machine, wherever the address would have led."""
    with serving(server) as running:

        def ask(request: ServiceRequest) -> ServiceReply:
            parts = urlsplit(request.url)
            connection = HTTPConnection("127.0.0.1", running.port, timeout=5)
            try:
                connection.request(
                    request.method,
                    f"{parts.path}?{parts.query}",
                    body=request.data,
                    headers={**request.headers, **request.secret},
                )
                answer = connection.getresponse()
                return ServiceReply(
                    status=answer.status,
                    body=answer.read(),
                    media_type=answer.headers.get_content_type(),
                    retry_after=int(answer.headers.get("Retry-After", 0)),
                )
            except (OSError, HTTPException):
                if request.writes:
                    raise ServiceUnsure("the connection broke off") from None
                raise ServiceBusy("the connection broke off") from None
            finally:
                connection.close()

        yield ask
