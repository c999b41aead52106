"""The archive as a web site: the same bytes whichever way it was made, nothing from elsewhere."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from archive.samples import DAY, PAGE, issue, rendered, weekly

from digest.archive.issue_folder import save_issue
from digest.archive.publication import freeze_issue, reopen_issue
from digest.archive.website import rebuild_site
from digest.errors import StorageError
from digest.model.issues import Issue
from digest.model.presentation import Masthead
from digest.model.website import IssueLine, IssuePage, Site, TopicLine, TopicLink, TopicPage

SITE = Site(masthead=Masthead(title="Diplomacy Watch"), url="https://watch.example.org/issues")


@dataclass
class PlainPages:
    """Pages of a few words, and a memory of which issues a page was made for."""

    words: str = "plain"
    made: list[date] = field(default_factory=list)

    def index(
        self, _site: Site, issues: Sequence[IssueLine], topics: Sequence[TopicLink] = ()
    ) -> str:
        """A line an issue, then one a topic."""
        lines = [f"{one.date} {one.status} {one.headline}" for one in issues]
        return "\n".join([*lines, *(one.name for one in topics)])

    def issue(self, _site: Site, page: IssuePage) -> str:
        """The neighbours and the place of the files."""
        self.made.append(page.issue.date)
        around = [one.date.isoformat() if one else "-" for one in (page.previous, page.following)]
        return f"{self.words} {page.issue.number} {around} {page.files}"

    def topic(self, _site: Site, page: TopicPage) -> str:
        """Its name and the stories' dates."""
        return f"{self.words} {page.name} {[one.date.isoformat() for one in page.stories]}"

    def topics(self, _site: Site, topics: Sequence[TopicLine]) -> str:
        """Their names."""
        return "\n".join(one.name for one in topics)

    def content(self, _site: Site, page: IssuePage) -> str:
        """The headline."""
        return f"<p>{page.issue.lead.headline if page.issue.lead else ''}</p>"

    def assets(self, _site: Site) -> Mapping[str, str]:
        """Empty ones."""
        return {"site.css": "", "site.js": "", "icon.svg": ""}

    def fingerprint(self) -> str:
        """Changes with the words."""
        return self.words


def publish_all(issues: Path, made: Sequence[Issue]) -> None:
    """Save and publish each."""
    for one in made:
        save_issue(issues, rendered(one), page=PAGE)
        freeze_issue(issues, one.date)


def site_files(issues: Path) -> dict[str, bytes]:
    """The files of the site, without those of the issues."""
    own = re.compile(r"issue\.\w+|draft\.toml")
    return {
        path.relative_to(issues).as_posix(): path.read_bytes()
        for path in sorted(issues.rglob("*"))
        if path.is_file() and not own.fullmatch(path.name)
    }


def test_the_site_has_index_pages_feeds_map_and_search(tmp_path: Path) -> None:
    """A page for every published issue."""
    publish_all(tmp_path, weekly(2))
    rebuild_site(tmp_path, SITE, PlainPages())
    assert set(site_files(tmp_path)) == {
        "2024-08-02/index.html",
        "2024-08-09/index.html",
        "feed.json",
        "feed.xml",
        "icon.svg",
        "index.html",
        "robots.txt",
        "search.js",
        "search.json",
        "site.css",
        "site.js",
        "sitemap.xml",
    }


def test_a_second_rebuild_changes_nothing(tmp_path: Path) -> None:
    """No page is made, no file is written."""
    publish_all(tmp_path, weekly(3))
    pages = PlainPages()
    assert len(rebuild_site(tmp_path, SITE, pages)) == 15
    pages.made.clear()
    assert rebuild_site(tmp_path, SITE, pages) == ()
    assert pages.made == []


def test_adding_an_issue_makes_its_page_and_its_neighbours(tmp_path: Path) -> None:
    """However many issues there are."""
    *first, last = weekly(5)
    publish_all(tmp_path, first)
    rebuild_site(tmp_path, SITE, PlainPages())
    publish_all(tmp_path, [last])
    pages = PlainPages()
    rebuild_site(tmp_path, SITE, pages)
    assert pages.made == [DAY, DAY - timedelta(weeks=1)]


def test_week_by_week_and_from_nothing_give_the_same_bytes(tmp_path: Path) -> None:
    """Published in any order, corrected on the way, in one archive or another."""
    made = weekly(4)
    for one in (made[2], made[0], made[3], made[1]):
        publish_all(tmp_path / "a", [one])
        rebuild_site(tmp_path / "a", SITE, PlainPages())
    publish_all(tmp_path / "b", made)
    for name in "ab":
        line = reopen_issue(tmp_path / name, DAY, text="The port is Izmail.", on=DAY)
        save_issue(tmp_path / name, rendered(replace(made[3], correction=line)), page=PAGE)
        freeze_issue(tmp_path / name, DAY)
    rebuild_site(tmp_path / "a", SITE, PlainPages())
    rebuild_site(tmp_path / "b", SITE, PlainPages())
    assert site_files(tmp_path / "a") == site_files(tmp_path / "b")
    assert rebuild_site(tmp_path / "a", SITE, PlainPages(), afresh=True) == ()


