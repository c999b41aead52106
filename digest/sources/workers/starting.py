"""How parsers are started when nobody asks for another way; imports nothing until then."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from digest.sources.workers.tasks import Parses


def parse_apart(*, count: int, pages: bool = False) -> "AbstractAsyncContextManager[Parses]":
    """Start up to `count` parsers, each in a process of its own."""
    from digest.sources.workers.pool import Parsers

    return Parsers(count=count, pages=pages)
