"""What is new comes onto the page; what the editor did there stays as it was."""

import re
from dataclasses import replace

import pytest
from draft.editors import Editor
from draft.weeks import DAY, FULL_TEXT, NARROW, NEWSLETTER, USUAL, article, page_of, story, week

from digest.draft import Merge, fresh_page, merge_page, read_draft
from digest.model.stories import Proposal

NEW = "#: new since your last edit"


def merge(page: Editor, proposal: Proposal) -> tuple[str, ...]:
    """Merge into the page of `page`; what changed is returned."""
    merged = merge_page(page_of(page.text), proposal)
    page.text = merged.text
    return merged.changes


@pytest.fixture
def page() -> Editor:
    """The usual week's page, with one headline already changed."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.write("berlin", "headline", '"Berlin, again"')
    return page


GROWN = week(
    story("ankara", article("ankara-2", source="Strait Times"), article("a-3", source="Courier")),
    [story("berlin"), story("cairo"), story("delhi")],
    [story("istanbul"), story("erevan"), story("fes"), story("geneva")],
    [story("havana")],
)


def test_nothing_new_leaves_every_line_of_the_editors_page(page: Editor) -> None:
    """Only the memory at the foot takes note of the edit."""
    before = page.text.partition("\n[memory]")[0]
    assert merge(page, USUAL) == ()
    assert page.text.partition("\n[memory]")[0] == before


def test_merging_twice_changes_nothing(page: Editor) -> None:
    """The second time there is nothing new."""
    merge(page, GROWN)
    assert merge_page(page_of(page.text), GROWN) == Merge(text=page.text)


def test_a_new_candidate_is_marked_until_the_next_edit(page: Editor) -> None:
    """The mark tells what the editor has not seen."""
    assert "new: Harbour Wire: Envoys on istanbul" in merge(page, GROWN)
    assert page.story("istanbul")[1] == NEW
    assert page.text.count(NEW) == 1
    merge(page, GROWN)
    assert page.story("istanbul")[1] == NEW
    page.write("cairo", "kicker", '"Canal"')
    merge(page, GROWN)
    assert NEW not in page.text


def test_growing_coverage_is_told_and_listed(page: Editor) -> None:
    """The new article joins the pick's list."""
    assert "“Envoys on ankara” is now also in Courier: “Envoys on a-3”" in merge(page, GROWN)
    mark = "#: since your last edit also in Courier: “Envoys on a-3”"
    assert page.story("ankara")[1] == mark
    assert '  "a-3",  # Courier: Envoys on a-3' in page.story("ankara")


def test_untouched_texts_follow_their_article(page: Editor) -> None:
    """A source corrects a title: it changes where nobody wrote another."""
    corrected = week(
        USUAL.lead,
        [
            story(article("berlin", title="Berlin talks end")),
            story(article("cairo", title="Cairo!")),
        ],
        USUAL.candidates,
    )
    changes = merge(page, corrected)
    assert 'headline = "Berlin, again"' in page.story("berlin")
    assert 'blurb = "Berlin talks end, officials said."' in page.story("berlin")
    assert 'headline = "Cairo!"' in page.story("cairo")
    assert "“Berlin, again”: blurb as the article has it now" in changes


def test_a_deleted_line_comes_back_with_the_articles_text(page: Editor) -> None:
    """That is how an editor takes a change back."""
    page.erase("berlin", "headline")
    merge(page, USUAL)
    assert 'headline = "Envoys on berlin"' in page.story("berlin")
    (berlin, *_) = read_draft(page_of(page.text)).sections[0].items
    assert berlin.headline is None


def test_a_better_story_does_not_push_a_pick_off_the_page(page: Editor) -> None:
    """It is offered on top of the candidates."""
    merge(page, week(story("zagreb", points=9), [story("yerevan")], [story("ankara")]))
    assert page.printed() == ["ankara", "berlin", "cairo", "delhi", "havana"]
    assert page.candidates()[:2] == ["zagreb", "yerevan"]


def test_a_pick_whose_articles_are_gone_stays_with_a_note(page: Editor) -> None:
    """The editor decides what becomes of it."""
    gone = week(USUAL.lead, [story("cairo"), story("delhi")], USUAL.candidates, [story("havana")])
    changes = merge(page, gone)
    assert "“Berlin, again” stays, though none of its articles is there any more" in changes
    assert any("none of its articles" in line for line in page.story("berlin"))
    assert merge(page, gone) == ()


