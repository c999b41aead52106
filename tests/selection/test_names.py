"""Names: the words that running text writes large within a sentence."""

from dataclasses import replace

from selection.news import article

from digest.selection.lexicon import names_in

TEXT = "Officials of Norland met. Envoys said that Sudria agreed, and Officials, too: officials."


def test_names_are_large_within_a_sentence() -> None:
    """A sentence's first word says nothing, nor does the headline."""
    piece = article("a", "Harbour Bill Passes", summary=TEXT)
    assert names_in([piece], "en") == {"norland", "sudria"}


def test_german_capitals_say_nothing() -> None:
    """Every noun has one; the newsletter's language is that of articles that name none."""
    german = article("a", summary="Der Rat nahm den Bericht an.")
    assert names_in([german], "de") == set()
    assert names_in([replace(german, language="de-AT")], "en") == set()
