"""Each edit changes what it is about, in the page's own terms."""

import pytest
from draft.edit_plays import WITH_NOTE
from draft.editors import Editor
from draft.weeks import DAY, USUAL, article, page_of, story, week

from digest.draft import (
    Page,
    describe_edit,
    edit_page,
    fresh_page,
    invert,
    merge_page,
    own_texts,
    page_story,
    read_draft,
    value_print,
)
from digest.draft.page.page import story_ids
from digest.errors import DraftError, StaleEdit
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
    Several,
    Take,
    Tell,
)


@pytest.fixture
def page() -> Page:
    """The usual week: lead ankara; berlin, cairo, delhi; havana; erevan, fes, geneva below."""
    return page_of(fresh_page(USUAL, WITH_NOTE, date=DAY), WITH_NOTE)


def printed(page: Page) -> dict[str, list[str]]:
    """The stories of each section in order, the candidates under ""."""
    found: dict[str, list[str]] = {}
    stories = page.decided.stories
    for own, one in zip(story_ids(stories), stories, strict=True):
        found.setdefault(one.section, []).append(own)
    return found


def order(page: Page) -> list[str]:
    """All stories from top to bottom."""
    return list(story_ids(page.decided.stories))


def merged(page: Page) -> Page:
    """The page after the program has merged the same week into it."""
    return page_of(merge_page(page, USUAL).text, WITH_NOTE)


LATE = {"oslo": "Northern Post: Envoys on oslo", "oslo-2": ""}
PLACES: list[tuple[Edit, str, list[str]]] = [
    (Move(story="cairo", by=-1), "other", ["cairo", "berlin", "delhi"]),
    (Move(story="berlin", by=1), "other", ["cairo", "berlin", "delhi"]),
    (Move(story="delhi", to=1), "other", ["delhi", "berlin", "cairo"]),
    (Move(story="geneva", to=1), "", ["geneva", "erevan", "fes"]),
    (Send(story="cairo", section="reading"), "reading", ["havana", "cairo"]),
    (Send(story="cairo", section="reading", to=1), "reading", ["cairo", "havana"]),
    (Send(story="havana", section="other", to=2), "other", ["berlin", "havana", "cairo", "delhi"]),
    (Send(story="fes", section="other"), "other", ["berlin", "cairo", "delhi", "fes"]),
    (Send(story="berlin", section=""), "", ["berlin", "erevan", "fes", "geneva"]),
    (Promote(story="cairo"), "lead", ["cairo"]),
    (Promote(story="cairo"), "other", ["ankara", "berlin", "delhi"]),
    (Promote(story="havana"), "reading", ["ankara"]),
    (Promote(story="fes"), "other", ["ankara", "berlin", "cairo", "delhi"]),
    (Drop(story="cairo"), "other", ["berlin", "delhi"]),
    (Join(story="berlin", other="fes"), "", ["erevan", "geneva"]),
    (Part(story="ankara", article="ankara-2"), "", ["ankara-2", "erevan", "fes", "geneva"]),
    (Part(story="ankara", article="ankara"), "lead", ["ankara-2"]),
    (Part(story="ankara", article="ankara"), "", ["ankara", "erevan", "fes", "geneva"]),
    (Tell(story="ankara", article="ankara-2"), "lead", ["ankara-2"]),
    (Take(articles=LATE, section="other"), "other", ["berlin", "cairo", "delhi", "oslo"]),
    (Take(articles=LATE, section="other", to=1), "other", ["oslo", "berlin", "cairo", "delhi"]),
    (Take(articles=LATE), "", ["oslo", "erevan", "fes", "geneva"]),
    (Take(articles=LATE, story="berlin"), "other", ["berlin", "cairo", "delhi"]),
]


@pytest.mark.parametrize(("edit", "section", "wanted"), PLACES, ids=str)
def test_stories_stand_where_the_edit_puts_them(
    page: Page, edit: Edit, section: str, wanted: list[str]
) -> None:
    """At once, and after a merge."""
    after = edit_page(page, edit)
    assert printed(after)[section] == wanted
    assert sorted(printed(merged(after))[section]) == sorted(wanted)
    assert edit_page(after, invert(page, edit, after)).text == page.text


def test_a_page_without_a_lead_gets_one(page: Page) -> None:
    """Above all others, whether it is sent there or promoted."""
    bare = edit_page(page, Send(story="ankara", section=""))
    for edit in (Send(story="cairo", section="lead"), Promote(story="cairo")):
        after = edit_page(bare, edit)
        assert order(after)[:4] == ["cairo", "berlin", "delhi", "havana"]
        assert printed(after)["lead"] == ["cairo"]
        assert edit_page(after, invert(bare, edit, after)).text == bare.text


