"""What a blurb shares with its article is found in runs of three words and more."""

from time import process_time

import pytest

from digest.checks.shared_runs import Shared, share_runs

ARTICLE = (
    "Washington and Brussels avoided criticism of Ukraine’s thrust on Thursday.",
    "Both said Kyiv may defend itself.",
)


def shown(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    """The stretches as words."""
    return [text[start:end] for start, end in spans]


def test_runs_are_found_in_the_article() -> None:
    """Whatever the case and the marks between; two words alone are nobody's."""
    text = "“Washington and Brussels” said nothing; both said Kyiv MAY defend itself, of Ukraine's."
    found = share_runs(text, ARTICLE)
    assert shown(ARTICLE[0], found.runs[0]) == ["Washington and Brussels"]
    assert shown(ARTICLE[1], found.runs[1]) == ["Both said Kyiv may defend itself"]
    assert found.sentence == "4 of your 13 words are its own."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Nothing is written yet."),
        ("Both said Kyiv", "None of your 3 words is its own."),
        ("Both said Kyiv today", "1 of your 4 words is its own."),
        ("All new", "2 of your 2 words are its own."),
    ],
)
def test_a_sentence_says_how_much_is_its_own(text: str, said: str) -> None:
    """Counted in words."""
    assert share_runs(text, ARTICLE).sentence == said


def test_no_run_goes_over_the_end_of_a_paragraph() -> None:
    """The last word of one and the first of the next were never said in a row."""
    assert share_runs("on Thursday both said", ARTICLE).own == 4


def test_an_article_of_a_megabyte_costs_no_more_than_a_long_one() -> None:
    """Only its beginning is looked at, and in one pass."""
    before = process_time()
    found = share_runs("so it goes " * 2_000, ["so it goes " * 100_000])
    assert process_time() - before < 1
    assert isinstance(found, Shared)
    assert len(found.runs) == 1
