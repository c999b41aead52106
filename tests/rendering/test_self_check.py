"""The self-check after inlining finds each thing that may get lost."""

import pytest

from digest.errors import RenderError
from digest.rendering.inliner import inline_styles
from digest.rendering.self_check import raise_if_lost

WHOLE = (
    "<!DOCTYPE html><html><head><title>T</title><style>@media print { p { color: red !important; } "
    '}</style></head><body><!--[if mso]><table><![endif]--><p id="item-a">One &amp; two</p>'
    '<img src="x" width="600" alt="A &amp; b"><a href="https://a.example/é?a=1&copy=2">c</a>'
    "</body></html>"
)


def test_a_whole_page_passes() -> None:
    """Nothing lost, nothing said."""
    raise_if_lost(WHOLE, WHOLE, ["a"])


@pytest.mark.parametrize(
    ("kept", "lost", "named"),
    [
        ("<!DOCTYPE html>", "", "doctype"),
        ("<!--[if mso]><table><![endif]-->", "", "conditional comments"),
        (" !important", "", "!important"),
        ('width="600"', 'width="100%"', "widths of pictures"),
        ("One &amp; two", "One", "visible text"),
        ("A &amp; b", "A b", "alt texts or links"),
        ("a=1", "a=2", "alt texts or links"),
        ('id="item-a"', "", "block of item a"),
    ],
)
def test_each_loss_is_named(kept: str, lost: str, named: str) -> None:
    """The error says what is missing."""
    with pytest.raises(RenderError, match=named):
        raise_if_lost(WHOLE, WHOLE.replace(kept, lost), ["a"])


def test_what_the_parser_drops_in_the_deep_is_noticed() -> None:
    """Below about 254 levels the inliner's parser drops everything, without a word."""
    deep = WHOLE.replace("One &amp; two", "<b>" * 300 + "buried" + "</b>" * 300)
    with pytest.raises(RenderError, match="visible text"):
        raise_if_lost(deep, inline_styles(deep), ["a"])


def test_entities_written_another_way_are_no_loss() -> None:
    """The inliner writes characters for entities, and other quotes."""
    other = WHOLE.replace("&amp;", "&#38;").replace('id="item-a"', "id='item-a'")
    raise_if_lost(WHOLE, other, ["a"])
    raise_if_lost(WHOLE, inline_styles(WHOLE), ["a"])
