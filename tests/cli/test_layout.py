"""Rows as wide as the screen: folded between words, aligned by columns, drawn as bars."""

import io
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.cli.layout import Column, bar, clipped, fold, sparkline, table
from digest.cli.terminal import Line, Role, Screen, screen_of, words
from digest.text import columns

HEADINGS = (
    Column(heading="NAME", fluid=True),
    Column(heading="COUNT", right=True),
    Column(heading="PLACE", fluid=True),
)
ROWS = (
    (words("Desk"), words(7), words("articles")),
    (words("東京の新聞と海の便り"), words(1234), words("https://news.example/" + "a" * 70)),
    (words("[red]\x1b[2J\u202eשלום"), words(0), words("words " * 20)),
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """As it says."""
        return True


def plain(rows: Iterable[Line]) -> list[str]:
    """Rows as text."""
    return [Screen().paint(row) for row in rows]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_columns_are_aligned_and_fit(width: int) -> None:
    """Numbers end where their heading ends, also behind characters that take two columns."""
    lines = plain(table(HEADINGS, ROWS, width))
    assert max(map(columns, lines)) <= width
    heading = lines[0]
    end = columns(heading[: heading.index("COUNT")]) + len("COUNT")
    for number in ("7", "1234", "0"):
        line = next(line for line in lines if f" {number} " in line)
        assert columns(line[: line.index(f" {number} ")]) + len(number) + 1 == end


def test_a_wide_screen_shows_every_row_in_one_line() -> None:
    """Nothing is folded without need."""
    assert len(plain(table(HEADINGS, ROWS, 200))) == 1 + len(ROWS)


@given(st.lists(st.text("ab 東é", max_size=12), max_size=12), st.integers(10, 60))
def test_no_word_is_broken_and_none_is_lost(pieces: list[str], width: int) -> None:
    """Whatever is folded."""
    line = [words(f"{piece} ") for piece in pieces]
    lines = plain(fold(line, width, hang=2))
    assert " ".join(lines).split() == " ".join(pieces).split()
    sticking_out = [row.split()[-1] for row in lines if columns(row) > width]
    assert all(columns(word) > width - 2 for word in sticking_out)


def test_what_is_below_hangs() -> None:
    """Two columns in, or as far as it is told; a line feed begins another line."""
    text = "  error: a line of words"
    assert plain(fold([words(text)], 14)) == ["  error: a", "    line of", "    words"]
    assert plain(fold([words("one two")], 5, hang=1)) == ["one", " two"]
    assert plain(fold([words("one\n two")], 9)) == ["one", " two"]


def test_words_without_a_space_between_them_stay_together() -> None:
    """A colon is never the first of a line."""
    line = [words("a headline", Role.HEADLINE), words(": x")]
    assert plain(fold(line, 10)) == ["a headline:", "  x"]


@pytest.mark.parametrize(
    ("value", "drawn"), [(4, "████"), (2, "██"), (-1, "█"), (0.5, "▌"), (0, ""), (9, "████")]
)
def test_a_bar_is_as_long_as_its_value(value: float, drawn: str) -> None:
    """Beside the largest, in steps of an eighth."""
    assert bar(value, 4, 4) == drawn
    assert bar(value, 0, 4) == ""


@pytest.mark.parametrize(
    ("counts", "drawn"), [((0, 1, 8), "·▁█"), ((0, 0), "··"), ((), ""), ((1, 1), "██")]
)
def test_a_sparkline_is_as_high_as_its_counts(counts: tuple[int, ...], drawn: str) -> None:
    """Beside the largest; a day without any is a dot."""
    assert sparkline(counts) == drawn


def test_what_is_too_long_is_clipped_by_columns() -> None:
    """With a sign that says so."""
    assert clipped("東京の新聞", 5) == "東京…"
    assert clipped("abc", 3) == "abc"


@pytest.mark.parametrize(
    ("environment", "width", "colour", "dumb"),
    [
        ({}, 80, True, False),
        ({"COLUMNS": "132", "NO_COLOR": ""}, 132, True, False),
        ({"COLUMNS": "7", "NO_COLOR": "1"}, 40, False, False),
        ({"TERM": "dumb"}, 80, False, True),
    ],
)
def test_a_terminal_says_what_it_can(
    environment: dict[str, str], width: int, *, colour: bool, dumb: bool
) -> None:
    """How wide it is, whether in colour, and whether it can draw over a line."""
    assert screen_of(Terminal(), environment) == Screen(width=width, colour=colour, dumb=dumb)


def test_a_pipe_and_an_encoding_without_bars_are_no_screen() -> None:
    """They get the plain lines."""
    latin = Terminal()
    latin.encoding = "latin-1"
    assert screen_of(io.StringIO(), {}) is None
    assert screen_of(latin, {}) is None


def test_colours_end_before_the_line_does() -> None:
    """One code for a run of words of one role, none where there is nothing to colour."""
    line = (words("  a"), words("b c", Role.BAD), words("", Role.GOOD), words(" "))
    assert Screen(colour=True).paint(line) == "  a\x1b[31mb c\x1b[0m"
