"""The query language: what is found, how strongly, and errors that point at a column."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from digest.query import QueryError, parse_query, text_fields

TEXT = text_fields(
    {
        "title": "Norland and Sudria resume negotiations in Geneva",
        "summary": "A prisoner exchange is on the table, the U.S. envoy said.",
        "source": "Le Monde",
        "category": "Diplomacy",
        "url": "https://news.example/opinion/talks",
        "text": "Bystanders cheered.",
    }
)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "norland",
        "negotiation",
        "negotiated OR chess",
        "negotia*",
        "geneva sudria",
        '"prisoner exchange"',
        '"prisoner exchanges"',
        "exchange AND prisoner",
        "norland NOT chess",
        "norland -chess",
        "(chess OR geneva) sudria",
        "chess OR geneva sudria",
        'source:"le monde"',
        "url:opinion",
        "text:bystander",
        "title:(geneva OR chess)",
        "US envoy",
        "diplomacy",
        "title: geneva",
    ],
)
def test_fits(query: str) -> None:
    """These find the text."""
    assert parse_query(query).matches(TEXT)


@pytest.mark.parametrize(
    "query",
    [
        "chess",
        "bystander",
        '"exchange prisoner"',
        "norland NOT geneva",
        "norland -geneva",
        "title:prisoner",
        "source:geneva",
        "us* NOT envoy",
        "(chess OR geneva) chess",
        "title:(prisoner OR table)",
    ],
)
def test_does_not_fit(query: str) -> None:
    """These do not."""
    assert not parse_query(query).matches(TEXT)


@pytest.mark.parametrize(
    ("query", "title", "fits"),
    [
        ("migrati*", "Migration talks", True),
        ("studi*", "Two studies agree", True),
        ("communiti*", "Communities rebuild", True),
        ("Zelenski*", "Zelenskiy speaks", True),
        ("iran*", "The IRA disarms", False),
        ("viking*", "Viktor speaks", False),
        ("investigati*", "Investigators agree", False),
    ],
)
def test_a_star_takes_any_ending(query: str, title: str, *, fits: bool) -> None:
    """Also where a text's stem is shorter than the beginning that was typed."""
    assert parse_query(query).matches(text_fields({"title": title})) is fits


@pytest.mark.parametrize(
    ("query", "column", "hint"),
    [
        ("geneva OR", 8, "a word must follow OR"),
        ("titel:geneva", 1, "did you mean title:"),
        ("geneva (sudria", 8, "add a )"),
        ("geneva)", 7, "closes nothing"),
        ('geneva "sudria', 8, "no partner"),
        ("geneva ()", 8, "nothing between the parentheses"),
        ("AND geneva", 1, "a word must stand before AND"),
        ("geneva - sudria", 8, "no word to look for"),
        ("geneva title:", 8, "a word must follow title:"),
    ],
)
def test_a_mistake_is_told_with_its_column(query: str, column: int, hint: str) -> None:
    """The message says where and what to do."""
    with pytest.raises(QueryError, match=f"column {column}: ") as caught:
        parse_query(query)
    assert caught.value.column == column
    assert hint in str(caught.value)


@given(some.text(alphabet='ab ():"-*ORNTitle', max_size=60))
def test_any_text_is_read_or_refused(query: str) -> None:
    """Nothing but a QueryError comes out, and its column is inside the query."""
    column = _column_of_mistake(query)
    assert column is None or 1 <= column <= max(1, len(query))


def _column_of_mistake(query: str) -> int | None:
    try:
        parse_query(query).strength(TEXT)
    except QueryError as error:
        return error.column
    return None


def test_a_word_in_the_title_is_stronger_than_one_below() -> None:
    """Strength grows with prominence and with each further word, up to 1."""
    title, below = parse_query("geneva"), parse_query("prisoner")
    both = parse_query("geneva prisoner")
    assert 0 < below.strength(TEXT) < title.strength(TEXT) < both.strength(TEXT) < 1
    assert parse_query("chess").strength(TEXT) == 0


def test_depth_is_bounded() -> None:
    """A thousand parentheses are refused, not recursed into."""
    with pytest.raises(QueryError, match="make it flatter"):
        parse_query("(" * 1000 + "a" + ")" * 1000)
