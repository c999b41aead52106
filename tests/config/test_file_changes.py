"""newsletter.toml changed line by line: what no change names keeps its bytes."""

import tomllib
from datetime import time
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config.file_blocks import Place
from digest.config.file_changes import (
    AddTable,
    Change,
    MoveTable,
    RemoveKey,
    RemoveTable,
    SetKey,
    Value,
    change_text,
)
from digest.config.file_differences import count_changes, differing_lines, loses_comments
from digest.errors import ConfigError

FILE = """\
# Mine.
[newsletter]
title = "Weekly"   # in the masthead
"tag line" = 'x'   # quoted
social.X = "https://x.example"  # dotted

# What to read.

[[sources]]
path = "a"
weight = 1.0       # the base

# The wire,
# which is quick.
[[sources]]
url = "https://b.example/#top"  # no comment in the address
name = "B"
# weight = 3

[theme]
# accent = "#0b6b5b"

[[sources]]
path = "c"

# The sections.

[[sections]]
id = "one"
match = '''
a OR "[[sections]]"
# no comment
'''

[[sections]]
id = "two"

# All that is left.

[check]
rules = { image-alt = "error" }  # inline
lists = [
  "a",  # first
  "b",
]
"""


def changed(*changes: Change, text: str = FILE) -> str:
    """`text` after the changes."""
    return change_text(text, changes, "newsletter.toml")


def gone_and_new(*changes: Change, text: str = FILE) -> tuple[list[str], list[str]]:
    """The lines that go and those that come."""
    shown = differing_lines(text, changed(*changes, text=text))
    return (
        [line.text for line in shown if line.mark == "-"],
        [line.text for line in shown if line.mark == "+"],
    )


@pytest.mark.parametrize(
    ("change", "goes", "comes"),
    [
        (
            SetKey(("newsletter",), "title", 'The "Daily"'),
            ['title = "Weekly"   # in the masthead'],
            ['title = "The \\"Daily\\""   # in the masthead'],
        ),
        (
            SetKey(("newsletter",), "tag line", "y"),
            ["\"tag line\" = 'x'   # quoted"],
            ['"tag line" = "y"   # quoted'],
        ),
        (SetKey(("newsletter",), "url", "https://n.example"), [], ['url = "https://n.example"']),
        (
            SetKey(("newsletter", "social"), "X", "y"),
            ['social.X = "https://x.example"  # dotted'],
            ['social.X = "y"  # dotted'],
        ),
        (SetKey(("newsletter", "social"), "Y", "y"), [], ['social.Y = "y"']),
        (
            SetKey(("sources", 0), "weight", 1.2),
            ["weight = 1.0       # the base"],
            ["weight = 1.2       # the base"],
        ),
        (SetKey(("sources", 1), "paused", True), [], ["paused = true"]),
        (SetKey(("sources", 2), "name", "C"), [], ['name = "C"']),
        (SetKey(("theme",), "accent", "#123456"), [], ['accent = "#123456"']),
        (SetKey(("schedule",), "at", time(8)), [], ["[schedule]", "at = 08:00:00"]),
        (
            SetKey(("check", "rules"), "image-alt", "off"),
            ['rules = { image-alt = "error" }  # inline'],
            ['rules = { image-alt = "off" }  # inline'],
        ),
        (SetKey(("sections", 1), "match", "a\nb"), [], ['match = """', "a", 'b"""']),
        (RemoveKey(("sources", 0), "weight"), ["weight = 1.0       # the base"], []),
        (RemoveKey(("sources", 0), "name"), [], []),
        (
            RemoveKey(("check", "rules"), "image-alt"),
            ['rules = { image-alt = "error" }  # inline'],
            ["rules = {  }  # inline"],
        ),
        (
            AddTable("sections", {"id": "three", "items": 3}),
            [],
            ["[[sections]]", 'id = "three"', "items = 3"],
        ),
        (
            RemoveTable("sources", 0),
            ["[[sources]]", 'path = "a"', "weight = 1.0       # the base"],
            [],
        ),
        (
            RemoveTable("sources", 1),
            [
                "# The wire,",
                "# which is quick.",
                "[[sources]]",
                'url = "https://b.example/#top"  # no comment in the address',
                'name = "B"',
                "# weight = 3",
            ],
            [],
        ),
    ],
)
def test_a_change_is_its_own_lines(change: Change, goes: list[str], comes: list[str]) -> None:
    """With the comment behind a value; new keys stand at the end of their table."""
    assert gone_and_new(change) == (goes, comes)


def test_a_table_moves_with_the_comments_above_and_leaves_those_of_all() -> None:
    """A comment behind a blank line speaks of what follows, and stays."""
    after = changed(MoveTable("sources", 1, 2))
    assert [row.get("name", row.get("path")) for row in tomllib.loads(after)["sources"]] == [
        "a",
        "c",
        "B",
    ]
    assert "# which is quick.\n[[sources]]\nurl" in after
    assert after.index("# What to read.") < after.index('path = "a"') < after.index("[theme]")
    swapped = changed(MoveTable("sections", 0, 1))
    assert swapped.index("# The sections.") < swapped.index('id = "two"')
    assert swapped.index('id = "one"') < swapped.index("# All that is left.")
    assert changed(MoveTable("sections", 1, 0), text=swapped) == FILE


def test_the_last_table_goes_without_a_trace() -> None:
    """No blank lines are left at the end of the file."""
    text = '[newsletter]\ntitle = "W"\n\n[[sources]]\npath = "a"\n\n[[sources]]\npath = "b"\n'
    assert changed(RemoveTable("sources", 1), text=text).endswith('path = "a"\n')


