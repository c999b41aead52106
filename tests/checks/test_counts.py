"""What a headline counts, and what in it is no count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.checks.counts import counts

COUNTED = {
    "More than 1,200 dead after quake": ("killed", 1200),
    "2 000 dead after quake": ("killed", 2000),
    "Two thousand killed": ("killed", 2000),
    "0 million displaced by war": ("displaced", 0),
    "1.5 million displaced by war": ("displaced", 1_500_000),
    "Death toll in Orl flooding hits 11,300 as crews search for another 10,000": ("killed", 11300),
    "Crash kills 14 in Orl": ("killed", 14),
    "Ferry line fined €345mn": ("euros", 345_000_000),
    "Port sued for $6bn in damages": ("dollars", 6_000_000_000),
    # A number from 1900 to 2100 is a year; a unit may be five words away.
    "1899 killed in flood": ("killed", 1899),
    "2101 killed in flood": ("killed", 2101),
    "14 on the river ferry killed": ("killed", 14),
}
ABROAD = {
    ("de", "2.000 Tote nach Erdbeben"): ("killed", 2000),
    ("fr", "Séisme : 2 000 morts, selon les secours"): ("killed", 2000),
    ("es", "Tres detenidos en Orl"): ("arrested", 3),
}
NO_COUNT = (
    "Dozens killed in flood",
    "1900 killed in flood",
    "2100 killed in flood",
    "14 on the old river ferry killed",
    "Day 600 of the war: what was killed",
    "Dog owner, 60, arrested in Orl",
    "Boy, 6, killed",
    "6-year-old boy dead",
    "More than 90% of those killed were young",
    "Killed on 7 October, found in May",
    "Two to five dead in Orl",
    "Attack of 2015 killed the treaty",
    "Flood could kill 5,000",
    "3 more killed in Orl",
    "Ministry frees $6bn for ports",
    "40 years after 3 days of rain: arrests",
)


@pytest.mark.parametrize("headline", COUNTED)
def test_a_count_is_read(headline: str) -> None:
    """The number, however it is written, and what it counts."""
    (count,) = counts(headline)
    assert (count.unit, count.amount) == COUNTED[headline]


@pytest.mark.parametrize("told", ABROAD)
def test_a_count_is_read_in_other_languages(told: tuple[str, str]) -> None:
    """By the words of the language only: the German "die" kills nobody."""
    language, headline = told
    (count,) = counts(headline, language)
    assert (count.unit, count.amount) == ABROAD[told]
    assert counts("Die 20 besten Strände", "de") == ()


@pytest.mark.parametrize("headline", NO_COUNT)
def test_what_is_no_count_is_left_alone(headline: str) -> None:
    """Ages, dates, shares, rates, guesses, additions, vague words."""
    assert counts(headline) == ()


def test_each_unit_has_its_own_number() -> None:
    """A headline may count twice."""
    assert [(one.unit, one.amount) for one in counts("2 killed, 5 injured")] == [
        ("killed", 2),
        ("injured", 5),
    ]
    assert counts("2 killed in Orl, 5 killed in Ems") == ()
    assert [one.amount for one in counts("2 killed in Orl, 2 dead")] == [2]


@given(st.text(alphabet="0123456789., €$mkKilled-\u00a0", max_size=2000))
def test_no_headline_raises(headline: str) -> None:
    """Only its beginning is read."""
    assert counts(headline) == counts(headline[:300])
