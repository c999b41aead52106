"""A light mail in an inbox that makes its own dark colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.colours import Colour, contrast_ratio, parse_colour
from digest.desk.mail.recolour import Use, recolour, recolour_mail

WHITE, BLACK = Colour(255, 255, 255), Colour(0, 0, 0)
COLOURS = st.builds(Colour, *(3 * [st.integers(0, 255)]))


def luminance_rank(paint: Colour) -> float:
    """How bright a colour is, by its contrast with black."""
    return contrast_ratio(paint, BLACK)


def test_black_on_white_stays_readable() -> None:
    """It becomes light on nearly black."""
    ground, ink = recolour(WHITE, Use.GROUND), recolour(BLACK, Use.INK)
    assert luminance_rank(ground) < 2
    assert contrast_ratio(ground, ink) > 10


@given(COLOURS)
def test_no_ground_stays_light_and_no_ink_dark(paint: Colour) -> None:
    """Middle grey is the border."""
    middle = Colour(119, 119, 119)
    assert luminance_rank(recolour(paint, Use.GROUND)) <= luminance_rank(middle) * 1.05
    assert luminance_rank(recolour(paint, Use.INK)) >= luminance_rank(middle) * 0.95


def test_what_is_dark_already_stays() -> None:
    """A dark panel keeps its ground and its light ink."""
    panel = '<td bgcolor="#101820" style="background-color:#101820;color:#f5f5f5">x</td>'
    assert recolour_mail(panel) == panel


@pytest.mark.parametrize(
    ("mail", "kept"),
    [
        ('<p style="background:url(a.png) #ffffff no-repeat">', "url(a.png)"),
        ('<p style="border-top:6px solid #9c3b24">', "6px solid"),
        ('<p style="color: rgb(0, 0, 0) !important">', "!important"),
        ('<td bgcolor="white">', 'bgcolor="#'),
        ("<style>h1 { color: navy; margin: 0 }</style>", "margin: 0"),
    ],
)
def test_only_the_colour_of_a_declaration_changes(mail: str, kept: str) -> None:
    """Whatever notation it is written in."""
    changed = recolour_mail(mail)
    assert changed != mail
    assert kept in changed


def test_words_are_left_alone() -> None:
    """Text that reads like a declaration is text."""
    assert recolour_mail("<p>color: black; background: white</p>").startswith("<p>color: black")


def test_the_default_colours_are_colours() -> None:
    """What a mail without its own stands on can be read."""
    assert parse_colour("#202020") is not None
