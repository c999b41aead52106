"""A source that is renamed, moved or shared mid-week: its articles stay, by the name it has now."""

from datetime import date
from pathlib import Path

import pytest
from pipeline.newsletters import newsletter_in, workspace_at
from servers import Reply, serving

from digest.pipeline.build import build_issue
from digest.pipeline.collection import collect_articles
from digest.pipeline.workspace import Workspace

DAY = date(2024, 8, 2)
ITEM = """<item><title>{0} opened on Thursday</title><link>https://news.example/{0}</link>
<pubDate>Wed, 31 Jul 2024 10:00:00 GMT</pubDate>
<description>The {0} was opened on Thursday after years of work.</description></item>"""


def feed(*titles: str) -> Reply:
    """A feed that shows these now; the rest has rolled off."""
    items = "".join(ITEM.format(title) for title in titles)
    body = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
    return Reply(headers={"Content-Type": "application/rss+xml"}, body=body.encode())


def workspace_reading(folder: Path, *sources: tuple[str, str]) -> Workspace:
    """A newsletter with these sources, each a name and an address."""
    newsletter_in(folder)
    settings = folder / "newsletter.toml"
    tables = "".join(
        f'[[sources]]\nurl = "{url}"\nname = "{name}"\nallow_private = true\n'
        for name, url in sources
    )
    text = settings.read_text().replace('[[sources]]\npath = "articles"\nname = "Desk"\n', tables)
    settings.write_text(text)
    return workspace_at(folder, DAY)


@pytest.mark.parametrize(
    ("name", "path"), [("Harbour Wire", "/feed"), ("Wire", "/new"), ("Wire", "/feed")]
)
def test_a_source_changed_mid_week_keeps_its_articles(tmp_path: Path, name: str, path: str) -> None:
    """What rolled off its feed is printed, and attributed to the name that it has now."""
    replies = {"/feed": feed("Harbour"), "/new": feed("Bridge")}
    with serving(lambda request: replies[request.path]) as server:
        collect_articles(workspace_reading(tmp_path, ("Wire", server.url("/feed"))))
        replies["/feed"] = feed("Bridge")
        built = build_issue(workspace_reading(tmp_path, (name, server.url(path))), DAY)
    html = (tmp_path / "issues/2024-08-02/issue.html").read_text()
    assert "Harbour opened on Thursday" in html
    assert {item.source for item in built.issue.items} == {name}


def test_what_two_sources_share_is_printed_once(tmp_path: Path) -> None:
    """The address is asked once; an article of both is one item, and no one "also covered" it."""
    with serving({"/feed": feed("Harbour")}) as server:
        wires = [(name, server.url("/feed")) for name in ("Wire", "Press")]
        built = build_issue(workspace_reading(tmp_path, *wires), DAY)
    assert len(server.asked) == 1
    assert built.collection.answered == 2
    assert [item.also for item in built.issue.items] == [()]
