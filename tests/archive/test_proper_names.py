"""Running text says who and what it names, as far as capitals or a list of places tell."""

import pytest

from digest.archive.proper_names import has_capitals, proper_names, small_words

NAMES = {
    "two words": ("On Friday Sam Bankman-Fried spoke.", ("Sam Bankman-Fried",)),
    "a small word between": ("It asked the Bank of England for gold.", ("Bank of England",)),
    "what qualifies is no name yet": ("The Russian forces left Kessim.", ("Kessim",)),
    "a possessive stands alone": ("He left Veldt’s harbour.", ("Veldt",)),
    "a sentence begins large": ("Ministers met. Nobody spoke of Orl.", ("Orl",)),
    "a quotation, too": ("He said: “Nobody asked us.” And left Orl.", ("Orl",)),
    "an article is no part": ("It began. The Black Sea froze.", ("Black Sea",)),
    "days and months": ("It was Monday, or in October.", ()),
    "titles in short capitals": ("They asked the CEO, the PM.", ()),
    "points inside": ("It was told to the U.N. Security Council.", ("U.N. Security Council",)),
    "each once": ("They left Orl, for Orl.", ("Orl",)),
    "none": ("nothing here is large", ()),
    "nothing": ("", ()),
}


@pytest.mark.parametrize(("text", "names"), NAMES.values(), ids=NAMES)
def test_names_are_found_in_running_text(text: str, names: tuple[str, ...]) -> None:
    """Without what only a capital at the beginning makes look like one."""
    assert proper_names(text, "en").names == names


def test_a_word_that_qualifies_is_remembered_as_a_mention() -> None:
    """It tells of a name that is known from elsewhere: "Hamas fighters"."""
    assert proper_names("They met Hamas fighters there.", "en").mentions == ("Hamas",)


def test_german_capitals_name_only_in_twos() -> None:
    """Every noun has one."""
    found = proper_names("Am Abend sprach Amalia Fenn über den Hafen, die Fähre.", "de")
    assert found.names == ("Amalia Fenn",)
    assert found.mentions == ()
    assert not has_capitals("de-AT")


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("日本とウクライナの外相が会談した。", "ja", {"日本", "ウクライナ"}),
        ("اجتمع الوزراء في تركيا أمس.", "ar", {"تركيا"}),
        ("השרים נפגשו", "he", set()),
    ],
)
def test_scripts_without_capitals_name_countries(text: str, language: str, names: set[str]) -> None:
    """By what the language calls them."""
    assert set(proper_names(text, language).names) >= names
    assert not has_capitals(language)


def test_small_words_are_those_without_a_capital() -> None:
    """They tell that "President" is no name."""
    assert small_words("The President met a president.") == {"met", "a", "president"}
