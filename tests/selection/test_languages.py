"""Many languages: countries, cities and names are the words that all have in common."""

from dataclasses import replace

import pytest
from selection.news import WEEK, article, newsletter, three_events

from digest.locales import places
from digest.selection import select
from digest.selection.geography import shared_places
from digest.selection.languages import spoken


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Parliament ratifies accord with Libya"),
        ("fr", "Le parlement ratifie l'accord avec la Libye"),
        ("de", "Parlament ratifiziert Abkommen mit Libyen"),
        ("de", "Libysches Parlament stimmt zu"),
        ("ru", "Парламент ратифицировал соглашение с Ливией"),
        ("ar", "البرلمان يصادق على الاتفاق مع ليبيا"),
    ],
)
def test_a_country_is_one_word_in_every_language(language: str, title: str) -> None:
    """Also inflected, and in what is called after it."""
    assert "@LY" in shared_places(article("x", title), language)


def test_two_places_of_a_headline_are_one_word_more() -> None:
    """Reports that name both are more alike than by each alone."""
    found = shared_places(article("x", "Accord of Libya, Chad and Niger"), "en")
    assert set(found) == {"@LY", "@NE", "@TD", "@LY@NE", "@LY@TD", "@NE@TD"}


def test_a_city_is_itself_and_its_country() -> None:
    """By every language's own name."""
    assert places("de")["Kiew"] == places("ru")["Киев"] == ("Europe/Kyiv", "UA")
    assert places("en")["Moscow"] == ("Europe/Moscow", "RU")


def test_the_longest_first_letters_decide() -> None:
    """The longest beginning decides: "Nigerian" is not of Niger."""
    found = shared_places(article("x", "Nigerian vote"), "en")
    assert "@NG" in found
    assert "@NE" not in found


def test_reports_in_two_languages_are_one_story() -> None:
    """Libya and Türkiye in a German and in an English headline; nothing else is in common."""
    german = replace(
        article("de", "Türkisches Parlament ratifiziert Seeabkommen mit Libyen", source="Zeitung"),
        language="de",
    )
    english = article("en", "Turkey's parliament ratifies maritime accord with Libya")
    proposal = select([english, german, *three_events()], newsletter(), window=WEEK)
    story = next(s for s in proposal.stories if s.id == "de")
    assert {one.id for one in story.articles} == {"en", "de"}
    assert story.article.id == "en"


@pytest.mark.parametrize(
    ("title", "said", "language"),
    [
        ("Кулеба завершує турне", "", "uk"),
        ("Парламент голосует", "", "ru"),
        ("Парламент голосува", "bg", "bg"),
        ("البرلمان يصادق", "en", "ar"),
        ("“Parliament” votes — at last", "", "en"),
        ("Le parlement a voté", "fr-CA", "fr"),
    ],
)
def test_letters_tell_a_language_that_no_source_names(title: str, said: str, language: str) -> None:
    """What the source says stands where its letters allow it."""
    assert spoken(replace(article("x", title), language=said), "en") == language