def test_a_dropped_story_stays_away_and_can_be_brought_back(page: Editor) -> None:
    """It is listed with its headline; deleting the line there offers it again."""
    page.delete("ankara")
    merge(page, GROWN)
    row = '  ["ankara", "ankara-2"],  # Harbour Wire: Envoys on ankara'
    assert row in page.text.split("\n")
    assert ["ankara"] not in [ids[:1] for ids in page.stories()]
    page.bring_back("ankara")
    merge(page, GROWN)
    assert "ankara" in page.candidates()


def test_a_pasted_back_story_is_no_longer_dropped(page: Editor) -> None:
    """What stands on the page wins over the list."""
    block = "\n".join(page.story("cairo"))
    page.delete("cairo")
    merge(page, USUAL)
    page.text = page.text.replace("#: -------- Not printed", f"{block}\n#: -------- Not printed")
    merge(page, USUAL)
    assert "dropped = [\n]" in page.text or "dropped = []" in page.text
    assert page.printed()[-1] == "cairo"


def test_a_candidate_taken_in_moves_up_and_gets_its_texts(page: Editor) -> None:
    """It stands at the end of its section."""
    page.write("geneva", "section", '"other"')
    merge(page, USUAL)
    assert page.printed() == ["ankara", "berlin", "cairo", "delhi", "geneva", "havana"]
    assert 'blurb = "Envoys on geneva, officials said."' in page.story("geneva")


def test_a_pick_moved_down_becomes_a_candidate_again(page: Editor) -> None:
    """Its section goes, so that the next merge does not take it in."""
    page.move_below("cairo")
    merge(page, USUAL)
    merge(page, USUAL)
    assert "cairo" in page.candidates()
    assert not any(line.startswith("section") for line in page.story("cairo"))


@pytest.mark.parametrize(("name", "stays"), [("berlin", True), ("cairo", False)])
def test_a_pick_moved_down_goes_with_its_articles_unless_it_has_words_of_the_editors(
    page: Editor, name: str, *, stays: bool
) -> None:
    """Nobody else has those."""
    page.move_below(name)
    merge(page, USUAL)
    others = [story(one) for one in ("berlin", "cairo", "delhi") if one != name]
    merge(page, week(USUAL.lead, others, USUAL.candidates, [story("havana")]))
    assert (name in page.candidates()) is stays


def test_comments_and_blank_lines_survive_anywhere(page: Editor) -> None:
    """The editor's notes stay where they were written."""
    page.text = page.text.replace("\n[[story]]", "\n# ask Anne\n[[story]]", 3)
    page.text = page.text.replace("\n[candidates]", "\n# not these\n\n\n[candidates]")
    page.text = page.text.replace("dropped = []", "dropped = []  # none so far")
    page.text = page.text.replace("[memory]", "# at the foot\n[memory]")
    page.annotate("cairo", "check the name")
    page.remark("fes", "maybe")
    page.delete("delhi")
    merge(page, GROWN)
    assert page.text.count("# ask Anne") == 3
    assert "# not these\n\n\n" in page.text
    assert "]  # none so far" in page.text
    assert "# at the foot" in page.text
    assert 'headline = "Envoys on cairo"  # check the name' in page.story("cairo")
    assert "# maybe" in page.story("fes")


def test_joined_stories_are_joined_for_later_arrivals_too(page: Editor) -> None:
    """The list under [decisions] keeps it."""
    page.add("fes", to="cairo")
    merge(page, USUAL)
    assert '  ["cairo", "fes"],  # Harbour Wire: Envoys on cairo' in page.text.split("\n")
    assert "fes" not in page.candidates()


def test_what_is_joined_takes_in_no_stranger(page: Editor) -> None:
    """Of three that come, two are joined by a row that stood there before them."""
    page.text = page.text.replace("together = []", 'together = [["istanbul", "jakarta"]]')
    came = [story("istanbul"), story("kyoto"), story("jakarta")]
    merge(page, week(USUAL.lead, [story("berlin"), story("cairo"), story("delhi")], came))
    assert ["istanbul", "jakarta"] in page.stories()
    assert ["kyoto"] in page.stories()


