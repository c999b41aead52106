"""Names: the words that running text writes large within a sentence."""

from collections.abc import Iterable
from dataclasses import replace

from selection.news import article

from digest.model.articles import Article
from digest.selection.lexicon import Capitals


def names_in(articles: Iterable[Article], language: str) -> dict[str, set[str]]:
    """The names in `articles`, each with the other parts of it."""
    capitals = Capitals(language)
    for each in articles:
        capitals.read(each)
    return capitals.names()


TEXT = "Officials of Norland met. Envoys said that Sudria agreed, and Officials, too: officials."


def test_names_are_large_within_a_sentence() -> None:
    """A sentence's first word says nothing, nor does the headline."""
    piece = article("a", "Harbour Bill Passes", summary=TEXT)
    assert names_in([piece], "en").keys() == {"norland", "sudria"}


def test_german_capitals_say_nothing() -> None:
    """Every noun has one; the newsletter's language is that of articles that name none."""
    german = article("a", summary="Der Rat nahm den Bericht an.")
    assert names_in([german], "de") == {}
    assert names_in([replace(german, language="de-AT")], "en") == {}


def test_words_that_stand_side_by_side_are_parts_of_one_name() -> None:
    """A first name belongs to the person; a port that is named beside a person does not."""
    texts = (
        "Yesterday Ada Lind sailed for Porto Verde.",
        "The crew of Ada Lind, in Porto Verde since noon, waited for Lind in vain.",
        "The mayor of Porto Verde met Lind there.",
    )
    found = names_in([article(f"a{at}", summary=text) for at, text in enumerate(texts)], "en")
    assert found == {"ada": {"lind"}, "lind": {"ada"}, "porto": {"verd"}, "verd": {"porto"}}


def test_names_that_met_once_are_two() -> None:
    """As in a list, or where one follows the other by chance."""
    texts = ("Yesterday in Norland Ada saw it.", "The council of Norland thanked Ada for it.")
    found = names_in([article(f"a{at}", summary=text) for at, text in enumerate(texts)], "en")
    assert found == {"norland": set(), "ada": set()}