def test_the_old_lead_stays_below_the_new_one(page: Page) -> None:
    """Also where the new one stood above it already, alone in its section."""
    editor = Editor(page.text)
    editor.move("havana", before="ankara")
    after = edit_page(page_of(editor.text, WITH_NOTE), Promote(story="havana"))
    assert order(after)[:3] == ["havana", "ankara", "berlin"]


def test_an_empty_section_gets_its_story_where_the_settings_have_it(page: Page) -> None:
    """Below the sections before it, above those after it."""
    without = Several(edits=tuple(Drop(story=one) for one in ("havana", "berlin", "cairo")))
    last = edit_page(edit_page(page, without), Send(story="fes", section="reading"))
    assert order(last)[:3] == ["ankara", "delhi", "fes"]
    first = edit_page(edit_page(last, Drop(story="delhi")), Send(story="geneva", section="other"))
    assert order(first)[:3] == ["ankara", "geneva", "fes"]


def test_the_first_candidate_stands_below_the_line(page: Page) -> None:
    """Where no other is left there."""
    none = edit_page(
        page, Several(edits=tuple(Drop(story=one) for one in ("erevan", "fes", "geneva")))
    )
    after = edit_page(none, Send(story="berlin", section=""))
    assert printed(after)[""] == ["berlin"]
    below = after.text.partition("\n[candidates]")[2].partition("\n[decisions]")[0]
    assert '"berlin",' in below
    assert edit_page(after, invert(none, Send(story="berlin", section=""), after)).text == none.text


def test_a_dropped_story_is_listed_with_its_title_and_can_be_restored(page: Page) -> None:
    """Also after a merge; without one it is not dropped anew."""
    dropped = edit_page(page, Drop(story="ankara"))
    row = '  ["ankara", "ankara-2"],  # Harbour Wire: Envoys on ankara\n'
    assert f"dropped = [\n{row}]\n" in dropped.text
    for before in (dropped, merged(dropped)):
        assert read_draft(before).decisions.drops == {"ankara", "ankara-2"}
        back = edit_page(before, Restore(story="ankara-2"))
        assert printed(merged(back))[""][0] == "ankara"
        assert "dropped = []\n" in back.text


def test_joined_articles_stay_joined_and_parted_ones_apart(page: Page) -> None:
    """As a merge reads it from the page."""
    joined = merged(edit_page(page, Join(story="berlin", other="cairo")))
    assert joined.together == (("berlin", "cairo"),)
    assert '  "cairo",  # Envoys on cairo\n' in edit_page(
        page, Join(story="berlin", other="fes")
    ).text.replace("fes", "cairo")
    parted = merged(edit_page(page, Part(story="ankara", article="ankara-2")))
    assert parted.apart == (("ankara", "ankara-2"),)
    again = edit_page(parted, Join(story="ankara", other="ankara-2"))
    assert again.apart == ()


def test_the_remark_on_an_article_goes_with_it(page: Page) -> None:
    """When another one is told."""
    after = edit_page(page, Tell(story="ankara", article="ankara-2"))
    rows = (
        '  "ankara-2",  # Strait Times: Envoys on ankara-2\n'
        '  "ankara",  # Harbour Wire: Envoys on ankara\n'
    )
    assert f"articles = [\n{rows}]\n" in after.text


WORDS: list[tuple[Rewrite, str]] = [
    (
        Rewrite(story="berlin", key="headline", value=' In "Berlin"\n'),
        r'headline = "In \"Berlin\""',
    ),
    (Rewrite(story="berlin", key="kicker", value=""), 'kicker = ""'),
    (Rewrite(story="berlin", key="blurb", value="One.\n\nTwo."), 'blurb = """\nOne.\n\nTwo.\n"""'),
    (
        Rewrite(story="berlin", key="url", value="https://x.example/a"),
        'url = "https://x.example/a"',
    ),
    (Rewrite(story="berlin", key="pin", value=True), "pin = true\narticles"),
    (Rewrite(story="berlin", key="also_this_week", value=False), "also_this_week = false"),
    (Rewrite(story="havana", key="image", value=""), 'image = ""'),
    (Rewrite(key="subject", value="Hello"), 'subject = "Hello"    # the line in the inbox;'),
    (Rewrite(key="preheader", value="More"), 'preheader = "More"  # the words after it;'),
    (Rewrite(table="headings", key="other", value="Elsewhere"), 'other = "Elsewhere"\n'),
    (Rewrite(table="slots.note", key="text", value="A.\n\nB."), 'text = """\nA.\n\nB.\n"""\n'),
    (Rewrite(table="slots.note", key="until", value="2024-08-30"), "until = 2024-08-30\n"),
    (Rewrite(table="slots.note", key="show", value=False), "show = false\n"),
    (Rewrite(table="candidates", key="listed", value=9), "listed = 9\n"),
]


