"""Taking style sheets apart."""

import pytest

from digest.checks.css import StyleRule, nested_at_rules, style_rules


def test_rules_know_what_is_around_them() -> None:
    """At-rules are named from the outside in; comments are passed over."""
    sheet = "a { b: c } /* d { e: f } */ @media screen { g, h { i: j; k: l } }"
    assert style_rules(sheet) == (
        StyleRule((), "a", "b: c"),
        StyleRule(("@media screen",), "g, h", "i: j;k: l"),
    )


def test_statements_are_rules_without_declarations() -> None:
    """An import has no braces and counts all the same."""
    assert style_rules('@import url("a.css"); p { q: r }')[0] == StyleRule(
        (), '@import url("a.css")', ""
    )


@pytest.mark.parametrize(
    ("sheet", "nests"),
    [
        ("@media a { p { q: r } } @media b { p { q: r } }", ()),
        ("@media a { @font-face { q: r } }", (("@media", "@font-face"),)),
        ("@supports (a) { @media b { p { q: r } } }", (("@supports", "@media"),)),
        ("} p { q: r", ()),
    ],
)
def test_only_at_rules_in_at_rules_are_nested(sheet: str, nests: tuple[object, ...]) -> None:
    """Rules in a media query are not, nor are stray braces."""
    assert nested_at_rules(sheet) == nests


def test_a_long_sheet_without_a_brace_takes_no_time() -> None:
    """A megabyte of anything; quadratic time would be an hour."""
    assert style_rules("x" * 1_000_000) == ()
