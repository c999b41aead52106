"""The table of what mail clients lack, and the detectors that ask it."""

from datetime import date

import pytest

from digest.checks.client_support import (
    client_support,
    clients_lacking,
    features_of,
    graceful_features,
)


def test_the_table_says_where_it_is_from_and_when() -> None:
    """Its notice and a date that can be read."""
    assert "MIT" in client_support().notice
    assert date.fromisoformat(client_support().date) > date(2025, 1, 1)


def test_the_latest_test_counts_not_the_highest_version() -> None:
    """Outlook for macOS 16.80 came after 2019, and shows what 2019 did not."""
    assert clients_lacking("image-webp") == ("Outlook (Windows)",)
    assert clients_lacking("no-such-feature") == ()


def test_what_is_graceful_is_known() -> None:
    """No name in the list is misspelt: each is in the table, or supported everywhere."""
    strangers = graceful_features() - client_support().features.keys()
    assert all(name.startswith(("css-", "html-")) for name in strangers)
    assert "css-border-radius" in graceful_features() & client_support().features.keys()


@pytest.mark.parametrize(
    ("template", "slug", "line"),
    [
        ("<mj-style>\n.a { display: grid }</mj-style>", "css-display-grid", 2),
        ("<mj-style>.a { width: calc(1px + 2vw) }</mj-style>", "css-unit-calc", 1),
        ("<mj-style>.a { width: 2vw }</mj-style>", "css-unit-vw", 1),
        ("<mj-style>.a:nth-child(2) { color: red }</mj-style>", "css-pseudo-class-nth-child", 1),
        ("<mj-style>.a::before { color: red }</mj-style>", "css-pseudo-element-before", 1),
        ("<mj-style>.a:after { color: red }</mj-style>", "css-pseudo-element-after", 1),
        ("<mj-style>.a::marker { color: red }</mj-style>", "css-pseudo-element-marker", 1),
        ("<mj-style>@supports (a: b) { p { c: d } }</mj-style>", "css-at-supports", 1),
        ('<mj-text>\n\n<p style="float: left">a</p></mj-text>', "css-float", 3),
        ('<mj-raw><img srcset="a 2x"></mj-raw>', "html-srcset", 1),
        ("<mj-raw><svg></svg></mj-raw>", "html-svg", 1),
        ("<mj-style>.a { background: linear-gradient(red, blue) }</mj-style>",
         "css-linear-gradient", 1),
    ],
)  # fmt: skip
def test_a_feature_is_seen_on_its_line(template: str, slug: str, line: int) -> None:
    """In style elements, style attributes and tags."""
    assert (slug, line) in list(features_of(template))


@pytest.mark.parametrize(
    "template",
    [
        "<mj-text>float: left; 3vw</mj-text>",
        "<mj-style>/* position: fixed */</mj-style>",
        "<!-- <video> -->",
        '<mj-text color="red">a</mj-text>',
    ],
)
def test_words_are_not_features(template: str) -> None:
    """Neither in running text nor in comments, nor MJML's own attributes."""
    assert list(features_of(template)) == []
