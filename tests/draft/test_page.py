"""A fresh page says what the program would print; an edited one says what the editor wants."""

from dataclasses import replace

import pytest
from draft.editors import Editor
from draft.weeks import DAY, FULL_TEXT, NEWSLETTER, USUAL, article, page_of, story, week

from digest.draft import fresh_page, merge_page, read_draft
from digest.model.drafts import Draft, DraftItem
from digest.model.stories import Pin


@pytest.fixture
def page() -> Editor:
    """The usual week's page, opened in an editor."""
    return Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))


def read(page: Editor) -> Draft:
    """The page as the program reads it."""
    return read_draft(page_of(page.text))


def told(draft: Draft, section: str) -> list[str]:
    """The first article of each item of a section."""
    return [item.articles[0] for one in draft.sections if one.id == section for item in one.items]


def test_a_fresh_page_prints_the_proposal(page: Editor) -> None:
    """Nobody has changed anything, so every text follows and nothing is decided."""
    draft = read(page)
    assert draft.date == DAY
    blurb = "Envoys on ankara, officials said."
    assert draft.lead == DraftItem(articles=("ankara", "ankara-2"), read=blurb)
    assert not draft.edited
    assert told(draft, "other") == ["berlin", "cairo", "delhi"]
    assert told(draft, "reading") == ["havana"]
    assert draft.decisions.pins == ()
    assert draft.subject is None


def test_the_page_names_what_a_person_needs(page: Editor) -> None:
    """The reason, the source and the sections' names stand on the page."""
    assert '"lead", "other", "reading"' in page.text
    assert "#: why: 2 sources (score 1.0)" in page.story("ankara")
    assert '  "ankara-2",  # Strait Times: Envoys on ankara-2' in page.story("ankara")
    assert "archive =" not in page.text


def test_a_changed_text_is_the_editors(page: Editor) -> None:
    """Only the text that was changed is taken from the page."""
    page.write("berlin", "headline", '"Berlin, again"')
    (item, *_) = read(page).sections[0].items
    blurb = "Envoys on berlin, officials said."
    assert item == DraftItem(articles=("berlin",), headline="Berlin, again", read=blurb)


def test_an_emptied_text_prints_nothing(page: Editor) -> None:
    """ "" is a wish, a missing line is not."""
    page.write("berlin", "blurb", '""')
    page.erase("cairo", "blurb")
    berlin, cairo, _ = read(page).sections[0].items
    assert berlin.blurb == ""
    assert cairo.blurb is None


def test_a_blurb_may_have_paragraphs_and_any_line_length(page: Editor) -> None:
    """A line end is a space, a blank line parts paragraphs."""
    page.write("berlin", "blurb", '"""\nOne\ntwo.\n\n\nThree “four”.\n"""')
    assert read(page).sections[0].items[0].blurb == "One two.\n\nThree “four”."


def test_order_is_that_of_the_page(page: Editor) -> None:
    """A story that was cut and pasted is printed where it was pasted."""
    page.move("delhi", before="berlin")
    assert told(read(page), "other") == ["delhi", "berlin", "cairo"]


def test_another_section_is_one_word(page: Editor) -> None:
    """A story goes where section = says."""
    page.write("cairo", "section", '"reading"')
    draft = read(page)
    assert told(draft, "other") == ["berlin", "delhi"]
    assert told(draft, "reading") == ["cairo", "havana"]


def test_a_candidate_moved_up_is_printed_with_its_neighbours(page: Editor) -> None:
    """Above the line everything is printed."""
    page.move("fes", before="delhi")
    assert told(read(page), "other") == ["berlin", "cairo", "fes", "delhi"]


@pytest.mark.parametrize(("key", "value"), [("section", '"other"'), ("pin", "true")])
def test_a_candidate_is_taken_in_where_it_stands(page: Editor, key: str, value: str) -> None:
    """A section, or a pin, prints a candidate without moving it."""
    page.write("geneva", key, value)
    assert told(read(page), "other") == ["berlin", "cairo", "delhi", "geneva"]


def test_the_lines_below_an_item_are_switched_off_on_the_page(page: Editor) -> None:
    """For that item only; the line stays through a merge."""
    page.write("berlin", "also_this_week", "false")
    page.text = merge_page(page_of(page.text), USUAL).text
    assert "also_this_week = false" in page.story("berlin")
    berlin, cairo, _ = read(page).sections[0].items
    assert not berlin.also_this_week
    assert cairo.also_this_week


