"""A matter through the whole run: one item, the others below it, as the editor wants them."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from draft.editors import Editor
from pipeline.newsletters import workspace_at
from selection.news import WAR

from digest.archive.contents import past_issues
from digest.model.issues import Issue
from digest.pipeline.build import build_issue
from digest.pipeline.publication import publish_issue

DAY = date(2024, 8, 9)
SETTINGS = """
[newsletter]
title = "Test Weekly"
timezone = "Europe/Berlin"
[[sources]]
path = "Gazette"
[[sources]]
path = "Courier"
[[sources]]
path = "elsewhere"
[lead]
show = false
[[sections]]
id = "other"
heading = "In other news:"
items = 5
[colophon]
address = "1 Street, Town"
unsubscribe_url = "https://example.org/out"
"""
NAMES = ("road", "clinic", "council", "hostages")


def write(folder: Path, source: str, name: str, title: str, text: str, day: str) -> None:
    """A piece of a source."""
    (folder / source).mkdir(exist_ok=True)
    (folder / source / f"{name}.md").write_text(
        f"---\ntitle: {title}\ndate: {day}\nurl: https://{source.lower()}.example/{name}\n---\n\n"
        f"{text}\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter and a week: four events of a war by two sources, and thirty lone events."""
    (tmp_path / "newsletter.toml").write_text(SETTINGS)
    for day, name, (title, text) in zip((5, 6, 7, 8), NAMES, WAR, strict=True):
        for source in ("Gazette", "Courier"):
            write(tmp_path, source, name, title, text, f"2024-08-0{day}")
    for at in range(30):
        word = f"Ox{'abcdefghij'[at % 10]}{'klm'[at // 10]}yq"
        write(tmp_path, "elsewhere", word, word, f"{word} {word}ly.", "2024-08-07")
    return tmp_path


def built(folder: Path) -> Issue:
    """The issue of the day, built on its own morning."""
    return build_issue(workspace_at(folder, DAY), DAY).issue


def war_items(issue: Issue) -> dict[str, set[str]]:
    """The war's items by the name in their address, each with the names in its lines'."""
    return {
        _name(item.url): {_name(line.url) for line in item.also_this_week}
        for item in issue.items
        if _name(item.url) in NAMES
    }


def _name(url: str) -> str:
    return url.rpartition("/")[2]


def edit(folder: Path, change: Callable[[Editor, Callable[[str], list[str]]], None]) -> Issue:
    """The issue after `change` of the page, which gets the ids of an event's articles by name."""
    built(folder)
    path = folder / "drafts" / f"{DAY}.toml"
    page = Editor(path.read_text())
    stories = {one["headline"]: one["articles"] for one in tomllib.loads(page.text)["story"]}
    titles = {name: title for name, (title, _) in zip(NAMES, WAR, strict=True)}
    change(page, lambda name: stories[titles[name]])
    path.write_text(page.text)
    return built(folder)


def test_a_matter_is_one_item_with_the_others_below_it(folder: Path) -> None:
    """In what readers get, too."""
    assert war_items(built(folder)) == {"council": {"hostages", "road", "clinic"}}
    text = (folder / "issues" / str(DAY) / "issue.txt").read_text()
    assert "Also this week:\n  - Families read names of hostages on a wall (" in text


def test_what_the_editor_takes_in_is_an_item_and_no_line(folder: Path) -> None:
    """Wherever it then stands on the page."""
    issue = edit(folder, lambda page, ids: page.write(ids("road")[0], "section", '"other"'))
    assert war_items(issue) == {"council": {"hostages", "clinic"}, "road": set()}


def test_what_the_editor_drops_or_joins_is_no_line(folder: Path) -> None:
    """Deleted for good, or part of another story."""
    dropped = edit(folder, lambda page, ids: page.delete(ids("road")[0]))
    assert war_items(dropped) == {"council": {"hostages", "clinic"}}

    def join(page: Editor, ids: Callable[[str], list[str]]) -> None:
        pair = json.dumps([ids("council")[0], ids("clinic")[0]])
        page.text = page.text.replace("together = []", f"together = [{pair}]")

    assert war_items(edit(folder, join)) == {"council": {"hostages"}}


def test_an_items_lines_are_switched_off_on_the_page(folder: Path) -> None:
    """One line of it."""
    issue = edit(folder, lambda page, ids: page.write(ids("council")[0], "also_this_week", "false"))
    assert war_items(issue) == {"council": set()}


def test_lines_are_switched_off_for_the_newsletter(folder: Path) -> None:
    """One key."""
    with (folder / "newsletter.toml").open("a") as settings:
        settings.write("[blurbs]\nalso_this_week = 0\n")
    assert war_items(built(folder)) == {"council": set()}


def test_what_stood_in_a_line_is_not_spent(folder: Path) -> None:
    """It is the item's own articles that no later issue tells again."""
    built(folder)
    publish_issue(workspace_at(folder, DAY), DAY, force=True)
    (past,) = past_issues(folder / "issues")
    spent = {_name(one.key) for one in past.items}
    assert "council" in spent
    assert not spent & {"hostages", "road", "clinic"}
