"""Colours and their contrast, against the figures that WCAG's own examples give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.colours import Colour, contrast_ratio, parse_colour

CHANNELS = st.builds(Colour, *[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#fff", Colour(255, 255, 255)),
        ("#8F2D1F !important", Colour(143, 45, 31)),
        ("rgb(1, 2, 3)", Colour(1, 2, 3)),
        ("rgb(1 2 3 / 100%)", Colour(1, 2, 3)),
        ("White", Colour(255, 255, 255)),
        ("rgba(1,2,3,0.5)", None),
        ("transparent", None),
        ("inherit", None),
        ("#12345", None),
        ("", None),
    ],
)
def test_a_colour_is_read_or_is_none(text: str, expected: Colour | None) -> None:
    """Hexadecimal, rgb() and common names; what shines through is none."""
    assert parse_colour(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21.0),
        ("#777", "#fff", 4.48),
        ("#767676", "#fff", 4.54),
        ("#fff", "#fff", 1),
    ],
)
def test_contrast_is_wcags(one: str, other: str, ratio: float) -> None:
    """The well-known edge cases: #767676 on white passes, #777 does not."""
    first, second = parse_colour(one), parse_colour(other)
    assert first
    assert second
    assert round(contrast_ratio(first, second), 2) == ratio


@given(CHANNELS, CHANNELS)
def test_contrast_is_the_same_both_ways(one: Colour, other: Colour) -> None:
    """From 1 to 21, whichever is in front."""
    assert contrast_ratio(one, other) == contrast_ratio(other, one)
    assert 1 <= contrast_ratio(one, other) <= 21
