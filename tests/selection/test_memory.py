"""A selection that remembers earlier ones proposes what one without a memory would."""

from dataclasses import replace
from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from profiles import examples
from selection.news import MONDAY, WAR, WEEK, article, newsletter, three_events

from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import Decisions, PastIssue, PastItem, Pin
from digest.selection import SelectionMemory, select
from digest.selection.recent import Recent

SOURCES = ("Gazette", "Courier", "Herald")
ARTICLES = [
    *three_events(),
    *(
        article(f"w{number}", title, source=SOURCES[number % 3], summary=summary, hours=20 + number)
        for number, (title, summary) in enumerate([*WAR, *WAR[:2]])
    ),
    article("old", "Bakers strike in Porto Verde", hours=-50),
]
IDS = [one.id for one in ARTICLES]
PAST = PastIssue(
    date=date(2024, 8, 2),
    number=7,
    headline="Harbour of Porto Verde floods again",
    url="",
    cut_off=MONDAY,
    items=(PastItem(key="", headline="Harbour floods again", url="", issue=date(2024, 8, 2)),),
)


def settings(query: str, core: str, per_source: int, weights: dict[str, float]) -> Newsletter:
    """A newsletter with a section on a subject, and one for the rest."""
    subject = {"id": "subject", "heading": "Subject", "items": 3, "match": query, "core": core}
    rest = {"id": "rest", "heading": "Rest", "items": 4, "per_source": per_source}
    return newsletter(sections=[subject, rest], ranking=weights)


SETTINGS = st.builds(
    settings,
    st.sampled_from(["", "ceasefire OR flood", "harbour NOT rain", "norland"]),
    st.sampled_from(["", "geneva", "porto"]),
    st.integers(1, 3),
    st.sampled_from([{}, {"coverage": 0.0}, {"granularity": "loose"}, {"substance": 3.0}]),
)
GROUPS = st.lists(st.frozensets(st.sampled_from(IDS), min_size=2, max_size=3), max_size=2)
PINS = st.lists(
    st.builds(Pin, article=st.sampled_from(IDS), section=st.sampled_from(["lead", "subject"])),
    max_size=3,
    unique_by=lambda pin: pin.article,
)
DECISIONS = st.builds(
    Decisions,
    pins=PINS.map(tuple),
    drops=st.frozensets(st.sampled_from(IDS), max_size=2),
    merged=GROUPS.map(tuple),
    split=GROUPS.map(tuple),
)


def corrected(one: Article) -> Article:
    """The same article, of which its source says something else by now."""
    return replace(one, title="Herring quota of Norland raised", summary="More herring in Geneva.")


WEEKS = st.builds(
    lambda gone, other: [corrected(one) if one.id in other else one for one in gone],
    st.permutations(ARTICLES).flatmap(
        lambda them: st.integers(4, len(them)).map(lambda most: them[:most])
    ),
    st.frozensets(st.sampled_from(IDS), max_size=2),
)
STEPS = st.lists(
    st.tuples(WEEKS, SETTINGS, DECISIONS, st.sampled_from([(), (PAST,)])), min_size=2, max_size=5
)
STEADY = st.tuples(WEEKS, SETTINGS, st.lists(DECISIONS, min_size=2, max_size=5))


@hypothesis(max_examples=examples(60), deadline=None)
@given(STEPS)
def test_whatever_changes_the_proposal_is_that_of_a_fresh_start(
    steps: list[tuple[list[Article], Newsletter, Decisions, tuple[PastIssue, ...]]],
) -> None:
    """Articles come, go and are corrected; settings, decisions and past issues are others."""
    memory = SelectionMemory()
    for articles, asked, decisions, past in steps:
        warm = select(articles, asked, window=WEEK, past=past, decisions=decisions, memory=memory)
        cold = select(articles, asked, window=WEEK, past=past, decisions=decisions)
        assert repr(warm) == repr(cold)


@hypothesis(max_examples=examples(60), deadline=None)
@given(STEADY)
def test_decisions_one_after_the_other_are_followed_as_if_each_were_the_first(
    week: tuple[list[Article], Newsletter, list[Decisions]],
) -> None:
    """Nothing else changes: an editor at work on a page."""
    articles, asked, decided = week
    memory = SelectionMemory()
    for decisions in decided:
        # The store reads every article anew.
        read = [replace(one) for one in articles]
        warm = select(read, asked, window=WEEK, decisions=decisions, memory=memory)
        cold = select(articles, asked, window=WEEK, decisions=decisions)
        assert repr(warm) == repr(cold)


@pytest.mark.parametrize(
    "change",
    [
        Decisions(),
        Decisions(pins=(Pin(article="h1", section="lead"),)),
        Decisions(drops=frozenset({"h1"})),
    ],
)
def test_an_article_that_stays_the_same_is_the_very_object_known(change: Decisions) -> None:
    """So that comparing whole weeks costs nothing."""
    memory = SelectionMemory()
    before = select(three_events(), newsletter(), window=WEEK, memory=memory)
    after = select(three_events(), newsletter(), window=WEEK, decisions=change, memory=memory)
    of_before = {one.id: one for story in before.stories for one in story.articles}
    assert all(one is of_before[one.id] for story in after.stories for one in story.articles)


def test_a_function_remembers_its_last_calls_and_no_others() -> None:
    """Of two kept, the one not asked for longest is forgotten."""
    asked: list[str] = []

    def loud(word: list[str]) -> str:
        asked.append(word[0])
        return word[0].upper()

    recent = Recent(loud, most=2)
    answers = [recent([word]) for word in "abababca"]
    assert answers == list("ABABABCA")
    assert asked == ["a", "b", "c", "a"]
