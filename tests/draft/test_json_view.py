"""The draft as data holds every article of the window once."""

from draft.editors import Editor
from draft.weeks import DAY, NEWSLETTER, USUAL, of_one_matter, page_of

from digest.draft import fresh_page, read_draft
from digest.draft.json_view import list_stories


def test_a_fresh_draft_lists_the_proposal() -> None:
    """Lead, sections and candidates in their order, with scores and articles."""
    page = fresh_page(USUAL, NEWSLETTER, date=DAY)
    listed = list_stories(read_draft(page_of(page)), USUAL)
    assert listed.lead is not None
    assert [one.source for one in listed.lead.articles] == ["Harbour Wire", "Strait Times"]
    assert (listed.lead.score, listed.lead.terms[0].points) == (1.0, 1.0)
    assert [(one.id, len(one.items)) for one in listed.sections] == [("other", 3), ("reading", 1)]
    assert [one.id for one in listed.candidates] == ["erevan", "fes", "geneva"]


def test_an_edited_draft_lists_what_the_page_says() -> None:
    """The editor's headline, the editor's stories, and still each article once."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.write("berlin", "headline", '"Berlin, again"')
    page.add("fes", to="cairo")
    page.take_out("ankara-2")
    listed = list_stories(read_draft(page_of(page.text)), USUAL)
    berlin, cairo, _ = listed.sections[0].items
    assert berlin.headline == "Berlin, again"
    assert [one.id for one in cairo.articles] == ["cairo", "fes"]
    stories = [one for one in (listed.lead, *listed.candidates) if one]
    stories += [item for section in listed.sections for item in section.items]
    articles = [one.id for whole in stories for one in whole.articles]
    window = [one.id for whole in USUAL.stories for one in whole.articles]
    assert sorted(articles) == sorted(window)
    assert len({one.id for one in stories}) == len(stories)


def test_matters_stand_beside_the_stories() -> None:
    """Each story names its own; what stands below it and what it is probably one with are there."""
    assert USUAL.lead is not None
    proposal = of_one_matter(USUAL, [USUAL.lead, *USUAL.candidates])
    page = Editor(fresh_page(proposal, NEWSLETTER, date=DAY))
    page.write("berlin", "headline", '"Berlin, again"')
    listed = list_stories(read_draft(page_of(page.text)), proposal)
    (matter,) = listed.matters
    assert matter.stories == ("ankara", "erevan", "fes", "geneva")
    assert (matter.articles, matter.sources, matter.told_in) == (41, 14, (41,))
    assert listed.lead is not None
    assert [one.matter for one in (listed.lead, *listed.candidates)] == [matter.id] * 4
    assert [one.matter for one in listed.sections[0].items] == ["", "", ""]
    assert [one.article for one in listed.lead.also_this_week] == ["geneva"]
    assert [one.source for one in listed.lead.also_in] == ["Le Monde"]
    assert listed.lead.spread == "7 of 9 groups; none of Libya"
    assert [(offer.one, offer.other) for offer in listed.offers] == [("ankara", "geneva")]
