"""Kinds: what a headline says of its piece."""

import pytest
from selection.news import article

from digest.selection.article_kinds import is_explainer, is_roundup


@pytest.mark.parametrize(
    "title",
    [
        "Your Tuesday Briefing",
        "Your Sunday UK Briefing: A Deal, and a Car Plant",
        "Thursday briefing: Who pays for the harbour?",
        "Evening Briefing",
        "The Capitol's Morning Report — No deal; talks continue",
        "Border war at a glance: what we know on day 450 of the invasion",
        "Border war: List of key events, day 450",
        "Border war live: ministers arrive in Geneva; rain expected",
        "Border war live briefing: ministers arrive",
        "Ceasefire signed in Geneva: live updates",
        "Harbour bill passes second reading – Norland politics live",
        "Norland elects a president – as it happened",
        "Coast roundup: storms and herring",
        "Talks go on, harbour floods and more top headlines",
        "The Papers: Harbour 'to close' and talks go on",
        "Up First briefing: Talks go on; harbour floods",
    ],
)
def test_a_piece_on_a_whole_day_is_a_roundup(title: str) -> None:
    """Letters to readers, live pages, daily lists."""
    assert is_roundup(article("a", title))


@pytest.mark.parametrize(
    "title",
    [
        "Minister holds a briefing on Tuesday on the harbour",
        "Military briefing: how Norland fortifies its border",
        "Where people live past ninety",
        "The ten best places to live",
        "Live-fire drills begin off the coast",
        "Watch live: president addresses parliament",
        "Police round up smugglers in the harbour",
        "Morning Star wins the regatta",
        "Shares at record: what we know",
        "Day 450 of the siege: nobody left the town",
    ],
)
def test_a_piece_on_one_event_is_none(title: str) -> None:
    """The same words in other places."""
    assert not is_roundup(article("a", title))


@pytest.mark.parametrize(
    "title",
    [
        "How to support the victims of the flood",
        "WATCH: Ministers meet in Geneva",
        "What to know as the council takes up the harbour bill",
        "Border war: a visual guide",
        "Will the ceasefire hold?",
        "Is it better to live by the sea? We ask a fisherman",
        "A short history of the harbour",
        "The minister on trial: big moments so far",
        "6 takeaways from the debate",
        "Harbour flood in pictures",
        "Ada Lind obituary",
        "Everything that the minister has said on the harbour",
        "Share your memories of Ada Lind",
        "Weekly news quiz: from the harbour to the herring",
        "The week around the coast in 20 pictures",
        "Comment la ville a été inondée",
    ],
)
def test_a_piece_beside_the_report_says_so(title: str) -> None:
    """Guides, galleries, questions."""
    assert is_explainer(article("a", title))


@pytest.mark.parametrize(
    "title",
    ["Watchdog fines harbour", "Minister meets voters", "Howell resigns", "Whatever it takes: ECB"],
)
def test_news_is_no_guide(title: str) -> None:
    """Words that only begin alike."""
    assert not is_explainer(article("a", title))