def test_another_template_or_setting_makes_every_page_again(tmp_path: Path) -> None:
    """A page is made from more than its issue."""
    publish_all(tmp_path, weekly(3))
    rebuild_site(tmp_path, SITE, PlainPages())
    pages = PlainPages(words="other")
    rebuild_site(tmp_path, SITE, pages)
    assert len(pages.made) == 3
    rebuild_site(tmp_path, replace(SITE, url=""), pages)
    assert len(pages.made) == 6


def test_a_lost_page_is_made_again(tmp_path: Path) -> None:
    """Deleting any file of the site loses nothing."""
    publish_all(tmp_path, weekly(2))
    rebuild_site(tmp_path, SITE, PlainPages())
    before = site_files(tmp_path)
    assert {"index.html", "feed.xml", "search.json", "2024-08-09/index.html"} <= set(before)
    for name in before:
        (tmp_path / name).unlink()
        rebuild_site(tmp_path, SITE, PlainPages())
        assert site_files(tmp_path) == before


def test_a_draft_is_nowhere_on_the_site(tmp_path: Path) -> None:
    """Neither its date nor its headline."""
    publish_all(tmp_path, weekly(1, last=DAY))
    draft = issue(DAY + timedelta(weeks=1), lead="Not yet")
    save_issue(tmp_path, rendered(draft), page=PAGE)
    rebuild_site(tmp_path, SITE, PlainPages())
    files = site_files(tmp_path)
    assert b"2024-08-09" in files["index.html"]
    assert [name for name, data in files.items() if b"Not yet" in data + name.encode()] == []
    assert [name for name, data in files.items() if b"2024-08-16" in data + name.encode()] == []


def test_readers_keep_the_published_version_while_a_correction_is_open(tmp_path: Path) -> None:
    """Its page shows the version that went out, then the corrected one."""
    publish_all(tmp_path, [issue()])
    line = reopen_issue(tmp_path, DAY, text="The port is Izmail.", on=DAY)
    corrected = replace(issue(lead="A pause"), correction=line)
    save_issue(tmp_path, rendered(corrected), page=PAGE)
    rebuild_site(tmp_path, SITE, PlainPages())
    assert (tmp_path / "2024-08-09" / "index.html").read_text().endswith(" versions/1/")
    assert b"A pause" not in (tmp_path / "feed.xml").read_bytes()
    freeze_issue(tmp_path, DAY)
    rebuild_site(tmp_path, SITE, PlainPages())
    assert "versions" not in (tmp_path / "2024-08-09" / "index.html").read_text()
    assert b"A pause" in (tmp_path / "feed.xml").read_bytes()


def test_the_page_stays_while_its_issue_is_corrected(tmp_path: Path) -> None:
    """No reader meets a hole between publishing and the next rebuild."""
    publish_all(tmp_path, [issue()])
    rebuild_site(tmp_path, SITE, PlainPages())
    reopen_issue(tmp_path, DAY, text="The port is Izmail.", on=DAY)
    assert (tmp_path / "2024-08-09" / "index.html").is_file()


def test_a_damaged_record_stops_the_rebuild_before_anything_is_written(tmp_path: Path) -> None:
    """An issue does not vanish from the site without a word."""
    publish_all(tmp_path, weekly(2))
    rebuild_site(tmp_path, SITE, PlainPages())
    before = site_files(tmp_path)
    (tmp_path / "2024-08-02" / "issue.json").write_text("{")
    with pytest.raises(StorageError, match="2024-08-02"):
        rebuild_site(tmp_path, SITE, PlainPages())
    assert site_files(tmp_path) == before


def test_a_damaged_catalogue_costs_only_time(tmp_path: Path) -> None:
    """search.json is made from the records, not the other way round."""
    publish_all(tmp_path, weekly(2))
    rebuild_site(tmp_path, SITE, PlainPages())
    before = site_files(tmp_path)
    (tmp_path / "search.json").write_text("{")
    rebuild_site(tmp_path, SITE, PlainPages())
    assert site_files(tmp_path) == before


def test_the_search_finds_headlines_words_and_sources(tmp_path: Path) -> None:
    """The script carries no more than a reader's search needs."""
    publish_all(tmp_path, [issue()])
    rebuild_site(tmp_path, SITE, PlainPages())
    data = (tmp_path / "search.json").read_text()
    (found,) = json.loads(data)["issues"]
    assert found["headline"] == "Envoys return to Ankara"
    assert (
        found["items"][1].items()
        >= {
            "id": "grain-ships-leave-port-12",
            "headline": "Grain ships leave port 12",
            "text": "Grain ships leave port 12, officials said.",
            "source": "Harbour Wire",
            "url": "https://wire.example.com/grain-ships-leave-port-12",
        }.items()
    )
    script = (tmp_path / "search.js").read_text()
    ((day, number, items),) = json.loads(script.removeprefix("digestSearch(").removesuffix(");\n"))
    assert (day, number) == ("2024-08-09", 12)
    assert items[1] == [found["items"][1][key] for key in ("id", "headline", "text", "source")]


def test_an_empty_archive_has_a_site_too(tmp_path: Path) -> None:
    """A new newsletter can be opened in a browser before its first issue."""
    rebuild_site(tmp_path / "issues", SITE, PlainPages())
    assert (tmp_path / "issues" / "index.html").is_file()
