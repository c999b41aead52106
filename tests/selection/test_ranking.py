"""The score: every term bounded, named, weighted, and saying why."""

from dataclasses import replace
from datetime import timedelta

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
    settings = newsletter(ranking={"articles": 0, "coverage": 7})
    found = terms(select(three_events(), settings, window=WEEK), "g1")
    assert "articles" not in found
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
    settings = newsletter(ranking={"substance": 0.5, "image": 0.25})
    proposal = select([early, rich], settings, window=WEEK)
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


def test_a_story_that_readers_cannot_read_stands_behind_one_that_they_can() -> None:
    """Unless one of its articles is in the newsletter's language."""
    here, there = article("here", "Vineyard sold"), article("there", "مالي تقطع العلاقات")
    proposal = select([here, there], newsletter(), window=WEEK)
    assert terms(proposal, "there")["foreign"].value == 1
    assert terms(proposal, "here")["foreign"].value == 0
    assert [story.id for story in proposal.stories] == ["here", "there"]


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


def test_core_words_count_apart_from_match() -> None:
    """A broad match lets in much; only a core word in the headline counts for topic."""
    broad = newsletter(lead={"match": "ceasefire OR herring OR flood", "core": "ceasefire"})
    proposal = select(three_events(), broad, window=WEEK)
    assert terms(proposal, "g1")["topic"].value == 1
    assert terms(proposal, "h1")["topic"].value == 0


def test_topic_is_the_share_of_headlines_with_a_word_of_the_query() -> None:
    """The summary does not count, and one word of a query of two is enough."""
    settings = newsletter(lead={"match": "flooded harbour OR (flood railway)"})
    flood = terms(select(three_events(), settings, window=WEEK), "f1")["topic"]
    assert flood.value == 1
    assert flood.reason == "100% of the headlines have a word of the queries"
    porto = newsletter(lead={"match": "closed"})
    assert terms(select(three_events(), porto, window=WEEK), "f1")["topic"].value == 0


def test_yesterdays_story_that_still_gets_copy_sinks() -> None:
    """`recency` is of the latest report, `newness` of the first; both halve in 12 h in a day."""
    day = replace(WEEK, end=WEEK.start + timedelta(hours=36))
    found = terms(select(three_events(), newsletter(), window=day), "g1")
    assert found["recency"].value == pytest.approx(2 ** -(3 / 12))
    assert found["newness"].value == pytest.approx(2 ** -(6 / 12))


DAM = (
    "Above Porto Verde on Cape Sol a wall of water broke through concrete at night, and Norland"
    " sent boats and helicopters into a valley without telephone.",
    "Concrete gave way after rain, so that a wall of water ran through a valley of Norland at"
    " night; boats search near Porto Verde on Cape Sol.",
)
GRAVES = (
    "Mourners in Porto Verde on Cape Sol dug graves on a hill while divers packed tanks and ropes;"
    " ministers in Norland promised an inquiry into contractors.",
    "An inquiry into contractors is promised by ministers in Norland as divers packed ropes and"
    " mourners dug graves in Porto Verde on Cape Sol.",
)


def _reports(name: str, title: str, texts: tuple[str, str], hours: float) -> list[Article]:
    return [
        article(f"{name}{at}", title, source=source, hours=hours, summary=text)
        for at, (source, text) in enumerate(zip(("Gazette", "Courier"), texts, strict=True))
    ]


@pytest.mark.parametrize(("count", "stands"), [("20", 0.5), ("many", 0.8)])
def test_an_outdated_count_does_not_stand_for_its_matter(count: str, stands: float) -> None:
    """A story of the matter that counts 20 dead has the least of its support once there are 900."""
    articles = [
        *_reports("e", f"Dam bursts and kills {count}", DAM, 70),
        *_reports("l", "Divers stop looking; 900 dead", GRAVES, 90),
        *(article(f"o{at}", f"Oxyq{at}", source=f"P{at}") for at in range(20)),
    ]
    proposal = select(articles, newsletter(), window=WEEK)
    assert terms(proposal, "l0")["matter"].value == 1
    assert terms(proposal, "e0")["matter"].value == pytest.approx(stands, abs=0.15)
    assert (terms(proposal, "e0")["matter"].value == 0.5) is (count == "20")
