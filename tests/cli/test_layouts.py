"""`digest layouts list` and `digest preview --layout`."""

import json
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from cli.pty_runs import watch
from cli.terminal import digest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter that is set in a layout of its own."""
    settings = NEWSLETTER.replace('"Test Weekly"', '"Test Weekly"\nlayout = "mine"')
    (tmp_path / "newsletter.toml").write_text(settings)
    mine = tmp_path / "templates" / "layouts" / "mine"
    mine.mkdir(parents=True)
    (mine / "theme.toml").write_text('about = "Red\\u001b[2J\\tand\\n  gold."\n')
    return tmp_path


def test_layouts_are_listed_for_programs(folder: Path) -> None:
    """An object a line, and a line in columns for cut and the like."""
    listed = [
        json.loads(line)
        for line in digest("-C", folder, "layouts", "list", "--json").out.splitlines()
    ]
    assert [(one["name"], one["in_use"]) for one in listed] == [
        ("magazine", False),
        ("brief", False),
        ("wire", False),
        ("mine", True),
    ]
    lines = [line.split("\t") for line in digest("-C", folder, "layouts", "list").out.splitlines()]
    assert lines[3] == ["mine", "templates/layouts/mine", "in use", "Red[2J and gold."]
    assert {len(line) for line in lines} == {4}


def test_layouts_are_a_table_for_a_person(folder: Path) -> None:
    """The one in use is marked; a line of a stranger does not steer the terminal."""
    seen = watch("-C", folder, "layouts", "list", environment=[("NO_COLOR", "1")])
    (row,) = [line for line in seen.lines if line.startswith("mine")]
    assert row.split()[:4] == ["mine", "in", "use", "templates/layouts/mine"]
    assert seen.lines[-2] == "4 layouts: 1 of your own"
    assert "\x1b" not in seen.given


def test_a_layout_to_try_must_be_there(folder: Path) -> None:
    """Told before anything is built."""
    ended = digest("-C", folder, "preview", "--layout", "wyre", "--offline", "--port", "0")
    assert ended.code == 2
    assert "--layout wyre is none of the layouts" in ended.err
    assert "did you mean wire?" in ended.err
    assert not (folder / "issues").exists()
