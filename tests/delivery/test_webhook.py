"""An address of the editor's is asked once, within its time, and never named."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from servers import Reply, serving

from digest.delivery.webhook import Unanswered, get_address, post_json, slack_message

SECRET = "/services/T0/B0/very-secret"
ELSEWHERE = {"Location": "/elsewhere"}

TROUBLE = {
    "an error": (Reply(status=500), "answered 500"),
    "a refusal": (Reply(status=404), "answered 404"),
    "a move": (Reply(status=302, headers=ELSEWHERE), "answered 302 and leads elsewhere, which"),
    "a lasting move": (Reply(status=308, headers=ELSEWHERE), "answered 308 and leads elsewhere"),
    "silence": (Reply(hangs=True), "did not answer within 0.3 s"),
    "a late answer": (Reply(delay=2), "did not answer within 0.3 s"),
    "a cut": (Reply(resets=True), "broke off|cannot be reached"),
}


ASKED: dict[str, Callable[[str], str]] = {
    "GET": lambda address: get_address(address, timeout=0.3),
    "POST": lambda address: post_json(address, b"{}", timeout=0.3),
}


@pytest.mark.parametrize(("reply", "said"), TROUBLE.values(), ids=TROUBLE)
@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_trouble_is_said_without_the_address(
    reply: Reply, said: str, ask: Callable[[str], str]
) -> None:
    """In a few words, and no redirect is followed."""
    with serving({SECRET: reply, "/elsewhere": Reply()}) as server:
        address = server.url(SECRET)
        with pytest.raises(Unanswered, match=f"^(?:{said})") as caught:
            ask(address)
        assert [one.path for one in server.asked] == [SECRET]
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_an_address_elsewhere_is_asked_through_the_environments_proxy() -> None:
    """Some networks let nothing out by itself."""
    program = "import sys\nfrom digest.delivery import webhook\nwebhook.get_address(sys.argv[1])\n"
    address = "http://hooks.invalid/T0"
    with serving(lambda _: Reply()) as proxy:
        environment = {"http_proxy": proxy.url(""), "PATH": os.defpath}
        command = [sys.executable, "-c", program, address]
        subprocess.run(command, env=environment, check=True, timeout=30)
        assert [one.path for one in proxy.asked] == [address]


@contextmanager
def dripping() -> Iterator[str]:
    """The address of a server whose answer comes a byte at a time, each in time."""
    ended = threading.Event()

    def drip(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200:
                if ended.wait(0.1):
                    return
                connection.send(bytes([byte]))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener,))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{SECRET}"
        ended.set()
        thread.join()


def test_an_answer_that_drips_is_waited_for_no_longer_than_said() -> None:
    """A socket's own limit begins anew with each byte."""
    started = time.monotonic()
    with dripping() as address, pytest.raises(Unanswered, match=r"did not answer within 0\.4 s"):
        get_address(address, timeout=0.4)
    assert time.monotonic() - started < 2


def test_nobody_there_is_said() -> None:
    """As it is where the address leads nowhere."""
    with serving({}) as server:
        address = server.url(SECRET)
    with pytest.raises(Unanswered, match=r"^cannot be reached: Connection refused$"):
        post_json(address, b"{}")
    with pytest.raises(Unanswered, match="cannot be reached"):
        get_address(f"file://{SECRET}")


def test_a_notice_arrives_as_json() -> None:
    """And what the server said is given back."""
    with serving({SECRET: Reply(status=201)}) as server:
        assert post_json(server.url(SECRET), slack_message("Ünter <b>")) == "answered 201"
        (asked,) = server.asked
    assert asked.headers["content-type"] == "application/json"
    assert json.loads(asked.body) == {"text": "Ünter &lt;b&gt;"}


@given(st.text(max_size=200))
def test_any_text_is_one_json_of_one_text(text: str) -> None:
    """In which nothing is markup to Slack."""
    read = json.loads(slack_message(text))
    assert set(read) == {"text"}
    assert not {"<", ">"} & set(read["text"])


@pytest.mark.parametrize(
    "text",
    [
        *("<!channel> look", "<!everyone>", "<@U012345>", "<https://evil.example|bank>"),
        *("@here @all", "_@here_", "x@All"),
    ],
)
def test_nobody_is_called_by_what_a_feed_says(text: str) -> None:
    """Neither in Slack's way nor in that of those who take the same JSON."""
    said = json.loads(slack_message(text))["text"]
    assert "<" not in said
    assert "@all" not in said.lower()
    assert "@here" not in said


@pytest.mark.parametrize("text", ["[Log in](https://evil.example)", "![](https://e.example/1)"])
def test_no_words_of_a_feed_lead_elsewhere_than_they_say(text: str) -> None:
    """Mattermost and Discord read Markdown; what is seen stays the same."""
    said = json.loads(slack_message(text))["text"]
    assert "](" not in said
    assert said.replace("\u2060", "") == text


def test_a_mail_address_stays_and_a_long_text_is_cut() -> None:
    """An address mentions nobody."""
    assert json.loads(slack_message("to desk@a.example, x@allied.example & co")) == {
        "text": "to desk@a.example, x@allied.example &amp; co"
    }
    assert len(json.loads(slack_message("word " * 9000))["text"]) <= 3000
