"""Candidates are found by the beginnings of their words, by source and by day."""

from datetime import date
from time import process_time

from selection.news import WEEK, article, newsletter, three_events

from digest.model.stories import Proposal, Story, Term
from digest.selection import select
from digest.selection.finding import MOST_FOUND, StoryIndex, find_stories, index_stories


def index() -> StoryIndex:
    """A ceasefire of three, a flood of two, a fish."""
    return index_stories(select(three_events(), newsletter(), window=WEEK), "UTC")


def ids(index: StoryIndex, words: str = "", **how: object) -> list[str]:
    """The stories found."""
    source, day = str(how.get("source", "")), how.get("day")
    without = how.get("without", ())
    assert day is None or isinstance(day, date)
    assert isinstance(without, tuple)
    found = find_stories(index, words, source=source, day=day, without=without)
    assert found.count == len(found.stories)
    return [story.id for story in found.stories]


def test_all_words_must_begin_a_word_of_the_story() -> None:
    """In any order and form, the title's, the source's or the text's; nothing asked gives all."""
    known = index()
    assert ids(known) == ["g1", "f1", "h1"]
    assert ids(known, "geneva ceasefires") == ["g1"]
    assert ids(known, "herr") == ["h1"]
    assert ids(known, "COURIER flood") == ["f1"]
    assert ids(known, "railway north") == ["f1"]
    assert ids(known, "erring") == []
    assert ids(known, "hera") == ["g1", "h1"]
    assert ids(known, "herring geneva") == []


def test_a_source_a_day_and_what_stands_on_the_page_narrow_it() -> None:
    """A story counts for every source and day that it has."""
    known = index()
    assert known.sources == ("Courier", "Gazette", "Herald")
    assert known.days == (date(2024, 8, 6), date(2024, 8, 7))
    assert ids(known, source="Herald") == ["g1", "h1"]
    assert ids(known, day=date(2024, 8, 6)) == ["g1", "f1"]
    assert ids(known, day=date(2024, 8, 7)) == ["f1", "h1"]
    assert ids(known, without=("g3", "h1")) == ["f1"]


def test_a_large_week_is_searched_at_once_and_shown_in_part() -> None:
    """Three thousand stories; the best come first, and the count says how many there are."""
    stories = [
        Story(
            id=f"s{number}",
            article=article(
                f"s{number}", f"Envoys meet in harbour {number}", summary="So many words " * 30
            ),
            terms=(Term(name="coverage", value=number / 3000, weight=1),),
        )
        for number in range(3000)
    ]
    known = index_stories(Proposal(window=WEEK, lead=None, candidates=tuple(stories)), "UTC")
    before = process_time()
    found = find_stories(known, "envoy harb")
    took = process_time() - before
    assert found.count == 3000
    assert [one.id for one in found.stories] == [f"s{2999 - n}" for n in range(MOST_FOUND)]
    # A tenth of it is usual; what is held is that nothing is cut and stemmed again.
    assert took < 0.1


def test_what_a_stranger_asks_is_capped() -> None:
    """A query of a megabyte costs no more than one of 200 letters."""
    known = index()
    assert ids(known, "geneva " + "x" * 1_000_000) == []
    assert ids(known, "(geneva OR [") == []
