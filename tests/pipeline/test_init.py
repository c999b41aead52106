"""A newsletter as `digest init` leaves it."""

import json
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsing import parse_here

from digest.config import load_newsletter
from digest.config.settings import Source
from digest.errors import CheckFailed, ConfigError, UsageError
from digest.pipeline.build import build_issue
from digest.pipeline.first_settings import Answers, Beginning, preset_names, words_query
from digest.pipeline.init import create_newsletter
from digest.pipeline.publication import publish_issue
from digest.pipeline.workspace import Workspace
from digest.query import parse_query

NOW = datetime(2024, 8, 1, 12, tzinfo=UTC)


def test_a_fresh_newsletter_builds_and_is_not_published(tmp_path: Path) -> None:
    """The refusal names what to replace, and the file or the key."""
    create_newsletter(tmp_path, title="Weekly", now=NOW)
    workspace = Workspace(
        folder=tmp_path, newsletter=load_newsletter(tmp_path), now=NOW, parsing=parse_here
    )
    build_issue(workspace, workspace.due())
    with pytest.raises(CheckFailed) as refused:
        publish_issue(workspace, workspace.due())
    said = str(refused.value)
    assert "Replace this with the week's lead” and 10 more came with `digest init`" in said
    for place in ("articles/lead.md", "articles/item.md", "[colophon] address in newsletter.toml"):
        assert f"write your own in {place}" in said


def test_editing_tools_find_the_schema_without_a_network(tmp_path: Path) -> None:
    """The first line of the settings leads to a file that knows their tables."""
    create_newsletter(tmp_path, title="Weekly", now=NOW)
    settings = (tmp_path / "newsletter.toml").read_text(encoding="utf-8")
    place = settings.partition("\n")[0].removeprefix("#:schema ")
    schema = json.loads((tmp_path / place).read_text(encoding="utf-8"))
    assert tomllib.loads(settings).keys() <= schema["properties"].keys()
    assert (tmp_path / ".digest").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("preset", preset_names())
def test_a_preset_brings_sections(tmp_path: Path, preset: str) -> None:
    """For the pieces that init writes, or for sources of one's own; each query can be read."""
    create_newsletter(tmp_path, title="Weekly", now=NOW, beginning=Beginning(preset=preset))
    newsletter = load_newsletter(tmp_path)
    assert len(newsletter.sections) >= 4
    assert newsletter.sections[-1].id == "other"


def test_a_newsletter_of_a_preset_builds(tmp_path: Path) -> None:
    """Its lead is the piece that init writes."""
    create_newsletter(tmp_path, title="Weekly", now=NOW, beginning=Beginning(preset="world"))
    workspace = Workspace(
        folder=tmp_path, newsletter=load_newsletter(tmp_path), now=NOW, parsing=parse_here
    )
    assert build_issue(workspace, workspace.due()).issue.lead


def test_an_unknown_preset_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    """The message lists what there is."""
    with pytest.raises(UsageError, match="the presets are business, climate"):
        create_newsletter(
            tmp_path / "new", title="Weekly", now=NOW, beginning=Beginning(preset="wrold")
        )
    assert not (tmp_path / "new").exists()


def test_a_preset_takes_sources_out_of_their_folders(tmp_path: Path) -> None:
    """Its queries place their articles."""
    source = Source(url="https://a.example/feed", name="A", section="mine")
    create_newsletter(
        tmp_path,
        title="Weekly",
        now=NOW,
        beginning=Beginning(sources=(source,), preset="world"),
    )
    newsletter = load_newsletter(tmp_path)
    assert [(one.name, one.section) for one in newsletter.sources] == [("A", "")]
    assert newsletter.sections[0].id == "europe"


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("ukraine, russia", "ukraine OR russia"),
        ("black sea ,kyiv,, kyiv", '"black sea" OR kyiv'),
        ('"peace talks"\nnegotiat*', '"peace talks" OR negotiat*'),
        ("or, not; title:x, (a", '"or" OR "not" OR "title:x" OR "(a"'),
        ("أوكرانيا، 乌克兰，和平", "أوكرانيا OR 乌克兰 OR 和平"),
        (" ,, -- ", ""),
    ],
)
def test_words_become_a_query_that_any_of_them_fits(words: str, query: str) -> None:
    """Whatever is written, it can be read, and looks for nothing but those words."""
    assert words_query(words) == query
    parse_query(query)


@given(st.text(max_size=80))
def test_any_words_make_a_query(words: str) -> None:
    """Also those that nobody would write."""
    parse_query(words_query(words))


def test_answers_stand_in_the_settings(tmp_path: Path) -> None:
    """In their own lines, beside the comments that explain them."""
    answers = Answers(
        about="grain, black sea", timezone="Europe/Kyiv", every="month", day=3, at="18:30"
    )
    create_newsletter(tmp_path, title="Weekly", now=NOW, beginning=Beginning(answers=answers))
    newsletter = load_newsletter(tmp_path)
    schedule = newsletter.schedule
    assert (schedule.every, schedule.day, schedule.at.isoformat()) == ("month", 3, "18:30:00")
    assert newsletter.newsletter.timezone == "Europe/Kyiv"
    assert newsletter.lead.match == newsletter.sections[-1].match == 'grain OR "black sea"'
    text = (tmp_path / "newsletter.toml").read_text()
    assert 'every = "month"                  # day, week, two weeks or month' in text


@pytest.mark.parametrize(
    ("title", "answers", "said"),
    [
        ("", Answers(), "newsletter.title"),
        ("W", Answers(timezone="Mars"), "newsletter.timezone = 'Mars' is not a time zone"),
        ("W", Answers(at="7am"), "schedule.at = '7am' is no time of day"),
        ("W", Answers(every="year"), "schedule.every"),
    ],
)
def test_an_answer_that_cannot_be_is_said_and_nothing_is_written(
    tmp_path: Path, title: str, answers: Answers, said: str
) -> None:
    """The folder stays empty."""
    with pytest.raises(ConfigError, match=re.escape(said)):
        create_newsletter(tmp_path, title=title, now=NOW, beginning=Beginning(answers=answers))
    assert list(tmp_path.iterdir()) == []
