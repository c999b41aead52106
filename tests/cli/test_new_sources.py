"""New sources from the command line: pasted, read, named, added or refused with the reason."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.terminal import Ended, digest
from servers import Reply, Request, Server, serving

from digest.config import load_newsletter

NEWSLETTER = """\
# Mine.
[newsletter]
title = "Test Weekly"   # stays
[[sections]]
id = "world"
heading = "World"
"""


def rss(title: str) -> Reply:
    """A feed of that title."""
    return Reply(
        headers={"Content-Type": "application/rss+xml"},
        body=f"<rss version='2.0'><channel><title>{title}</title><item><title>Harbour</title>"
        "<link>https://news.example/1</link></item></channel></rss>".encode(),
    )


def page(*feeds: str) -> Reply:
    """A page that offers these feeds."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{feed[1:]}" href="{feed}">'
        for feed in feeds
    )
    return Reply(body=f"<html><head>{links}</head><body>Hello</body></html>".encode())


REPLIES = {
    "/wire": rss("The Wire - Latest"),
    "/press": rss("NYT &gt; World News"),
    "/twin": rss("The Wire"),
    "/nameless": rss("RSS"),
    "/one": page("/wire"),
    "/two": page("/wire", "/press"),
    "/none": page(),
    "/moved": Reply(status=301, headers={"Location": "/press"}),
}


@pytest.fixture
def server() -> Iterator[Server]:
    """A site with feeds."""
    with serving(REPLIES) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter without sources."""
    (tmp_path / "newsletter.toml").write_text(NEWSLETTER)
    (tmp_path / "articles").mkdir()
    return tmp_path


def add(folder: Path, *arguments: str) -> Ended:
    """Run `digest sources add` with addresses of this machine allowed."""
    return digest("-C", folder, "sources", "add", "--allow-private", *arguments)


def names(folder: Path) -> list[str]:
    """What the sources are called."""
    return [one.label for one in load_newsletter(folder).sources]


def test_several_addresses_become_sources_by_their_own_titles(folder: Path, server: Server) -> None:
    """In the order given; what stood in the file stays, and a move is followed."""
    added = add(folder, *map(server.url, ("/wire", "/moved", "/nameless")), "articles")
    assert added.code == 0, added.err
    sources = load_newsletter(folder).sources
    assert [(one.label, one.place) for one in sources] == [
        ("The Wire", server.url("/wire")),
        ("NYT > World News", server.url("/press")),
        (f"127.0.0.1:{server.port}", server.url("/nameless")),
        ("articles", "articles"),
    ]
    assert [one.allow_private for one in sources] == [True, True, True, False]
    assert (folder / "newsletter.toml").read_text().startswith(NEWSLETTER)
    assert "Added The Wire: " in added.err


def test_saved_feeds_are_called_as_they_call_themselves(folder: Path) -> None:
    """As those of addresses are; what has no name, or cannot be read, keeps its path."""
    files = {
        "wire.xml": REPLIES["/wire"].body,
        "twin.rss": REPLIES["/twin"].body,
        "nameless.xml": REPLIES["/nameless"].body,
        "broken.xml": b"<html>no feed",
        "piece.md": b"A piece.",
    }
    for name, text in files.items():
        (folder / "articles" / name).write_bytes(text)
    added = add(folder, *(f"articles/{name}" for name in files))
    assert added.code == 0, added.err
    assert [(one.label, one.path) for one in load_newsletter(folder).sources] == [
        ("The Wire", "articles/wire.xml"),
        ("The Wire 2", "articles/twin.rss"),
        ("articles/nameless.xml", "articles/nameless.xml"),
        ("articles/broken.xml", "articles/broken.xml"),
        ("articles/piece.md", "articles/piece.md"),
    ]


def test_a_page_with_one_feed_gives_it_and_says_so(folder: Path, server: Server) -> None:
    """The address that people paste is the site's."""
    added = add(folder, server.url("/one"))
    assert names(folder) == ["The Wire"]
    assert f"(the one feed of {server.url('/one')})" in added.err


