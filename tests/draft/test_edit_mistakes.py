"""An edit that does not fit is refused in a sentence that says what to do; nothing changes."""

import pytest
from draft.edit_plays import WITH_NOTE
from draft.weeks import DAY, NAME, USUAL, page_of

from digest.draft import (
    Page,
    edit_page,
    find_article,
    find_dropped,
    find_story,
    fresh_page,
    page_story,
)
from digest.errors import DraftError
from digest.model.edits import (
    AddOwn,
    Drop,
    Edit,
    Join,
    Move,
    Part,
    Promote,
    Restore,
    Rewrite,
    Send,
    Tell,
)

MISTAKES: list[tuple[Edit, str]] = [
    (
        Drop(story="berlim"),
        'no story of the page is called "berlim"; did you mean “Envoys on berlin”',
    ),
    (Drop(story="gone"), '"gone" was dropped; `digest edit restore gone` brings it back'),
    (Drop(story="zzzzzz"), "give its id, or other words of its headline"),
    (Move(story="berlin", by=-1), "“Envoys on berlin” is 1 of 4 in “other”; there is no place 0"),
    (Move(story="delhi", to=9), "“Envoys on delhi” is 3 of 4 in “other”; there is no place 9"),
    (Move(story="ankara", by=1), "“Envoys on ankara” is the lead; promote another story"),
    (Move(story="havana", by=1), "stands alone in “reading”; send it to another section"),
    (Send(story="cairo", section="othre"), 'no section “othre”; did you mean "other"?'),
    (Send(story="cairo", section="archive"), "no section “archive”; valid are lead, other"),
    (
        Send(story="cairo", section="lead"),
        "“Envoys on ankara” is the lead; promote “Envoys on cairo”",
    ),
    (Send(story="cairo", section="reading", to=4), "no place 4 in “reading”; the last one is 2"),
    (Promote(story="ankara"), "“Envoys on ankara” is the lead already"),
    (Restore(story="berlin"), 'no dropped story has the article "berlin"; valid are gone'),
    (Join(story="ankara", other="ankara-2"), "is one story already; name the one that is to join"),
    (
        Join(story="berlin", other="ankara"),
        "is the lead; name it first, and “Envoys on berlin” joins",
    ),
    (Join(story="OWN", other="berlin"), "an item of your own: it has no articles to join"),
    (Part(story="berlin", article="berlin"), "has no other article; drop it to leave it out"),
    (Part(story="ankara", article="ankara-3"), 'no article "ankara-3"; did you mean "ankara-2"?'),
    (Tell(story="ankara", article="ankara"), "is told by that article already"),
    (Tell(story="OWN", article="x"), "an item of your own: it has no articles to choose from"),
    (AddOwn(section="other", texts={}), "this story has neither articles nor words of yours"),
    (AddOwn(section="lead", texts={"blurb": "x"}), "there is a lead; add the item to a section"),
    (
        AddOwn(section="other", texts={"blurp": "x"}),
        "blurp is not a key of an item of your own; did",
    ),
    (
        Rewrite(story="berlin", key="headlin", value="x"),
        "not a key of a story (“Envoys on berlin”)",
    ),
    (Rewrite(story="berlin", key="articles", value="x"), "articles is not a key of a story"),
    (Rewrite(story="berlin", key="pin", value="yes"), "pin is true or false, not 'yes'"),
    (Rewrite(story="berlin", key="headline", value=True), "headline is a text, not True"),
    (
        Rewrite(story="berlin", key="byline", value="Me"),
        "a bullet has no byline; send it to a section",
    ),
    (
        Rewrite(story="berlin", key="image", value="a.jpg"),
        "“other”, which prints no pictures; send it",
    ),
    (Rewrite(story="berlin", key="url", value="x"), "url is a web address, such as"),
    (Rewrite(story="havana", key="image", value="ftp:x"), "image is a web address, such as"),
    (
        Rewrite(story="OWN", key="headline", value=None),
        "it has no article to follow; write another",
    ),
    (
        Rewrite(key="subjet", value="x"),
        'not a key of the head of the page; did you mean "subject"?',
    ),
    (Rewrite(key="date", value="x"), "date is not a key of the head of the page"),
    (
        Rewrite(table="headings", key="othre", value="x"),
        'a key of [headings]; did you mean "other"?',
    ),
    (
        Rewrite(table="slots.note", key="txt", value="x"),
        'a key of [slots.note]; did you mean "text"?',
    ),
    (Rewrite(table="slots.not", key="text", value="x"), 'no slot “not”; did you mean "note"?'),
    (Rewrite(table="slots.note", key="until", value="soon"), "until is a day, such as 2024-08-30"),
    (Rewrite(table="memory", key="page", value="x"), "[memory] is no table with words"),
    (Rewrite(table="candidates", key="listed", value=True), "listed is a whole number"),
]


