"""A request to a service that sends in, its reply out: the only one that really asks.

Only https leaves this machine. Nothing that is raised or printed holds a secret: an error names the
host and what went wrong there, and never quotes an exception.
"""

import json
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPResponse
from socket import gaierror
from ssl import SSLCertVerificationError
from time import monotonic
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request

from digest.delivery.opener import AGENT, new_opener, reason_in_words, within
from digest.delivery.services.requests import Ask, ServiceReply, ServiceRequest
from digest.delivery.services.service import (
    OnlyPlanned,
    ServiceBusy,
    ServiceFailed,
    ServiceRefused,
    ServiceUnsure,
)
from digest.text import names_loopback, shortened

PATIENCE = 60.0
"""Seconds within which all of a reply must have come."""

LONGEST = 600.0
"""Seconds after which a service is asked nothing more: nobody else can work meanwhile."""

MOST_BYTES = 10_000_000
_LONGEST_WAIT = 86_400
_LONGEST_SHOWN = 200
_NOT_ASKED_YET = (ConnectionRefusedError, gaierror, SSLCertVerificationError)
"""At these no request has left."""


class DryRun:
    """Asks what only reads; what would write is noted in `requests`, and never sent."""

    def __init__(self, ask: Ask) -> None:
        self.requests: list[ServiceRequest] = []
        self._ask = ask

    def __call__(self, request: ServiceRequest) -> ServiceReply:
        """The reply to a request that reads. Raises OnlyPlanned for one that writes."""
        self.requests.append(request)
        if request.writes:
            raise OnlyPlanned("nothing was written there")
        return self._ask(request)


def for_a_while(
    ask: Ask, *, longest: float = LONGEST, clock: Callable[[], float] = monotonic
) -> Ask:
    """As `ask`, but what only reads is not asked any more when that lasted too long in all."""
    end = clock() + longest

    def asked(request: ServiceRequest) -> ServiceReply:
        if clock() > end and not request.writes:
            place = urlsplit(request.url).hostname
            raise ServiceBusy(f"{place} took more than {longest:g} s in all; try again later")
        return ask(request)

    return asked


def request_in_words(request: ServiceRequest) -> str:
    """What would be asked, without secrets, long texts cut."""
    told = [f"{request.method} {request.url}"]
    told += [f"{name}: {value}" for name, value in request.headers.items()]
    told += [f"{name}: …" for name in request.secret]
    if request.body is not None:
        told.append(json.dumps(_cut(request.body), ensure_ascii=False, indent=1))
    return "\n".join(told)


def ask_service(
    request: ServiceRequest, *, patience: float = PATIENCE, most: int = MOST_BYTES
) -> ServiceReply:
    """Ask once; whatever status it has is a reply, a redirect too, which is not followed.

    Raises ServiceRefused for an address without https, ServiceBusy where nothing can have been
    taken, ServiceUnsure where a request that writes may have been.
    """
    place = _safe_place(request.url)
    answer = within(patience, lambda: _attempt(request, place, patience, most))
    if answer is None:
        raise _cut_off(request, f"{place} did not answer within {patience:g} s")
    if isinstance(answer, ServiceFailed):
        raise answer
    return answer


def _safe_place(url: str) -> str:
    """The host that is asked. Raises ServiceRefused where a secret could be read on the way."""
    try:
        parts = urlsplit(url)
        place = parts.hostname or ""
        safe = parts.scheme == "https" or (parts.scheme == "http" and names_loopback(place))
    except ValueError:
        safe, place = False, ""
    if not safe or not place:
        raise ServiceRefused(
            f"{place or 'the service'} is not asked without https, because the key could be read "
            "on the way; write its address with https:// under [services]"
        )
    return place


def _attempt(
    request: ServiceRequest, place: str, patience: float, most: int
) -> ServiceReply | ServiceFailed:
    """The reply, or what to raise: an exception as a value, since this is another thread."""
    headers = {"Accept": "application/json", **request.headers, **request.secret}
    if request.body is not None:
        headers["Content-Type"] = "application/json"
    try:
        asked = Request(request.url, data=request.data, headers=headers, method=request.method)
        asked.add_header("User-Agent", AGENT)
        # The limit for all of it comes first; this one only ends the thread.
        opener = new_opener(proxies=not names_loopback(place))
        with _opened(lambda: opener.open(asked, timeout=2 * patience)) as answer:
            return _read(answer, request, place, most)
    except URLError as failure:
        words = f"{place} cannot be reached: {reason_in_words(failure)}"
        if isinstance(failure.reason, _NOT_ASKED_YET):
            return ServiceBusy(
                f"{words}; look whether that is its address and this machine is online, else try "
                "again later"
            )
        return _cut_off(request, words)
    except Exception as failure:
        # Whatever it is, what it says may quote a header, and so may a traceback.
        return _cut_off(request, f"the connection to {place} broke off ({type(failure).__name__})")


def _opened(act: Callable[[], HTTPResponse]) -> HTTPResponse | HTTPError:
    try:
        return act()
    except HTTPError as refused:
        return refused


def _read(
    answer: HTTPResponse | HTTPError, request: ServiceRequest, place: str, most: int
) -> ServiceReply | ServiceFailed:
    data = answer.read(most + 1)
    if len(data) > most:
        return _cut_off(request, f"{place} answered with more than {most:,} bytes")
    # Reading up to a limit, the library takes a torn answer for a whole one.
    if len(data) < _digits(answer.headers.get("Content-Length", "")):
        return _cut_off(request, f"the connection to {place} broke off")
    return _reply(answer, data, request)


def _reply(answer: HTTPResponse | HTTPError, data: bytes, request: ServiceRequest) -> ServiceReply:
    status = answer.status or 0
    return ServiceReply(
        status=status,
        # What is refused may be quoted to the editor, and may itself quote the key.
        body=data if status < 400 else _without_secrets(data, request),
        media_type=answer.headers.get_content_type(),
        # A date (RFC 9110, 10.2.3) counts as unsaid.
        retry_after=min(_digits(answer.headers.get("Retry-After", "")), _LONGEST_WAIT),
    )


def _without_secrets(data: bytes, request: ServiceRequest) -> bytes:
    with suppress(ValueError, RecursionError):
        # As it is read later: JSON may have a key's signs as \u0041 or \/.
        data = json.dumps(json.loads(data), ensure_ascii=False).encode()
    for value in request.secret.values():
        last = value.split(" ")[-1]
        _, _, password = _decoded(last).rpartition(":")
        for secret in (value, last, last.rpartition(":")[2], password):
            if secret:
                data = data.replace(secret.encode(), "…".encode())
    return data


def _decoded(written: str) -> str:
    """What basic authentication (RFC 7617) holds; "" for anything else."""
    try:
        return b64decode(written, validate=True).decode()
    except ValueError:
        return ""


def _digits(written: str) -> int:
    """A number in a header; 0 for anything else."""
    text = written.strip()
    return int(text[:15]) if text.isascii() and text.isdigit() else 0


def _cut_off(request: ServiceRequest, words: str) -> ServiceFailed:
    if request.writes:
        return ServiceUnsure(
            f"{words}, so that nobody knows whether it took the draft; the next try looks first"
        )
    return ServiceBusy(f"{words}; try again later")


def _cut(value: object) -> object:
    """`value` with its long texts shortened, to be looked at."""
    if isinstance(value, str):
        return shortened(value, _LONGEST_SHOWN) if len(value) > _LONGEST_SHOWN else value
    if isinstance(value, dict):
        return {key: _cut(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cut(one) for one in value]
    return value