def test_good_ones_are_added_and_each_bad_one_is_told_in_a_line(
    folder: Path, server: Server
) -> None:
    """What to choose stands below as commands to copy."""
    bad = {
        server.url("/lost"): "answered 404 Not Found",
        server.url("/none"): "is a web page that names no feed",
        server.url("/two"): "is a web page that offers 2 feeds; choose",
        "ftp://a.example/feed": "ftp: is not read, only http:, https: and paths are",
        "lost.md": "there is no such file or folder",
        server.url("/?key=${DIGEST_TEST_KEY}"): "names ${DIGEST_TEST_KEY}, which is not set in",
    }
    added = add(folder, server.url("/press"), *bad)
    assert added.code == 4
    assert names(folder) == ["NYT > World News"]
    for place, reason in bad.items():
        assert f"{place}: " in added.err
        assert reason in added.err
    assert f"  wire\n    digest sources add {server.url('/wire')}\n" in added.err
    assert added.err.endswith("digest: not added: 6 of 7\n")


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("http:/broken", "is not a web address; write it like https://host/feed"),
        ("/etc/passwd", "leads out of the newsletter's folder; set allow_outside = true"),
        ("../beside.xml", "leads out of the newsletter's folder; set allow_outside = true"),
        ("articles/*.eml", "there is no file articles/*.eml in the newsletter's folder"),
    ],
)
def test_what_a_collection_could_not_read_is_not_added(
    folder: Path, place: str, reason: str
) -> None:
    """It is said at once, in the words of the collection, and newsletter.toml stays."""
    inner = folder / "inner"
    inner.mkdir()
    (folder / "beside.xml").write_text("<rss/>")
    (inner / "newsletter.toml").write_text(NEWSLETTER)
    refused = add(inner, place)
    assert refused.code == 4
    assert reason in refused.err
    assert (inner / "newsletter.toml").read_text() == NEWSLETTER


def test_a_pages_feed_that_needs_the_key_is_named(folder: Path) -> None:
    """A page hands no key on to the feed that it names; the editor writes it there."""

    def answers(request: Request) -> Reply:
        if request.path.startswith("/page"):
            return page("/wire")
        return Reply(status=403)

    with serving(answers) as server:
        refused = add(folder, server.url("/page?key=${PATH}"))
    assert refused.code == 4
    told = f"without ${{PATH}}: if it needs that, add {server.url('/wire')} with it"
    assert told in refused.err


def test_nothing_is_added_twice(folder: Path, server: Server) -> None:
    """Not in one run, not in two, not by way of its page; and the file stays."""
    once = add(folder, server.url("/wire"), server.url("/one"))
    assert once.err.count("is there already, as The Wire.") == 1
    before = (folder / "newsletter.toml").read_text()
    again = add(folder, server.url("/wire"), server.url("/one"))
    assert again.code == 0
    assert again.err.count("is there already, as The Wire.") == 2
    assert (folder / "newsletter.toml").read_text() == before


def test_two_of_one_name_are_told_apart(folder: Path, server: Server) -> None:
    """By the whole title, else by the host."""
    add(folder, server.url("/twin"), server.url("/wire"))
    assert names(folder) == ["The Wire", "The Wire - Latest"]


def test_a_name_and_a_section_of_ones_own(folder: Path, server: Server) -> None:
    """Only for one source, and only a section that is there."""
    one = server.url("/wire")
    assert add(folder, one, "--name", "Wire", "--section", "world").code == 0
    (source,) = load_newsletter(folder).sources
    assert (source.name, source.section) == ("Wire", "world")
    assert add(folder, one, server.url("/press"), "--name", "x").code == 2
    refused = add(folder, server.url("/press"), "--section", "wolrd")
    assert (refused.code, "did you mean world?" in refused.err) == (2, True)


def test_a_program_is_told_in_json(folder: Path, server: Server) -> None:
    """One object a place, also of those refused."""
    told = add(folder, server.url("/wire"), server.url("/two"), "--json")
    first, second = map(json.loads, told.out.splitlines())
    assert (first["name"], first["added"], first["url"]) == ("The Wire", True, server.url("/wire"))
    assert (second["added"], len(second["offered"])) == (False, 2)


