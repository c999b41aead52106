"""Sections that newsletter.toml has lost since the page was written stop nothing."""

import pytest
from draft.editors import Editor
from draft.weeks import DAY, NEWSLETTER, USUAL, page_of, story, week

from digest.config.settings import Newsletter
from digest.draft import fresh_page, merge_page, read_draft

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
    draft = read_draft(page_of(page.text, RENAMED))
    assert [item.articles[0] for item in draft.items] == ["ankara", "berlin", "cairo", "delhi"]
    assert draft.remarks == (LOST,)


def test_a_section_that_is_hidden_now_is_told_apart(page: Editor) -> None:
    """It is there, so nothing has to be put back."""
    (remark,) = read_draft(page_of(page.text, HIDDEN)).remarks
    assert "Give it another section on the page (lead, other)" in remark
    assert remark.startswith("newsletter.toml has show = false for the section “reading”")
    assert remark.endswith("or take show = false out.")


def test_such_a_story_becomes_a_candidate_as_it_stood(page: Editor) -> None:
    """With its texts, a remark, and on top; a second merge changes nothing."""
    merged = merge_page(page_of(page.text, RENAMED), USUAL)
    after = Editor(merged.text)
    assert after.candidates()[0] == "havana"
    assert after.story("havana")[1] == MARK
    assert 'headline = "Havana, at last"' in after.story("havana")
    assert 'blurb = "Envoys on havana, officials said."' in after.story("havana")
    assert merge_page(page_of(merged.text, RENAMED), USUAL).text == merged.text


def test_what_lost_its_place_is_said_until_the_page_is_changed_and_merged(page: Editor) -> None:
    """A merge by night must not hide it from the one who publishes."""
    after = Editor(merge_page(page_of(page.text, RENAMED), USUAL).text)
    assert read_draft(page_of(after.text, RENAMED)).remarks == (
        "1 story (“Havana, at last”) became a candidate: newsletter.toml does not print the "
        "section “reading” any more. Give it a section on the page; if it is to stay out, any "
        "change of yours there ends this note with the next `digest draft`.",
    )
    after.write("berlin", "headline", '"Berlin"')
    after.text = merge_page(page_of(after.text, RENAMED), USUAL).text
    assert "havana" in after.candidates()
    assert read_draft(page_of(after.text, RENAMED)).remarks == ()


def test_a_candidate_so_become_is_taken_in_with_a_section(page: Editor) -> None:
    """It stands there as the editor left it."""
    after = Editor(merge_page(page_of(page.text, RENAMED), USUAL).text)
    after.write("havana", "section", '"longer"')
    after.text = merge_page(page_of(after.text, RENAMED), USUAL).text
    assert after.printed()[-1] == "havana"
    (item,) = read_draft(page_of(after.text, RENAMED)).sections[1].items
    assert (item.headline, item.read) == ("Havana, at last", "Envoys on havana, officials said.")


def test_a_pinned_story_of_a_lost_section_goes_nowhere_by_itself(page: Editor) -> None:
    """A pin says that it stays, not where."""
    page.write("havana", "pin", "true")
    page.move_below("havana")
    assert len([*read_draft(page_of(page.text, RENAMED)).items]) == 4


def test_the_heading_of_a_lost_section_goes_unless_it_was_changed(page: Editor) -> None:
    """The editor's own words stay, and it is said that they are not printed."""
    assert "reading = " not in merge_page(page_of(page.text, RENAMED), USUAL).text
    page.text = page.text.replace('reading = "Worth reading"', 'reading = "Mine"')
    merged = merge_page(page_of(page.text, RENAMED), USUAL).text
    assert 'reading = "Mine"' in merged
    *_, remark = read_draft(page_of(merged, RENAMED)).remarks
    assert remark.startswith("Under [headings] the page has words for “reading”")


def test_a_section_that_never_was_stops_nothing_either(page: Editor) -> None:
    """A slip of the pen is said with its line and the nearest section."""
    page.write("havana", "section", '"readng"')
    line = page.text.split("\n").index('section = "readng"') + 1
    draft = read_draft(page_of(page.text))
    assert [item.articles[0] for item in draft.items] == ["ankara", "berlin", "cairo", "delhi"]
    assert draft.remarks == (
        f'Line {line} of the page: section = "readng" is no section of newsletter.toml; did you '
        'mean "reading"? Until you mend it, 1 story (“Havana, at last”) is not printed.',
    )


def test_such_a_slip_becomes_a_candidate_that_says_why(page: Editor) -> None:
    """As it stood, and the nearest section is named there; it is taken in again by that word."""
    page.write("havana", "section", '"readng"')
    page.text = merge_page(page_of(page.text), USUAL).text
    assert page.candidates()[0] == "havana"
    mark = '#: not printed: newsletter.toml prints no section “readng”; did you mean "reading"?'
    assert page.story("havana")[1] == mark
    assert merge_page(page_of(page.text), USUAL).text == page.text
    page.write("havana", "section", '"reading"')
    page.text = merge_page(page_of(page.text), USUAL).text
    assert page.printed()[-1] == "havana"
    assert mark not in page.text


def test_a_candidate_with_such_a_slip_outlasts_its_article(page: Editor) -> None:
    """The editor wanted it: that its source took it back does not make it the program's again."""
    page.write("fes", "section", '"readng"')
    gone = week(USUAL.lead, [story("berlin")], [], [story("havana")])
    for _ in range(2):
        page.text = merge_page(page_of(page.text), gone).text
        assert "fes" in page.candidates()


def test_a_section_that_was_always_hidden_is_said_to_be(page: Editor) -> None:
    """newsletter.toml has it, but prints it nowhere."""
    page.write("havana", "section", '"archive"')
    (remark,) = read_draft(page_of(page.text)).remarks
    assert remark.startswith("newsletter.toml has show = false for the section “archive”")
    assert "(lead, other, reading)" in remark


def test_a_story_that_lost_its_section_may_stand_among_the_candidates_too(page: Editor) -> None:
    """What was a harmless copy must not become a mistake because the section is gone."""
    page.move_below("havana")
    copy = [line for line in page.story("havana") if not line.startswith("section")]
    page.text = page.text.replace("[decisions]", "\n".join([*copy, "", "[decisions]"]))
    after = Editor(merge_page(page_of(page.text, RENAMED), USUAL).text)
    assert after.candidates().count("havana") == 1


def test_a_page_without_its_memory_may_lose_sections_too(page: Editor) -> None:
    """The headings tell which ones there were."""
    page.text = page.text.partition("#: -------- For the program")[0]
    assert len(read_draft(page_of(page.text, RENAMED)).remarks) == 1


def test_a_hidden_lead_becomes_a_candidate(page: Editor) -> None:
    """[lead] show = false."""
    lead = NEWSLETTER.lead.model_copy(update={"show": False})
    without = NEWSLETTER.model_copy(update={"lead": lead})
    draft = read_draft(page_of(page.text, without))
    assert draft.lead is None
    assert "has show = false for [lead]" in draft.remarks[0]
    proposal = week(None, [story("ankara"), story("berlin")], [], [story("havana")])
    after = merge_page(page_of(page.text, without), proposal).text
    assert "ankara" in Editor(after).candidates()


def test_a_pick_of_a_lost_section_stays_on_the_page_where_few_are_listed() -> None:
    """It was a pick: it must not drown among thousands of candidates."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.text = page.text.replace("listed = 40", "listed = 0")
    after = Editor(merge_page(page_of(page.text, RENAMED), USUAL).text)
    assert after.candidates() == ["havana"]
    assert after.story("havana")[1] == MARK