def test_an_article_taken_out_becomes_a_candidate_of_its_own(page: Editor) -> None:
    """Even if the program still sees one story."""
    page.take_out("ankara-2")
    merge(page, USUAL)
    assert page.stories()[0] == ["ankara"]
    assert "ankara-2" in page.candidates()


def test_a_row_in_apart_parts_and_one_in_together_joins(page: Editor) -> None:
    """The lists can be written by hand."""
    page.decide("apart", ["ankara", "ankara-2"])
    page.decide("together", ["berlin", "delhi"])
    merge(page, USUAL)
    assert page.stories()[:2] == [["ankara"], ["berlin", "delhi"]]
    assert "ankara-2" in page.candidates()


def test_a_page_nobody_changed_is_proposed_anew() -> None:
    """As long as it is the program's, the program may change it, and says so."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    changes = merge(page, week(story("zagreb"), [story("ankara"), story("berlin")]))
    assert changes == (
        "Nobody has edited the page yet, so it was proposed anew; came in: “Envoys on zagreb”; "
        "went out: “Envoys on cairo”, “Envoys on delhi”, “Envoys on havana”; "
        "the lead is now “Envoys on zagreb”.",
    )
    assert page.printed() == ["zagreb", "ankara", "berlin"]
    assert NEW not in page.text, "all of it is the program's: nothing is newer than an edit"


def test_windows_line_ends_and_the_byte_order_mark_stay(page: Editor) -> None:
    """The page goes back as it came."""
    page.text = "\ufeff" + page.text.replace("\n", "\r\n")
    merged = merge_page(page_of(page.text), GROWN).text
    assert merged.startswith("\ufeff# Harbour Letter")
    assert re.findall("[^\r]\n", merged) == []
    assert merge_page(page_of(merged), GROWN).text == merged


def test_only_as_many_candidates_are_listed_as_the_page_says(page: Editor) -> None:
    """The others are counted, and are not new when there is room for them."""
    page.text = page.text.replace("listed = 40", "listed = 1")
    merge(page, USUAL)
    assert page.candidates() == ["erevan"]
    assert "#: 2 more are not listed; raise listed to see them" in page.text
    page.text = page.text.replace("listed = 1", "listed = 9")
    merge(page, USUAL)
    assert page.candidates() == ["erevan", "fes", "geneva"]
    assert NEW not in page.text


def test_a_heading_follows_newsletter_toml_until_it_is_changed(page: Editor) -> None:
    """The same rule as for a story's texts."""
    other, reading, _ = NEWSLETTER.sections
    renamed = NEWSLETTER.model_copy(
        update={
            "sections": (
                other.model_copy(update={"heading": "Elsewhere"}),
                reading.model_copy(update={"heading": "Longer"}),
            )
        }
    )
    page.text = page.text.replace('reading = "Worth reading"', 'reading = "Mine"')
    merged = merge_page(page_of(page.text, renamed), USUAL).text
    assert 'other = "Elsewhere"' in merged
    assert 'reading = "Mine"' in merged


def test_a_bullet_that_becomes_the_lead_gives_way_to_the_articles_text(page: Editor) -> None:
    """The blurb nobody wrote is taken off the page, a dek is offered."""
    told = article("cairo", text=FULL_TEXT)
    page.delete("ankara")
    page.write("cairo", "section", '"lead"')
    merge(page, week(USUAL.lead, [story("berlin"), story(told), story("delhi")]))
    assert not any(line.startswith("blurb") for line in page.story("cairo"))
    assert 'dek = ""' in page.story("cairo")


def regrouped(*names: str) -> Proposal:
    """The usual week, but the program now takes those articles for one story."""
    left = [one for one in ("berlin", "cairo", "delhi") if one not in names]
    first, *others = (article(name, source=f"Source of {name}") for name in names)
    return week(
        USUAL.lead, [story(one) for one in left], [story(first, *others)], [story("havana")]
    )


