"""A translation has all the words of the desk, each with the same blanks and plural forms."""

import re
import tomllib
from collections.abc import Mapping
from string import Formatter

import pytest

from digest.desk.words import FOLDER, languages, words_in

Forms = Mapping[str, str]
TRANSLATIONS = sorted({*languages()} - {"en"})


def table(language: str) -> dict[str, str | Forms]:
    """Its words, by room and key."""
    read = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    return {f"{room}.{key}": said for room, rows in read.items() for key, said in rows.items()}


def blanks(said: str | Forms) -> set[str]:
    """What is filled in there."""
    text = said if isinstance(said, str) else " ".join(said.values())
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def texts(said: str | Forms) -> list[str]:
    """Each of its forms."""
    return [said] if isinstance(said, str) else [*said.values()]


def test_there_is_a_second_language() -> None:
    """It proves that another one takes no code."""
    assert "de" in TRANSLATIONS


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_lacks_nothing_and_has_nothing_else(language: str) -> None:
    """Every key stands in both tables."""
    assert table(language).keys() == table("en").keys()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_same_is_filled_in(language: str) -> None:
    """Under each key, in singular and plural."""
    english, other = table("en"), table(language)
    differing = [key for key in english if blanks(english[key]) != blanks(other.get(key, ""))]
    assert differing == []


@pytest.mark.parametrize("language", [*TRANSLATIONS, "en"])
def test_every_number_finds_its_form(language: str) -> None:
    """A key of forms is asked with a count, and has one for any."""
    for key, said in table(language).items():
        if isinstance(said, str):
            continue
        for count in (0, 1, 2, 5, 21):
            values = dict.fromkeys(blanks(said), "x") | {"count": count}
            assert words_in(language).say(key, **values), key


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_nothing_was_left_in_english(language: str) -> None:
    """A sentence of three words and more is another in another language."""
    english, other = table("en"), table(language)
    left = [
        key
        for key in english
        for said in texts(other[key])
        if said in texts(english[key]) and len(re.sub(r"{\w+}", "", said).split()) > 2
    ]
    assert left == []


@pytest.mark.parametrize("language", [*TRANSLATIONS, "en"])
def test_the_words_are_typeset_and_calm(language: str) -> None:
    """No exclamation marks, no straight quotation marks, three dots as one character."""
    for key, said in table(language).items():
        for text in texts(said):
            assert not [mark for mark in ("!", '"', "...") if mark in text], key
