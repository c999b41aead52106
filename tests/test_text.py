"""Words of a line: how wide they are, what is an address, and what must not be told of one."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.text import (
    columns,
    counted,
    is_mail_address,
    length_in_words,
    one_line,
    ordinal,
    span_in_words,
    without_controls,
    without_credentials,
)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("Weekly", 6),
        ("Übersicht", 9),
        ("海峡观察", 8),
        ("ｗｅ", 4),
        ("e\u0301te\u0301", 3),
        ("مُحَادَثَات", 7),
        ("सि\u0941", 2),
        ("a\u2060b\u200bc\u200ed\u00ad", 4),
        ("x\u20e3", 1),
    ],
)
def test_a_width_counts_what_is_seen(text: str, width: int) -> None:
    """Wide letters are two columns; marks, joiners and signs of direction are none."""
    assert columns(text) == width


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, ("item",), "0 items"),
        (1, ("item",), "1 item"),
        (2, ("item",), "2 items"),
        (1, ("story", "stories"), "1 story"),
        (12000, ("story", "stories"), "12,000 stories"),
    ],
)
def test_one_is_told_from_many(number: int, words: tuple[str, ...], said: str) -> None:
    """As "1 item" and "2 items"."""
    assert counted(number, *words) == said


@pytest.mark.parametrize("text", ["a@b.example", "a.b+c@lists.b-c.example", "o'neil@b"])
def test_an_address_is_user_and_host(text: str) -> None:
    """As RFC 5322 has it, in ASCII."""
    assert is_mail_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "a", "a@", "@b", "a@b@c", "a..b@c", ".a@c", "a@b.", "a b@c", "ä@b", "a@b\n", "<a@b>"],
)
def test_what_is_more_or_less_is_none(text: str) -> None:
    """Nothing before, after or within it that does not belong there."""
    assert not is_mail_address(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://me:secret@a.example/f", "https://…@a.example/f"),
        ("https://token@a.example", "https://…@a.example"),
        ("https://me:se@cret@a.example/f", "https://…@a.example/f"),
        ("https://me:se/cret@a.example/f", "https://…@a.example/f"),
        ("no answer from http://me:x@a.example/ today", "no answer from http://…@a.example/ today"),
        ("https://m.example/@weekly", "https://m.example/@weekly"),
        ("https://a.example/?to=b@c.example", "https://a.example/?to=b@c.example"),
        ("desk@a.example", "desk@a.example"),
    ],
)
def test_names_and_passwords_are_not_told(text: str, shown: str) -> None:
    """The rest of the address is, so that an editor knows which is meant."""
    assert without_credentials(text) == shown


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "first"), (12, "twelfth"), (13, "13th"), (21, "21st"), (22, "22nd"), (103, "103rd")],
)
def test_a_place_is_said_in_words(number: int, said: str) -> None:
    """The first dozen as words, the others with the ending that they have."""
    assert ordinal(number) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 seconds"),
        (90, "90 seconds"),
        (5400, "90 minutes"),
        (14400, "4 hours"),
        (86400, "1 day"),
        (129600, "36 hours"),
        (1209600, "2 weeks"),
    ],
)
def test_a_span_is_said_in_its_largest_whole_unit(seconds: int, said: str) -> None:
    """As newsletter.toml writes it."""
    assert span_in_words(timedelta(seconds=seconds)) == said


UNWANTED = {
    *map(chr, (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))),
    *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF, 0xD800, 0xDFFF)),
}
SIGNS = st.sampled_from(
    [*sorted(UNWANTED), *"ab  \t\n\r\xa0\u2028\u3000\u200b\ufeffäж中😀\u2029\u202f"]
)


@given(st.text(SIGNS, max_size=9))
def test_controls_go_and_any_white_space_is_a_space(text: str) -> None:
    """Whatever else stands around them."""
    kept = "".join(sign for sign in text if sign not in UNWANTED)
    assert without_controls(text) == kept
    assert one_line(text) == " ".join(kept.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Grain ships sail", 3),
        ("穀物船が出港する", 5),
        ("곡물을 실은 배가 항구를 떠났다", 5),
        ("", 0),
    ],
)
def test_words_are_counted_as_their_script_parts_them(text: str, words: int) -> None:
    """Japanese by its signs, two to a word; Korean by its blanks, as English."""
    assert length_in_words(text) == words
