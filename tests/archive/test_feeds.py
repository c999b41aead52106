"""The feeds say what was published and when, to any reader of feeds."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import feedparser
import pytest
from archive.samples import DAY, PAGE, issue, rendered, weekly
from archive.test_website import SITE, PlainPages, publish_all

from digest.archive.issue_folder import save_issue
from digest.archive.publication import freeze_issue, reopen_issue
from digest.archive.website import rebuild_site
from digest.model.presentation import Masthead


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """Three published issues, the last one corrected three days later."""
    made = weekly(3)
    publish_all(tmp_path, made)
    line = reopen_issue(tmp_path, DAY, text="The port is Izmail.", on=date(2024, 8, 12))
    save_issue(tmp_path, rendered(replace(made[-1], correction=line)), page=PAGE)
    freeze_issue(tmp_path, DAY)
    rebuild_site(tmp_path, SITE, PlainPages())
    return tmp_path


def test_the_atom_feed_is_read_without_a_complaint(issues: Path) -> None:
    """Newest first, with the whole content and both dates."""
    feed = feedparser.parse((issues / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.feed.title == "Diplomacy Watch"
    assert [entry.title for entry in feed.entries] == ["Talks 3", "Talks 2", "Talks 1"]
    first = feed.entries[0]
    assert first.content[0].value == "<p>Talks 3</p>"
    assert first.link == "https://watch.example.org/issues/2024-08-09/"
    assert (first.published, first.updated) == ("2024-08-09T11:00:00Z", "2024-08-12T00:00:00Z")
    assert feed.feed.updated == "2024-08-12T00:00:00Z"


def test_both_feeds_say_the_same(issues: Path) -> None:
    """The same issues by the same identities."""
    atom = feedparser.parse((issues / "feed.xml").read_bytes())
    items = json.loads((issues / "feed.json").read_bytes())["items"]
    assert [item["id"] for item in items] == [entry.id for entry in atom.entries]
    assert [item["url"] for item in items] == [entry.link for entry in atom.entries]
    assert items[0]["content_html"] == "<p>Talks 3</p>"
    assert items[0]["date_modified"] == "2024-08-12T00:00:00Z"


def test_identities_stay_when_the_archive_moves(issues: Path) -> None:
    """A reader of the feed does not get every issue again (RFC 4287, 4.2.6)."""
    home = replace(SITE, masthead=Masthead(title="x", url="https://watch.example.org"))
    rebuild_site(issues, home, PlainPages())
    before = re.findall("<id>.*</id>", (issues / "feed.xml").read_text())
    rebuild_site(issues, replace(home, url="https://new.example/archive"), PlainPages())
    assert re.findall("<id>.*</id>", (issues / "feed.xml").read_text()) == before
    assert len(set(before)) == 4


def test_the_feeds_carry_the_latest_issues_only(issues: Path) -> None:
    """As many as the setting says; the search keeps them all."""
    rebuild_site(issues, replace(SITE, feed_issues=2), PlainPages())
    assert len(feedparser.parse((issues / "feed.xml").read_bytes()).entries) == 2
    assert len(json.loads((issues / "search.json").read_bytes())["issues"]) == 3


def test_hostile_words_do_not_break_a_feed(tmp_path: Path) -> None:
    """Markup, and characters that XML does not allow."""
    words = 'A <b>"bold"</b> & \x0bhostile ]]> headline'
    publish_all(tmp_path, [issue(lead=words)])
    rebuild_site(tmp_path, SITE, PlainPages())
    feed = feedparser.parse((tmp_path / "feed.xml").read_bytes(), sanitize_html=False)
    assert not feed.bozo
    assert feed.entries[0].title_detail.value == 'A <b>"bold"</b> & hostile ]]> headline'


def test_without_a_web_address_links_are_relative(issues: Path) -> None:
    """There is no site map then: it knows only absolute addresses."""
    rebuild_site(issues, replace(SITE, url=""), PlainPages())
    assert 'href="2024-08-09/index.html"' in (issues / "feed.xml").read_text()
    assert "url" not in json.loads((issues / "feed.json").read_bytes())["items"][0]
    assert not (issues / "sitemap.xml").exists()


def test_the_site_map_names_every_page(issues: Path) -> None:
    """The index, each issue, each topic; with the day when it last changed, from the records."""
    told = (issues / "sitemap.xml").read_text()
    assert re.findall("<loc>(.*?)</loc><lastmod>(.{10})", told) == [
        ("https://watch.example.org/issues/", "2024-08-12"),
        ("https://watch.example.org/issues/topics/", "2024-08-12"),
        ("https://watch.example.org/issues/2024-08-09/", "2024-08-12"),
        ("https://watch.example.org/issues/2024-08-02/", "2024-08-02"),
        ("https://watch.example.org/issues/2024-07-26/", "2024-07-26"),
        ("https://watch.example.org/issues/topics/section-other.html", "2024-08-12"),
    ]


def test_robots_are_told_of_the_site_map(issues: Path) -> None:
    """Only where there is one."""
    line = "Sitemap: https://watch.example.org/issues/sitemap.xml"
    assert line in (issues / "robots.txt").read_text().splitlines()
    rebuild_site(issues, replace(SITE, url=""), PlainPages())
    assert (issues / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
