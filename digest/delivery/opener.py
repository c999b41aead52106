"""A request in, its answer out: asked once, by http and https alone, within a time for all of it.

No redirect is followed: what is sent goes where the editor said, or nowhere.
"""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from ssl import SSLError
from threading import Thread
from typing import TypeVar
from urllib.error import URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    UnknownHandler,
)

AGENT = "newsletter-digest"
"""How the program calls itself."""

Answer = TypeVar("Answer")


def new_opener(*, proxies: bool = True) -> OpenerDirector:
    """Asks by http and https alone, and follows no redirect: one ends as the status that it is.

    Without `proxies`, those that the environment names are not used.
    """
    opener = OpenerDirector()
    opener.add_handler(ProxyHandler(None if proxies else {}))
    for kind in (
        UnknownHandler,
        HTTPHandler,
        HTTPSHandler,
        HTTPErrorProcessor,
        HTTPDefaultErrorHandler,
    ):
        opener.add_handler(kind())
    return opener


def within(seconds: float, act: Callable[[], Answer]) -> Answer | None:
    """What `act`, which raises nothing, gives; None where it takes longer.

    A socket's own limit is for each of its bytes.
    """
    answers: SimpleQueue[Answer] = SimpleQueue()
    Thread(target=lambda: answers.put(act()), daemon=True).start()
    try:
        return answers.get(timeout=seconds)
    except Empty:
        return None


def reason_in_words(failure: URLError) -> str:
    """Why an address could not be reached, without a word of the address."""
    reason = failure.reason
    if isinstance(reason, SSLError):
        return "its certificate is not to be trusted, or it speaks no TLS"  # it may name the host
    if isinstance(reason, TimeoutError):
        return "it took too long"
    return (isinstance(reason, OSError) and reason.strerror) or type(reason).__name__