def test_a_story_does_not_grow_by_what_is_near_another_of_its_articles(page: Editor) -> None:
    """What the program groups with an article that is not told may be about something else."""
    page.write("ankara", "headline", '"Sixteen freed"')
    other = story("strangers", article("ankara-2", source="Strait Times"), article("more"))
    changes = merge(page, week(story("ankara"), [story("berlin")], [other]))
    assert page.stories()[0] == ["ankara", "ankara-2"]
    assert ["strangers", "more"] in page.stories()
    assert "#: near: “Sixteen freed” on your page" in page.story("strangers")
    assert "new: Harbour Wire: Envoys on strangers" in changes
    assert not any("now also" in change for change in changes)


def test_a_story_grows_by_what_is_near_the_article_it_tells(page: Editor) -> None:
    """However the program now orders the story."""
    merge(page, regrouped("zagreb", "cairo"))
    assert ["cairo", "zagreb"] in page.stories()


def test_what_the_editor_joined_comes_to_a_story_alone(page: Editor) -> None:
    """A wish in `together` is for the articles it names."""
    page.add("fes", to="cairo")
    merge(page, USUAL)
    page.decide("together", ["fes", "late"])
    merge(page, week(USUAL.lead, [story("cairo")], [story("fes"), story("late", article("alien"))]))
    assert ["cairo", "fes", "late"] in page.stories()
    assert "alien" in page.candidates()


def test_growth_and_a_changed_text_are_both_told(page: Editor) -> None:
    """Neither hides the other, and the marks stay until the next edit."""
    corrected = article("cairo", title="Cairo!")
    news = week(USUAL.lead, [story("berlin"), story(corrected, article("c-2", source="Nile Post"))])
    changes = merge(page, news)
    assert "“Envoys on cairo” is now also in Nile Post: “Envoys on c-2”" in changes
    assert "“Envoys on cairo”: headline and blurb as the article has it now" in changes
    marks = [
        "#: since your last edit also in Nile Post: “Envoys on c-2”",
        "#: since your last edit the headline and the blurb changed",
    ]
    assert page.story("cairo")[1:3] == marks
    merge(page, news)
    assert page.story("cairo")[1:3] == marks
    page.write("berlin", "kicker", '"Talks"')
    merge(page, news)
    assert "since your last edit" not in page.text


def test_only_sources_new_to_a_story_are_told_as_new(page: Editor) -> None:
    """One more article of the same source is no wider coverage."""
    same = article("cairo-2")
    changes = merge(page, week(USUAL.lead, [story("berlin"), story(article("cairo"), same)]))
    more = "1 more article of Harbour Wire: “Envoys on cairo-2”"
    assert f"“Envoys on cairo” is now also in {more}" in changes
    both = article("cairo-3", source="Nile Post"), article("cairo-4")
    changes = merge(page, week(USUAL.lead, [story(article("cairo"), same, *both)]))
    more = "Nile Post: “Envoys on cairo-3”, “Envoys on cairo-4”"
    assert f"“Envoys on cairo” is now also in {more}" in changes


def test_a_text_that_only_the_move_changed_is_not_told_as_news(page: Editor) -> None:
    """The lead has a kicker and a dek of its own; the article is as it was."""
    named = NEWSLETTER.model_copy(
        update={"lead": NEWSLETTER.lead.model_copy(update={"kicker": "Top story"})}
    )
    page.delete("ankara")
    page.write("cairo", "section", '"lead"')
    merged = merge_page(page_of(page.text, named), USUAL)
    assert 'kicker = "Top story"' in merged.text
    assert not any("as the article has it" in change for change in merged.changes)


def test_no_raw_summary_becomes_a_blurb(page: Editor) -> None:
    """An article without a proposed blurb has no line: the build makes its own."""
    page.take_out("ankara")
    page.add("ankara", to="ankara-2")
    merge(page, USUAL)
    told = page.story("ankara-2")
    assert not any(line.startswith("blurb") for line in told)
    assert '#: a blurb is made at the build; a line blurb = "…" prints yours' in told
    page.write("ankara-2", "blurb", '"Mine."')
    merge(page, USUAL)
    assert 'blurb = "Mine."' in page.story("ankara-2")
    assert "a blurb is made" not in page.text


