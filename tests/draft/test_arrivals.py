"""What came since a page was written is counted; what it leaves empty is told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from draft.editors import Editor
from draft.weeks import DAY, MONDAY, NEWSLETTER, USUAL, article, page_of, story, week

from digest.draft import Arrivals, count_arrivals, fresh_page, gaps, read_draft
from digest.model.articles import Article
from digest.model.stories import Proposal

PICKS = [story("berlin"), story("cairo"), story("delhi")]


@pytest.fixture
def page() -> Editor:
    """The usual page."""
    return Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))


def later(name: str) -> Article:
    """An article that is first seen a day after the others."""
    return replace(article(name, source="Courier"), first_seen=MONDAY + timedelta(days=1))


def came(page: Editor, proposal: Proposal) -> Arrivals:
    """What the proposal has that the page has not."""
    return count_arrivals(page_of(page.text), proposal)


def test_nothing_new_says_nothing(page: Editor) -> None:
    """Not even that there is nothing."""
    assert came(page, USUAL) == Arrivals()
    assert not came(page, USUAL)


NEWS = week(
    story(later("zagreb"), later("zagreb-2")),
    [story("ankara", "ankara-2", later("a-3")), story(later("yerevan")), *PICKS],
    [story(later("quito")), *USUAL.candidates],
    [story("havana")],
)


def test_what_came_is_counted_with_where_it_would_stand(page: Editor) -> None:
    """Five articles: two new stories, more of one that is printed, one that nobody would print."""
    found = came(page, NEWS)
    assert found == Arrivals(
        articles=5, joining=1, places=("lead", "other"), lead="Envoys on zagreb"
    )
    assert found.facts() == (
        "5 articles came since the page was last written: the program would print 2 new stories "
        "(1 in lead, 1 in other); 1 more article is about stories on the page; the new lead would "
        "be “Envoys on zagreb”."
    )


def test_what_nobody_would_print_is_said_too(page: Editor) -> None:
    """A quiet day."""
    found = came(page, replace(USUAL, candidates=(*USUAL.candidates, story(later("quito")))))
    assert found.facts() == (
        "1 article came since the page was last written: the program would print no new story."
    )


def test_pins_do_not_hide_what_the_program_would_print(page: Editor) -> None:
    """The editor's picks fill the sections: what counts is the proposal without them."""
    page.write("berlin", "headline", '"Berlin, again"')
    pinned = week(USUAL.lead, PICKS, [story(later("zagreb"))], [story("havana")])
    free = week(story(later("zagreb")), [story("ankara"), *PICKS], [], [story("havana")])
    found = came(page, replace(pinned, unpinned=free))
    assert (found.places, found.lead) == (("lead",), "Envoys on zagreb")


def test_what_had_no_room_on_the_page_did_not_come_since(page: Editor) -> None:
    """The page remembers the moment until which it knew all there was."""
    many = [story(f"fes-{count}") for count in range(60)]
    proposal = week(USUAL.lead, PICKS, many, [story("havana")])
    page.text = fresh_page(proposal, NEWSLETTER, date=DAY)
    assert came(page, proposal).articles == 0
    more = replace(proposal, candidates=(*proposal.candidates, story(later("quito"))))
    assert came(page, more).articles == 1


def test_a_lead_that_the_editor_passed_over_is_not_told_again(page: Editor) -> None:
    """Only news may question a choice."""
    page.delete("ankara")
    page.write("berlin", "section", '"lead"')
    news = week(USUAL.lead, [*PICKS, story(later("quito"))], USUAL.candidates, [story("havana")])
    assert came(page, news).lead == ""


def test_more_of_a_dropped_story_is_not_counted(page: Editor) -> None:
    """It stays away."""
    page.decide("dropped", ["cairo", "late"])
    page.delete("cairo")
    assert came(page, week(USUAL.lead, [story(later("late"))])).articles == 0


def test_a_section_left_half_empty_names_what_would_be_next(page: Editor) -> None:
    """Joining and dropping leave room that only the editor fills."""
    page.delete("cairo")
    page.delete("berlin")
    page.add("berlin", to="delhi")
    draft = read_draft(page_of(page.text))
    filled = week(USUAL.lead, [*PICKS, story("erevan"), story("fes")], [], [story("havana")])
    assert [*gaps(draft, filled, NEWSLETTER)] == [
        "The section “other” prints 1 story and could print 8. Next would be “Envoys on erevan”, "
        '“Envoys on fes”; to take one in, write section = "other" into it where it stands among '
        "the candidates of the page (`digest draft` brings it there)."
    ]
    assert [*gaps(draft, USUAL, NEWSLETTER)] == []
