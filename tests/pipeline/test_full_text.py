"""The lead's page is read where its feed gave a summary only, once, and only when asked."""

from pathlib import Path

from cli.terminal import digest
from servers import Reply, Server, serving

WORDS = "The ministers met again in the harbour town and talked until the lamps went out. "
PAGE = (
    "<html><head><title>Talks resume</title></head><body><nav>Home News</nav><article>"
    f"<h1>Talks resume</h1>{f'<p>{WORDS * 3}</p>' * 6}</article></body></html>"
)
FEED = """<rss version="2.0"><channel><title>News</title><link>{home}</link>
<description>News</description><item><title>Talks resume</title><link>{home}talks</link>
<pubDate>Thu, 08 Aug 2024 10:00:00 GMT</pubDate><description>Ministers met again on Thursday.
</description></item></channel></rss>"""
SETTINGS = """
[newsletter]
title = "Test Weekly"
[schedule]
as_of = 2024-08-09T06:00:00Z
[lead]
full_text = {wanted}
[[sources]]
url = "{feed}"
name = "News"
allow_private = true
"""


def replies(home: str) -> dict[str, Reply]:
    """A feed with a summary, and the page it is about."""
    return {
        "/feed": Reply(body=FEED.format(home=home).encode()),
        "/talks": Reply(headers={"Content-Type": "text/html"}, body=PAGE.encode()),
    }


def built(folder: Path, server: Server, *, wanted: bool) -> str:
    """The mail's text."""
    settings = SETTINGS.format(wanted=str(wanted).lower(), feed=server.url("/feed"))
    (folder / "newsletter.toml").write_text(settings)
    ended = digest("-C", folder, "build")
    assert ended.code == 0, ended.err
    return Path(ended.out.strip()).read_text()


def test_the_leads_page_is_read_once_and_printed(tmp_path: Path) -> None:
    """The second build has the text without asking again."""
    found: dict[str, Reply] = {}
    with serving(lambda request: found.get(request.path, Reply(status=404))) as server:
        found |= replies(server.url("/"))
        assert "until the lamps went out" in built(tmp_path, server, wanted=True)
        assert "until the lamps went out" in built(tmp_path, server, wanted=True)
        assert [request.path for request in server.asked].count("/talks") == 1


def test_no_page_is_read_unasked(tmp_path: Path) -> None:
    """The summary stands."""
    found: dict[str, Reply] = {}
    with serving(lambda request: found.get(request.path, Reply(status=404))) as server:
        found |= replies(server.url("/"))
        assert "Ministers met again on Thursday." in built(tmp_path, server, wanted=False)
        assert [request.path for request in server.asked] == ["/feed"]


def test_a_page_that_is_gone_leaves_the_summary(tmp_path: Path) -> None:
    """And the editor is told."""
    found: dict[str, Reply] = {}
    with serving(lambda request: found.get(request.path, Reply(status=404))) as server:
        found |= replies(server.url("/"))
        del found["/talks"]
        assert "Ministers met again on Thursday." in built(tmp_path, server, wanted=True)


def test_a_page_without_a_text_is_asked_for_once(tmp_path: Path) -> None:
    """It is told at each build, but costs its time once."""
    found: dict[str, Reply] = {}
    with serving(lambda request: found.get(request.path, Reply(status=404))) as server:
        found |= replies(server.url("/"))
        found["/talks"] = Reply(body=b"<html><script>x()</script></html>")
        assert "Ministers met again on Thursday." in built(tmp_path, server, wanted=True)
        again = digest("-C", tmp_path, "build")
        assert [request.path for request in server.asked].count("/talks") == 1
    assert "/talks there is no text in it (to try it again, remove " in again.err


def test_a_kept_page_that_is_damaged_is_asked_for_again(tmp_path: Path) -> None:
    """What lies under .digest may be lost at any time."""
    found: dict[str, Reply] = {}
    with serving(lambda request: found.get(request.path, Reply(status=404))) as server:
        found |= replies(server.url("/"))
        built(tmp_path, server, wanted=True)
        (kept,) = (tmp_path / ".digest" / "pages").iterdir()
        kept.write_bytes(kept.read_bytes()[:100])
        assert "until the lamps went out" in built(tmp_path, server, wanted=True)
        assert [request.path for request in server.asked].count("/talks") == 2