def test_a_lead_with_a_blurb_of_the_editors_has_no_remark_about_one(page: Editor) -> None:
    """The remark says what to write; it is written."""
    long = week(story(article("ankara", text=FULL_TEXT), article("ankara-2")))
    merge(page, long)
    assert "#: the article's own text is printed" in page.text
    page.write("ankara", "blurb", '"Mine."')
    merge(page, long)
    assert "the article's own text is printed" not in page.text


def test_candidates_outside_the_queries_stand_last_and_are_few() -> None:
    """What fits a section is offered first, whatever the scores; the rest is counted."""
    others = [story(f"match-{number}", points=9) for number in range(8)]
    proposal = week(USUAL.lead, [story("berlin")], [*others, story("erevan")])
    page = Editor(fresh_page(proposal, NARROW, date=DAY))
    shown = ["erevan", *(f"match-{number}" for number in range(5))]
    assert page.candidates() == shown
    more = "#: outside your queries: 3 more; write outside = 8 to see more"
    assert more in page.text
    page.write("berlin", "headline", '"Berlin, again"')
    page.text = merge_page(page_of(page.text, NARROW), proposal).text
    assert page.candidates() == shown
    above = page.text.split("\n[[story]]")[3].rstrip()
    assert above.endswith("#: -------- Outside your queries --------")
    page.text = page.text.replace("listed = 40", "listed = 40\noutside = 8")
    page.text = merge_page(page_of(page.text, NARROW), proposal).text
    assert len(page.candidates()) == 9


def test_arrivals_outside_the_queries_are_counted_not_listed(page: Editor) -> None:
    """A week brings thousands of them."""
    page.text = merge_page(page_of(page.text, NARROW), USUAL).text
    late = [story("match-1"), story("istanbul"), story("match-2")]
    proposal = week(USUAL.lead, [story("berlin")], late)
    merged = merge_page(page_of(page.text, NARROW), proposal)
    assert [change for change in merged.changes if change.startswith("new")] == [
        "new: Harbour Wire: Envoys on istanbul",
        "new outside your queries: 2, the first: Harbour Wire: Envoys on match-1",
    ]


def test_where_a_section_takes_any_story_nothing_is_outside(page: Editor) -> None:
    """All candidates are listed by their scores."""
    merge(page, GROWN)
    assert "utside your queries" not in page.text


def test_a_line_between_candidates_keeps_none_of_them(page: Editor) -> None:
    """The program's own line is no edit of the candidate below it."""
    page.text = merge_page(page_of(page.text, NARROW), USUAL).text
    gone = week(USUAL.lead, [story("berlin"), story("cairo"), story("delhi")])
    page.text = merge_page(page_of(page.text, NARROW), gone).text
    assert page.candidates() == []
    assert "Outside your queries" not in page.text


def test_a_mistyped_article_is_told_with_its_line_and_the_nearest_one(page: Editor) -> None:
    """It would else be taken for an article that may come back."""
    page.add("genev", to="cairo")
    page.add("zzzzzz", to="delhi")
    near, far = merge(page, USUAL)
    line = page.text.split("\n").index('  "genev",') + 1
    assert near == (
        f'line {line}: no article is called "genev"; '
        'did you mean "geneva" (Harbour Wire: Envoys on geneva)?'
    )
    assert far.endswith("take it out, or put the id of an article there")


def test_an_article_that_left_the_window_is_no_mistake(page: Editor) -> None:
    """The page had it before."""
    changes = merge(page, week(story("ankara"), [story("cairo")]))
    assert not any("no article is called" in change for change in changes)
    page.delete("cairo")
    changes = merge(page, week(story("zagreb")))
    assert not any("no article is called" in change for change in changes)


def test_what_the_editor_did_to_stories_is_confirmed_once(page: Editor) -> None:
    """So that a slip of the hand is seen."""
    page.delete("delhi")
    page.add("fes", to="cairo")
    page.take_out("ankara-2")
    page.write("geneva", "section", '"reading"')
    page.move_below("havana")
    assert merge(page, USUAL) == (
        "left out: Harbour Wire: Envoys on delhi",
        "no longer printed: Harbour Wire: Envoys on havana",
        "taken in: Harbour Wire: Envoys on geneva",
        "joined to Harbour Wire: Envoys on cairo: Harbour Wire: Envoys on fes",
        "taken apart: Harbour Wire: Envoys on ankara; Strait Times: Envoys on ankara-2",
    )
    assert merge(page, USUAL) == ()


