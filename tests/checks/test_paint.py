"""How text is painted: what elements hand down, and what the dark scheme changes."""

import pytest

from digest.checks.dark_scheme import DarkRules
from digest.checks.document import read_html
from digest.checks.paint import paint_texts

DARK = "@media (prefers-color-scheme: dark) {{ {} }}"


def colours(html: str, rules: str = "") -> list[tuple[str, str, str]]:
    """Each run of text with its colour and the one behind it."""
    dark = DarkRules([DARK.format(rules)]) if rules else None
    return [
        (text.words, str(paint.ink), str(paint.ground))
        for text, paint in paint_texts(read_html(html), dark)
    ]


def test_colours_are_handed_down() -> None:
    """The nearest that is set counts; without one, black on white."""
    html = '<div style="color:#111111;background:#eeeeee url(a.png)"><p>a</p></div><p>b</p>'
    assert colours(html) == [("a", "#111111", "#eeeeee"), ("b", "#000000", "#ffffff")]


def test_hidden_text_is_not_painted() -> None:
    """Not what is set away, nor what stays at size 0; a size set anew inside shows it."""
    away, nothing, small = "display:none", "font-size:0px", "font-size:12px"
    html = f'<p style="{away}">a</p><td style="{nothing}">b<p style="{small}">c</p></td>'
    assert [words for words, _, _ in colours(html)] == ["c"]


@pytest.mark.parametrize(
    ("rules", "ink"),
    [
        (".a { color: #222222 !important }", "#222222"),
        (".a { color: #222222 }", "#111111"),
        (".b .a { color: #222222 !important }", "#222222"),
        (".b > .a { color: #222222 !important }", "#111111"),
        ("i > .a { color: #222222 !important }", "#222222"),
        ("p.a, q { color: #222222 !important }", "#222222"),
        (".c .a { color: #222222 !important }", "#111111"),
        (".a:hover { color: #222222 !important }", "#111111"),
        (".b .a { color: #222222 !important } .a { color: #333333 !important }", "#222222"),
        (".a { color: #222222 !important } .a { color: #333333 !important }", "#333333"),
    ],
)
def test_dark_rules_follow_the_cascade(rules: str, ink: str) -> None:
    """Importance, then specificity, then order; children and descendants told apart."""
    html = '<div class="b"><i><p class="a" style="color:#111111">x</p></i></div>'
    assert colours(html, rules) == [("x", ink, "#ffffff")]
