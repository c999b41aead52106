"""What changed between two issues, in an editor's words."""

from dataclasses import replace

import pytest
from archive.samples import issue, item

from digest.archive.differences import Change, compare_issues
from digest.model.articles import Image
from digest.model.issues import Issue, Item, Slot, SlotKind, Span

BEFORE = issue()
OTHER = BEFORE.sections[0]
GRAIN, OIL = OTHER.items


def with_items(*items: Item) -> Issue:
    """The issue with these bullets."""
    return replace(BEFORE, sections=(replace(OTHER, items=items),))


def sentences(after: Issue) -> list[str]:
    """What is said of `after`, compared with the issue before."""
    return [difference.sentence for difference in compare_issues(BEFORE, after)]


def test_the_same_issue_has_no_differences() -> None:
    """Nothing is said of what did not change."""
    assert compare_issues(BEFORE, BEFORE) == ()


def test_new_and_gone_items_are_named_with_section_and_source() -> None:
    """One came, one went."""
    assert sentences(with_items(GRAIN, item("Ferry strike ends"))) == [
        "New in “In other diplomatic news”: “Ferry strike ends” (Harbour Wire).",
        "Gone from “In other diplomatic news”: “Oil transit 12” (Harbour Wire).",
    ]


def own(words: str) -> Item:
    """An item of the editor's own, without a headline."""
    return Item(id=f"own-{words}", headline="", source="", blurb=(Span(text=words),))


def test_an_item_of_the_editors_own_is_named_by_its_words() -> None:
    """It has no source to be named with; reworded where it stands, it is the same item."""
    before = with_items(GRAIN, OIL, own("Talks go on."))
    assert sentences(before) == ["New in “In other diplomatic news”: “Talks go on.”."]
    after = with_items(GRAIN, OIL, own("Talks went on."))
    assert [one.sentence for one in compare_issues(before, after)] == [
        "The blurb of “Talks went on.” changed."
    ]


def test_items_that_change_places_have_moved() -> None:
    """Both are named, with where they were and are."""
    assert sentences(with_items(OIL, GRAIN)) == [
        "Moved in “In other diplomatic news” from 2 to 1: “Oil transit 12”.",
        "Moved in “In other diplomatic news” from 1 to 2: “Grain ships leave port 12”.",
    ]


def test_a_reworded_headline_is_the_same_item() -> None:
    """The item is known by its id, or by its address when the id is another."""
    reworded = replace(GRAIN, headline="Grain ships sail")
    elsewhere = replace(reworded, id="another")
    expected = ["Headline reworded: “Grain ships leave port 12” is now “Grain ships sail”."]
    assert sentences(with_items(reworded, OIL)) == expected
    assert sentences(with_items(elsewhere, OIL)) == expected


def test_another_lead_is_said_first() -> None:
    """The bullet that became the lead moved; the old lead is gone."""
    after = replace(with_items(OIL), lead=GRAIN)
    assert sentences(after)[0] == (
        "The lead is now “Grain ships leave port 12”; it was “Envoys return to Ankara”."
    )
    assert len(sentences(after)) == 3
    assert (
        "Moved from “In other diplomatic news” to the lead: “Grain ships leave port 12”."
        in sentences(after)
    )


def test_a_lead_can_come_and_go() -> None:
    """An issue without a lead is no error."""
    none = replace(BEFORE, lead=None)
    assert sentences(none)[0] == "There is no lead any more; it was “Envoys return to Ankara”."
    assert compare_issues(none, BEFORE)[0].sentence == (
        "There is a lead now: “Envoys return to Ankara”."
    )


def test_changed_words_and_settings_are_named() -> None:
    """A blurb by its item, the subject by its words."""
    after = replace(
        with_items(replace(GRAIN, blurb=(Span(text="Four ships."),)), OIL), subject="Grain"
    )
    assert [one.change for one in compare_issues(BEFORE, after)] == [Change.WORDS, Change.SETTING]
    assert sentences(after) == [
        "The blurb of “Grain ships leave port 12” changed.",
        "The subject changed: “Diplomacy Watch: Envoys return to Ankara” is now “Grain”.",
    ]


def test_a_text_that_comes_or_goes_is_said_so() -> None:
    """A correction is mostly new."""
    corrected = replace(BEFORE, correction="The port is Orl.")
    assert sentences(corrected) == ["The correction is new: “The port is Orl.”."]
    assert [one.sentence for one in compare_issues(corrected, BEFORE)] == [
        "The correction is gone: “The port is Orl.”."
    ]


PICTURE = Image(url="images/port.jpg", alt="The port", credit="Wire")


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            replace(PICTURE, alt="Ships"),
            ["The alt text of the picture of “Oil transit 12” changed."],
        ),
        (
            replace(PICTURE, alt="Ships", credit="Desk"),
            ["The alt text and credit of the picture of “Oil transit 12” changed."],
        ),
        (replace(PICTURE, url="images/b.jpg"), ["The picture of “Oil transit 12” changed."]),
        (None, ["The picture of “Oil transit 12” changed."]),
        (PICTURE, []),
    ],
)
def test_what_is_said_of_a_picture_is_told_from_the_picture(
    after: Image | None, said: list[str]
) -> None:
    """An editor who mends an alt text did not change the picture."""
    before = with_items(GRAIN, replace(OIL, image=PICTURE))
    changed = compare_issues(before, with_items(GRAIN, replace(OIL, image=after)))
    assert [one.sentence for one in changed] == said


NOTE = Slot(id="note", kind=SlotKind.NOTE, heading="From the quay")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((), (NOTE,), "The slot note is new."),
        ((NOTE,), (), "The slot note is gone."),
        ((NOTE,), (replace(NOTE, heading="Quay"),), "The slot note changed."),
    ],
)
def test_slots_are_told(before: tuple[Slot, ...], after: tuple[Slot, ...], told: str) -> None:
    """By their names."""
    found = compare_issues(replace(BEFORE, slots=before), replace(BEFORE, slots=after))
    assert [(one.change, one.sentence) for one in found] == [(Change.SLOT, told)]


def test_marks_that_were_only_set_anew_are_no_change() -> None:
    """As where an issue of an earlier version is opened for a correction."""
    typed = replace(GRAIN, headline='Grain\'s "back"', blurb=(Span(text='5 % of it\'s "in".'),))
    printed = replace(
        GRAIN, headline="Grain’s “back”", blurb=(Span(text="5\u00a0% of it’s “in”."),)
    )
    before = replace(with_items(typed), subject="Grain's back")
    after = replace(with_items(printed), subject="Grain’s back")
    assert compare_issues(before, after) == ()
