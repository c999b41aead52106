"""What each part of a mail costs, where Gmail cuts it, and the mark that says so in the mail."""

from dataclasses import replace

import pytest
from rendering.issues import rich_issue

from digest.checks.clip_line import (
    GHOST_FRAME,
    ClipLine,
    draw_clip_line,
    kilobytes,
    mark_clip_line,
    senders,
)
from digest.checks.document import read_html
from digest.config.settings import Newsletter
from digest.model.issues import RenderedIssue
from digest.rendering import render_mail

RICH = render_mail(rich_issue())
SIZE = len(RICH.html.encode())


def newsletter(**check: int) -> Newsletter:
    """A newsletter with these limits."""
    return Newsletter.model_validate(
        {"newsletter": {"title": "Harbour Letter"}, "check": {"near_clip_bytes": 5_000, **check}}
    )


def cut_at(at: int) -> ClipLine:
    """The mail with Gmail's cut at this byte of it."""
    line = draw_clip_line(RICH, newsletter(clip_bytes=at))
    assert line.at == at
    return line


def start_of(mark: str) -> int:
    """The byte at which a part begins."""
    line = draw_clip_line(RICH, newsletter())
    return next(one.start for one in line.prices if one.id == mark)


def test_the_parts_are_the_whole_mail_each_with_its_name() -> None:
    """From one mark to the next, in bytes, whatever letters there are."""
    line = draw_clip_line(RICH, newsletter())
    assert line.prices[0].name == "Opening and styles"
    assert line.prices[0].start == 0
    assert line.prices[-1].end == SIZE
    assert all(a.end == b.start for a, b in zip(line.prices, line.prices[1:], strict=False))
    assert {one.name for one in line.prices} >= {item.name for item in RICH.issue.items}
    marks = [one.id for one in line.prices]
    assert marks[-1] == "block-colophon"
    lead = RICH.html.index('<div id="item-lead-1"')
    assert start_of("item-lead-1") == len(RICH.html[:lead].encode())


def test_a_mail_that_fits_has_no_line_and_says_how_much_is_left() -> None:
    """Nothing of it is hidden."""
    line = draw_clip_line(RICH, newsletter(clip_bytes=SIZE + 1_500))
    assert (line.at, line.hidden, line.remedies) == (None, (), ())
    assert line.sentence == "Gmail shows all of this mail: 1.5 KB to spare."


def test_the_line_names_what_is_above_and_below_it() -> None:
    """In a story: that one is not shown whole."""
    first = next(item.id for item in RICH.issue.sections[0].items)
    line = cut_at(start_of(f"item-{first}") + 100)
    assert line.above == f"section-{RICH.issue.sections[0].id}"
    assert line.below == f"item-{first}"
    assert [one.id for one in line.hidden][-1] == "block-colophon"
    assert line.over == SIZE - line.limit
    assert line.sentence == f"Gmail cuts this mail {kilobytes(line.over)} before its end."


def test_what_is_to_be_done_says_what_it_saves() -> None:
    """The contents, the last stories, the lead's later paragraphs; each by its own bytes."""
    line = cut_at(50_000 if SIZE > 50_000 else SIZE - 1_000)
    by_name = {one.sentence: one for one in line.remedies}
    prices = {one.id: one.bytes for one in line.prices}
    last = [*RICH.issue.items][-1]
    assert by_name[f"Drop “{last.name}”"].saves == prices[f"item-{last.id}"]
    assert by_name["Hide “In this issue”"].saves == prices["block-contents"]
    lead = by_name["Lead: 2 paragraphs"]
    assert 0 < lead.saves < prices[lead.target]
    shorter = rich_issue()
    assert shorter.lead
    less = render_mail(replace(shorter, lead=replace(shorter.lead, body=shorter.lead.body[:2])))
    # What closes around the last one goes, too.
    assert lead.saves <= SIZE - len(less.html.encode()) < lead.saves + 50


@pytest.mark.parametrize(
    ("settings", "first", "adds"),
    [
        ({}, "plain", 0),
        ({"mail": {"service": "ghost"}}, "ghost", GHOST_FRAME),
        ({"check": {"esp_allowance": 1200}}, "allowance", 1200),
        ({"mail": {"service": "ghost"}, "check": {"esp_allowance": 1200}}, "allowance", 1200),
    ],
    ids=str,
)
def test_the_likely_sender_comes_first(
    settings: dict[str, dict[str, object]], first: str, adds: int
) -> None:
    """What the editor measured wins over what we measured."""
    known = senders(Newsletter.model_validate({"newsletter": {"title": "T"}, **settings}))
    assert (known[0].id, known[0].adds) == (first, adds)
    assert {one.id for one in known} >= {"plain", "ghost"}


def test_what_a_service_adds_brings_the_line_up() -> None:
    """By as many bytes."""
    settings = newsletter(clip_bytes=GHOST_FRAME + 20_000)
    ghost = next(one for one in senders(settings) if one.id == "ghost")
    line = draw_clip_line(RICH, settings, ghost)
    assert line.at == 20_000
    assert line.over == SIZE - 20_000


@pytest.mark.parametrize("part", range(0, 100, 3))
def test_the_mark_stands_between_blocks_and_changes_nothing_else(part: int) -> None:
    """Wherever the cut falls: in a tag, a style, a letter of several bytes."""
    at = SIZE * part // 100
    marked = mark_clip_line(RICH.html, at)
    assert marked.replace("<div data-clip></div>", "") == RICH.html
    mark = next((one for one in read_html(marked).elements if "data-clip" in one.attributes), None)
    body = len(RICH.html[: RICH.html.index("<body")].encode())
    if mark is None:
        assert at <= body + 500
        return
    document = read_html(marked)
    assert document.elements[mark.parent].name in {"body", "div", "td"}
    before = len(marked[: mark.start].encode())
    assert before <= at
    assert document.readable == read_html(RICH.html).readable


def test_a_mail_without_blocks_stays() -> None:
    """There is nowhere to put it."""
    assert mark_clip_line("plain words", 5) == "plain words"
    empty = RenderedIssue(issue=rich_issue(), html="", text="", eml=b"")
    assert draw_clip_line(empty, newsletter()).prices == ()
