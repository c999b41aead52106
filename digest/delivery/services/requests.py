"""A request to a service in, its reply out: by https, whole, within limits; secrets stay hidden."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRequest:
    """What a service is asked: `secret` headers are never printed; `body` is JSON, or None."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: object = None

    @property
    def writes(self) -> bool:
        """Whether it may change something there."""
        return self.method != "GET"

    @property
    def data(self) -> bytes | None:
        """The body as it is sent."""
        return None if self.body is None else json.dumps(self.body, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceReply:
    """How it was answered; `retry_after` in seconds, 0 where the service said nothing."""

    status: int
    body: bytes
    media_type: str = ""
    retry_after: int = 0


Ask = Callable[[ServiceRequest], ServiceReply]
"""Asks a service. Raises ServiceBusy where it cannot be reached, ServiceUnsure where a request
that writes was sent and not answered whole."""
