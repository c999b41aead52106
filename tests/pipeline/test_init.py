"""A newsletter as `digest init` leaves it."""

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.config import load_newsletter
from digest.config.settings import Source
from digest.errors import CheckFailed, UsageError
from digest.pipeline.build import build_issue
from digest.pipeline.first_settings import Beginning, preset_names
from digest.pipeline.init import create_newsletter
from digest.pipeline.publication import publish_issue
from digest.pipeline.workspace import Workspace

NOW = datetime(2024, 8, 1, 12, tzinfo=UTC)


def test_a_fresh_newsletter_builds_and_is_not_published(tmp_path: Path) -> None:
    """The refusal names what to replace, and the file or the key."""
    create_newsletter(tmp_path, title="Weekly", now=NOW)
    workspace = Workspace(folder=tmp_path, newsletter=load_newsletter(tmp_path), now=NOW)
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
    workspace = Workspace(folder=tmp_path, newsletter=load_newsletter(tmp_path), now=NOW)
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
