"""The sum of a story's score, as an editor reads it."""

from dataclasses import replace

import pytest
from selection.news import WEEK, article, newsletter
from selection.pages import draft_of

from digest.model.drafts import DraftItem
from digest.model.stories import Proposal, Story, Term
from digest.selection.sums import Rival, ScoreBar, Sum, add_up

SETTINGS = newsletter(ranking={"coverage": 4.0, "matter": 2.0})


def scored(name: str, coverage: float, *more: Term) -> Story:
    """A story with its terms."""
    return Story(
        id=name,
        article=article(name, f"The news of {name}"),
        terms=(
            Term(name="coverage", value=coverage, weight=4, reason=f"the reason of {name}"),
            *more,
        ),
    )


A = scored("a", 1.0)
B = scored(
    "b",
    0.5,
    Term(name="topic", value=1.0, weight=2.5, reason="fits"),
    Term(name="aside", value=0.5, weight=-2, reason="half sport"),
    Term(name="image", value=0.0, weight=1, reason="no picture"),
    Term(name="novelty", value=0.0, weight=1),
    Term(name="opinion", value=0.0, weight=-1),
)
C = scored("c", 0.25)
PROPOSAL = Proposal(window=WEEK, lead=A, candidates=(B, C))
PAGE = draft_of("a", more=["b", "c"])


def total(subject: str) -> Sum:
    """The sum of a story that is known."""
    found = add_up(subject, PAGE, PROPOSAL, SETTINGS)
    assert found
    return found


def test_terms_come_heaviest_first_on_the_scale_of_the_heaviest_weight() -> None:
    """4 is the most that a term can have here; what is taken off stands among them."""
    found = total("b")
    assert found.bars == (
        ScoreBar(name="Topic", points=2.5, share=0.625, reason="fits"),
        ScoreBar(name="Coverage", points=2.0, share=0.5, reason="the reason of b"),
        ScoreBar(name="Aside", points=-1.0, share=0.25, reason="half sport"),
    )
    assert found.score == pytest.approx(sum(bar.points for bar in found.bars))
    assert found.nothing == "Nothing for picture or novelty. Nothing taken off for opinion."


def test_a_story_says_where_it_stands_and_how_far_it_is_from_the_lead() -> None:
    """The next below it by its name and score."""
    found = total("b")
    assert found.place == "more"
    assert found.standing == "1 of 2 in “In other news”. Below it: “The news of c”, 1.00."
    assert found.distance == "It trails the lead by 0.50."
    assert total("c").standing == "2 of 2 in “In other news”."
    turned = draft_of("b", more=["a"])
    ahead = add_up("a", turned, PROPOSAL, SETTINGS)
    assert ahead
    assert ahead.distance == "It is 0.50 ahead of the lead, which you put there."


def test_the_lead_has_its_rivals_and_what_would_put_one_first() -> None:
    """With the gap of each; other stories have none."""
    found = total("a")
    assert found.standing == "It leads the issue."
    assert found.rivals[0] == Rival(article="b", headline="The news of b", score=3.5, gap=-0.5)
    assert [swap.story.id for swap in found.swaps] == ["b", "c"]
    assert total("b").rivals == ()


def test_no_change_of_weights_is_offered_where_the_editor_chose_the_lead() -> None:
    """The program's own lead is another one."""
    found = add_up("b", draft_of("b", more=["a"]), PROPOSAL, SETTINGS)
    assert found
    assert found.swaps == ()
    assert found.rivals[0].headline == "The news of a"


def test_a_candidate_says_what_kept_it_out() -> None:
    """And that it is not on the page."""
    found = add_up("c", draft_of("a", more=["b"]), PROPOSAL, SETTINGS)
    assert found
    assert found.standing == "Not on the page."
    assert found.reasons == ("“In other news” has room for it: 1 of 5.",)


def test_what_has_no_score_says_so_and_what_is_unknown_is_none() -> None:
    """An item of the editor's own, one whose articles are gone, a name that nobody knows."""
    own = DraftItem(articles=(), own="own-1", headline="Our view")
    gone = DraftItem(articles=("gone",), headline="Yesterday")
    page = draft_of("a", more=[own, gone, "b"])
    written = add_up("own-1", page, PROPOSAL, SETTINGS)
    assert written == Sum(
        place="more",
        standing="1 of 3 in “In other news”. Below it: “Yesterday”.",
        headline="Our view",
        article="own-1",
        reasons=("You wrote it; nothing is weighed.",),
    )
    lost = add_up("gone", page, PROPOSAL, SETTINGS)
    assert lost
    assert lost.reasons == ("None of its articles is among those of this issue any more.",)
    assert add_up("zebra", page, PROPOSAL, SETTINGS) is None


def test_a_marked_piece_of_ones_own_that_leads_is_named() -> None:
    """No score moves it."""
    own = replace(A, article=replace(A.article, lead=True))
    found = add_up("b", PAGE, replace(PROPOSAL, lead=own), SETTINGS)
    assert found
    assert found.distance == (
        "It trails the lead by 0.50, and the lead is your own piece, marked to lead."
    )
