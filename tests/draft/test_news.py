"""What came since the page was written: each piece says where it goes, and its edit does it."""

from dataclasses import replace

import pytest
from draft.weeks import DAY, NEWSLETTER, USUAL, article, page_of, story, week

from digest.config.settings import Newsletter
from digest.draft import Page, edit_page, fresh_page
from digest.draft.merge.corrections import ChangedWords, find_correction
from digest.draft.merge.news import (
    NewsKind,
    PageNews,
    VisitNotes,
    accept_all,
    in_one_edit,
    list_news,
    pass_over,
    remaining,
    remember_read,
    take_back,
)
from digest.draft.page.page import story_ids
from digest.model.edits import Drop, Move, Rewrite
from digest.model.stories import Proposal, Story

NOTHING = VisitNotes()
SMALL = Newsletter.model_validate(
    {
        "newsletter": {"title": "Harbour Letter"},
        "sections": [
            {"id": "other", "heading": "In other news:", "items": 3},
            {"id": "reading", "heading": "Worth reading", "style": "cards"},
        ],
    }
)
BERLIN, CAIRO, DELHI = (
    story(name, points=p) for name, p in (("berlin", 5), ("cairo", 4), ("delhi", 3))
)
BEFORE = week(story("ankara", points=9), [BERLIN, CAIRO, DELHI], [story("erevan")])


def page_before(newsletter: Newsletter = SMALL) -> Page:
    """The page of the week before anything came, with a touch of the editor's."""
    page = page_of(fresh_page(BEFORE, newsletter, date=DAY), newsletter)
    return edit_page(page, Rewrite(key="subject", value="Mine"))


def late(name: str, points: float, *more: str) -> Story:
    """A story that came later."""
    return story(article(name, source="Strait Times"), *map(article, more), points=points)


def pieces(page: Page, proposal: Proposal, visit: VisitNotes = NOTHING) -> list[PageNews]:
    """The news."""
    return list(list_news(page, proposal, visit).pieces)


def printed(page: Page, section: str) -> list[str]:
    """The stories of a section in order."""
    stories = page.decided.stories
    return [
        own for own, one in zip(story_ids(stories), stories, strict=True) if one.section == section
    ]


def accepted(page: Page, piece: PageNews) -> Page:
    """The page with a piece accepted."""
    assert piece.edit
    return edit_page(page, piece.edit)


def test_nothing_came_where_the_week_is_the_same() -> None:
    """The page knows all of it, and the newest of that."""
    room = list_news(page_before(), BEFORE, NOTHING)
    assert room.pieces == ()
    assert room.articles == 0
    assert room.since == BERLIN.article.first_seen


def test_an_article_joins_the_story_that_the_program_puts_it_in() -> None:
    """Below what stands there; a candidate that grows is no news."""
    grown = story(BERLIN.article, article("berlin-2", source="Strait Times"), points=5)
    waiting = story("erevan", "erevan-2")
    proposal = week(BEFORE.lead, [grown, CAIRO, DELHI], [waiting])
    page = page_before()
    (piece,) = pieces(page, proposal)
    assert piece.kind is NewsKind.JOINS
    assert piece.said == ("Joins “Envoys on berlin”, which then has 2 sources.",)
    after = accepted(page, piece)
    assert after.decided.printed[1].articles == ("berlin", "berlin-2")
    assert pieces(after, proposal) == []
    assert list_news(page, proposal, NOTHING).articles == 2


def test_a_new_story_says_where_it_would_stand_and_what_leaves() -> None:
    """Before the first with less; the lowest of a full section goes to the candidates."""
    proposal = week(BEFORE.lead, [BERLIN, late("oslo", 4.5), CAIRO], [DELHI])
    page = page_before()
    (piece,) = pieces(page, proposal)
    assert piece.kind is NewsKind.STORY
    assert piece.said == (
        "Would stand second in “In other news”.",
        "“Envoys on delhi” leaves the page (3.00, the lowest of 3).",
    )
    after = accepted(page, piece)
    assert printed(after, "other") == ["berlin", "oslo", "cairo"]
    assert printed(after, "")[0] == "delhi"


def test_where_there_is_room_nothing_leaves() -> None:
    """Eight fit into the usual section."""
    proposal = week(BEFORE.lead, [BERLIN, CAIRO, DELHI, late("oslo", 1)])
    page = page_before(NEWSLETTER)
    (piece,) = pieces(page, proposal)
    assert piece.said == ("Would stand fourth in “In other diplomatic news”.",)
    assert printed(accepted(page, piece), "other") == ["berlin", "cairo", "delhi", "oslo"]


