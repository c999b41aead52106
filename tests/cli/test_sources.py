"""Sources from the command line: found, added, read from a real server, judged."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli.terminal import digest
from servers import Reply, serving

from digest.config import load_newsletter

NEWSLETTER = """\
# My settings: this line stays.
[newsletter]
title = "Test Weekly"
[schedule]
as_of = 2024-08-09T06:00:00Z
[[sections]]
id = "other"
heading = "In other news:"
"""
ITEM = """
<item><title>{title}</title><link>https://news.example/{title}</link><guid>{title}</guid>
<pubDate>Thu, 08 Aug 2024 10:00:00 GMT</pubDate>
<description>{title} opened on Thursday.</description>
</item>"""
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
    "<link>https://news.example/</link><description>News</description>"
    + ITEM.format(title="Harbour")
    + ITEM.format(title="Bridge")
    + "</channel></rss>"
).encode()
RSS = Reply(headers={"Content-Type": "application/rss+xml"}, body=FEED)
PAGE = Reply(
    headers={"Content-Type": "text/html"},
    body=b'<html><head><link rel="alternate" type="application/rss+xml" title="All" href="/feed">'
    b"</head><body>News</body></html>",
)
OPML = """<opml version="2.0"><body><outline text="World">
<outline type="rss" text="One" xmlUrl="https://one.example/feed"/>
<outline type="rss" text="Two" xmlUrl="https://two.example/feed"/>
</outline></body></opml>"""
PROGRAM = """
import sys
from digest.cli import main

try:
    main()
finally:
    print("feedparser" in sys.modules)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter without sources."""
    (tmp_path / "newsletter.toml").write_text(NEWSLETTER)
    return tmp_path


def add_feed(folder: Path, url: str) -> None:
    """A feed on this machine, allowed by its settings."""
    with (folder / "newsletter.toml").open("a") as file:
        file.write(f'[[sources]]\nurl = "{url}"\nname = "News"\nallow_private = true\n')


def test_a_feed_on_a_server_becomes_an_issue(folder: Path) -> None:
    """Fetched, selected, printed; the second run asks nothing."""
    with serving({"/feed": RSS}) as server:
        add_feed(folder, server.url("/feed"))
        built = digest("-C", folder, "build")
        assert built.code == 0, built.err
        html = Path(built.out.strip()).read_text()
        assert "Harbour opened on Thursday." in html
        digest("-C", folder, "collect")
        assert len(server.asked) == 1
        digest("-C", folder, "collect", "--force")
        assert len(server.asked) == 2


def test_offline_asks_no_server(folder: Path) -> None:
    """What was collected is enough for an issue."""
    with serving({"/feed": RSS}) as server:
        add_feed(folder, server.url("/feed"))
        digest("-C", folder, "collect")
        assert digest("-C", folder, "build", "--offline").code == 0
        assert len(server.asked) == 1


def test_a_dead_source_costs_only_itself(folder: Path) -> None:
    """The other feed is built; the dead one is named."""
    with serving({"/feed": RSS}) as server:
        add_feed(folder, server.url("/feed"))
        with (folder / "newsletter.toml").open("a") as file:
            file.write(
                f'[[sources]]\nurl = "{server.url("/gone")}"\nname = "Dead"\nallow_private = true\n'
            )
        built = digest("-C", folder, "build")
    assert built.code == 0
    assert "Dead: " in built.err
    assert "404" in built.err
    health = [
        json.loads(line)
        for line in digest("-C", folder, "sources", "health", "--json").out.splitlines()
    ]
    assert [(one["source"], one["condition"]) for one in health] == [
        ("News", "ok"),
        ("Dead", "failing"),
    ]


def test_a_private_address_is_refused_unless_allowed() -> None:
    """And the message names the setting."""
    with serving({"/feed": RSS}) as server:
        refused = digest("sources", "read", server.url("/feed"), "--json")
        assert refused.code == 4
        assert "allow_private" in json.loads(refused.out)["reason"]
        assert server.asked == []
        read = digest("sources", "read", server.url("/feed"), "--allow-private", "--json")
    titles = [json.loads(line)["title"] for line in read.out.splitlines()]
    assert titles == ["Harbour", "Bridge"]


def test_a_sites_feeds_are_found() -> None:
    """From the page's head."""
    with serving({"/": PAGE}) as server:
        found = digest("sources", "discover", server.url("/"), "--allow-private", "--json")
        assert json.loads(found.out)["url"] == server.url("/feed")


def test_an_added_source_leaves_the_file_as_it_was(folder: Path) -> None:
    """Comments and order stay; twice is once."""
    with serving({"/feed": RSS}) as server:
        for _ in range(2):
            added = digest("-C", folder, "sources", "add", server.url("/feed"), "--allow-private")
            assert added.code == 0
        text = (folder / "newsletter.toml").read_text()
        assert text.startswith(NEWSLETTER)
        assert text.count(server.url("/feed")) == 1


