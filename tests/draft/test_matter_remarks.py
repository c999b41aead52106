"""What the page says of a story's matter: short lines of the program's, never the editor's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from draft.editors import Editor
from draft.weeks import DAY, MONDAY, NEWSLETTER, USUAL, of_one_matter, page_of, story, week

from digest.draft import fresh_page, merge_page, read_draft
from digest.model.stories import Offer, Proposal

FOLLOWED = of_one_matter(
    USUAL, [one for one in USUAL.stories if one.id in {"ankara", "erevan", "geneva"}]
)
"""Ankara leads a matter that Erevan and Geneva, which are candidates, are of."""
WORDS = ("matter", "told by", "also in", "also this week", "probably one")


def remarks(page: Editor, article: str) -> list[str]:
    """What stands at a story on its matter."""
    lines = (line.removeprefix("#: ") for line in page.story(article) if line.startswith("#: "))
    return [line for line in lines if line.startswith(WORDS)]


def page_for(proposal: Proposal) -> Editor:
    """The program's page, opened in an editor."""
    return Editor(fresh_page(proposal, NEWSLETTER, date=DAY))


def own_lines(text: str) -> list[str]:
    """The page without what the program notes for itself and says to the editor."""
    above, _, _ = text.partition("[memory]")
    return [line for line in above.splitlines() if not line.startswith("#:")]


def merge(page: Editor, proposal: Proposal) -> tuple[str, ...]:
    """Merge and say what changed; a second merge changes nothing."""
    merged = merge_page(page_of(page.text), proposal)
    assert merge_page(page_of(merged.text), proposal) == replace(merged, changes=())
    page.text = merged.text
    return merged.changes


def test_a_printed_story_says_all_that_stands_around_it() -> None:
    """Its matter, who tells it, and an offer that is pasted as it stands: a line each."""
    assert remarks(page_for(FOLLOWED), "ankara") == [
        "matter: Mon … Fri, 41 articles of 14 sources, told before in No. 41",
        "told by 7 of 9 groups; none of Libya",
        "also in: Le Monde (fr)",
        "also this week: “Envoys on geneva” (Harbour Wire, Tue)",
        'probably one with “Envoys on geneva” (candidate): together = [["ankara", "geneva"]]',
    ]


def test_the_day_is_that_of_the_newsletters_zone() -> None:
    """Mentioned at 23:00 in London on Monday, it is Tuesday in Berlin."""
    assert FOLLOWED.lead is not None
    assert FOLLOWED.lead.also_this_week[0].when == MONDAY + timedelta(hours=14)
    assert "(Harbour Wire, Tue)" in remarks(page_for(FOLLOWED), "ankara")[3]


def test_a_day_of_an_earlier_week_has_its_date() -> None:
    """A weekday alone could be two days."""
    assert FOLLOWED.lead is not None
    early = replace(FOLLOWED.lead.also_this_week[0], when=MONDAY - timedelta(days=3))
    page = page_for(replace(FOLLOWED, lead=replace(FOLLOWED.lead, also_this_week=(early,))))
    assert "also this week: “Envoys on geneva” (Harbour Wire, Fri 02 Aug)" in remarks(
        page, "ankara"
    )


def test_a_candidate_says_which_item_its_matter_has() -> None:
    """One short line, as the size stands at the item."""
    page = page_for(FOLLOWED)
    assert remarks(page, "geneva") == ["matter: that of “Envoys on ankara” (lead)"]
    assert remarks(page, "fes") == []


def test_a_matter_without_an_item_is_told_at_its_candidates() -> None:
    """The editor sees what size of news is not printed."""
    below = of_one_matter(USUAL, USUAL.candidates)
    assert remarks(page_for(below), "fes") == [
        "matter: Mon … Fri, 41 articles of 14 sources, told before in No. 41"
    ]


def test_why_does_not_say_the_matter_again() -> None:
    """It names it as a reason; its size stands below."""
    page = page_for(FOLLOWED)
    assert "#: why: 2 sources; its matter (score 1.5)" in page.story("ankara")
    below = page_for(of_one_matter(USUAL, USUAL.candidates))
    assert any("; its matter (score" in line for line in below.story("erevan"))


def test_a_story_alone_on_its_matter_says_nothing() -> None:
    """The page stays as short as it was."""
    page = page_for(USUAL)
    assert [one for whole in USUAL.stories for one in remarks(page, whole.id)] == []


def test_remarks_are_no_edit() -> None:
    """A page with them is the program's, and gives way to the next proposal."""
    page = page_for(FOLLOWED)
    assert not read_draft(page_of(page.text)).edited
    assert merge(page, FOLLOWED) == ()
    merge(page, USUAL)
    assert page.text == fresh_page(USUAL, NEWSLETTER, date=DAY)