def test_a_pinned_story_does_not_leave() -> None:
    """The next lowest does."""
    page = edit_page(page_before(), Rewrite(story="delhi", key="pin", value=True))
    proposal = week(BEFORE.lead, [BERLIN, late("oslo", 4.5), CAIRO], [DELHI])
    (piece,) = pieces(page, proposal)
    assert printed(accepted(page, piece), "other") == ["berlin", "oslo", "delhi"]


def test_a_new_lead_takes_the_first_place_and_the_old_one_follows() -> None:
    """The section that the old lead comes into gives up its lowest."""
    proposal = week(late("oslo", 10), [BERLIN, CAIRO, DELHI], [story("ankara", points=9)])
    page = page_before()
    (piece,) = pieces(page, proposal)
    assert piece.section == "lead"
    after = accepted(page, piece)
    assert printed(after, "lead") == ["oslo"]
    assert printed(after, "other") == ["ankara", "berlin", "cairo"]


def test_what_the_program_would_not_print_or_the_editor_dropped_is_no_piece() -> None:
    """It is counted among what came, but asks for nothing."""
    proposal = week(BEFORE.lead, [BERLIN, CAIRO, DELHI], [late("oslo", 1)])
    room = list_news(page_before(), proposal, NOTHING)
    assert (room.pieces, room.articles) == ((), 1)
    dropped = edit_page(page_before(), Drop(story="delhi"))
    assert pieces(dropped, BEFORE) == []


def test_what_was_passed_over_comes_again_only_when_taken_back() -> None:
    """It is remembered by its articles; one more article of it is news again."""
    proposal = week(BEFORE.lead, [late("oslo", 4.5), BERLIN, CAIRO], [DELHI])
    page = page_before()
    (piece,) = pieces(page, proposal)
    passed = pass_over(NOTHING, piece, proposal)
    assert pieces(page, proposal, passed) == []
    assert pieces(page, proposal, take_back(passed, piece.articles)) == [piece]
    more = week(BEFORE.lead, [late("oslo", 4.5, "oslo-2"), BERLIN, CAIRO], [DELHI])
    assert [one.articles for one in pieces(page, more, passed)] == [("oslo", "oslo-2")]


def test_all_that_is_left_is_one_edit() -> None:
    """Each is placed after the ones before it, so that two do not push out the same story."""
    grown = story(BERLIN.article, article("berlin-2", source="Strait Times"), points=5)
    proposal = week(BEFORE.lead, [late("oslo", 6), late("porto", 5.5), grown], [CAIRO, DELHI])
    page = page_before()
    after = edit_page(page, in_one_edit(accept_all(page, proposal, NOTHING)))
    assert printed(after, "other") == ["oslo", "porto", "berlin"]
    assert after.decided.printed[3].articles == ("berlin", "berlin-2")
    assert pieces(after, proposal) == []
    assert accept_all(after, proposal, NOTHING) == ()


def test_what_is_too_much_at_once_is_left() -> None:
    """The pieces say what the edit takes, so that no other is noted as accepted."""
    names = [f"{letter}{number}" for letter in "abcdefghi" for number in range(6)]
    proposal = week(BEFORE.lead, [late(name, 9) for name in names], [BERLIN, CAIRO, DELHI])
    page = page_before()
    taken = accept_all(page, proposal, NOTHING)
    after = edit_page(page, in_one_edit(taken))
    assert len(taken) == 50
    assert pieces(after, proposal) != []


def test_what_remains_after_an_edit_is_known_without_the_week() -> None:
    """What was accepted or dropped is gone, the other pieces stay."""
    grown = story(BERLIN.article, article("berlin-2", source="Strait Times"), points=5)
    proposal = week(BEFORE.lead, [late("oslo", 6), grown], [CAIRO, DELHI])
    page = page_before()
    room = list_news(page, proposal, NOTHING)
    joins, new = room.pieces
    assert remaining(room, page) == room
    assert remaining(room, accepted(page, joins)).pieces == (new,)
    assert remaining(room, accepted(page, new)).pieces == (joins,)


def corrected(text: str, blurb: str) -> Proposal:
    """The week where Berlin's article says something else."""
    now = replace(BERLIN, article=replace(BERLIN.article, summary=text), blurb=blurb)
    return week(BEFORE.lead, [now, CAIRO, DELHI], [story("erevan")])


