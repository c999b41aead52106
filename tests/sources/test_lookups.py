"""Pages and links are asked with the same guard as feeds."""

import pytest
from servers import Reply, Request, serving

from digest.errors import NoSourceAnswered
from digest.sources.web.lookups import FetchedPage, LinkStatus, fetch_page, link_statuses
from digest.sources.web.protocol import Limits

PAGE = b"<html><head><link rel=alternate href=/feed></head></html>"


def test_a_page_is_found_where_it_is_now() -> None:
    """Redirects are followed; the final address is told: links in it are meant against that."""
    replies = {
        "/": Reply(status=302, headers={"Location": "/home"}),
        "/home": Reply(body=PAGE, headers={"Content-Type": "text/html"}),
    }
    with serving(replies) as server:
        page = fetch_page(server.url("/"), allow_private=True)
        expected = FetchedPage(url=server.url("/home"), content_type="text/html", body=PAGE)
    assert page == expected


def test_a_page_that_is_not_there_is_an_error_with_its_address() -> None:
    """The editor typed the address, so the message repeats it."""
    with serving({}) as server, pytest.raises(NoSourceAnswered, match="/lost answered 404"):
        fetch_page(server.url("/lost"), allow_private=True)


def test_a_private_page_is_refused() -> None:
    """Without permission nothing on this machine is asked."""
    refusal = pytest.raises(NoSourceAnswered, match="not on the public internet")
    with serving({"/": Reply(body=PAGE)}) as server, refusal:
        fetch_page(server.url("/"))
    assert server.asked == []


def test_links_are_checked_without_reading_them() -> None:
    """One status each, in order; a server that does not know HEAD is asked again with GET."""

    def answers(request: Request) -> Reply:
        replies = {
            "/ok": Reply(body=bytes(1000), endless=request.method == "GET"),
            "/no-head": Reply(status=405 if request.method == "HEAD" else 200),
            "/moved": Reply(status=301, headers={"Location": "/ok"}),
            "/hung": Reply(hangs=True),
        }
        return replies.get(request.path, Reply(status=404))

    with serving(answers) as server:
        urls = [server.url(path) for path in ("/ok", "/no-head", "/moved", "/dead", "/hung")]
        ok, no_head, moved, dead, hung = link_statuses(
            urls, allow_private=True, limits=Limits(total_seconds=2)
        )
        assert ok == LinkStatus(url=urls[0], status=200)
        assert no_head == LinkStatus(url=urls[1], status=200)
        assert moved == LinkStatus(url=urls[2], status=200, moved_to=urls[0])
    assert (dead.status, dead.problem) == (
        404,
        "answered 404 Not Found; is the address still right?",
    )
    assert (hung.status, hung.problem) == (0, "did not finish within 2 seconds")
