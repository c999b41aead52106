"""Trackers are taken out of an address, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.entries.urls import address_key, shown_address
from digest.trackers import without_trackers

ADDRESSES = st.from_regex(r"https://a\.example/[!-~]{0,40}", fullmatch=True)
# One of each family, as the links of feeds and of other people's mails bring them.
TRACKERS = (
    *("utm_source=rss", "UTM_Term=x", "fbclid=1", "gclid=1", "msclkid=1", "dclid=1", "yclid=1"),
    *("twclid=1", "ttclid=1", "igshid=1", "igsh=1", "gbraid=1", "wbraid=1", "mc_cid=1", "mc_eid=1"),
    *(
        "_hsenc=1",
        "_hsmi=1",
        "__hstc=1",
        "hsCtaTracking=1",
        "mkt_tok=1",
        "vero_id=1",
        "vero_conv=1",
    ),
    *("oly_enc_id=1", "oly_anon_id=1", "ga_source=x", "ga_campaign=x", "at_medium=RSS", "wt_mc=x"),
    *("cmpid=x", "sc_cid=x", "__s=x", "s_cid=x", "guccounter=1", "guce_referrer_sig=x", "CMP=x"),
    *(
        "ml_subscriber=1",
        "ml_subscriber_hash=x",
        "mtm_campaign=x",
        "traffic_source=rss",
        "xtor=RSS",
    ),
    *("partner=rss", "mod=rss_main", "ref=homepage", "from=newsletter", "smid=tw", "ito=1490"),
)
PAGES_OWN = (
    "id=7",
    "p=1",
    "v=a",
    "mod=view",
    "source=12",
    "ref=12",
    "from=2024-01-01",
    "s=x",
    "ga=1",
)


@pytest.mark.parametrize("tracker", TRACKERS)
def test_a_tracker_is_taken_out(tracker: str) -> None:
    """For what readers are sent to, and for telling which addresses are one."""
    tracked = f"https://a.example/x?id=7&{tracker}#top"
    assert without_trackers(tracked) == "https://a.example/x?id=7#top"
    assert shown_address(tracked) == "https://a.example/x?id=7#top"
    assert address_key(tracked) == address_key("https://a.example/x?id=7#top")


@pytest.mark.parametrize("parameter", PAGES_OWN)
def test_what_may_tell_pages_apart_stays(parameter: str) -> None:
    """Two articles are never made one."""
    url = f"https://a.example/x?{parameter}"
    assert without_trackers(url) == url
    assert address_key(url) != address_key("https://a.example/x")


def test_the_rest_stays_byte_for_byte() -> None:
    """Order, spelling, scheme and host stay as the feed wrote them."""
    written = "http://www.Example.com/b%7ea?z=1&utm_source=rss&a=%C3%A9&fbclid=x#top"
    assert without_trackers(written) == "http://www.Example.com/b%7ea?z=1&a=%C3%A9#top"


def test_a_question_mark_in_a_fragment_begins_no_query() -> None:
    """It belongs to the page's own script."""
    assert without_trackers("https://a.example/#/x?utm_id=1") == "https://a.example/#/x?utm_id=1"


@pytest.mark.parametrize("url", ["https://[::1", "http://", "", "?", "mailto:a@b.example", "#"])
def test_what_cannot_be_taken_apart_is_left(url: str) -> None:
    """Editors write anything on a page; it is judged elsewhere."""
    assert without_trackers(url) == url


@given(ADDRESSES, st.sampled_from(["utm_source", "fbclid", "mc_cid", "UTM_Term"]))
def test_only_trackers_are_taken_out(url: str, tracker: str) -> None:
    """Every other parameter stays, in order; taking out twice takes nothing more."""
    bare = without_trackers(url)
    assert without_trackers(bare) == bare
    head, _, fragment = bare.partition("#")
    mark = "&" if "?" in head else "?"
    tracked = f"{head}{mark}{tracker}=x" + (f"#{fragment}" if fragment else "")
    expected = bare.rstrip("#") if not fragment else bare
    if not head.endswith(("?", "&")):
        assert without_trackers(tracked) == expected
