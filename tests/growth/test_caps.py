"""How long a text of an article may be, wherever the article comes from."""

import json
from dataclasses import fields, replace

import pytest
from selection.news import article

from digest.json_records import from_json, to_json
from digest.model.articles import (
    LONGEST_ADDRESS,
    LONGEST_HTML,
    LONGEST_LINE,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    MOST_CATEGORIES,
    Article,
    Failure,
    Image,
)

ENDLESS = "word " * 200_000
CUT = {
    **dict.fromkeys(("title", "byline", "kicker", "dek", "section", "source"), LONGEST_LINE),
    "date_note": LONGEST_LINE,
    "summary": LONGEST_SUMMARY,
    "text": LONGEST_TEXT,
}
LEFT_OUT = ("url", "key", "html", "language")
OUR_OWN = {"id", "other_id", "first_seen", "published", "updated", "lead", "file"}


def stored(**texts: str) -> Article:
    """An article with these texts, as a store or a parser hands it over."""
    row = json.loads(to_json(article("a", "Title"))) | texts
    return from_json(Article, json.dumps(row))


@pytest.mark.parametrize("name", CUT)
def test_a_longer_text_is_cut(name: str) -> None:
    """Its beginning stays."""
    cut = getattr(stored(**{name: ENDLESS}), name)
    assert cut == ENDLESS[: CUT[name]]


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_half_would_be_wrong_is_left_out(name: str) -> None:
    """A cut address leads elsewhere, cut markup is torn; the text stands in for it."""
    assert getattr(stored(**{name: ENDLESS}), name) == ""


def test_what_is_as_long_as_it_may_be_stays() -> None:
    """To the character."""
    html, url = "a" * LONGEST_HTML, "u" * LONGEST_ADDRESS
    whole = replace(article("a", "Title"), html=html, url=url)
    assert (whole.html, whole.url) == (html, url)


def test_categories_and_pictures_are_held_too() -> None:
    """In number and in length."""
    told = replace(
        article("a", "Title"),
        categories=tuple(f"{number} {ENDLESS}" for number in range(1000)),
        image=Image(url=ENDLESS, alt=ENDLESS),
    )
    assert len(told.categories) == MOST_CATEGORIES
    assert max(map(len, told.categories)) == 80
    assert told.image is None
    assert len(Image(url="u", alt=ENDLESS, credit=ENDLESS).alt) == LONGEST_LINE
    assert len(Failure(source="One", reason=ENDLESS).reason) == LONGEST_LINE


def test_an_older_store_s_longer_articles_are_held_when_they_are_read() -> None:
    """What reads an article need not ask where it comes from."""
    assert len(stored(title=ENDLESS).title) == LONGEST_LINE


def test_every_text_of_an_article_has_a_limit() -> None:
    """A new field, too, unless it is the program's own."""
    named = {each.name for each in fields(Article)}
    assert named == {*CUT, *LEFT_OUT, *OUR_OWN, "image", "categories"}
