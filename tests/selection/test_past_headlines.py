"""Which headline of an earlier issue a story is most like."""

from datetime import date, timedelta

from selection.news import MONDAY

from digest.model.stories import PastIssue, PastItem
from digest.selection.past_headlines import PastHeadlines

FIRST = date(2024, 7, 26)


def issue(number: int, *headlines: str) -> PastIssue:
    """An issue that used these; each is a week after the one before."""
    day = FIRST + timedelta(weeks=number)
    items = tuple(PastItem(key=one, headline=one, url="", issue=day) for one in headlines)
    return PastIssue(date=day, number=number, headline="", url="", cut_off=MONDAY, items=items)


PAST = PastHeadlines(
    [issue(0, "Sluice opens", "Ferry late"), issue(1, "Sluice opens, again")],
    [{1: 1.0}, {2: 0.8, 3: 0.6}, {1: 1.0}],
)


def test_the_likest_headline_is_named_with_its_issue() -> None:
    """Of two that are as like, the earlier one."""
    assert PAST.likest({2: 1.0}) == (0.8, "“Ferry late” in issue 0 of 2024-07-26")
    assert PAST.likest({1: 1.0}) == (1.0, "“Sluice opens” in issue 0 of 2024-07-26")
    assert PAST.likest({4: 1.0}) == (0.0, "")


def test_a_matter_was_told_in_each_issue_that_shares_two_words_with_it() -> None:
    """One word in common may be anything."""
    assert PAST.told_in({2: 0.6, 3: 0.8}) == (0,)
    assert PAST.told_in({1: 1.0}) == ()
