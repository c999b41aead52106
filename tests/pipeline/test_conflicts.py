"""A rewriting that came too late: what each side says, and what is no conflict."""

from dataclasses import replace

import pytest
from pipeline.conftest import PIECES_DAY as DAY

from digest.draft import find_story, page_text, value_print
from digest.errors import DraftError, StaleEdit
from digest.model.edits import Drop, Rewrite, Several
from digest.pipeline.conflicts import explain_conflicts
from digest.pipeline.drafts import follow_page
from digest.pipeline.editing import edit_draft
from digest.pipeline.proposing import Proposed, propose_issue
from digest.pipeline.workspace import Workspace


@pytest.fixture
def proposed(desk: Workspace) -> Proposed:
    """What the desk keeps in memory from before."""
    return propose_issue(desk, DAY)


def headline(desk: Workspace, value: str, *, saw: str) -> Rewrite:
    """The editor's headline for the harbour, who saw another."""
    page = follow_page(desk, propose_issue(desk, DAY)).page
    story = find_story(page, "harbour")
    return Rewrite(story=story, key="headline", value=value, was=value_print(saw))


def headline_of(desk: Workspace, words: str) -> str:
    """The headline on the page that has these words."""
    lines = page_text(desk.page(DAY)).splitlines()
    return next(one for one in lines if one.startswith("headline") and words in one)[12:-1]


def test_a_conflict_has_the_text_of_each_side(desk: Workspace, proposed: Proposed) -> None:
    """What the page says now, what the editor wanted, what the article says."""
    before = headline_of(desk, "Harbour")
    mine = headline(desk, "Mine", saw=before)
    edit_draft(desk, DAY, lambda _: replace(mine, value="From elsewhere"))
    with pytest.raises(StaleEdit):
        edit_draft(desk, DAY, lambda _: mine)
    (conflict,) = explain_conflicts(desk, proposed, mine)
    texts = (conflict.present, conflict.wanted, conflict.own)
    assert texts == ("From elsewhere", "Mine", before)
    assert conflict.edit == mine


def test_with_what_stands_there_now_the_edit_goes_over_it(
    desk: Workspace, proposed: Proposed
) -> None:
    """That is what the button "Keep mine" sends."""
    stale = headline(desk, "Mine", saw="something else")
    (conflict,) = explain_conflicts(desk, proposed, stale)
    fresh = Rewrite(
        story=stale.story, key="headline", value="Mine", was=value_print(conflict.present)
    )
    assert explain_conflicts(desk, proposed, fresh) == ()
    edit_draft(desk, DAY, lambda _: fresh)
    assert headline_of(desk, "Mine") == "Mine"


def test_a_change_elsewhere_on_the_page_is_none(desk: Workspace, proposed: Proposed) -> None:
    """A story that goes, another text of the same story, a comment in an editor."""
    before = headline_of(desk, "Harbour")
    mine = headline(desk, "Mine", saw=before)
    edit_draft(desk, DAY, lambda page: Drop(story=find_story(page, "ferry")))
    edit_draft(desk, DAY, lambda _: Rewrite(story=mine.story, key="dek", value="Theirs"))
    desk.page(DAY).write_text(f"# Read it twice.\n{page_text(desk.page(DAY))}")
    assert explain_conflicts(desk, proposed, mine) == ()
    text = edit_draft(desk, DAY, lambda _: mine).page.text
    assert all(words in text for words in ('"Mine"', '"Theirs"', "# Read it twice."))


def test_a_story_that_is_gone_is_told(desk: Workspace, proposed: Proposed) -> None:
    """The words that were meant for it are not lost."""
    mine = headline(desk, "Mine", saw=headline_of(desk, "Harbour"))
    edit_draft(desk, DAY, lambda _: Drop(story=mine.story))
    (conflict,) = explain_conflicts(desk, proposed, mine)
    assert (conflict.wanted, conflict.present, conflict.own) == ("Mine", None, None)
    assert "was dropped" in conflict.gone


def test_only_the_texts_that_conflict_are_named(desk: Workspace, proposed: Proposed) -> None:
    """Of a form with several boxes; none of it is written."""
    story = headline(desk, "", saw="").story
    edit_draft(desk, DAY, lambda _: Rewrite(story=story, key="kicker", value="Theirs"))
    form = Several(
        edits=(
            Rewrite(story=story, key="dek", value="My dek", was=value_print(None)),
            Rewrite(story=story, key="kicker", value="My kicker", was=value_print(None)),
        )
    )
    with pytest.raises(StaleEdit):
        edit_draft(desk, DAY, lambda _: form)
    assert [one.edit.key for one in explain_conflicts(desk, proposed, form)] == ["kicker"]
    assert "My dek" not in page_text(desk.page(DAY))


TABLES = {
    "the subject": (Rewrite(key="subject", value="Mine"), "Quay quay0"),
    "a heading": (Rewrite(table="headings", key="other", value="Mine"), "In other news:"),
}


@pytest.mark.parametrize("named", TABLES)
def test_texts_of_the_issue_conflict_too(named: str, desk: Workspace, proposed: Proposed) -> None:
    """Without a line readers get the program's subject, and the heading of newsletter.toml."""
    edit, own = TABLES[named]
    stale = Rewrite(table=edit.table, key=edit.key, value="Mine", was=value_print("Was"))
    edit_draft(desk, DAY, lambda _: Rewrite(table=edit.table, key=edit.key, value="Theirs"))
    (conflict,) = explain_conflicts(desk, proposed, stale)
    assert conflict.present == "Theirs"
    assert (conflict.own or "").startswith(own)


def test_an_edit_that_says_nothing_of_what_it_saw_is_never_one(
    desk: Workspace, proposed: Proposed
) -> None:
    """Nor is one that moves something."""
    story = headline(desk, "", saw="").story
    bold = Rewrite(story=story, key="headline", value="Mine")
    assert explain_conflicts(desk, proposed, bold) == ()
    assert explain_conflicts(desk, proposed, Drop(story=story)) == ()


def test_a_page_with_a_mistake_is_told(desk: Workspace, proposed: Proposed) -> None:
    """The editor mends it first; what stands in the boxes stays there."""
    mine = headline(desk, "Mine", saw="")
    desk.page(DAY).write_text(f"{page_text(desk.page(DAY))}subject = ")
    with pytest.raises(DraftError, match=r"08-09\.toml:\d+"):
        explain_conflicts(desk, proposed, mine)