@pytest.fixture
def page() -> Page:
    """The usual page with an item of the editor's own, OWN by name, and one dropped story."""
    page = page_of(fresh_page(USUAL, WITH_NOTE, date=DAY), WITH_NOTE)
    page = edit_page(page, AddOwn(section="other", texts={"headline": "Ours"}))
    text = page.text.replace("dropped = []", 'dropped = ["gone"]')
    return page_of(text, WITH_NOTE)


def called(page: Page, edit: Edit) -> Edit:
    """`edit` of the item of the editor's own, where it names that."""
    own = find_story(page, "ours")
    match edit:
        case Join(story="OWN"):
            return Join(story=own, other=edit.other)
        case Tell(story="OWN"):
            return Tell(story=own, article=edit.article)
        case Rewrite(story="OWN"):
            return Rewrite(story=own, key=edit.key, value=edit.value)
        case _:
            return edit


@pytest.mark.parametrize(("edit", "sentence"), MISTAKES, ids=str)
def test_a_mistake_is_told_with_its_remedy(page: Page, edit: Edit, sentence: str) -> None:
    """In words that an editor can act on."""
    with pytest.raises(DraftError) as caught:
        edit_page(page, called(page, edit))
    assert sentence in str(caught.value)


def test_without_the_line_nothing_can_go_below_it(page: Page) -> None:
    """A merge puts it back."""
    text = page.text.partition("#: -------- Not printed")[0] + '[decisions]\ndropped = ["gone"]\n'
    bare = page_of(text, WITH_NOTE)
    edits = (Send(story="berlin", section=""), Restore(story="gone"))
    for edit in (*edits, Part(story="ankara", article="ankara-2")):
        with pytest.raises(DraftError, match=r"\[candidates\] is missing.*`digest draft` puts"):
            edit_page(bare, edit)


def test_what_a_merge_has_yet_to_bring_up_is_no_place(page: Page) -> None:
    """A candidate that was given a section where it stands."""
    text = page.text.replace('headline = "Envoys on fes"', 'section = "other"\nheadline = "F"')
    with pytest.raises(DraftError, match=r"“F” still stands below the line.*`digest draft` brings"):
        edit_page(page_of(text, WITH_NOTE), Move(story="berlin", to=5))


def test_an_article_that_only_a_list_joined_cannot_be_taken_out_yet(page: Page) -> None:
    """A merge writes it into the story first."""
    listed = page.text.replace("together = []", 'together = [["berlin", "cairo"]]')
    with pytest.raises(DraftError, match=r"joined to .* under .decisions.; `digest draft`"):
        edit_page(page_of(listed, WITH_NOTE), Part(story="berlin", article="cairo"))


NAMES = [("Envoys CAIRO", "cairo"), ("ankara-2", "ankara"), ("havana", "havana"), ("ours", "own-")]


@pytest.mark.parametrize(("words", "name"), NAMES)
def test_words_name_a_story(page: Page, words: str, name: str) -> None:
    """Its id, that of any of its articles, or words of its headline."""
    assert find_story(page, words).startswith(name)


def test_words_that_several_have_list_them(page: Page) -> None:
    """With their ids; those that none has say what may be meant."""
    with pytest.raises(DraftError, match=r"may mean 8 of them; .*\n  ankara  Envoys on ankara\n"):
        find_story(page, "envoys")
    with pytest.raises(DraftError, match=r"did you mean “Envoys on cairo” \(cairo\)\?"):
        find_story(page, "minister in cairo")
    with pytest.raises(DraftError, match="no story of the page has the words"):
        find_story(page, "")


def test_a_whole_headline_names_its_story_though_others_have_its_words(page: Page) -> None:
    """Else that one could only be named by its id."""
    longer = edit_page(page, Rewrite(story="delhi", key="headline", value="Envoys on cairo, too"))
    assert find_story(longer, "envoys on cairo") == "cairo"
    with pytest.raises(DraftError, match="may mean 2 of them"):
        find_story(longer, "on cairo")


def test_words_name_an_article_and_a_dropped_story(page: Page) -> None:
    """By what stands beside them on the page; or any id of it."""
    assert find_article(page_story(page, "ankara"), "strait") == "ankara-2"
    dropped = edit_page(page, Drop(story="berlin"))
    assert find_dropped(dropped, "envoys berlin") == "berlin"
    assert find_dropped(dropped, "berlin") == "berlin"
    assert find_dropped(edit_page(page, Drop(story="ankara")), "ankara-2") == "ankara"
    with pytest.raises(DraftError, match="no dropped story has the words"):
        find_dropped(dropped, "cairo!")


def test_a_page_with_a_mistake_is_refused_with_its_line() -> None:
    """Before anything is tried."""
    with pytest.raises(DraftError, match=f"{NAME}:1: .*not changed|it was not changed"):
        page_of("subject = none\n")
