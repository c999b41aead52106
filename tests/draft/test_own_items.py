"""An item of the editor's own stands on the page without an article, and no merge touches it."""

import pytest
from draft.editors import Editor
from draft.weeks import DAY, NEWSLETTER, USUAL, article, page_of, story, week

from digest.draft import fresh_page, merge_page, read_draft
from digest.draft.json_view import list_stories
from digest.model.drafts import Draft, DraftItem

WORDS = "Reuters [reported](https://reuters.example/1) that talks go on."
OWN = ['section = "other"', f'blurb = "{WORDS}"']
LATER = week(
    story("istanbul"), [story("berlin"), story("delhi")], [story("cairo"), story("erevan")]
)


@pytest.fixture
def page() -> Editor:
    """The usual week's page with an item of the editor's own between two bullets."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.insert(OWN, before="cairo")
    return page


def read(page: Editor) -> Draft:
    """The draft that the page makes."""
    return read_draft(page_of(page.text))


def bullets(page: Editor) -> list[DraftItem]:
    """The items of the section of bullets."""
    return list(read(page).sections[0].items)


def test_it_is_printed_where_it_stands(page: Editor) -> None:
    """Between its neighbours, with the editor's words and no articles."""
    before, own, after, *_ = bullets(page)
    assert (before.articles, after.articles) == (("berlin",), ("cairo",))
    assert (own.articles, own.blurb, own.headline) == ((), WORDS, None)
    assert own.own.startswith("own-")


def test_without_a_section_it_joins_its_neighbours() -> None:
    """As any story does that was put above the line."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.insert(OWN[1:], before="cairo")
    assert [bool(item.own) for item in bullets(page)] == [False, True, False, False]


def test_a_merge_leaves_it_as_it_stands(page: Editor) -> None:
    """Whatever came or went around it; twice changes nothing."""
    lines = "\n".join(["[[story]]", *OWN])
    merged = merge_page(page_of(page.text), LATER)
    assert lines in merged.text
    assert not any("Reuters" in change for change in merged.changes)
    assert merge_page(page_of(merged.text), LATER).text == merged.text
    page.text = merged.text
    assert [bool(item.own) for item in bullets(page)] == [False, True, False, False]


def test_it_may_be_the_lead() -> None:
    """In place of the program's."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.write("ankara", "section", '"other"')
    page.insert(['section = "lead"', *OWN[1:]], before="ankara")
    page.text = merge_page(page_of(page.text), USUAL).text
    lead = read(page).lead
    assert lead is not None
    assert lead.blurb == WORDS


def test_below_the_line_it_waits_as_it_is(page: Editor) -> None:
    """With its section, and its pin, ready to be moved up again."""
    page.replant("reuters.example")
    lines = "\n".join(["[[story]]", *OWN])
    page.text = merge_page(page_of(page.text), LATER).text
    assert lines in page.text.partition("\n[candidates]")[2]
    assert not any(item.own for item in read(page).items)
    page.replant("reuters.example", before="cairo")
    assert [item.own for item in bullets(page)].count("") == 3


def test_in_a_section_that_is_gone_it_stays_where_it_is(page: Editor) -> None:
    """It is no candidate: it says each time why it is not printed, and what to do."""
    page.insert(['section = "othre"', 'headline = "Ours"'], before="delhi")
    page.text = merge_page(page_of(page.text), USUAL).text
    mark = '#: not printed: newsletter.toml prints no section “othre”; did you mean "other"?'
    lines = "\n".join(["[[story]]", mark, 'section = "othre"', 'headline = "Ours"'])
    assert lines in page.text.partition("\n[candidates]")[0]
    assert merge_page(page_of(page.text), USUAL).text == page.text
    assert "“Ours”" in "".join(read(page).remarks)


def test_in_a_section_that_was_renamed_it_says_the_same_at_each_merge(page: Editor) -> None:
    """Though the section has left the program's memory by the second one."""
    cards = NEWSLETTER.sections[1].model_copy(update={"id": "longer"})
    sections = (NEWSLETTER.sections[0], cards)
    renamed = NEWSLETTER.model_copy(update={"sections": sections})
    page.insert(['section = "reading"', 'headline = "Ours"'], before="delhi")
    page.text = merge_page(page_of(page.text, renamed), week(None)).text
    assert merge_page(page_of(page.text, renamed), week(None)).text == page.text


def test_its_id_stays_when_it_moves_and_is_its_own(page: Editor) -> None:
    """Two that say the same are two."""
    ((first,),) = [[item.own for item in bullets(page) if item.own]]
    page.replant("reuters.example", before="delhi")
    page.insert(OWN, before="berlin")
    found = [item.own for item in bullets(page) if item.own]
    assert found == [first, f"{first}-2"]


def test_nothing_is_decided_about_articles_by_it(page: Editor) -> None:
    """It pins, drops and joins nothing, also when it goes again."""
    page.text = merge_page(page_of(page.text), USUAL).text
    decided = read(page).decisions
    assert [pin.article for pin in decided.pins].count("cairo") == 1
    assert len(decided.pins) == 5
    page.text = page.text.replace("\n".join(["[[story]]", *OWN, ""]), "")
    assert read(page).decisions == decided


def test_programs_see_it_without_articles(page: Editor) -> None:
    """In the list that `digest draft --json` prints."""
    listed = list_stories(read(page), USUAL).sections[0].items[1]
    assert (listed.articles, listed.headline, listed.score) == ((), "", 0.0)
    assert listed.id == bullets(page)[1].own


def test_its_other_lines_are_read_too() -> None:
    """Address, byline and picture stand on the page as for any story, and stay there."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.write("berlin", "image", '""')
    page.write("cairo", "url", '"https://example.org/cairo"')
    page.write("cairo", "byline", '"By the Desk"')
    page.text = merge_page(page_of(page.text), USUAL).text
    berlin, cairo, delhi = bullets(page)
    assert (berlin.image, delhi.image) == ("", None)
    assert (cairo.url, cairo.byline) == ("https://example.org/cairo", "By the Desk")


def test_a_candidate_with_such_a_line_is_the_editors() -> None:
    """It is not placed anew by rank."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.move_below("berlin")
    page.write("berlin", "image", '""')
    page.text = merge_page(page_of(page.text), week(None, [story(article("cairo"))])).text
    assert 'image = ""' in page.text