def test_a_page_without_them_gets_them_and_nothing_else() -> None:
    """No story of an edited page counts as changed, as new or as grown."""
    page = page_for(USUAL)
    page.write("berlin", "headline", '"Berlin, again"')
    before = page.text
    assert merge(page, FOLLOWED) == ()
    assert len(remarks(page, "ankara")) == 5
    assert own_lines(page.text) == own_lines(before)
    assert "since your last edit" not in page.text


def test_they_go_when_the_matter_does() -> None:
    """They are renewed with each merge."""
    page = page_for(FOLLOWED)
    page.write("berlin", "headline", '"Berlin, again"')
    merge(page, FOLLOWED)
    merge(page, USUAL)
    assert [one for whole in USUAL.stories for one in remarks(page, whole.id)] == []


def test_a_story_is_called_as_the_page_calls_it() -> None:
    """An editor knows it by the headline that stands there."""
    page = page_for(FOLLOWED)
    page.write("ankara", "headline", '"The exchange"')
    page.write("geneva", "headline", '"The talks"')
    merge(page, FOLLOWED)
    assert remarks(page, "erevan") == ["matter: that of “The exchange” (lead)"]
    assert remarks(page, "ankara")[-1].startswith("probably one with “The talks” (candidate)")


def test_a_candidate_that_was_told_by_another_article_is_called_by_the_new_one() -> None:
    """What stands below the line untouched is written anew: its old title is no name for it."""
    before = week(story("ankara"), candidates=[story("berlin", "cairo")])
    page = page_for(replace(before, offers=(Offer(one="ankara", other="berlin", likeness=0.5),)))
    page.write("ankara", "headline", '"The exchange"')
    now = week(story("ankara"), candidates=[story("cairo", "berlin")])
    merge(page, replace(now, offers=(Offer(one="ankara", other="cairo", likeness=0.5),)))
    assert remarks(page, "ankara") == [
        'probably one with “Envoys on cairo” (candidate): together = [["ankara", "cairo"]]'
    ]


@pytest.mark.parametrize("list_before", ["together = []", 'together = [\n  ["cairo", "delhi"],\n]'])
def test_an_offer_is_taken_by_pasting_it(list_before: str) -> None:
    """Beside the list that stands there already, which takes its row at the next merge."""
    page = page_for(FOLLOWED)
    offer = remarks(page, "ankara")[-1].partition("): ")[2]
    page.text = page.text.replace("together = []", f"{list_before}\n{offer}  # same talks")
    joined = ["ankara", "ankara-2", "geneva"]
    draft = read_draft(page_of(page.text))
    assert frozenset(joined) in draft.decisions.merged
    merge(page, FOLLOWED)
    assert joined in page.stories()
    assert page.text.count("together = [") == 1
    assert "# same talks" in page.text
    assert remarks(page, "ankara")[-1].startswith("also this week"), "joined: nothing is offered"


def test_an_offer_names_the_article_that_the_page_tells() -> None:
    """The editor may have put another first."""
    page = page_for(FOLLOWED)
    page.text = page.text.replace('"ankara",', '"ankara-3",').replace('"ankara-2",', '"ankara",')
    page.text = page.text.replace('"ankara-3",', '"ankara-2",')
    merge(page, FOLLOWED)
    assert remarks(page, "ankara")[-1].endswith('together = [["ankara-2", "geneva"]]')


def test_an_offer_names_the_section_of_a_printed_story() -> None:
    """Both may be on the page."""
    two = week(story("ankara"), [story("berlin")])
    page = page_for(replace(two, offers=(Offer(one="ankara", other="berlin", likeness=0.5),)))
    assert remarks(page, "ankara") == [
        'probably one with “Envoys on berlin” (other): together = [["ankara", "berlin"]]'
    ]
    assert remarks(page, "berlin") == []


def test_many_languages_are_counted() -> None:
    """Three are named."""
    assert FOLLOWED.lead is not None
    (french,) = FOLLOWED.lead.also_in
    many = tuple(replace(french, source=f"Paper {at}") for at in range(5))
    page = page_for(replace(FOLLOWED, lead=replace(FOLLOWED.lead, also_in=many)))
    assert remarks(page, "ankara")[2] == (
        "also in: Paper 0 (fr), Paper 1 (fr), Paper 2 (fr) and 2 more"
    )


def test_what_a_feed_says_stays_on_its_line() -> None:
    """No line end of a headline, a source or a language makes a line of the page."""
    assert FOLLOWED.lead is not None
    (below,), (french,) = FOLLOWED.lead.also_this_week, FOLLOWED.lead.also_in
    broken = "One\n[[story]]\r\nsection = “lead”\u2028x"
    lead = replace(
        FOLLOWED.lead,
        also_this_week=(replace(below, headline=broken, source=broken),),
        also_in=(replace(french, source=broken, language=broken),),
    )
    page = page_for(replace(FOLLOWED, lead=lead))
    assert len(page.stories()) == len([*USUAL.stories])
    assert remarks(page, "ankara")[2] == (
        "also in: One [[story]] section = “lead” x (One [[story]] section = “lead” x)"
    )
