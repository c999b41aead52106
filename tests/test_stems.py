"""Words are cut, folded and stemmed by their script."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from digest.stems import significant_words, tokens
from digest.typography import typeset


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sanctions", "sanctioned"),
        ("negotiations", "negotiating"),
        ("invaded", "invades"),
        ("parties", "party"),
        ("Kyiv’s", "Kyiv"),
        ("U.S.", "US"),
        ("U.N.", "UN"),
        ("Zelenskiy", "Zelenskyy"),
        ("Déjà", "deja"),
        ("Украины", "Украина"),
        ("встречи", "встреча"),
        ("القمة", "قمة"),
        ("agreed", "agree"),
    ],
)
def test_forms_of_one_word_come_out_equal(one: str, other: str) -> None:
    """A query for one form finds the other."""
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "Kyiv's \"plan\" won't wait: 5 % of the dogs' home"),
        ("fr", "L'\"affaire\" d'État : qu'est-ce ? 10 km"),
        ("uk", 'П\'ять "планів" — у дії'),
    ],
)
def test_words_are_the_same_as_typed_and_as_printed(language: str, typed: str) -> None:
    """So that a past issue's headline is known among this week's."""
    (printed,) = typeset((typed,), language)
    assert printed != typed
    assert tokens(printed) == tokens(typed)


@pytest.mark.parametrize(
    ("one", "other"), [("us", "US"), ("nation", "NATO"), ("string", "string1")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    """The pronoun is not the country."""
    assert tokens(one) != tokens(other)


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    """Two headlines on one summit share pairs."""
    assert tokens("北京峰会") == ("北京", "京峰", "峰会")
    assert set(tokens("首脳会談")) & set(tokens("会談は終了"))


def test_indic_words_stay_whole() -> None:
    """Vowel signs do not cut a word."""
    assert tokens("हिन्दी में") == ("हिन्दी", "में")


def test_telling_words_leave_out_what_tells_nothing() -> None:
    """Stopwords of several languages and single letters go."""
    assert significant_words("The talks in der Stadt et la ville, a B") == ["talk", "stadt", "vill"]


@given(some.text(max_size=80))
def test_any_text_is_cut_into_bare_words(text: str) -> None:
    """No token is empty or holds a space."""
    assert all(word and not any(sign.isspace() for sign in word) for word in tokens(text))
