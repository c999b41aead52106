"""Sections that newsletter.toml has lost since the page was written stop nothing."""

import pytest
from draft.editors import Editor
from draft.weeks import DAY, NAME, NEWSLETTER, USUAL, story, week

from digest.config.settings import Newsletter
from digest.draft import fresh_page, merged_page, read_page
from digest.errors import DraftError

MARK = "#: since your last edit newsletter.toml does not print the section “reading” any more"
LOST = (
    "newsletter.toml no longer has the section “reading”, where the page has 1 story (“Havana, "
    "at last”): it is not printed now. Give it another section on the page (longer has the same "
    'heading), or put id = "reading" back there.'
)


def with_sections(*sections: dict[str, object]) -> Newsletter:
    """The usual newsletter with other sections."""
    return Newsletter.model_validate(
        {"newsletter": {"title": "Harbour Letter", "timezone": "Europe/Berlin"}}
        | {"sections": list(sections)}
    )


OTHER: dict[str, object] = {"id": "other", "heading": "In other diplomatic news:"}
RENAMED = with_sections(OTHER, {"id": "longer", "heading": "Worth reading", "style": "cards"})
HIDDEN = with_sections(OTHER, {"id": "reading", "heading": "Worth reading", "show": False})


@pytest.fixture
def page() -> Editor:
    """The usual page, the headline of the only card changed."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.write("havana", "headline", '"Havana, at last"')
    return page


def test_a_story_of_a_section_that_is_gone_is_told_and_not_printed(page: Editor) -> None:
    """The page is read all the same; the message says what to do."""
    draft = read_page(page.text, name=NAME, newsletter=RENAMED)
    assert [item.articles[0] for item in draft.items] == ["ankara", "berlin", "cairo", "delhi"]
    assert draft.remarks == (LOST,)


def test_a_section_that_is_hidden_now_is_told_apart(page: Editor) -> None:
    """It is there, so nothing has to be put back."""
    (remark,) = read_page(page.text, name=NAME, newsletter=HIDDEN).remarks
    assert "Give it another section on the page (lead, other)" in remark
    assert remark.startswith("newsletter.toml has show = false for the section “reading”")
    assert remark.endswith("or take show = false out.")


def test_such_a_story_becomes_a_candidate_as_it_stood(page: Editor) -> None:
    """With its texts, a remark, and on top; a second merge changes nothing."""
    merged = merged_page(page.text, USUAL, RENAMED, date=DAY)
    after = Editor(merged.text)
    assert after.candidates()[0] == "havana"
    assert after.story("havana")[1] == MARK
    assert 'headline = "Havana, at last"' in after.story("havana")
    assert 'blurb = "Envoys on havana, officials said."' in after.story("havana")
    assert merged_page(merged.text, USUAL, RENAMED, date=DAY).text == merged.text
    assert read_page(merged.text, name=NAME, newsletter=RENAMED).remarks == ()


def test_a_candidate_so_become_is_taken_in_with_a_section(page: Editor) -> None:
    """It stands there as the editor left it."""
    after = Editor(merged_page(page.text, USUAL, RENAMED, date=DAY).text)
    after.write("havana", "section", '"longer"')
    after.text = merged_page(after.text, USUAL, RENAMED, date=DAY).text
    assert after.printed()[-1] == "havana"
    (item,) = read_page(after.text, name=NAME, newsletter=RENAMED).sections[1].items
    assert (item.headline, item.read) == ("Havana, at last", "Envoys on havana, officials said.")


def test_a_pinned_story_of_a_lost_section_goes_nowhere_by_itself(page: Editor) -> None:
    """A pin says that it stays, not where."""
    page.write("havana", "pin", "true")
    page.move_below("havana")
    assert len([*read_page(page.text, name=NAME, newsletter=RENAMED).items]) == 4


def test_the_heading_of_a_lost_section_goes_unless_it_was_changed(page: Editor) -> None:
    """The editor's own words stay, and it is said that they are not printed."""
    assert "reading = " not in merged_page(page.text, USUAL, RENAMED, date=DAY).text
    page.text = page.text.replace('reading = "Worth reading"', 'reading = "Mine"')
    merged = merged_page(page.text, USUAL, RENAMED, date=DAY).text
    assert 'reading = "Mine"' in merged
    (remark,) = read_page(merged, name=NAME, newsletter=RENAMED).remarks
    assert remark.startswith("Under [headings] the page has words for “reading”")


def test_a_section_that_never_was_is_still_a_mistake(page: Editor) -> None:
    """A slip of the pen must not cost a story its place."""
    page.write("havana", "section", '"readng"')
    with pytest.raises(DraftError, match='did you mean "reading"'):
        read_page(page.text, name=NAME, newsletter=NEWSLETTER)


def test_a_page_without_its_memory_may_lose_sections_too(page: Editor) -> None:
    """The headings tell which ones there were."""
    page.text = page.text.partition("#: -------- For the program")[0]
    assert len(read_page(page.text, name=NAME, newsletter=RENAMED).remarks) == 1


def test_a_hidden_lead_becomes_a_candidate(page: Editor) -> None:
    """[lead] show = false."""
    lead = NEWSLETTER.lead.model_copy(update={"show": False})
    without = NEWSLETTER.model_copy(update={"lead": lead})
    draft = read_page(page.text, name=NAME, newsletter=without)
    assert draft.lead is None
    assert "has show = false for [lead]" in draft.remarks[0]
    proposal = week(None, [story("ankara"), story("berlin")], [], [story("havana")])
    after = merged_page(page.text, proposal, without, date=DAY).text
    assert "ankara" in Editor(after).candidates()


def test_a_pick_of_a_lost_section_stays_on_the_page_where_few_are_listed() -> None:
    """It was a pick: it must not drown among thousands of candidates."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.text = page.text.replace("listed = 40", "listed = 0")
    after = Editor(merged_page(page.text, USUAL, RENAMED, date=DAY).text)
    assert after.candidates() == ["havana"]
    assert after.story("havana")[1] == MARK
