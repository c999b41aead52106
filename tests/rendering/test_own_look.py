"""A text in Ghost's mail has the size and the colour that it was given."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.rendering.bodies.own_look import keep_own_look

CASES = {
    "a paragraph": (
        '<p style="color:#123">a</p>',
        '<p style="color:#123"><font style="color:#123">a</font></p>',
    ),
    "its colour is that around it": (
        '<div style="color:#123"><p>a</p></div>',
        '<div style="color:#123"><p><font style="color:#123">a</font></p></div>',
    ),
    "one of no known colour": ("<p>a</p>", "<p>a</p>"),
    "a size": (
        '<td style="font-size:20px">a</td>',
        '<td style="font-size:20px"><font style="font-size:20px">a</font></td>',
    ),
    "the size of a telephone": ('<td style="font-size:16px">a</td>', None),
    "a size in a short way": (
        '<span style="font:700 13px/1.4 Georgia">a</span>',
        '<span style="font:700 13px/1.4 Georgia"><font style="font-size:13px">a</font></span>',
    ),
    "a size of the one around it": (
        '<div style="font-size:20px"><a style="font-size:1.5em">a</a></div>',
        '<div style="font-size:20px"><a style="font-size:1.5em">'
        '<font style="font-size:30px">a</font></a></div>',
    ),
    "a part of the one around it": (
        '<div style="font-size:20px"><td style="font-size:50%">a</td></div>',
        '<div style="font-size:20px"><td style="font-size:50%">'
        '<font style="font-size:10px">a</font></td></div>',
    ),
    "the last one counts": ('<a style="font-size:20px; font-size:16px">a</a>', None),
    "what sets no size of its own": ('<div style="font-size:20px">a<b>b</b></div>', None),
    "a list's lines": (
        '<ul style="font-size:17px"><li>a</li></ul>',
        '<ul style="font-size:17px"><li><font style="font-size:17px">a</font></li></ul>',
    ),
    "a link in a paragraph": (
        '<p style="color:#123;font-size:20px"><a style="color:#456">a</a></p>',
        '<p style="color:#123;font-size:20px"><a style="color:#456">'
        '<font style="font-size:20px">a</font></a></p>',
    ),
    "words in bold beside others": (
        '<p style="color:#123"><b>a</b> b</p>',
        '<p style="color:#123"><font style="color:#123"><b>a</b> b</font></p>',
    ),
    "a picture": ('<p style="color:#123"><img alt="a > b"> &#160;<br></p>', None),
    "what Outlook alone reads": ('<!--[if mso]><p style="color:#123">a</p><![endif]-->', None),
    "what has no end": ('<p style="color:#123">a', None),
}


@pytest.mark.parametrize(("html", "kept"), CASES.values(), ids=CASES)
def test_what_would_be_lost_is_said_once_more(html: str, kept: str | None) -> None:
    """And nothing else is."""
    assert keep_own_look(html) == (html if kept is None else kept)


OPENING = ('<p style="color:#123">', '<a style="font-size:20px" title=">">', "<div>", "<b>")
OTHERS = ("</p>", "</a>", "</div>", "</b>", "<br>", "a", " ", "&nbsp;", "<!-- <p> -->", "<", '"')
_pieces = st.lists(st.sampled_from(OPENING + OTHERS), max_size=30)


@given(_pieces)
def test_nothing_of_it_is_lost(pieces: list[str]) -> None:
    """However it is nested, and whether or not it is HTML at all."""
    html = "".join(pieces)
    kept = keep_own_look(html)
    assert re.sub(r'<font style="[^"]*">|</font>', "", kept) == html
    assert kept.count("<font ") == kept.count("</font>")
