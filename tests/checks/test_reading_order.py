"""Headings and links as a screen reader lists them."""

from rendering.issues import rich_issue

from digest.checks.reading_order import Heading, ReadingOrder, Spoken, reading_order
from digest.rendering import render_mail

HTML = """<html><body><div style="display:none"><a href="https://x.example/hidden">No</a></div>
<h1>Harbour <em>Letter</em></h1><h3>Deep</h3>
<p><a href="https://x.example/1">Keep reading</a> <a href="https://x.example/2">keep reading</a>
<a href="https://x.example/1">Keep reading</a> <a href="https://x.example/3"><img alt="A map"></a>
<a href="https://x.example/4"></a><a href="#item-1">A map</a>
<span aria-hidden="true"><a href="/5">Five</a></span></p>"""


def test_what_is_read_aloud_comes_in_its_order() -> None:
    """With what a picture says; what is hidden is not read."""
    found = reading_order(HTML)
    assert found.headings == (
        Heading(level=1, text="Harbour Letter"),
        Heading(level=3, text="Deep"),
    )
    assert [(one.text, one.address[-1]) for one in found.links] == [
        ("Keep reading", "1"),
        ("keep reading", "2"),
        ("Keep reading", "1"),
        ("A map", "3"),
        ("", "4"),
        ("A map", "1"),
    ]
    assert all(one.alike == 0 for one in found.links[3:])


def test_what_is_hard_to_follow_by_ear_is_said() -> None:
    """Links that say the same and lead elsewhere, links that say nothing, a level left out."""
    found = reading_order(HTML)
    assert found.links[0] == Spoken(text="Keep reading", address="https://x.example/1", alike=1)
    assert found.remarks == (
        "Links that sound alike lead elsewhere: “Keep reading” to 2 places.",
        "1 link says nothing: a screen reader spells its address.",
        "“Deep” is a heading of level 3 under one of 1: a level is left out.",
    )


def test_a_mail_of_ours_has_its_stories_as_headings() -> None:
    """In the order of the issue."""
    issue = rich_issue()
    found = reading_order(render_mail(issue).html)
    texts = [one.text for one in found.headings]
    told = [item.headline for item in issue.sections[0].items]
    assert [one for one in texts if one in told] == told
    assert found.headings[0] == Heading(level=1, text="Ferry talks resume after a nine-day silence")


def test_nothing_is_nothing() -> None:
    """No heading, no link, no remark."""
    assert reading_order("") == ReadingOrder()
