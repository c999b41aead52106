"""What goes to a parser and what comes back: the same values, read with little."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.config.settings import Source
from digest.json_records import from_json, to_json
from digest.model.articles import Article, Image
from digest.sources.entries.values import DiscoveredFeed, PageText, Parsed
from digest.sources.web.protocol import Answer, Visit
from digest.sources.workers.jobs import Task, read_task, write_answer
from digest.sources.workers.tasks import feed_task, file_task, page_task, site_task

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
VISIT = Visit(folder=Path("/news letters"), now=NOW, zone=ZoneInfo("Europe/Berlin"))
LIVE = Source(url="https://wire.example/feed", name="Wire", section="north", timezone="Asia/Tokyo")
OWN = Source(path="articles", language="en", max_megabytes=0.5)
ANSWER = Answer(url=LIVE.url, status=200, headers={"content-type": "text/xml"}, body=b"<rss/>")
TASKS = {
    "a feed": feed_task(LIVE, VISIT, ANSWER),
    "a file": file_task(OWN, VISIT, Path("/news letters/größe\udcff.md")),
    "a page": page_task("https://wire.example/1", b"<p>Talks</p>", VISIT),
    "a site": site_task(VISIT, ANSWER),
}


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_a_task_arrives_as_it_was_sent(task: Task) -> None:
    """With all that a source says of its articles."""
    assert read_task(to_json(task) + b"\n") == task


def test_an_answer_arrives_as_it_was_given() -> None:
    """To the microsecond, in any script; half of a surrogate pair becomes a question mark."""
    article = Article(
        id="a1",
        source="Wire",
        title="海峡 “talks” \\ \u2028 😀",
        first_seen=NOW,
        published=datetime(2026, 3, 1, 23, 59, 59, 5, tzinfo=UTC),
        image=Image(url="https://wire.example/1.jpg", width=640),
        categories=("One", "Two"),
    )
    parsed = Parsed(
        articles=(article,),
        problems=("line 3: \ud800",),
        page=PageText(text="Text."),
        offered=(DiscoveredFeed("Wire", "https://wire.example/feed", "rss"),),
        ttl_seconds=60,
    )
    arrived = from_json(Parsed, write_answer(parsed))
    assert arrived.problems == ("line 3: ?",)
    assert arrived.articles == (article,)
    assert (arrived.page, arrived.offered, arrived.ttl_seconds) == (
        parsed.page,
        parsed.offered,
        60,
    )


def test_a_parser_starts_without_what_feeds_do_not_need() -> None:
    """Settings and checks of JSON took most of the time in which it started."""
    told = subprocess.run(
        [sys.executable, "-c", "import digest.sources.workers.process, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = told.stdout.split()
    assert "lxml.etree" in loaded
    assert not {"pydantic", "digest.config", "feedparser", "yaml"} & {*loaded}