def test_a_correction_shows_the_words_that_changed_and_renews_the_blurb() -> None:
    """The old words are those that were first seen; once accepted they are the new ones."""
    page = page_before()
    visit = remember_read(NOTHING, page, corrected("It costs 38 euros now.", "It costs 38 euros."))
    page = page_of(
        fresh_page(corrected("It costs 38 euros now.", "It costs 38 euros."), SMALL, date=DAY),
        SMALL,
    )
    page = edit_page(page, Rewrite(key="subject", value="Mine"))
    proposal = corrected("It costs 40 euros now.", "It costs 40 euros.")
    (piece,) = pieces(page, proposal, visit)
    assert piece.kind is NewsKind.CORRECTED
    assert piece.correction
    assert piece.correction.said == "1 number changed"
    assert piece.correction.passages[0].cut == "38"
    assert piece.said[-1] == "Accepting takes its new blurb."
    after = accepted(page, piece)
    assert "blurb" not in after.decided.printed[1].texts
    assert pieces(after, proposal, pass_over(visit, piece, proposal)) == []


def test_a_correction_says_whether_the_editors_own_blurb_repeats_what_is_gone() -> None:
    """There is nothing to accept: the words are the editor's."""
    first = corrected("It costs 38 euros now.", "It costs 38 euros.")
    proposal = corrected("It costs 40 euros now.", "It costs 40 euros.")
    for blurb, said in (
        ("Gas at 38, says one.", "Your blurb still says “38”."),
        ("Gas is dear.", "Your blurb names none of it."),
    ):
        page = edit_page(page_before(), Rewrite(story="berlin", key="blurb", value=blurb))
        visit = remember_read(NOTHING, page, first)
        (piece,) = pieces(page, proposal, visit)
        assert piece.edit is None
        assert said in piece.said


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("It killed 12, officials say.", "It killed 21, officials say.", "still says “12,”."),
        (
            "One 11, two 12, three 13 and four 14.",
            "One 21, two 22, three 23 and four 24.",
            "names none of the first ones.",
        ),
    ],
)
def test_an_own_blurb_is_looked_through_without_its_commas(was: str, now: str, said: str) -> None:
    """And what is not shown of a correction is not promised to be absent."""
    first, proposal = corrected(was, was), corrected(now, now)
    blurb = "The quake killed 12." if "killed" in was else "All 14 are well."
    page = edit_page(page_before(), Rewrite(story="berlin", key="blurb", value=blurb))
    (piece,) = pieces(page, proposal, remember_read(NOTHING, page, first))
    assert f"Your blurb {said}" in piece.said


def test_where_the_old_words_are_not_kept_it_is_said() -> None:
    """The page knows only that they were others."""
    (piece,) = pieces(page_before(), corrected("It costs 40 euros.", "It costs 40 euros."))
    assert piece.correction is None
    assert "What it said before is not kept: read the two yourself." in piece.said


def test_edits_of_the_editor_are_no_news() -> None:
    """A move, a drop, a text."""
    page = edit_page(page_before(), Move(story="delhi", by=-1))
    assert pieces(page, BEFORE) == []


def test_the_first_three_places_of_a_correction_are_shown_and_all_are_counted() -> None:
    """A page has room for no more."""
    words = [f"word{number}" for number in range(60)]
    corrected = [word.upper() if at % 12 == 0 else word for at, word in enumerate(words)]
    found = find_correction(" ".join(words), " ".join(corrected))
    assert found
    assert [one.cut for one in found.passages] == ["word0", "word12", "word24"]
    assert found.count == 5


def test_one_word_of_a_long_text_is_found_wherever_it_stands() -> None:
    """What stayed before and behind it is not compared word by word."""
    words = [f"word{number}" for number in range(900)]
    for place in (0, 450, 899):
        corrected = [*words[:place], "other", *words[place + 1 :]]
        found = find_correction(" ".join(words), " ".join(corrected))
        assert found
        assert [(one.cut, one.added) for one in found.passages] == [(words[place], "other")]


def test_a_correction_is_found_between_the_words_that_stayed() -> None:
    """With a few around it; a text that was written anew is one passage."""
    found = find_correction(
        "Gas is at 38 euros, and 84 percent is full.", "Gas is at 40 euros, and 86 percent is full."
    )
    assert found
    assert (found.count, found.numbers, found.said) == (2, 2, "2 numbers changed")
    assert found.passages[0] == ChangedWords(
        before="Gas is at", cut="38", added="40", after="euros, and 86 percent"
    )
    assert find_correction("the same", "the same") is None
    anew = find_correction("a " * 900, "b " * 900)
    assert anew
    assert (anew.count, anew.numbers, anew.said) == (1, 0, "Text corrected")


def test_the_usual_week_is_no_news_to_a_page_of_it() -> None:
    """Whatever the page lists."""
    page = page_of(fresh_page(USUAL, NEWSLETTER, date=DAY))
    assert pieces(page, USUAL) == []