def test_no_server_is_told_what_its_redirect_names(folder: Path) -> None:
    """It stands in newsletter.toml from then on, and is never filled in."""

    def answers(request: Request) -> Reply:
        if request.path == "/old":
            return Reply(status=301, headers={"Location": "/wire?k=${PATH}"})
        return rss("The Wire")

    with serving(answers) as server:
        assert add(folder, server.url("/old")).code == 0
        collected = digest("-C", folder, "collect")
    assert collected.code == 0, collected.err
    assert "PATH" in (folder / "newsletter.toml").read_text()
    asked = [request.path for request in server.asked if request.path.startswith("/wire")]
    assert set(asked) == {"/wire?k=$%7BPATH}"}


def test_a_private_address_needs_leave(folder: Path, server: Server) -> None:
    """Nothing is asked without it, and the option is named."""
    refused = digest("-C", folder, "sources", "add", server.url("/wire"))
    assert refused.code == 4
    assert "--allow-private" in refused.err
    assert server.asked == []


def test_what_discover_finds_is_added(folder: Path, server: Server) -> None:
    """The one feed there is; of several nothing, without a person to ask."""
    found = digest(
        "-C", folder, "sources", "discover", server.url("/one"), "--allow-private", "--add"
    )
    assert (found.code, names(folder)) == (0, ["The Wire"])
    several = digest(
        "-C", folder, "sources", "discover", server.url("/two"), "--allow-private", "--add"
    )
    assert several.code == 2
    assert f"digest sources add:\n  wire\n    {server.url('/wire')}\n" in several.err
    assert names(folder) == ["The Wire"]


def test_a_newsletter_begins_with_addresses(tmp_path: Path, server: Server) -> None:
    """Those that are feeds; without any, nothing is made."""
    begun = digest(
        *("init", tmp_path / "weekly", "--allow-private"),
        *("--from", server.url("/wire"), "--from", server.url("/lost")),
    )
    assert begun.code == 4
    assert "the newsletter is made, without 1 of 2" in begun.err
    assert names(tmp_path / "weekly") == ["The Wire"]
    assert not (tmp_path / "weekly" / "articles").exists()
    lost = digest("init", tmp_path / "other", "--allow-private", "--from", server.url("/lost"))
    assert (lost.code, (tmp_path / "other").exists()) == (4, False)


def test_what_to_do_next_can_be_copied(tmp_path: Path) -> None:
    """Also where the folder's name has a blank."""
    begun = digest("init", tmp_path / "my weekly")
    assert f"Now: digest -C '{tmp_path / 'my weekly'}' build\n" in begun.err


def test_a_newsletter_begins_with_a_readers_list(tmp_path: Path, server: Server) -> None:
    """Two commands from the list to the first issue: folders are sections, names are cleaned."""
    (tmp_path / "list.opml").write_text(
        '<opml version="2.0"><body><outline text="World &amp; Trade">'
        f'<outline text="The Wire - Latest" xmlUrl="{server.url("/wire")}"/>'
        f'<outline text="The Wire" xmlUrl="{server.url("/twin")}"/></outline>'
        f'<outline text="Uncategorized"><outline text="RSS" xmlUrl="{server.url("/press")}"/>'
        "</outline></body></opml>"
    )
    weekly = tmp_path / "weekly"
    begun = digest("init", weekly, "--opml", tmp_path / "list.opml", "--allow-private")
    assert begun.code == 0, begun.err
    newsletter = load_newsletter(weekly)
    assert [(one.label, one.section) for one in newsletter.sources] == [
        ("The Wire", "world-trade"),
        (f"The Wire (127.0.0.1:{server.port})", "world-trade"),
        (f"127.0.0.1:{server.port}", ""),
    ]
    assert [one.heading for one in newsletter.sections] == ["World & Trade", "In other news:"]
    assert server.asked == []
    # On a Wednesday: between a cut-off and the end of its day, an issue takes nothing more.
    settings = weekly / "newsletter.toml"
    midweek = "[schedule]\nas_of = 2024-08-07T12:00:00Z\n"
    settings.write_text(settings.read_text().replace("[schedule]\n", midweek))
    built = digest("-C", weekly, "build")
    assert built.code == 0, built.err
    assert "Harbour" in Path(built.out.strip()).read_text()
