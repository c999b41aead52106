"""Links are tagged by slot, lose foreign trackers, and stay the addresses they were."""

from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering.issues import rich_issue
from rendering.pages import Page

from digest.model.presentation import LinkRules
from digest.rendering import render_mail
from digest.rendering.addresses import safe_address
from digest.rendering.links import IssueLinks, add_parameters

TAGGED = replace(rich_issue(), links=LinkRules(utm_source="watch", utm_campaign="friday"))
ADDRESSES = st.from_regex(r"https://a\.example/[!-~]{0,40}", fullmatch=True)


def test_links_are_not_tagged_unless_asked() -> None:
    """Off by default: even a feed's own tracker is left alone."""
    links = Page(render_mail(rich_issue()).html).links()
    assert "https://harbour.example/2024/ferry-talks?utm_source=rss" in links
    assert not any("utm_content" in link for link in links)


def test_each_slot_has_its_name() -> None:
    """The editor sees which place in the mail brought a reader."""
    links = Page(render_mail(TAGGED).html).links()
    slots = {one for link in links for one in parse_qs(urlsplit(link).query).get("utm_content", [])}
    assert slots == {
        *(
            "masthead",
            "lead",
            "also",
            "also-this-week",
            "news-1",
            "news-2",
            "news-3",
            "news-4",
            "earlier",
        ),
        *("features-1", "features-2", "features-3", "source-call", "subscribe", "colophon"),
        *("slot-chandler", "slot-evening"),
    }


def test_inbound_trackers_go_before_ours_come() -> None:
    """The feed's utm_source is not the newsletter's."""
    url = IssueLinks(TAGGED).story("https://a.example/x?id=7&utm_source=rss&fbclid=1#top", "lead")
    assert url == (
        "https://a.example/x?id=7&utm_source=watch&utm_medium=email&utm_campaign=friday"
        "&utm_content=lead#top"
    )


def test_a_parameter_of_our_own_is_never_overwritten() -> None:
    """An editor's utm_source on the subscribe page was meant."""
    url = IssueLinks(TAGGED).own("https://a.example/join?utm_source=Print", "subscribe")
    assert parse_qs(urlsplit(url).query)["utm_source"] == ["Print"]
    assert parse_qs(urlsplit(url).query)["utm_campaign"] == ["friday"]


def test_service_pages_are_not_tagged() -> None:
    """An unsubscribe link with additions may fail."""
    links = Page(render_mail(TAGGED).html).links()
    assert "https://harbour.example/unsubscribe?list=watch&reader=1" in links


def test_the_campaign_is_title_and_date_unless_named() -> None:
    """Each issue is a campaign."""
    issue = replace(rich_issue(), links=LinkRules(utm_source="watch"))
    url = IssueLinks(issue).story("https://a.example/", "lead")
    assert parse_qs(urlsplit(url).query)["utm_campaign"] == ["strait-watch-2024-08-09"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:x", "//a.example", "/x", "", "a b"])
def test_what_no_mail_can_link_to_is_dropped(url: str) -> None:
    """Only http, https and mailto."""
    assert IssueLinks(TAGGED).story(url, "lead") == ""


def test_mail_addresses_are_not_tagged() -> None:
    """They have no query for campaigns."""
    assert IssueLinks(TAGGED).story("mailto:a@b.example", "lead") == "mailto:a@b.example"


@given(ADDRESSES)
def test_a_safe_address_stays_safe(url: str) -> None:
    """Escaping is done once."""
    assert safe_address(safe_address(url)) == safe_address(url)


@given(ADDRESSES)
def test_adding_keeps_what_was_there(url: str) -> None:
    """The parameters of the address come first and unchanged."""
    before = [one for one in url.partition("#")[0].partition("?")[2].split("&") if one]
    after = add_parameters(url, {"utm_source": "a b"}).partition("#")[0].partition("?")[2]
    assert after.split("&")[: len(before)] == before
    assert dict(parse_qsl(after)).get("utm_source") in {
        "a b",
        *dict(parse_qsl("&".join(before))).values(),
    }
