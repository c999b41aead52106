"""A service is asked once, by https or on this machine, within limits; secrets stay hidden."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace

import pytest
from servers import Reply, serving

from digest.delivery.services.asking import (
    DryRun,
    ask_service,
    for_a_while,
    request_in_words,
)
from digest.delivery.services.guarded import ServiceAccess
from digest.delivery.services.requests import ServiceReply, ServiceRequest
from digest.delivery.services.service import (
    OnlyPlanned,
    ServiceBusy,
    ServiceFailed,
    ServiceRefused,
    ServiceUnsure,
)

SECRET = "key-0123456789"
BASIC = "Basic " + b64encode(f"user:{SECRET}".encode()).decode()


def request(url: str, method: str = "GET") -> ServiceRequest:
    """A request with a key; one that writes has a body."""
    body = None if method == "GET" else {"subject": "Ünter", "html": "<p>word</p> " * 90}
    return ServiceRequest(
        method=method,
        url=url,
        headers={"Accept-Version": "v6.0"},
        secret={"Authorization": f"Token {SECRET}"},
        body=body,
    )


def test_a_request_arrives_whole_and_its_reply_comes_back() -> None:
    """Headers, secrets and JSON; whatever the status is."""
    reply = Reply(
        status=422, headers={"Content-Type": "application/json", "Retry-After": "7"}, body=b"{}"
    )
    with serving({"/drafts": reply}) as server:
        got = ask_service(request(server.url("/drafts"), "POST"))
        (asked,) = server.asked
    assert got == ServiceReply(status=422, body=b"{}", media_type="application/json", retry_after=7)
    assert (asked.method, asked.headers["authorization"]) == ("POST", f"Token {SECRET}")
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["accept-version"] == "v6.0"
    assert json.loads(asked.body)["subject"] == "Ünter"


TROUBLE = {
    "silence": (Reply(hangs=True), "did not answer within 0.5 s"),
    "drips": (Reply(body=b"{}" * 100, drip=0.1), "did not answer within 0.5 s"),
    "a cut": (Reply(resets=True), "broke off|cannot be reached"),
    "a torn answer": (Reply(body=b"{}", promised=9), "broke off"),
    "endless": (Reply(body=b"x" * 500, endless=True), "answered with more than 1,000 bytes"),
}


@pytest.mark.parametrize(("reply", "said"), TROUBLE.values(), ids=TROUBLE)
@pytest.mark.parametrize(
    ("method", "kind", "ending"),
    [("GET", ServiceBusy, "try again later"), ("PUT", ServiceUnsure, "the next try looks first")],
)
def test_a_broken_answer_to_a_writing_request_leaves_it_unknown(
    reply: Reply, said: str, method: str, kind: type[ServiceFailed], ending: str
) -> None:
    """One that reads may simply be asked again."""
    with serving({"/drafts": reply}) as server, pytest.raises(kind, match=said) as caught:
        ask_service(request(server.url("/drafts"), method), patience=0.5, most=1000)
    assert str(caught.value).endswith(ending)
    assert SECRET not in repr(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_where_nobody_answers_nothing_can_have_been_taken(method: str) -> None:
    """The request has not left."""
    with serving({}) as server:
        url = server.url("/drafts")
    with pytest.raises(
        ServiceBusy, match=r"reached: Connection refused; look whether that is its address"
    ):
        ask_service(request(url, method))


def test_a_service_of_many_slow_answers_is_left() -> None:
    """At the next question; what was begun to be written is ended."""
    now = [0.0]

    def slowly(_: ServiceRequest) -> ServiceReply:
        now[0] += 59
        return ServiceReply(status=200, body=b"{}")

    ask = for_a_while(slowly, longest=100, clock=lambda: now[0])
    url = "https://slow.example/drafts"
    ask(request(url))
    ask(request(url))
    with pytest.raises(ServiceBusy, match=r"slow\.example took more than 100 s in all; try again"):
        ask(request(url))
    assert ask(request(url, "PUT")).status == 200


def test_a_redirect_is_a_reply() -> None:
    """The key goes nowhere else."""
    replies = {"/drafts": Reply(status=302, headers={"Location": "/other"}), "/other": Reply()}
    with serving(replies) as server:
        assert ask_service(request(server.url("/drafts"))).status == 302
        assert [one.path for one in server.asked] == ["/drafts"]


@pytest.mark.parametrize(
    "url",
    [
        "http://ghost.example.org/x",
        "http://127.0.0.1.example.org/x",
        "http://10.0.0.1/x",
        "file:///etc/passwd",
        "ftp://localhost/x",
        "https:///x",
        "http://[::1",
    ],
)
def test_no_key_leaves_without_https(url: str) -> None:
    """This machine alone may be asked by http."""
    with pytest.raises(ServiceRefused, match=r"is not asked without https.* with https://"):
        ask_service(request(url))


@pytest.mark.parametrize("secret", [f"Token {SECRET}", BASIC])
@pytest.mark.parametrize("echo", [SECRET, BASIC, b64encode(f"user:{SECRET}".encode()).decode()])
def test_a_service_that_quotes_the_key_quotes_it_to_nobody(secret: str, echo: str) -> None:
    """What it says is cleaned before anyone reads it."""
    if secret != BASIC and echo != SECRET:
        return
    reply = Reply(status=401, body=f"no such key: {echo}!".encode())
    with serving({"/": reply}) as server:
        asked = replace(request(server.url("/")), secret={"Authorization": secret})
        got = ask_service(asked)
    said = got.body.decode()
    assert said.startswith("no such key: ")
    assert SECRET not in said
    assert echo not in said


@pytest.mark.parametrize("sign", ["\\u002f", "\\/"])
def test_a_key_that_is_quoted_in_escapes_is_quoted_to_nobody(sign: str) -> None:
    """Who reads the JSON reads the key."""
    key = "key/0123"
    body = f'{{"message": "no such key: {key.replace("/", sign)}!"}}'
    with serving({"/": Reply(status=401, body=body.encode())}) as server:
        got = ask_service(replace(request(server.url("/")), secret={"X-Key": key}))
    assert json.loads(got.body) == {"message": "no such key: …!"}


@pytest.mark.parametrize("body", [b"[" * 100_000, b"\xff{", b'{"message": "\\ud800"}', b"9" * 5000])
def test_what_no_reader_bears_is_handed_on_as_it_is(body: bytes) -> None:
    """For the adapter to make a sentence of."""
    with serving({"/": Reply(status=500, body=body)}) as server:
        assert ask_service(request(server.url("/"))).body == body


def test_a_dry_run_sends_nothing_that_writes() -> None:
    """What it would ask is told without secrets, long texts cut."""
    reply = ServiceReply(status=200, body=b"{}")
    asked: list[ServiceRequest] = []

    def ask(one: ServiceRequest) -> ServiceReply:
        asked.append(one)
        return reply

    planning = DryRun(ask)
    assert planning(request("https://a.example/drafts")) == reply
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        with pytest.raises(OnlyPlanned):
            planning(request("https://a.example/drafts", method))
    assert [one.method for one in asked] == ["GET"]
    told = request_in_words(planning.requests[1])
    assert told.startswith(
        "POST https://a.example/drafts\nAccept-Version: v6.0\nAuthorization: …\n{"
    )
    assert len(told) < 400
    assert SECRET not in told + repr(planning.requests)


def test_the_key_of_an_extensions_service_is_not_printed() -> None:
    """As in a message of its own that quotes what it was opened with."""
    access = ServiceAccess(name="post", settings={}, key=SECRET, ask=ask_service)
    assert SECRET not in repr(access)


def test_what_stays_on_this_machine_is_not_shown_to_a_proxy() -> None:
    """It would read the key."""
    program = (
        "from digest.delivery.services.asking import ask_service\n"
        "from digest.delivery.services.requests import ServiceRequest\n"
        "import sys\n"
        "ask_service(ServiceRequest(method='GET', url=sys.argv[1], secret={'A': 'k'}))\n"
    )
    with serving({"/drafts": Reply()}) as server, serving(lambda _: Reply()) as proxy:
        environment = {"http_proxy": proxy.url(""), "PATH": os.defpath}
        command = [sys.executable, "-c", program, server.url("/drafts")]
        subprocess.run(command, env=environment, check=True, timeout=30)
        assert [one.path for one in server.asked] == ["/drafts"]
        assert proxy.asked == []