@pytest.mark.parametrize(("edit", "line"), WORDS, ids=str)
def test_words_stand_under_their_key(page: Page, edit: Rewrite, line: str) -> None:
    """With the comment that stood there; an undo gives the same bytes."""
    after = edit_page(page, edit)
    assert line in after.text
    back = invert(page, edit, after)
    assert isinstance(back, Rewrite)
    assert edit_page(after, back).text == page.text


def test_a_text_follows_its_article_again_without_its_line(page: Page) -> None:
    """The next merge writes the article's own."""
    own = edit_page(page, Rewrite(story="berlin", key="headline", value="Ours"))
    assert read_draft(own).sections[0].items[0].headline == "Ours"
    after = merged(edit_page(own, Rewrite(story="berlin", key="headline", value=None)))
    assert 'headline = "Envoys on berlin"' in after.text


def test_the_texts_of_ones_own_are_those_that_were_written(page: Page) -> None:
    """What follows the article is none, nor a line that is not there."""
    assert own_texts(page, page_story(page, "havana")) == []
    both = (
        Rewrite(story="havana", key="headline", value="Ours"),
        Rewrite(story="havana", key="url", value="https://havana.example/"),
    )
    after = edit_page(page, Several(edits=both))
    assert own_texts(after, page_story(after, "havana")) == ["headline", "url"]


def test_an_edit_of_a_text_that_was_changed_meanwhile_is_refused(page: Page) -> None:
    """With both texts; the page's own stays."""
    seen = value_print("Envoys on berlin")
    edit = Rewrite(story="berlin", key="headline", value="Mine", was=seen)
    theirs = edit_page(page, Rewrite(story="berlin", key="headline", value="Theirs"))
    assert 'headline = "Mine"' in edit_page(page, edit).text
    with pytest.raises(StaleEdit, match="changed meanwhile: the page says “Theirs” now") as caught:
        edit_page(theirs, edit)
    assert (caught.value.present, caught.value.wanted) == ("Theirs", "Mine")
    gone = edit_page(page, Rewrite(story="berlin", key="headline", value=None))
    with pytest.raises(StaleEdit, match="the page has no such line now") as caught:
        edit_page(gone, edit)
    assert caught.value.present == ""


def test_a_change_elsewhere_does_not_make_an_edit_stale(page: Page) -> None:
    """An undo of one edit leaves what came after it."""
    edits: list[Edit] = [
        Move(story="delhi", to=1),
        Rewrite(story="berlin", key="headline", value="Ours"),
        Drop(story="havana"),
    ]
    after = page
    inverses = []
    for edit in edits:
        changed = edit_page(after, edit)
        inverses.append(invert(after, edit, changed))
        after = changed
    back = edit_page(after, inverses[0])
    assert printed(back)["other"] == ["berlin", "cairo", "delhi"]
    assert 'headline = "Ours"' in back.text
    assert edit_page(edit_page(back, inverses[2]), inverses[1]).text == page.text


def test_an_item_of_ones_own_is_called_by_its_id_whatever_it_says(page: Page) -> None:
    """It is moved, rewritten and taken away like any other."""
    added = edit_page(page, AddOwn(section="other", texts={"blurb": "Words."}, to=2))
    (own,) = [one for one in printed(added)["other"] if one.startswith("own-")]
    assert printed(added)["other"] == ["berlin", own, "cairo", "delhi"]
    edit = Rewrite(story=own, key="headline", value="Ours")
    renamed = edit_page(added, edit)
    assert own not in printed(renamed)["other"]
    assert edit_page(renamed, invert(added, edit, renamed)).text == added.text
    assert edit_page(added, Drop(story=own)).text == page.text


def test_several_edits_are_one(page: Page) -> None:
    """All of them, and taken back together."""
    both = Several(edits=(Drop(story="berlin"), Send(story="cairo", section="reading", to=1)))
    after = edit_page(page, both)
    assert printed(after)["other"] == ["delhi"]
    assert edit_page(after, invert(page, both, after)).text == page.text


