"""select(): every article has one place, the order of arrival says nothing, the editor wins."""

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as some
from selection.news import MONDAY, WEEK, article, newsletter, places, three_events

from digest.model.articles import Article
from digest.model.stories import Decisions, PastIssue, PastItem, Pin, Story
from digest.selection import Suggestion, select


def test_reports_of_one_event_are_one_story_and_the_most_covered_leads() -> None:
    """Three outlets on the ceasefire make the lead, with the other two as also covered by."""
    proposal = select(three_events(), newsletter(), window=WEEK)
    assert proposal.lead is not None
    assert {each.id for each in proposal.lead.articles} == {"g1", "g2", "g3"}
    assert proposal.lead.id == "g1"
    assert places(proposal)["f1"] == places(proposal)["f2"] == "more"


@given(some.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(shuffle: random.Random) -> None:
    """The same articles in any order give the same proposal."""
    articles = three_events()
    expected = select(articles, newsletter(), window=WEEK)
    shuffle.shuffle(articles)
    assert select(articles, newsletter(), window=WEEK) == expected


WORDS = ("ceasefire", "Geneva", "flood", "railway", "herring", "quota", "Norland", "Porto")


@given(
    some.lists(
        some.tuples(some.lists(some.sampled_from(WORDS), max_size=6), some.integers(-30, 200)),
        max_size=12,
    ),
    some.sets(some.integers(0, 11)),
    some.sets(some.integers(0, 11), max_size=3),
    some.lists(some.sets(some.integers(0, 11), min_size=2, max_size=4), max_size=2),
)
def test_every_article_has_exactly_one_place(
    drawn: list[tuple[list[str], int]],
    drops: set[int],
    pins: set[int],
    merges: list[set[int]],
) -> None:
    """Whatever arrives and whatever the editor decides, nothing is lost or printed twice."""
    articles = [
        article(str(at), " ".join(words), hours=hours) for at, (words, hours) in enumerate(drawn)
    ]
    decisions = Decisions(
        drops=frozenset(map(str, drops)),
        pins=tuple(Pin(article=str(at), section="more") for at in sorted(pins)),
        merged=tuple(frozenset(map(str, ids)) for ids in merges),
        split=tuple(frozenset(map(str, ids)) for ids in merges[:1]),
    )
    proposal = select(articles, newsletter(), window=WEEK, decisions=decisions)
    assert set(places(proposal)) == {each.id for each in articles}


def test_a_dropped_story_stays_dropped_when_it_gains_coverage() -> None:
    """A later report on a dropped event is not offered again."""
    articles = three_events()
    proposal = select(
        articles, newsletter(), window=WEEK, decisions=Decisions(drops=frozenset({"g1", "g2"}))
    )
    assert places(proposal)["g3"] == "passed over"
    reasons = {passed.article.id: passed.reason for passed in proposal.passed_over}
    assert reasons["g1"] == "dropped by the editor"
    assert "which the editor dropped" in reasons["g3"]


def test_a_pin_beats_a_drop_the_score_and_the_window() -> None:
    """A pinned article of last month leads, whatever else is known."""
    old = article("old", "Treaty archive opened to the public", hours=-800)
    proposal = select(
        [*three_events(), old],
        newsletter(),
        window=WEEK,
        decisions=Decisions(pins=(Pin(article="old", section="lead"),), drops=frozenset({"old"})),
    )
    assert places(proposal)["old"] == "lead"


def test_merge_and_split_are_kept_for_later_arrivals() -> None:
    """What the editor joined stays joined and what was parted stays apart when more comes in."""
    decisions = Decisions(merged=(frozenset({"f1", "h1"}),), split=(frozenset({"g1", "g2"}),))
    proposal = select(three_events(), newsletter(), window=WEEK, decisions=decisions)
    story_of = {a.id: story.id for story in proposal.stories for a in story.articles}
    assert story_of["f1"] == story_of["h1"]
    assert story_of["g1"] != story_of["g2"]
    assert story_of["g3"] in {story_of["g1"], story_of["g2"]}


def test_what_an_issue_used_is_not_used_again_unless_pinned() -> None:
    """The same address, or nearly the same headline elsewhere, names the issue that had it."""
    articles = three_events()
    past = PastIssue(
        date=MONDAY.date(),
        number=7,
        headline="",
        url="",
        cut_off=MONDAY,
        items=(
            PastItem(
                key=articles[3].key,
                headline="Herring quota is lowered again off eastern coast",
                url="",
                issue=MONDAY.date(),
            ),
        ),
    )
    twin = article("twin", "Herring quota lowered again off eastern coast", source="Echo")
    proposal = select([*articles, twin], newsletter(), window=WEEK, past=[past])
    reasons = {passed.article.id: passed.reason for passed in proposal.passed_over}
    assert reasons["f1"] == "used in issue 7 of 2024-08-05"
    assert reasons["twin"].startswith("used in issue 7 of 2024-08-05")
    pinned = Decisions(pins=(Pin(article="f1", section="more"),))
    again = select(articles, newsletter(), window=WEEK, past=[past], decisions=pinned)
    assert places(again)["f1"] == "more"


def test_a_late_arrival_belongs_to_the_window_it_was_first_seen_in() -> None:
    """Published before the last cut-off, first seen after it: it is this week's."""
    late = replace(article("late", hours=-5), first_seen=MONDAY + timedelta(hours=2))
    old = article("old", hours=-5)
    week = replace(WEEK, late_from=MONDAY - timedelta(days=7))
    proposal = select([late, old], newsletter(), window=week)
    assert places(proposal) == {"late": "lead", "old": "passed over"}
    assert "before the window" in proposal.passed_over[0].reason


def test_one_address_in_two_feeds_is_one_article() -> None:
    """The second is passed over as a duplicate; the local piece is the one that stays."""
    feed = article("feed", "Talks in Geneva")
    local = replace(
        article("local", "Talks in Geneva", source="articles", hours=30),
        key=feed.key,
        section="more",
        file="articles/talks.md",
    )
    proposal = select([feed, local], newsletter(), window=WEEK)
    assert places(proposal) == {"local": "more", "feed": "passed over"}
    assert proposal.passed_over[0].reason.startswith("duplicate of local")


def test_a_dropped_piece_does_not_come_back_under_another_id() -> None:
    """A heavier source brings the same address later: it is dropped, too."""
    first = article("first", "Talks in Geneva")
    second = replace(article("second", "Talks in Geneva", source="Herald"), key=first.key)
    sources = [{"name": "Herald", "url": "https://herald.example/feed", "weight": 3}]
    proposal = select(
        [first, second],
        newsletter(sources=sources),
        window=WEEK,
        decisions=Decisions(drops=frozenset({"first"})),
    )
    assert places(proposal) == {"first": "passed over", "second": "passed over"}


def test_a_blurber_is_asked_for_picks_and_its_text_is_marked() -> None:
    """The lead's blurb is the proposed one; where it says nothing the extracted one stands."""

    def propose(story: Story, words: int) -> Suggestion:
        assert words == 60
        return Suggestion("A ceasefire, at last." if story.id == "g1" else "")

    proposal = select(three_events(), newsletter(), window=WEEK, blurber=propose)
    assert proposal.lead is not None
    assert (proposal.lead.blurb, proposal.lead.blurb_proposed) == ("A ceasefire, at last.", True)
    others = [story for picks in proposal.sections for story in picks.stories]
    assert others
    assert all(story.blurb and not story.blurb_proposed for story in others)


def test_a_blurber_that_fails_is_told_at_the_story() -> None:
    """The extracted blurb stands and the note says why."""
    proposal = select(
        three_events(),
        newsletter(),
        window=WEEK,
        blurber=lambda _, __: Suggestion(failure="it broke"),
    )
    assert proposal.lead is not None
    assert proposal.lead.note == "it broke"
    assert proposal.lead.blurb
    assert not proposal.lead.blurb_proposed


def test_a_roundup_glues_no_stories_and_is_told_only_where_nothing_else_is() -> None:
    """It stays apart though alike; joined by the editor, it is among the others."""
    daily = article(
        "daily",
        "Your Tuesday Briefing: ceasefire signed in Geneva",
        source="Echo",
        summary="Ministers of Norland and Sudria signed. Also: rain flooded Porto Verde harbour.",
    )
    alone = select([*three_events(), daily], newsletter(), window=WEEK)
    story_of = {a.id: story for story in alone.stories for a in story.articles}
    assert story_of["daily"].articles == (daily,)
    wish = Decisions(merged=(frozenset({"daily", "h1"}),))
    joined = select([*three_events(), daily], newsletter(), window=WEEK, decisions=wish)
    story_of = {a.id: story for story in joined.stories for a in story.articles}
    assert story_of["daily"].article.id == "h1"


def test_an_empty_week_proposes_nothing() -> None:
    """No article, no lead, no section; and no error."""
    proposal = select([], newsletter(), window=WEEK)
    assert proposal.lead is None
    assert proposal.sections == ()


def _copies(text: str) -> list[Article]:
    return [
        replace(article(f"c{at}", f"Minister resigns, number {at}", source=source), text=text)
        for at, source in enumerate(("Wire", "Courier", "Herald"))
    ]


def test_copies_parted_from_the_first_are_a_story_all_the_same() -> None:
    """The editor's split leaves two copies together without what they copy."""
    text = " ".join(f"The minister said word {n} on paper {n * n}." for n in range(60))
    split = Decisions(split=(frozenset({"c0", "c1"}), frozenset({"c0", "c2"})))
    proposal = select(_copies(text), newsletter(), window=WEEK, decisions=split)
    found = [{each.id for each in story.articles} for story in proposal.stories]
    assert found == [{"c0"}, {"c1", "c2"}]


def test_wire_copies_count_once_in_coverage_but_stay_in_the_story() -> None:
    """Three papers with one agency text are one story with one independent source."""
    text = " ".join(f"The minister said word {n} on paper {n * n}." for n in range(60))
    proposal = select(_copies(text), newsletter(), window=WEEK)
    assert proposal.lead is not None
    assert len(proposal.lead.articles) == 3
    coverage = proposal.lead.terms[0]
    assert coverage.name == "coverage"
    assert coverage.reason == "1 independent source: Wire; 2 more with the same text"
