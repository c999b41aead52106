"""Headlines that say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.checks.headlines import Headlines, are_alike, headline_words

HEADLINES = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"]), max_size=7).map(
    " ".join
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ferry captains vote on a bell", "FERRY CAPTAINS VOTE ON A BELL!", True),
        ("Ferry captains vote on a common bell", "Ferry captains vote on a bell", True),
        ("Ferry captains vote on a bell", "Ferry captains ring a bell", False),
        ("The pilots' \"no\" isn't heard", "The pilots’ “no” isn’t heard", True),
        ("Live updates", "Live coverage", False),
        ("Analysis", "Analysis", False),
        ("", "", False),
    ],
)
def test_four_fifths_of_the_words_are_the_same_headline(
    one: str, other: str, *, same: bool
) -> None:
    """A word more or less in a long one; a short one must be equal; one word says nothing."""
    assert are_alike(headline_words(one), headline_words(other)) is same


@given(st.lists(HEADLINES, max_size=8), HEADLINES)
def test_the_index_finds_what_comparing_all_would(headlines: list[str], wanted: str) -> None:
    """Filing under the rarest words loses nothing."""
    expected = [
        at
        for at, one in enumerate(headlines)
        if are_alike(headline_words(wanted), headline_words(one))
    ]
    assert list(Headlines(headlines).near(wanted)) == expected