def test_neighbours_without_a_section_line_keep_their_section(page: Page) -> None:
    """It is written where it was understood from the story that left."""
    bare = page.text.replace('section = "other"\nheadline = "Envoys on cairo"', 'headline = "C"')
    hand = page_of(bare.replace('section = "other"', 'section = "reading"', 1), WITH_NOTE)
    assert "cairo" in printed(hand)["reading"]
    after = edit_page(hand, Send(story="berlin", section=""))
    assert "cairo" in printed(after)["reading"]


def test_the_border_among_the_candidates_stays_where_it_is(page: Page) -> None:
    """It stands above a story, but belongs to none."""
    border = (
        "#: -------- Outside your queries --------\n[[story]]\n#: from Harbour Wire, Mon 05 Aug  "
    )
    story_line = "[[story]]\n#: from Harbour Wire, Mon 05 Aug  https://wire.example.com/fes"
    text = page.text.replace(story_line, border + "https://wire.example.com/fes")
    after = edit_page(page_of(text, WITH_NOTE), Send(story="fes", section="other"))
    assert border + "https://wire.example.com/geneva" in after.text


def test_a_page_without_decisions_gets_their_table(page: Page) -> None:
    """Before the memory."""
    text = page.text
    start, end = text.index("#: -------- What you decided"), text.index("#: -------- For the")
    after = edit_page(page_of(text[:start] + text[end:], WITH_NOTE), Drop(story="fes"))
    assert '[decisions]\ndropped = [\n  "fes",  # Envoys on fes\n]\n\n#: -------- For' in after.text


def test_an_edit_survives_coverage_and_corrections(page: Page) -> None:
    """What was decided by it holds for what comes."""
    after = edit_page(edit_page(page, Drop(story="fes")), Send(story="geneva", section="reading"))
    came = week(
        story(article("ankara", title="Corrected")),
        [story("fes", "fes-2"), story("istanbul")],
        [story("geneva"), story("berlin"), story("cairo")],
    )
    now = page_of(merge_page(after, came).text, WITH_NOTE)
    assert printed(now)["reading"] == ["havana", "geneva"]
    assert "fes" not in {one for names in printed(now).values() for one in names}
    assert 'headline = "Corrected"' in now.text


def test_articles_that_are_taken_in_stand_with_what_they_are(page: Page) -> None:
    """As a story of their own, and in a story's list; each with its words."""
    own = edit_page(page, Take(articles=LATE, section="other"))
    assert page_story(own, "oslo").articles == ("oslo", "oslo-2")
    assert '"oslo",  # Northern Post: Envoys on oslo' in own.text
    joined = edit_page(page, Take(articles=LATE, story="berlin"))
    assert page_story(joined, "berlin").articles == ("berlin", "oslo", "oslo-2")


def test_a_dropped_story_that_is_taken_in_is_dropped_no_more(page: Page) -> None:
    """Its row goes from the list."""
    dropped = edit_page(page, Drop(story="fes"))
    after = edit_page(dropped, Take(articles={"fes": "Harbour Wire: Fes"}, section="other"))
    assert printed(after)["other"] == ["berlin", "cairo", "delhi", "fes"]
    assert after.decided.dropped == ()


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Take(articles={"fes": "Fes"}, section="other"), "“Fes” is on the page already"),
        (Take(articles=LATE, section="lead"), "there is a lead"),
        (Take(articles={}, section="other"), "name at least one article"),
        (Take(articles=LATE, section="sport"), "prints no section"),
    ],
    ids=str,
)
def test_what_cannot_be_taken_in_says_what_to_do(page: Page, edit: Take, said: str) -> None:
    """The page stays."""
    with pytest.raises(DraftError, match=said):
        edit_page(page, edit)


def test_what_is_taken_in_and_led_with_at_once_is_told_step_by_step(page: Page) -> None:
    """The second edit is about a story that the first one brought."""
    edit = Several(
        edits=(Take(articles=LATE), Promote(story="oslo"), Send(story="delhi", section=""))
    )
    told = describe_edit(page, edit, edit_page(page, edit))
    assert told.did == (
        "You took “Northern Post: Envoys on oslo” in, among the candidates; you made “Northern "
        "Post: Envoys on oslo” the lead; “Envoys on ankara” is now the first of “other”; you sent "
        "“Envoys on delhi” from place 4 of 4 in “other” to place 1 of 4 among the candidates"
    )
