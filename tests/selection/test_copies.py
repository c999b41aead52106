"""Copies: one wire text in many papers is one story, whatever its words and headlines."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selection.news import WEEK, article, newsletter, three_events

from digest.model.articles import Article
from digest.model.stories import Decisions, Term
from digest.selection import select
from digest.selection.duplicates import equal_texts
from digest.selection.vectors import opening
from digest.stems import tokens

WIRE = (
    "The harbour of Cape Sol was closed to all ships on Tuesday after a crane fell into the "
    "fairway, the port authority said, and will not open before divers have searched the wreck."
)

PIECES = (*"aeXs.'’ \u00a0\u0301é日本가", "U.S.", " the ", "ships ", "SHIP ", "harbours ")


def wire(papers: int, title: str = "Crane closes harbour of Cape Sol") -> list[Article]:
    """One report in so many papers."""
    return [
        article(f"p{at:02}", title, source=f"Paper {at}", summary=WIRE, hours=30 + at / 60)
        for at in range(papers)
    ]


def coverage(articles: list[Article], id_: str) -> Term:
    """The coverage of the story that holds the article."""
    proposal = select(articles, newsletter(), window=WEEK)
    story = next(s for s in proposal.stories if any(one.id == id_ for one in s.articles))
    return next(term for term in story.terms if term.name == "coverage")


@pytest.mark.parametrize("papers", [2, 25, 26, 60])
def test_one_report_is_one_story_in_however_many_papers(papers: int) -> None:
    """Beyond 25 its words are no longer rare, and no pair is looked for."""
    proposal = select([*wire(papers), *three_events()], newsletter(), window=WEEK)
    story = next(s for s in proposal.stories if s.id == "p00")
    assert len(story.articles) == papers


def test_a_report_that_many_chose_outranks_a_lone_one_but_not_as_many_of_their_own() -> None:
    """Each that prints it is a voice, though a smaller one than a report of its own."""
    three = three_events()
    assert coverage([*wire(26), *three], "p00").value > coverage([*wire(26), *three], "h1").value
    assert coverage([*wire(4), *three], "p00").value < coverage([*wire(4), *three], "g1").value


def test_copies_within_one_outlet_count_once() -> None:
    """A feed that lists a report two thousand times has one voice and one place."""
    flood = [replace(each, source="Paper 0") for each in wire(200)]
    proposal = select([*flood, *three_events()], newsletter(), window=WEEK)
    assert [len(s.articles) for s in proposal.stories if s.id == "p00"] == [200]
    assert coverage([*flood, *three_events()], "p00").value == (
        coverage([*wire(1), *three_events()], "p00").value
    )


def test_other_headlines_over_one_long_opening_are_copies() -> None:
    """But not where one source has an opening under many titles: that is a template."""
    renamed = [
        replace(each, title=f"{word} closes") for each, word in zip(wire(3), "ABC", strict=True)
    ]
    assert equal_texts(renamed) == [frozenset({0, 1, 2})]
    assert equal_texts([replace(each, source="Paper") for each in renamed]) == []


@given(
    openings=st.lists(
        st.lists(st.sampled_from(PIECES), max_size=24).map("".join), min_size=2, max_size=8
    )
)
@example(openings=["U.S. ships", "U.S. ship"])
@example(openings=["e\u0301" * 30 + " ships", "E" * 30 + " ship"])
@example(openings=["The … ships – the harbours", "the ship, the harbour", "the ship"])
def test_equal_openings_are_those_of_equal_words(openings: list[str]) -> None:
    """However they are written: what is compared first never tells two of them apart."""
    articles = [
        article(f"a{at}", "One title", source=f"Paper {at}", summary=text)
        for at, text in enumerate(openings)
    ]
    by_words: dict[tuple[str, ...], set[int]] = {}
    for at, one in enumerate(articles):
        by_words.setdefault(tokens(opening(one)), set()).add(at)
    equal = sorted((places for places in by_words.values() if len(places) > 1), key=min)
    assert equal_texts(articles) == equal


def test_the_editor_may_part_copies() -> None:
    """What is apart stays apart, equal or not."""
    parted = Decisions(split=(frozenset({"p00", "p01"}),))
    proposal = select(wire(2), newsletter(), window=WEEK, decisions=parted)
    assert sorted(len(story.articles) for story in proposal.stories) == [1, 1]
