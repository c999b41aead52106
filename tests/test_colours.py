"""Colours of their own hue that can be read in the dark."""

from colorsys import rgb_to_hls
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from profiles import examples

from digest.colours import READABLE, Colour, contrast_ratio, readable_on
from digest.config.layouts import Layout, list_layouts
from digest.config.settings import Newsletter
from digest.model.presentation import Theme

NIGHT = Colour(0x1B, 0x1F, 0x24)
PAIRS = (
    *(("ink", "paper"), ("muted", "paper"), ("accent", "paper"), ("accent_text", "accent")),
    *(("ink", "ground"), ("muted", "ground"), ("accent", "ground")),
)
colours = some.builds(Colour, *[some.integers(0, 255)] * 3)


def faint(theme: Theme) -> list[str]:
    """The texts of a theme that do not stand out from what is behind them."""
    named = {name: Colour(*bytes.fromhex(value[1:])) for name, value in _colours(theme)}
    return [
        f"{scheme}{text} on {scheme}{ground}"
        for scheme in ("", "dark_")
        for text, ground in PAIRS
        if contrast_ratio(named[scheme + text], named[scheme + ground]) < READABLE
    ]


def _colours(theme: Theme) -> list[tuple[str, str]]:
    return [(name, value) for name, value in asdict(theme).items() if value.startswith("#")]


def theme(**written: str) -> Theme:
    """[theme] as it is written in newsletter.toml, with what follows from it."""
    return Newsletter.model_validate({"newsletter": {"title": "T"}, "theme": written}).theme


@given(colours)
def test_every_colour_has_a_lighter_one_that_can_be_read(colour: Colour) -> None:
    """And what can be read already stays."""
    found = readable_on(colour, NIGHT)
    assert contrast_ratio(found, NIGHT) >= READABLE
    if contrast_ratio(colour, NIGHT) >= READABLE:
        assert found == colour


@pytest.mark.parametrize(
    "colour", [Colour(0, 128, 0), Colour(11, 107, 91), Colour(179, 38, 30), Colour(75, 0, 130)]
)
def test_a_green_stays_green(colour: Colour) -> None:
    """The hue stays within fifteen degrees: eyes and the wheel of HLS differ by some."""
    before, after = (
        rgb_to_hls(*(part / 255 for part in one))[0] * 360
        for one in (colour, readable_on(colour, NIGHT))
    )
    assert abs(before - after) < 15
    assert colour != readable_on(colour, NIGHT)


@given(colours)
def test_an_accent_alone_is_enough(accent: Colour) -> None:
    """Links can be read in the dark, buttons in both schemes."""
    found = {name: Colour(*bytes.fromhex(value[1:])) for name, value in _hex(accent).items()}
    assert contrast_ratio(found["dark_accent"], NIGHT) >= READABLE
    for ground, text in (("accent", "accent_text"), ("dark_accent", "dark_accent_text")):
        assert contrast_ratio(found[ground], found[text]) >= READABLE


def test_what_is_written_stays_as_written() -> None:
    """Each by itself; and without an accent nothing changes."""
    assert theme(accent="#008000", dark_accent="#ffffff").dark_accent == "#ffffff"
    assert theme(accent="#008000", dark_accent="#ffffff").dark_accent_text == "#16191d"
    assert theme(accent="#008000", accent_text="#eeeeee").accent_text == "#eeeeee"
    assert theme(ink="#1b2a3d").dark_accent == Theme().dark_accent


def _hex(accent: Colour) -> dict[str, str]:
    found = theme(accent=str(accent))
    return {
        "accent": found.accent,
        "accent_text": found.accent_text,
        "dark_accent": found.dark_accent,
        "dark_accent_text": found.dark_accent_text,
    }


@pytest.mark.parametrize("layout", list_layouts(None), ids=lambda layout: layout.name)
def test_each_layouts_own_colours_can_be_read(layout: Layout) -> None:
    """Every text on every ground that the templates put it on, in both schemes."""
    assert faint(layout.theme) == []


@pytest.mark.parametrize("name", [layout.name for layout in list_layouts(None)])
@settings(max_examples=examples(20))
@given(colours)
def test_an_accent_is_enough_in_every_layout(name: str, accent: Colour) -> None:
    """In the dark everything can be read; in the light all but the accent itself, if it is pale."""
    written = {"newsletter": {"title": "T", "layout": name}, "theme": {"accent": str(accent)}}
    theme = Newsletter.model_validate(written).theme
    pale = ["accent on paper", "accent on ground"]
    assert [pair for pair in faint(theme) if pair not in pale] == []


def test_an_accent_can_be_read_around_the_column_too() -> None:
    """Where the ground is the lighter of the two."""
    found = theme(accent="#0b6b5b", dark_paper="#000000", dark_ground="#333a40")
    assert "dark_accent on dark_ground" not in faint(found)
