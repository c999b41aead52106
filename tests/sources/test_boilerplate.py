"""Single lines of saved pages."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.entries.images import photo_credit
from digest.sources.pages.boilerplate import (
    ends_article,
    find_byline,
    find_date,
    is_credit,
    is_crumb,
    is_prose,
    is_toggle,
)


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Share   Tweet   Email   Print",
        "Sign in | Subscribe",
        "Home > World > Black Sea",
        "Skip to main content",
        "keep readingShow less",
        "RELATED: The mine hunters' first month",
        "Advertisement",
        "5 min read",
        "We use cookies to improve your experience.",
        "Subscribe now to our weekly round-up and never miss a story.",
        "© 2026 Harbour Wire. All rights reserved.",
        "Make us a preferred source on Google",
    ],
)
def test_a_line_of_the_site_is_known(line: str) -> None:
    """Buttons, menus, breadcrumbs, pleas and small print."""
    assert is_crumb(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday after the minister spoke about the bridge.",
        "Listen to the river, the pilots say, and you will hear where it is deep.",
        "The cookies that the factory bakes for the army have been sold to both sides since May.",
        "Photo agencies were told to leave the square before noon.",
        "In other diplomatic news related to the war in Ukraine:",
        "Related sanctions hit two banks and a shipyard, according to the ministry.",
    ],
)
def test_a_line_of_the_article_is_left_alone(line: str) -> None:
    """Words of the trade stand in sentences, too."""
    assert not is_crumb(line)
    assert not is_credit(line)
    assert not ends_article(line)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Top image credit: Marek Dvorak / Shutterstock.com", "Marek Dvorak / Shutterstock.com"),
        ("(Photo: Lena Voss)", "Lena Voss"),
        ("Top photo credit: The river (Anna/Lightbox)", "The river (Anna/Lightbox)"),
        ("Foto: dpa", "dpa"),
        ("Image credits: A. B.", "A. B"),
        ("Photographs of the bridge were shown in May: none was sharp.", ""),
    ],
)
def test_a_credit_names_whom_a_picture_is_from(line: str, credit: str) -> None:
    """What follows the colon, without the brackets around the whole."""
    assert photo_credit(line) == credit


def test_bylines_and_dates_are_told_from_headlines() -> None:
    """A name after "By", a date with a year; a headline has neither."""
    assert (
        find_byline("By Ruth Abara and Jonas Meier | Aug 9, 2024") == "Ruth Abara and Jonas Meier"
    )
    assert find_date("By Ruth Abara | Aug 9, 2024") == "Aug 9, 2024"
    assert find_date("Published: 3 March 2025 | 4 min read") == "3 March 2025"
    assert find_byline("By the river, a town waits") == ""
    assert find_date("Five years after 2019, the same question") == ""


def test_prose_is_a_sentence_or_long() -> None:
    """A headline is neither."""
    assert is_prose("The pilots who take tankers through the narrows have had no rise.")
    assert not is_prose("Pilots of the strait want to be paid in something that floats")


@given(st.text(max_size=300))
def test_any_line_can_be_asked(line: str) -> None:
    """No line ends in an exception."""
    answers = (is_crumb(line), is_prose(line), is_toggle(line), ends_article(line), is_credit(line))

    assert all(isinstance(answer, bool) for answer in answers)
    assert isinstance(find_byline(line) + find_date(line), str)


@pytest.mark.parametrize("part", [". ", "published ", "1.1.", "> ", "By ", "photo: "])
def test_a_line_without_end_is_judged_in_the_time_of_its_length(part: str) -> None:
    """A page may be one line of nothing."""
    began = time.process_time()
    line = part * 20_000
    assert (find_date(line), find_byline(line), is_crumb(line)) == ("", "", False)
    assert time.process_time() - began < 1
