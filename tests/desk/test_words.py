"""The desk's own words: found by keys, counted, and chosen by the browser's languages."""

import re

import pytest

from digest.desk.fragments import FOLDER
from digest.desk.words import choose_language, words_in

USED = re.compile(r'say\("([\w.-]+)"')
BEGUN = re.compile(r"""["']([\w.-]+[._])["'{]""")
"""How a word is said that is chosen as it comes: `say("field." ~ key)`, `say(f"status.{one}")`."""


def test_a_key_gives_its_words_with_the_values_in_place() -> None:
    """By the names that a translator sees."""
    assert words_in("en").say("list.of", here=3, room=8) == "3 of 8"


def test_a_number_chooses_the_form() -> None:
    """As the language counts."""
    words = words_in("en")
    assert words.say("list.sources", count=1) == "1 source"
    assert words.say("list.sources", count=3) == "3 sources"


def test_an_unknown_language_is_english() -> None:
    """Rather than none."""
    assert words_in("tlh").say("bar.undo") == "Undo"


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [("", "en"), ("en-GB,en;q=0.9", "en"), ("tlh, en;q=0.1", "en"), (";;;q=,", "en")],
)
def test_the_browser_says_which_language(accepted: str, chosen: str) -> None:
    """The first that the desk speaks."""
    assert choose_language(accepted) == chosen


def test_every_word_that_a_fragment_says_stands_in_the_table() -> None:
    """No template waits for a word that nobody wrote."""
    known = set(words_in("en").sentences)
    said = {key for path in FOLDER.glob("*.j2") for key in USED.findall(path.read_text("utf-8"))}
    assert {one for one in said if not one.endswith((".", "-"))} - known == set()


def test_every_word_in_the_table_is_said_somewhere() -> None:
    """Nobody translates what no reader meets."""
    files = [path for kind in ("py", "j2") for path in FOLDER.parent.rglob(f"*.{kind}")]
    text = "".join(path.read_text("utf-8") for path in files)
    begun = tuple(BEGUN.findall(text))
    known = words_in("en").sentences
    said = set(re.findall(r"""["']([\w.-]+)["']""", text))
    assert [one for one in known if one not in said and not one.startswith(begun)] == []
