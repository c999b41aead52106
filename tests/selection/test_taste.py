"""Taste: the words that led the newsletter's own past issues, named and off in a young archive."""

from datetime import timedelta

from selection.news import MONDAY, WEEK, newsletter, three_events

from digest.model.stories import PastIssue, Proposal, Term
from digest.selection import select


def past(issues: int) -> list[PastIssue]:
    """Issues that led with fish."""
    return [
        PastIssue(
            date=MONDAY.date() - timedelta(weeks=at),
            number=100 - at,
            headline=f"Quota of boats, year {at}",
            url="",
            cut_off=MONDAY,
        )
        for at in range(1, issues + 1)
    ]


def taste(issues: int, story: str, weight: float = 2.0) -> Term | None:
    """The term of a story after so many issues."""
    settings = newsletter(ranking={"taste": weight})
    proposal: Proposal = select(three_events(), settings, window=WEEK, past=past(issues))
    terms = next(each.terms for each in proposal.stories if each.id == story)
    return next((term for term in terms if term.name == "taste"), None)


def test_what_led_before_leads_more_easily() -> None:
    """The quota is a word of the past leads, and it is named."""
    herring, flood = taste(20, "h1"), taste(20, "g1")
    assert herring is not None
    assert flood is not None
    assert herring.value > 0.5 > flood.value
    assert herring.reason == "words of past leads: quota"
    assert flood.reason == "no words of past leads"


def test_a_young_archive_teaches_nothing() -> None:
    """Nineteen issues are too few; and without a weight nothing is asked."""
    young = taste(19, "h1")
    assert young is not None
    assert (young.value, young.reason) == (0, "19 past issues; taste needs 20")
    assert taste(20, "h1", weight=0) is None