def test_a_pick_moved_below_the_line_is_not_printed(page: Editor) -> None:
    """Nor does it count as dropped: it is a candidate."""
    page.move_below("cairo")
    draft = read(page)
    assert told(draft, "other") == ["berlin", "delhi"]
    assert draft.decisions.drops == frozenset()


def test_a_deleted_story_is_dropped_with_all_its_articles(page: Editor) -> None:
    """Deleting is how an editor says no."""
    page.delete("ankara")
    draft = read(page)
    assert draft.lead is None
    assert draft.decisions.drops == {"ankara", "ankara-2"}


def test_what_an_editor_printed_is_pinned_for_the_next_selection(page: Editor) -> None:
    """The program must not pass over what stands on the page."""
    page.write("berlin", "kicker", '"Talks"')
    assert Pin(article="ankara", section="lead") in read(page).decisions.pins
    assert Pin(article="havana", section="reading") in read(page).decisions.pins


def test_an_article_moved_to_another_story_joins_the_two(page: Editor) -> None:
    """The move is remembered, and the emptied story is not a drop."""
    page.delete("fes")
    page.add("fes", to="cairo")
    draft = read(page)
    assert draft.decisions.merged == (frozenset({"cairo", "fes"}),)
    assert draft.decisions.drops == frozenset()


def test_a_candidate_need_not_be_deleted_when_it_is_joined(page: Editor) -> None:
    """What is printed is no longer a candidate."""
    page.add("fes", to="cairo")
    assert read(page).decisions.merged == (frozenset({"cairo", "fes"}),)


def test_an_article_taken_out_stays_apart(page: Editor) -> None:
    """The two must not become one story again."""
    page.take_out("ankara-2")
    draft = read(page)
    assert draft.lead is not None
    assert draft.lead.articles == ("ankara",)
    assert draft.decisions.split == (frozenset({"ankara", "ankara-2"}),)
    assert draft.decisions.drops == frozenset()


def test_the_first_article_is_the_one_that_is_told(page: Editor) -> None:
    """Swapping two lines tells the other article; the texts follow it."""
    page.take_out("ankara")
    page.add("ankara", to="ankara-2")
    draft = read(page)
    assert draft.lead == DraftItem(articles=("ankara-2", "ankara"))


def test_headings_and_subject_are_for_one_issue(page: Editor) -> None:
    """An untouched heading follows newsletter.toml, a changed one does not."""
    page.text = page.text.replace('reading = "Worth reading"', 'reading = "Long reads"')
    page.text = page.text.replace('subject = ""', 'subject = "Calls and caveats"')
    draft = read(page)
    assert [one.heading for one in draft.sections] == [None, "Long reads"]
    assert draft.subject == "Calls and caveats"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(page: Editor) -> None:
    """Saving in another text editor is no edit."""
    saved = Editor("\ufeff" + page.text.replace("\n", "\r\n"))
    assert read(saved) == read(page)


def test_without_its_memory_a_page_is_all_the_editors(page: Editor) -> None:
    """A lost foot loses no text."""
    page.text = page.text.partition("#: -------- For the program")[0]
    draft = read(page)
    assert draft.lead is not None
    assert draft.lead.headline == "Envoys on ankara"
    assert draft.decisions.drops == frozenset()


def test_a_lead_with_a_text_of_its_own_has_no_blurb_on_the_page() -> None:
    """A blurb there would replace the article's text."""
    proposal = week(story(article("ankara", text=FULL_TEXT)))
    page = Editor(fresh_page(proposal, NEWSLETTER, date=DAY))
    assert not any(line.startswith("blurb") for line in page.story("ankara"))
    assert read(page).lead == DraftItem(articles=("ankara",))


def test_a_hostile_title_stays_a_title() -> None:
    """Nothing that a feed writes becomes a line of the page."""
    title = '"]\n[[story]]\narticles = ["x"]\\ """ \u202eevil\x00'
    page = Editor(fresh_page(week(story(article("ankara", title=title))), NEWSLETTER, date=DAY))
    assert page.stories() == [["ankara"]]
    lead = read(page).lead
    assert lead
    assert replace(lead, read="") == DraftItem(articles=("ankara",))


def test_an_empty_week_gives_an_empty_page() -> None:
    """The page can be filled later."""
    page = Editor(fresh_page(week(None), NEWSLETTER, date=DAY))
    assert list(read(page).items) == []
