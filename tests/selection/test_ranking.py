"""The score: every term bounded, named, weighted, and saying why."""

from dataclasses import replace

import pytest
from selection.news import MONDAY, WEEK, article, newsletter, three_events

from digest.model.articles import Article, Image
from digest.model.stories import PastIssue, PastItem, Proposal, Term
from digest.selection import select


def terms(proposal: Proposal, story: str) -> dict[str, Term]:
    """The terms of a story, by name."""
    return {term.name: term for each in proposal.stories if each.id == story for term in each.terms}


def test_every_term_is_bounded_and_the_score_is_their_sum() -> None:
    """No value leaves 0..1, every term has its reason."""
    settings = newsletter(lead={"match": "ceasefire"})
    for story in select(three_events(), settings, window=WEEK).stories:
        assert all(0 <= term.value <= 1 and term.reason for term in story.terms)
        assert story.score == sum(term.value * term.weight for term in story.terms)


def test_a_weight_of_zero_removes_a_term_and_others_scale() -> None:
    """[ranking] is what counts."""
    settings = newsletter(ranking={"image": 0, "coverage": 7})
    found = terms(select(three_events(), settings, window=WEEK), "g1")
    assert "image" not in found
    assert found["coverage"].weight == 7


def test_coverage_counts_sources_by_weight_and_not_articles() -> None:
    """Four pieces of one paper are one voice; a source of weight 3 counts threefold."""
    same = [replace(each, source="Gazette") for each in three_events()[:3]]
    sources = [{"name": "Herald", "url": "https://herald.example/feed", "weight": 3}]
    proposal = select([*same, *three_events()[3:]], newsletter(sources=sources), window=WEEK)
    assert terms(proposal, "h1")["coverage"].value == 1
    assert terms(proposal, "h1")["coverage"].reason == "1 independent source: Herald ×3"
    assert terms(proposal, "g1")["coverage"].value == pytest.approx(0.5)
    assert terms(proposal, "g1")["coverage"].reason == "1 independent source: Gazette"


def test_late_long_and_pictured_reports_gain() -> None:
    """Recency halves in three days of a week; a picture and length count."""
    early = article("early", "Orchestra tours", hours=96)
    rich = replace(
        article("rich", "Vineyard sold"), text="word " * 700, image=Image(url="https://a.example/i")
    )
    proposal = select([early, rich], newsletter(), window=WEEK)
    assert terms(proposal, "early")["recency"].value == pytest.approx(0.5)
    assert terms(proposal, "rich")["substance"].value == 1
    assert terms(proposal, "rich")["image"].value == 1
    assert terms(proposal, "early")["image"].value == 0


@pytest.mark.parametrize(
    ("piece", "term"),
    [
        (replace(article("x"), url="https://a.example/opinion/2024/x"), "opinion"),
        (article("x", "Opinion | Talk, then talk again"), "opinion"),
        (replace(article("x"), categories=("Comment",)), "opinion"),
        (replace(article("x"), url="https://a.example/sport/x"), "aside"),
        (replace(article("x"), categories=("Travel",)), "aside"),
    ],
)
def test_opinion_and_asides_lose(piece: Article, term: str) -> None:
    """The publisher's own words are taken for it."""
    found = terms(select([piece], newsletter(), window=WEEK), "x")[term]
    assert (found.value, found.weight < 0) == (1, True)


def test_news_on_a_sporty_word_is_no_aside() -> None:
    """Only folders and labels count, never the headline's words."""
    piece = replace(article("x", "Games of the generals"), url="https://a.example/world/games")
    found = terms(select([piece], newsletter(), window=WEEK), "x")
    assert found["aside"].value == found["opinion"].value == 0


def test_what_past_issues_told_is_less_new() -> None:
    """The ceasefire was in issue 7 under another headline; the herring was not."""
    item = PastItem(
        key="", headline="Norland and Sudria near a ceasefire", url="", issue=MONDAY.date()
    )
    past = PastIssue(
        date=MONDAY.date(), number=7, headline="", url="", cut_off=MONDAY, items=(item,)
    )
    proposal = select(three_events(), newsletter(), window=WEEK, past=[past])
    novelty = terms(proposal, "g1")["novelty"]
    assert novelty.value < 0.8
    assert novelty.reason.endswith("in issue 7 of 2024-08-05")
    assert terms(proposal, "h1")["novelty"].value == 1


def test_topic_needs_a_query() -> None:
    """Without a match the term is 0 and says so; with one the fitting story has it."""
    plain = terms(select(three_events(), newsletter(), window=WEEK), "g1")["topic"]
    assert (plain.value, plain.reason) == (0, "newsletter.toml has no match")
    settings = newsletter(lead={"match": "ceasefire"})
    proposal = select(three_events(), settings, window=WEEK)
    assert terms(proposal, "g1")["topic"].value > 0.4
    assert terms(proposal, "h1")["topic"].value == 0
