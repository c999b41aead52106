"""A proposed blurb: every number, quotation and name must stand in the story's articles."""

import pytest
from selection.news import GENEVA, WEEK, article, newsletter, three_events

from digest.running_text import linked_spans
from digest.selection import Suggestion, select
from digest.selection.proving import unproved

SOURCE = article("a", "Ceasefire", summary=f"{GENEVA} “It holds,” said Ms. Lind. 1,300 were there.")


@pytest.mark.parametrize(
    "blurb",
    [
        "Norland and Sudria signed a ceasefire.",
        "After nine days, ministers signed in Geneva: “It holds”.",
        "There were 1300 people, and Lind said “it holds.”",
    ],
)
def test_what_the_articles_say_is_proved(blurb: str) -> None:
    """In other order, case and punctuation."""
    assert unproved(blurb, [SOURCE]) == ""


@pytest.mark.parametrize(
    ("blurb", "missing"),
    [
        ("Norland signed with 1,400 people.", "1,400"),
        ("Lind said “it will hold”.", "it will hold"),
        ("Norland and Meridia signed.", "Meridia"),
        ("Meridia signed.", "Meridia"),
        ("Norland signed. Then Ostrov denied it in 2031.", "Ostrov"),
    ],
)
def test_what_they_do_not_say_is_named(blurb: str, missing: str) -> None:
    """The first such thing."""
    assert unproved(blurb, [SOURCE]) == missing


def test_an_unproved_proposal_is_not_taken_and_the_reason_stands_at_the_story() -> None:
    """The extracted blurb stands."""
    proposal = select(
        three_events(),
        newsletter(),
        window=WEEK,
        blurber=lambda _, __: Suggestion("Norland and Meridia signed."),
    )
    assert proposal.lead is not None
    assert not proposal.lead.blurb_proposed
    assert proposal.lead.blurb
    assert proposal.lead.note.startswith("the proposed blurb says “Meridia”, which none")


def test_a_proposal_links_to_the_articles_it_is_about_alone() -> None:
    """A link around another that goes does not come to life."""
    text = "[After [nine](https://evil.example/x) days](https://evil.example/y), they signed."
    proposal = select(
        three_events(), newsletter(), window=WEEK, blurber=lambda _, __: Suggestion(text)
    )
    assert proposal.lead is not None
    assert proposal.lead.blurb_proposed
    assert not any(span.url for span in linked_spans(proposal.lead.blurb))