def test_the_only_table_of_an_array_goes() -> None:
    """Written as a table of its own, or in a line."""
    text = '[newsletter]\ntitle = "W"\n'
    assert changed(RemoveTable("sources", 0), text=f'{text}[[sources]]\npath = "a"\n') == text
    assert changed(RemoveTable("sources", 0), text=f'sources = [{{path = "a"}}]\n{text}') == (
        f"sources = []\n{text}"
    )


INLINE = (
    'sources = [{path = "a"}, {path = "b", weight = 2}]  # two\nnewsletter = {title = "W"}  # two\n'
)


@pytest.mark.parametrize(
    "change",
    [
        SetKey(("sources", 1), "weight", 1.5),
        SetKey(("sources", 0), "weight", 1.5),
        SetKey(("newsletter",), "title", "V"),
        RemoveKey(("sources", 1), "weight"),
        RemoveTable("sources", 0),
        MoveTable("sources", 0, 1),
        AddTable("sources", {"path": "c"}),
    ],
)
def test_inline_tables_are_changed_in_their_line(change: Change) -> None:
    """The comment behind them stays, and the other line."""
    goes, comes = gone_and_new(change, text=INLINE)
    assert len(goes) == len(comes) == 1
    assert comes[0].endswith("  # two")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["\r\n", ""])
def test_a_file_of_windows_remains_one(mark: str, last: str) -> None:
    """Its line ends, its mark at the start, and no line end where there was none."""
    text = mark + FILE.replace("\n", "\r\n").removesuffix("\r\n") + last
    for change in (
        SetKey(("sections", 1), "match", "a\nb"),
        SetKey(("schedule",), "every", "day"),
        AddTable("sections", {"id": "x"}),
    ):
        after = changed(change, text=text)
        assert after.startswith(mark + "# Mine.\r\n")
        assert after.count("\n") == after.count("\r\n")
        assert after.endswith("\r\n") == bool(last)


def test_what_cannot_be_changed_safely_is_refused() -> None:
    """The place is named; nothing comes out."""
    text = '[newsletter]\ntitle = "W"\n[[sources]]\npath = "a"\n[sources.more]\nx = 1\n'
    with pytest.raises(ConfigError, match=r"sources\[0\] is written in a way that only you"):
        changed(RemoveTable("sources", 0), text=text)
    with pytest.raises(ConfigError, match=r"newsletter\.title\.x is written in a way"):
        changed(SetKey(("newsletter", "title"), "x", "y"), text=text)
    with pytest.raises(ConfigError, match="is not valid TOML"):
        changed(SetKey(("newsletter",), "title", "x"), text="[newsletter\n")


def test_what_will_be_written_is_shown_under_its_table() -> None:
    """A value that gives way to another is one line; comments that stay are counted as staying."""
    after = changed(
        SetKey(("newsletter",), "layout", "wire"), SetKey(("sources", 1), "weight", 0.9)
    )
    shown = differing_lines(FILE, after)
    assert [(line.mark, line.text) for line in shown] == [
        ("in", "[newsletter]"),
        ("+", 'layout = "wire"'),
        ("in", "[[sources]]"),
        ("+", "weight = 0.9"),
    ]
    assert count_changes(shown) == 2
    one = differing_lines(FILE, changed(SetKey(("sources", 0), "weight", 2.0)))
    assert (count_changes(one), loses_comments(one)) == (1, False)
    assert loses_comments(differing_lines(FILE, changed(RemoveKey(("sources", 0), "weight"))))


KEYS = [
    (("newsletter",), "title"),
    (("newsletter",), "tagline"),
    (("newsletter", "social"), "X"),
    (("sources", 0), "weight"),
    (("sources", 1), "name"),
    (("sources", 2), "paused"),
    (("theme",), "accent"),
    (("sections", 0), "match"),
    (("sections", 1), "heading"),
    (("check", "rules"), "image-alt"),
    (("check",), "stale_days"),
    (("subscribe",), "text"),
]
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=40),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.times(),
)


@given(place=st.sampled_from(KEYS), value=VALUES, windows=st.booleans(), final=st.booleans())
def test_a_change_of_one_key_leaves_every_other_line(
    *, place: tuple[tuple[str | int, ...], str], value: Value, windows: bool, final: bool
) -> None:
    """Byte for byte and in order, comments too; the new value is what was asked for."""
    text = FILE.replace("\n", "\r\n") if windows else FILE
    text = text if final else text.rstrip("\r\n")
    after = changed(SetKey(*place, value), text=text)
    gone = len(lines_between_common_ends(text.split("\n"), after.split("\n")))
    assert gone <= (4 if place == (("sections", 0), "match") else 1)
    assert value_at(after, (*place[0], place[1])) == value


def lines_between_common_ends(before: list[str], after: list[str]) -> list[str]:
    """The lines of `before` that are neither at its start nor at its end as they are in `after`."""
    first = alike(before, after)
    last = alike(before[first:][::-1], after[first:][::-1])
    return before[first : len(before) - last]


def alike(one: list[str], other: list[str]) -> int:
    """How many lines from the start on are the same."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def value_at(text: str, place: Place) -> object:
    """What the file says there."""
    inside: object = tomllib.loads(text)
    for part in place:
        inside = dict(rows_of(inside))[part]
    return inside


def rows_of(inside: object) -> list[tuple[str | int, object]]:
    """The values of a table by their keys, of an array by their numbers."""
    if isinstance(inside, list):
        return list(enumerate(inside))
    assert isinstance(inside, dict)
    return list(inside.items())
