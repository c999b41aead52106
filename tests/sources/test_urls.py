"""Addresses: what is shown, and which are one."""

import time
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.entries.urls import address_key, shown_address, web_address
from digest.sources.feeds.wellformed_names import resolve_address

SAME = [
    ("http://www.example.com/a", "https://example.com/a/"),
    ("https://example.com/a?utm_source=x&utm_medium=y", "https://example.com/a"),
    ("https://m.example.com/a", "https://amp.example.com/a/amp/"),
    ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
    ("https://EXAMPLE.com:443/%7ejo", "https://example.com/~jo"),
    ("https://example.com/a?at_medium=RSS&at_campaign=KARANGA", "https://example.com/a"),
    ("https://example.com/a?traffic_source=rss", "https://example.com/a"),
    ("https://example.com/a?CMP=share_btn_tw", "https://example.com/a"),
    ("https://example.com/a?ito=1490&ns_mchannel=rss", "https://example.com/a"),
    ("https://example.com/a?partner=rss&emc=rss", "https://example.com/a"),
    ("https://example.com/a?mod=rss_opinion_main", "https://example.com/a"),
    ("https://example.com/a?fbclid=AbC&gclid=1", "https://example.com/a"),
    ("https://example.com/a?ref=homepage", "https://example.com/a"),
    ("https://example.com/a#xtor=RSS-3208", "https://example.com/a"),
    ("https://example.com/a#:~:text=river", "https://example.com/a"),
    ("https://en.m.example.org/wiki/A", "https://en.example.org/wiki/A"),
    ("https://example.com/a?outputType=amp", "https://example.com/a"),
]
DIFFERENT = [
    ("https://example.com/news?id=1", "https://example.com/news?id=2"),
    ("https://example.com/?p=1", "https://example.com/?p=2"),
    ("https://example.com/watch?v=a", "https://example.com/watch?v=b"),
    ("https://example.com/article.cfm?c_id=2&objectid=1", "https://example.com/article.cfm?c_id=2"),
    ("https://example.com/day#10", "https://example.com/day#11"),
    ("https://example.com/A", "https://example.com/a"),
    ("https://example.com/forum?mod=view&tid=1", "https://example.com/forum?mod=list&tid=1"),
    ("https://example.com/a?source=12", "https://example.com/a?source=13"),
    ("https://example.com/a?ref=12", "https://example.com/a?ref=13"),
    ("https://example.com/camp", "https://example.com/c"),
    ("https://news.example.com/a", "https://sport.example.com/a"),
    ("https://example.com:8080/a", "https://example.com/a"),
    ("https://m.com/a", "https://www.com/b"),
    ("https://example.com/search?page=2", "https://example.com/search?page=3"),
]
ADDRESSES = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["example.com", "www.m.example.com", "amp.example.co.uk:80", "müller.example"]),
    st.text(st.sampled_from("/abAZ.%20é~;,:@amp"), max_size=20).map("/".__add__),
    st.text(st.sampled_from("ab=&;%3D+utm_source é?ref"), max_size=20).map(lambda text: f"?{text}"),
    st.sampled_from(["", "#", "#part", "#xtor=RSS-1", "#a=b", "#é"]),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_to_one_article_have_one_key(one: str, other: str) -> None:
    """Scheme, www, mobile, AMP, trackers and the order of parameters make no difference."""
    assert address_key(one) == address_key(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_articles_never_share_a_key(one: str, other: str) -> None:
    """A parameter that nobody named a tracker may be the article's own."""
    assert address_key(one) != address_key(other)


@given(ADDRESSES)
def test_the_key_of_a_key_is_the_key(address: str) -> None:
    """Canonicalising twice changes nothing."""
    key = address_key(address)

    assert address_key(key) == key


@given(st.text(max_size=80))
def test_any_text_has_a_key_or_none(text: str) -> None:
    """What is no address gives "", and never an exception."""
    key = address_key(text)

    assert key == "" or key.startswith("https://")


@given(ADDRESSES)
def test_taking_trackers_away_twice_changes_nothing(address: str) -> None:
    """A shown address is its own shown address."""
    once = shown_address(address)

    assert shown_address(once) == once


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.com/a",
        "http://",
        "https://example.com:99999/",
        "http://[::1",
        "",
    ],
)
def test_only_http_addresses_are_addresses(hostile: str) -> None:
    """Every other scheme, and what cannot be taken apart, is none."""
    assert (web_address(hostile), address_key(hostile)) == ("", "")


def test_an_address_holds_no_markup_and_no_merge_tag() -> None:
    """Characters that could end an attribute or open a tag are written as RFC 3986 wants them."""
    address = web_address('/a"><b>{{x}}|', "https://example.com/")

    assert address == "https://example.com/a%22%3E%3Cb%3E%7B%7Bx%7D%7D%7C"


@pytest.mark.parametrize("part", ["/amp", ".amp.html", "/;", "/amp/x", "?a=1&b", "m."])
def test_a_long_address_takes_no_longer_than_its_length(part: str) -> None:
    """Two thousand of anything are read in a moment, and what is longer is no address."""
    host, rest = (part, "") if part == "m." else ("", part)
    began = time.process_time()
    assert address_key(f"https://{host * 1300}e.example/{rest * 1300}"[:8000])
    assert time.process_time() - began < 1
    assert web_address("https://e.example/" + rest * 8000 + host * 8000) == ""


PARTS = st.sampled_from(
    [*"aB/.~-_;9ü", "www.", "m.", "en.m.", "amp", "amp.html", "//", "..", "%41"]
)


@given(st.lists(PARTS, max_size=7).map("".join))
def test_a_plain_address_has_the_key_that_any_other_would_have(path: str) -> None:
    """A parameter of no meaning makes it an address that has to be taken apart."""
    address = f"https://www.example.com/{path}"
    assert address_key(address) == address_key(f"{address}?")


@given(
    st.sampled_from(["", "/", "/c/d", "//c/../d;x=1", "/./c/?q=/1#f/g", "?x"]),
    st.from_regex(r"[A-Za-z0-9_-]+", fullmatch=True),
)
def test_a_bare_word_is_joined_as_any_address(path: str, word: str) -> None:
    """A guid that is none, but is taken for one."""
    page = f"https://wire.example{path}"
    assert resolve_address(word, page) == urljoin(page, word)
