"""Who tells a story: news, the latest count, the newsletter's language, a source with room."""

from dataclasses import replace
from datetime import timedelta

import pytest
from selection.news import WEEK, article, newsletter, places, three_events

from digest.model.articles import Article
from digest.model.stories import Decisions
from digest.selection import select
from digest.selection.tolls import counting_fewer, dead

WORDS = "Porto Verde mourned forty people killed by the flood."
DAY = timedelta(days=1)
FLOOD = "The flood in Porto Verde killed {} people, and the search for the missing goes on."


def flood(name: str, count: str, hours: float, **more: str) -> Article:
    """A report that counts the dead."""
    title = more.pop("title", f"Flood in Porto Verde kills {count}")
    piece = article(name, title, source=name, summary=FLOOD.format(count), hours=hours)
    return replace(piece, language=more.get("language", ""))


def told(*articles: Article) -> str:
    """The article by which the lead is told."""
    lead = select(articles, newsletter(), window=WEEK).lead
    assert lead is not None
    assert {one.id for one in lead.articles} == {one.id for one in articles}
    return lead.article.id


def test_an_earlier_count_is_never_told_when_a_later_one_is_known() -> None:
    """Monday's toll is not Friday's headline, however well it covers the story."""
    early = replace(flood("early", "20", 10), summary=FLOOD.format(20) + " Rain fell on Sunday.")
    assert told(early, flood("late", "1,300", 100)) == "late"
    assert told(early, flood("wild", "1,300", 5)) == "early"


def test_of_the_newsletters_own_pieces_the_later_tells_unless_another_leads() -> None:
    """Both are of the same event."""
    early, late = (
        replace(flood(name, "20", hours), section="other") for name, hours in (("a", 60), ("b", 10))
    )
    assert told(early, late) == "a"
    assert told(early, replace(late, lead=True)) == "b"


def test_among_equals_the_late_one_is_told() -> None:
    """As much of the story in other words two days later."""
    first = article("first", "Flood in Porto Verde", source="A", hours=9, summary=WORDS)
    other = "Killed by the flood, forty people are mourned in Porto Verde."
    second = article("second", "Porto Verde flood", source="B", summary=other)
    assert told(first, second) == "second"
    assert told(replace(first, published=second.when + DAY), second) == "first"


@pytest.mark.parametrize(
    "title",
    [
        "What we know about the flood in Porto Verde",
        "Porto Verde flood: in pictures",
        "Why did the flood in Porto Verde kill so many?",
        "Flood in Porto Verde explained",
    ],
)
def test_news_is_told_before_a_guide(title: str) -> None:
    """Even a late one."""
    assert told(flood("news", "20", 10), flood("guide", "20", 60, title=title)) == "news"


@pytest.mark.parametrize(("title", "teller"), [("More »", "news"), ("Porto Verde", "link")])
def test_a_headline_that_names_nothing_tells_nothing(title: str, teller: str) -> None:
    """A link's words in place of a headline; two words that others have, too, are one."""
    news = article("news", "Flood in Porto Verde", source="A", hours=9, summary=WORDS)
    other = "Killed by the flood, forty people are mourned in Porto Verde."
    link = article("link", title, source="B", hours=60, summary=other)
    assert told(news, link) == teller


def test_the_told_article_is_in_the_newsletters_language() -> None:
    """The other is named with its language."""
    proposal = select(
        [
            replace(flood("fr", "20", 60), title="Porto Verde: flood kills 20", language="fr"),
            flood("en", "20", 10),
        ],
        newsletter(),
        window=WEEK,
    )
    assert proposal.lead is not None
    assert proposal.lead.article.id == "en"
    assert [(one.source, one.language) for one in proposal.lead.also_in] == [("fr", "fr")]


def test_a_source_that_tells_it_in_both_languages_is_not_named_as_foreign() -> None:
    """Its readers have it in the newsletter's; of the others the letters say the language."""
    reports = [
        replace(flood("fr", "20", 60), source="en", language="fr"),
        replace(flood("el", "20", 50), title="Πλημμύρα στο Porto Verde: 20 νεκροί"),
        flood("en", "20", 10),
    ]
    together = Decisions(merged=(frozenset({"fr", "el", "en"}),))
    proposal = select(reports, newsletter(), window=WEEK, decisions=together)
    assert proposal.lead is not None
    assert [(one.source, one.language) for one in proposal.lead.also_in] == [("el", "el")]


def test_a_story_whose_source_is_full_is_told_by_another() -> None:
    """The cap is on items, not on news: the second best report stands in."""
    alone = article("a", "Ferry sinks off Cape Sol", source="Herald", hours=160)
    sections = [{"id": "more", "heading": "More", "per_source": 1}]
    settings = newsletter(sections=sections, lead={"show": False})
    proposal = select([alone, *three_events()], settings, window=WEEK)
    sources = [story.article.source for story in proposal.printed]
    assert len(sources) == len(set(sources)) == 3
    assert {places(proposal)[one] for one in ("g1", "g2", "g3", "a", "f1")} == {"more"}


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("Death toll in Libya flooding hits 11,300 as rescuers search", 11300),
        ("At least 17 people killed at mosque", 17),
        ("Earthquake kills more than 2,000 in the west", 2000),
        ("Le séisme a fait 2.900 morts", 2900),
        ("Minister resigns after 12 years", 0),
        ("Killed in 1945, remembered today", 0),
        ("Rates rise to 5 %", 0),
    ],
)
def test_the_dead_are_counted(title: str, count: int) -> None:
    """In words and numbers of several languages; years and other numbers are none."""
    assert dead(article("x", title)) == count


def test_only_a_later_and_higher_count_outdates() -> None:
    """The order in which they come says nothing."""
    reports = [flood("a", "20", 10), flood("b", "40", 50), flood("c", "no", 60)]
    assert counting_fewer(reports) == counting_fewer(reports[::-1]) == {"a"}
