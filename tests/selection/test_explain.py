"""explain(): the terms, the runners-up, the swap, and why something is not in."""

from dataclasses import replace

import pytest
from selection.news import WEEK, article, newsletter, three_events

from digest.model.stories import Decisions, Pin
from digest.selection import explain, select

SECTIONS = [{"id": "fish", "heading": "Fish", "match": "herring", "items": 1}]


def test_the_lead_is_explained_with_its_runners_up_and_what_would_swap_it() -> None:
    """The flood is next; with the weight named in the change it leads indeed."""
    settings = newsletter()
    proposal = select(three_events(), settings, window=WEEK)
    explanation = explain(proposal, settings)
    assert explanation.story is proposal.lead
    assert explanation.reasons == ("the highest score",)
    assert [story.id for story in explanation.runners_up] == ["f1", "h1"]
    swap = next(swap for swap in explanation.swaps if swap.story.id == "h1")
    table, term, side, value = swap.change.split()
    assert table == "[ranking]"
    weight = float(value) + (0.02 if side == "above" else -0.02)
    changed = newsletter(ranking={term: weight})
    scores = {
        story.id: story.score for story in select(three_events(), changed, window=WEEK).stories
    }
    assert scores["h1"] > scores["g1"]


def test_a_candidate_is_told_why_each_section_passed_it_over() -> None:
    """It did not match the only section there is."""
    settings = newsletter(sections=SECTIONS)
    explanation = explain(select(three_events(), settings, window=WEEK), settings, "f2")
    assert explanation.place == "candidate"
    assert explanation.reasons == ("fish: no match",)


def test_a_full_section_and_a_cap_are_named() -> None:
    """The better of two herring stories is in; the other one is told so."""
    more = article("h2", "Herring festival opens with a parade of boats", source="Herald")
    settings = newsletter(sections=SECTIONS)
    proposal = select([*three_events(), more], settings, window=WEEK)
    out = next(story for story in proposal.candidates if story.id in {"h1", "h2"})
    assert explain(proposal, settings, out.id).reasons[0].startswith("fish: full: 1 item;")
    capped = newsletter(sections=[{**SECTIONS[0], "items": 5, "per_source": 1}])
    proposal = select([*three_events(), more], capped, window=WEEK)
    out = next(story for story in proposal.candidates if story.id in {"h1", "h2"})
    assert explain(proposal, capped, out.id).reasons == ("fish: cap: 1 item of Herald in already",)


def test_what_is_in_no_story_has_its_reason() -> None:
    """An article of last month is old; found by words of its headline, too."""
    settings = newsletter()
    old = article("old", "Treaty archive opened", hours=-700)
    proposal = select([old], settings, window=WEEK)
    explanation = explain(proposal, settings, "archive treaty")
    assert explanation.place == "passed over"
    assert "before the window" in explanation.reasons[0]


def test_an_unknown_subject_is_an_error_that_says_what_to_do() -> None:
    """Nothing is called so."""
    settings = newsletter()
    with pytest.raises(LookupError, match="ask by words of its headline"):
        explain(select([], settings, window=WEEK), settings, "zebra")


def test_an_empty_week_says_so() -> None:
    """Not the query is to blame where nothing came in."""
    settings = newsletter(lead={"match": "chess"})
    empty = explain(select([], settings, window=WEEK), settings)
    full = explain(select(three_events(), settings, window=WEEK), settings)
    assert empty.reasons == ("no article is in this window",)
    assert full.reasons == ("no story matches [lead] match",)


def test_no_weight_swaps_a_local_lead_or_lifts_what_may_not_lead() -> None:
    """Front matter decides, or a pin, or the query: no change of [ranking] is offered."""
    settings = newsletter()
    own = replace(article("own", "Our view of the harbour", source="articles"), lead=True)
    assert explain(select([*three_events(), own], settings, window=WEEK), settings).swaps == ()
    pin = Decisions(pins=(Pin(article="h1", section="lead"),))
    pinned = select(three_events(), settings, window=WEEK, decisions=pin)
    assert pinned.lead is not None
    assert pinned.lead.id == "h1"
    assert explain(pinned, settings).swaps == ()
    only = newsletter(lead={"match": "ceasefire"})
    assert explain(select(three_events(), only, window=WEEK), only).swaps == ()


def test_a_weight_swaps_the_lead_with_what_may_lead_alone() -> None:
    """A story that a section has by its front matter never does, nor one that does not match."""
    filed = [
        replace(one, file="h.md", section="fish") if one.id == "h1" else one
        for one in three_events()
    ]
    sections = newsletter(sections=SECTIONS)
    explanation = explain(select(filed, sections, window=WEEK), sections)
    assert "h1" in {one.id for one in explanation.runners_up}
    assert "h1" not in {one.story.id for one in explanation.swaps}


def test_words_of_several_stories_list_them() -> None:
    """Each with its id and its place; the id alone tells of one."""
    settings = newsletter(sections=SECTIONS)
    more = article("h2", "Herring festival opens with a parade of boats", source="Herald")
    proposal = select([*three_events(), more], settings, window=WEEK)
    explanation = explain(proposal, settings, "herring")
    assert explanation.place == "several"
    assert {one.id for one in explanation.matches} == {"h1", "h2"}
    assert {one.place for one in explanation.matches} == {"fish", "candidate"}
    assert explain(proposal, settings, "h2").matches == ()


def test_articles_in_no_story_are_listed_where_no_story_has_the_words() -> None:
    """Two of last month; with one of this week, that one is meant."""
    settings = newsletter()
    old = [article(name, f"Treaty archive {name}", hours=-700) for name in ("opened", "shut")]
    past = explain(select(old, settings, window=WEEK), settings, "treaty archive")
    assert [one.place for one in past.matches] == ["passed over", "passed over"]
    new = article("new", "A treaty from the archive")
    now = explain(select([*old, new], settings, window=WEEK), settings, "treaty archive")
    assert now.story is not None
    assert now.story.id == "new"