def test_an_opml_file_is_imported_and_exported(folder: Path) -> None:
    """Every feed once, with its name."""
    (folder / "feeds.opml").write_text(OPML)
    assert digest("-C", folder, "sources", "import", folder / "feeds.opml").code == 0
    assert [source.name for source in load_newsletter(folder).sources] == ["One", "Two"]
    exported = digest("-C", folder, "sources", "export").out
    assert 'xmlUrl="https://two.example/feed"' in exported


def test_a_file_that_is_no_opml_is_a_clear_error(folder: Path) -> None:
    """Exit 2; newsletter.toml stays."""
    (folder / "feeds.opml").write_bytes(FEED)
    assert digest("-C", folder, "sources", "import", folder / "feeds.opml").code == 2
    assert (folder / "newsletter.toml").read_text() == NEWSLETTER


def test_a_folder_becomes_the_section_of_its_feeds(folder: Path) -> None:
    """One that the newsletter has is used, another is added; its articles go there."""
    (folder / "feeds.opml").write_text(OPML.replace('"World"', '"Other"', 1))
    assert digest("-C", folder, "sources", "import", folder / "feeds.opml").code == 0
    (folder / "more.opml").write_text(OPML.replace("feed", "more"))
    assert digest("-C", folder, "sources", "import", folder / "more.opml").code == 0
    newsletter = load_newsletter(folder)
    assert [source.section for source in newsletter.sources] == ["other", "other", "world", "world"]
    assert [section.heading for section in newsletter.sections] == ["In other news:", "World"]


def test_articles_go_to_the_section_of_their_source(folder: Path) -> None:
    """No query is needed for that."""
    with serving({"/feed": RSS}) as server:
        add_feed(folder, server.url("/feed"))
        with (folder / "newsletter.toml").open("a") as file:
            file.write('section = "world"\n[[sections]]\nid = "world"\nheading = "World:"\n')
            file.write("[lead]\nshow = false\n")
        digest("-C", folder, "collect")
    told = json.loads(digest("-C", folder, "draft", "--offline", "--json").out)
    placed = {section["id"]: len(section["items"]) for section in told["sections"]}
    assert placed["world"] == 2


def test_a_password_in_an_address_stays_in_the_settings(folder: Path) -> None:
    """No command prints it, and no reader of the newsletter gets it in a link."""
    relative = Reply(headers=RSS.headers, body=FEED.replace(b"https://news.example/", b"/"))
    moved = Reply(status=308, headers={"Location": "/feed"})
    with serving({"/feed": relative, "/moved": moved, "/": PAGE}) as server:
        home = server.url("/").replace("://", "://me:secret@")
        for place in ("feed", "moved", "dead"):
            add_feed(folder, home + place)
        settings = folder / "newsletter.toml"
        for name in ("News", "Moved", "Dead"):
            text = settings.read_text()
            settings.write_text(text.replace('name = "News"\n', f"# {name}\n", 1))
        text = settings.read_text().replace("# Moved", 'name = "Moved"')
        settings.write_text(text.replace("# Dead", 'name = "Dead"'))
        runs = [
            digest("-C", folder, *command.split())
            for command in (
                *("build", "collect --force", "sources list", "sources list --json"),
                *("sources health", "sources health --json", "sources export"),
                *(f"sources add {home}more", f"sources add {home}feed", "config check"),
                *(f"sources read {home}feed --allow-private", f"sources read {home}dead --json"),
                *(f"sources read {home}feed --allow-private --json", f"sources add {home}<"),
                *(
                    f"sources discover {home} --allow-private --json",
                    f"sources discover {home}dead",
                ),
            )
        ]
    assert runs[0].code == 0, runs[0].err
    assert "secret" not in "".join(run.out + run.err for run in runs)
    pages = [path for path in (folder / "issues").rglob("*") if path.is_file()]
    assert pages
    assert [path for path in pages if b"secret" in path.read_bytes()] == []
    assert "secret@" in settings.read_text()


@pytest.mark.parametrize("log", ["text", "json"])
def test_the_program_itself_parses_no_feed(log: str, folder: Path) -> None:
    """Another process does, which may hang or die; the tests that parse in their own say so."""
    (folder / "feed.xml").write_bytes(FEED)
    command = ["-C", str(folder), "--log-format", log, "sources", "read", "feed.xml"]
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command], capture_output=True, text=True, check=True
    )
    *articles, parsed_here = ran.stdout.splitlines()
    assert len(articles) == 2
    assert parsed_here == "False"