def test_what_is_joined_is_told_without_what_was_there_already(page: Editor) -> None:
    """Only the new article joins the two."""
    page.add("fes", to="ankara")
    assert merge(page, USUAL) == (
        "joined to Harbour Wire: Envoys on ankara: Harbour Wire: Envoys on fes",
    )


def test_what_is_near_two_stories_names_the_same_one_at_each_merge(page: Editor) -> None:
    """A story taken in changes its place by the merge; the remark must not follow that."""
    page.write("geneva", "section", '"other"')
    page.add("fes", to="havana")
    page.add("erevan", to="geneva")
    mixed = story("strangers", article("erevan"), article("fes"))
    proposal = week(
        USUAL.lead, [story("berlin"), story("cairo")], [mixed, story("geneva")], [story("havana")]
    )
    merge(page, proposal)
    assert "#: near: “Envoys on geneva” on your page" in page.story("strangers")
    assert merge_page(page_of(page.text), proposal) == Merge(text=page.text)


def test_the_blurb_that_was_read_stays_when_the_program_tells_another_article(page: Editor) -> None:
    """The page still tells this one."""
    changes = merge(page, week(USUAL.lead, [story("berlin"), story("cairo-2", article("cairo"))]))
    more = "1 more article of Harbour Wire: “Envoys on cairo-2”"
    assert f"“Envoys on cairo” is now also in {more}" in changes
    assert 'blurb = "Envoys on cairo, officials said."' in page.story("cairo")
    assert not any("as the article has it now" in change for change in changes)


@pytest.mark.parametrize("said", ["", "Others say more, and say it first."])
def test_the_blurb_that_was_read_stays_as_long_as_its_article_does(page: Editor, said: str) -> None:
    """Also of a story that fell below those with a blurb, or whose coverage grew."""
    cairo = replace(story("cairo", article("c-2", source="Nile Post")), blurb=said)
    for _ in range(2):
        merge(page, week(USUAL.lead, [story("berlin"), story("delhi")], [cairo]))
        assert 'blurb = "Envoys on cairo, officials said."' in page.story("cairo")
    (_, told, *_) = read_draft(page_of(page.text)).sections[0].items
    assert told.blurb is None
    assert told.read == "Envoys on cairo, officials said."


def test_the_blurb_that_was_read_outlasts_an_absence_of_its_article(page: Editor) -> None:
    """A feed that fails for a day must not cost what the editor has read."""
    merge(page, week(USUAL.lead, [story("berlin")]))
    cairo = replace(story("cairo"), blurb="Others say more, and say it first.")
    merge(page, week(USUAL.lead, [story("berlin"), cairo]))
    assert 'blurb = "Envoys on cairo, officials said."' in page.story("cairo")


def test_a_blurb_follows_an_article_that_was_corrected_while_it_had_none(page: Editor) -> None:
    """As soon as the program has words for it again."""
    corrected = story(article("cairo", title="Cairo!"))
    merge(page, week(USUAL.lead, [story("berlin")], [replace(corrected, blurb="")]))
    assert 'blurb = "Envoys on cairo, officials said."' in page.story("cairo")
    merge(page, week(USUAL.lead, [story("berlin"), corrected]))
    assert 'blurb = "Cairo!, officials said."' in page.story("cairo")


def test_a_page_that_readers_have_had_is_not_proposed_anew() -> None:
    """Even if nobody changed a word of it."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    news = week(story("zagreb"), [story("ankara")])
    page.text = merge_page(page_of(page.text, NEWSLETTER, sent=True), news).text
    assert page.printed() == ["ankara", "berlin", "cairo", "delhi", "havana"]
    assert page.candidates()[0] == "zagreb"


def test_what_the_program_would_print_if_nothing_were_pinned_stands_first(page: Editor) -> None:
    """The candidates say where, also that one would lead."""
    pinned = week(USUAL.lead, [story("berlin")], [story("fes"), story("zagreb")])
    free = week(story("zagreb"), [story("ankara"), story("berlin")], [story("fes")])
    merge(page, replace(pinned, unpinned=free))
    assert page.candidates()[:2] == ["zagreb", "fes"]
    assert '#: the program would print it: section = "lead"' in page.story("zagreb")
