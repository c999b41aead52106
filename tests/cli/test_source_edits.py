"""One source of newsletter.toml changed from the command line, and nothing else of the file."""

import json
from pathlib import Path

import pytest
from cli.terminal import Ended, digest

NEWSLETTER = """\
# Mine.
[newsletter]
title = "Test Weekly"   # stays

[[sources]]
path = "articles"
name = "Our desk"
weight = 1.0            # the base

# Quick, but loud.
[[sources]]
url = "https://desk:secret@wire.example/feed"
name = "The Wire"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsletter of two sources."""
    (tmp_path / "newsletter.toml").write_text(NEWSLETTER)
    (tmp_path / "articles").mkdir()
    return tmp_path


def sources(folder: Path, *arguments: str) -> Ended:
    """Run `digest sources` with the arguments."""
    return digest("-C", folder, "sources", *arguments)


def text(folder: Path) -> str:
    """What stands in the file."""
    return (folder / "newsletter.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "old", "new"),
    [
        (("weight", "Our desk", "1.2"), "weight = 1.0  ", "weight = 1.2  "),
        (("weight", "The Wire", "0"), 'name = "The Wire"\n', 'name = "The Wire"\nweight = 0.0\n'),
        (("rename", "articles", "Desk"), '"Our desk"', '"Desk"'),
        (("pause", "The Wire"), 'name = "The Wire"\n', 'name = "The Wire"\npaused = true\n'),
        (
            ("remove", "The Wire"),
            NEWSLETTER[NEWSLETTER.index("\n# Quick") :],
            "",
        ),
    ],
)
def test_one_source_changes(folder: Path, arguments: tuple[str, ...], old: str, new: str) -> None:
    """Named by its name or its path; what was done is said, and that the comments stay."""
    done = sources(folder, *arguments)
    assert done.code == 0, done.err
    assert text(folder) == NEWSLETTER.replace(old, new)
    lost = arguments[0] == "remove"
    assert ("your comments stay" in done.err) != lost
    assert "secret" not in done.err


def test_a_paused_source_is_not_asked_and_read_again_after_resume(folder: Path) -> None:
    """It is listed and judged as paused; what it had stays in the choice."""
    # On a Wednesday: between a cut-off and the end of its day, an issue takes nothing more.
    (folder / "newsletter.toml").write_text(
        f"{NEWSLETTER}\n[schedule]\nas_of = 2024-08-07T12:00:00Z\n"
    )
    (folder / "articles" / "piece.md").write_text("---\ntitle: Harbour\n---\n\nIt opened.\n")
    sources(folder, "pause", "The Wire")
    assert digest("-C", folder, "collect").code == 0
    sources(folder, "pause", "Our desk")
    collected = digest("-C", folder, "collect", "--force")
    assert collected.code == 0, collected.err
    assert "0 sources" in collected.err
    assert sources(folder, "list").out.count("\tpaused\n") == 2
    health = sources(folder, "health").out
    assert "paused    Our desk: is not read; digest sources resume reads it again" in health
    page = digest("-C", folder, "draft")
    assert "Harbour" in Path(page.out.strip()).read_text(), page.err
    assert sources(folder, "resume", "Our desk").code == 0
    assert "1 of 1 source" in digest("-C", folder, "collect", "--force").err


def test_a_mistake_is_said_and_the_file_stays(folder: Path) -> None:
    """No such source, a name that is taken, a weight out of bounds."""
    for arguments, said in (
        (("pause", "Wire"), "Wire is no source of newsletter.toml; did you mean The Wire?"),
        (("rename", "The Wire", "Our desk"), "is the name of sources[0], too; give each its own"),
        (("rename", "The Wire", " "), "a source needs a name"),
        (("weight", "The Wire", "11"), "should be less than or equal to 10"),
    ):
        refused = sources(folder, *arguments)
        assert refused.code == 2
        assert said in refused.err
        assert "secret" not in refused.err
    assert text(folder) == NEWSLETTER


def test_a_program_reads_what_was_done(folder: Path) -> None:
    """The lines, as they may be shown to anyone."""
    done = json.loads(sources(folder, "pause", "The Wire", "--json").out)
    assert done["changed"] is True
    assert done["lines"] == [
        {"mark": "in", "text": "[[sources]]"},
        {"mark": "+", "text": "paused = true"},
    ]
    removed = json.loads(sources(folder, "remove", "The Wire", "--json").out)
    assert 'url = "https://' in str(removed["lines"])
    assert "secret" not in str(removed["lines"])


def test_a_second_time_nothing_has_to_change(folder: Path) -> None:
    """Which is said, too."""
    sources(folder, "pause", "The Wire")
    again = json.loads(sources(folder, "pause", "The Wire", "--json").out)
    assert (again["changed"], again["lines"]) == (False, [])
