"""One draft an issue at a service, whatever happens; what was edited there stays."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from delivery.played_service import FakeAdapter, FakeSite, KilledThere, as_given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from digest.delivery.services.draft_note import DraftNote
from digest.delivery.services.putting import put_there
from digest.model.service_drafts import DraftState, PutAnswer, PutOutcome, ServiceDraft

DRAFT = ServiceDraft(
    key="digest-2026-11-27-0123abcd",
    title="Test Weekly: Harbour",
    subject="Harbour",
    preheader="And more",
    html="<p>The harbour opened.</p>",
    text="The harbour opened.",
)
CORRECTED = replace(DRAFT, html="<p>The harbour closed.</p>")
NO_NOTE = DraftNote(service="fake", key=DRAFT.key)


@dataclass
class Desk:
    """What stands at the service, and what is noted here."""

    site: FakeSite = field(default_factory=FakeSite)
    note: DraftNote = NO_NOTE

    def answer(self, draft: ServiceDraft = DRAFT, *, force: bool = False) -> PutAnswer:
        """All that is said when a draft is put."""
        return put_there(FakeAdapter(self.site), draft, self.note, keep=self._keep, force=force)

    def put(self, draft: ServiceDraft = DRAFT, *, force: bool = False) -> PutOutcome:
        """What comes of it."""
        return self.answer(draft, force=force).outcome

    def _keep(self, note: DraftNote) -> None:
        self.note = note


def test_two_runs_make_one_draft() -> None:
    """The second writes nothing there."""
    desk = Desk()
    assert desk.put() is PutOutcome.CREATED
    noted = desk.note
    assert desk.put() is PutOutcome.UNCHANGED
    assert (desk.site.made, desk.site.writes) == (1, 1)
    assert desk.note is noted
    assert desk.site.drafts["1"].html == DRAFT.html


def test_a_service_that_rewrites_what_it_is_given_has_one_draft() -> None:
    """What it gave back is what an edit is told from; the editor is to look at it."""
    desk = Desk(site=FakeSite(rewrites=str.upper))
    assert "in a form of its own" in desk.answer().words
    assert desk.put() is PutOutcome.UNCHANGED
    assert desk.put(CORRECTED) is PutOutcome.UPDATED
    desk.site.edit()
    assert desk.put(CORRECTED) is PutOutcome.REFUSED


@pytest.mark.parametrize("corrected", [CORRECTED, replace(DRAFT, text="Other plain text.")])
def test_a_correction_replaces_what_nobody_touched(corrected: ServiceDraft) -> None:
    """In the same draft; also one of which only the plain text differs."""
    desk = Desk()
    desk.put()
    assert desk.put(corrected) is PutOutcome.UPDATED
    assert desk.put(corrected) is PutOutcome.UNCHANGED
    assert list(desk.site.drafts) == ["1"]
    assert desk.site.drafts["1"].html == corrected.html


def test_what_was_edited_there_stays() -> None:
    """Until it is forced."""
    desk = Desk()
    desk.put()
    desk.site.edit("Mine.")
    refused = desk.answer(CORRECTED)
    assert refused.outcome is PutOutcome.REFUSED
    assert "edited there since it was put" in refused.words
    assert "--force" in refused.words
    assert desk.site.drafts["1"].html == f"{DRAFT.html}Mine."
    assert desk.put(force=True) is PutOutcome.UPDATED
    assert desk.site.drafts["1"].html == DRAFT.html
    assert desk.put() is PutOutcome.UNCHANGED


@pytest.mark.parametrize("state", [DraftState.SCHEDULED, DraftState.SENT])
@pytest.mark.parametrize("note_is_lost", [True, False])
def test_what_is_going_out_there_stays(state: DraftState, *, note_is_lost: bool) -> None:
    """With force, too."""
    desk = Desk()
    desk.put()
    desk.site.drafts["1"].state = state
    if note_is_lost:
        desk.note = NO_NOTE
    for force in (False, True):
        refused = desk.answer(CORRECTED, force=force)
        assert refused.outcome is PutOutcome.REFUSED
        assert f"it is {state} there already" in refused.words
        can_be_undone = state is DraftState.SCHEDULED
        assert ("make it a draft there first" in refused.words) == can_be_undone
    assert desk.site.writes == 1


def test_a_service_that_sends_what_it_is_given_is_said_aloud() -> None:
    """It was asked for a draft, and says that it is none."""
    desk = Desk(site=FakeSite(state=DraftState.SENT))
    refused = desk.answer()
    assert refused.outcome is PutOutcome.REFUSED
    assert "fake says that it is sent: look now" in refused.words


def test_without_its_note_a_draft_is_found() -> None:
    """Word for word as it would be put, it is taken for ours, and may then be replaced."""
    desk = Desk()
    desk.put()
    desk.note = NO_NOTE
    assert desk.put() is PutOutcome.UNCHANGED
    assert desk.put(CORRECTED) is PutOutcome.UPDATED
    assert desk.site.made == 1


def test_without_its_note_another_text_stays() -> None:
    """Nobody knows whether it was edited."""
    desk = Desk()
    desk.put()
    desk.note = NO_NOTE
    refused = desk.answer(CORRECTED)
    assert refused.outcome is PutOutcome.REFUSED
    assert "no note says whether it was edited" in refused.words
    assert desk.put(CORRECTED, force=True) is PutOutcome.UPDATED


def test_a_draft_that_was_deleted_there_is_made_again() -> None:
    """It is the editor who asks for it."""
    desk = Desk()
    desk.put()
    desk.site.drafts.clear()
    assert desk.put() is PutOutcome.CREATED


def test_one_without_a_body_is_completed() -> None:
    """As where a service takes a draft in two requests and the run died between them."""
    desk = Desk()
    desk.put()
    desk.note = NO_NOTE
    desk.site.drafts["1"].html = ""
    assert desk.put() is PutOutcome.UPDATED
    assert desk.site.made == 1


@pytest.mark.parametrize("cut", range(1, 5))
@pytest.mark.parametrize("before", [True, False])
def test_after_a_cut_line_there_is_one_draft(cut: int, *, before: bool) -> None:
    """While it looks, nothing can have been taken; later nobody knows."""
    desk = Desk(site=FakeSite(cuts_at=cut, before=before))
    answer = desk.answer()
    assert answer.outcome is (PutOutcome.BUSY if cut <= 2 else PutOutcome.UNKNOWN)
    assert "the line was cut" in answer.words
    desk.site.cuts_at = 0
    assert desk.put() in {PutOutcome.CREATED, PutOutcome.UNCHANGED}
    assert list(desk.site.drafts) == ["1"]


def test_a_service_that_does_not_show_what_it_took_is_not_given_it_twice() -> None:
    """Its list may be late; by its id the draft is found."""
    desk = Desk(site=FakeSite(hides=True))
    assert "took it and does not show it" in desk.answer().words
    assert desk.note.id == "1"
    desk.site.hides = False
    assert desk.put() is PutOutcome.UNCHANGED


@pytest.mark.parametrize("again", [CORRECTED, replace(DRAFT, html="<p>A third text.</p>")])
def test_what_a_killed_run_has_put_is_its_own_work(again: ServiceDraft) -> None:
    """It landed, and was not noted any more; no editor is suspected."""
    desk = Desk()
    desk.put()
    desk.site.asks, desk.site.dies_at = 0, 2
    with suppress(KilledThere):
        desk.put(CORRECTED)
    desk.site.dies_at = 0
    assert desk.site.drafts["1"].html == CORRECTED.html
    assert desk.put(again) is PutOutcome.UPDATED
    assert desk.site.drafts["1"].html == again.html


def test_killed_at_random_there_is_one_draft() -> None:
    """200 kills, at any request, before or behind what it does there, then runs that end."""
    dice = Random(16)
    for _ in range(200):
        rewrites = dice.choice((as_given, str.upper))
        desk = Desk(site=FakeSite(rewrites=rewrites, before=dice.random() < 0.5))
        for draft in (DRAFT, CORRECTED):
            desk.site.asks, desk.site.dies_at = 0, dice.randint(1, 5)
            with suppress(KilledThere):
                desk.put(draft)
        desk.site.dies_at = 0
        desk.put(CORRECTED)
        desk.put(CORRECTED)
        assert len(desk.site.drafts) == 1


class DraftsOverTime(RuleBasedStateMachine):
    """Puts, forced ones, edits, sendings there, losses of the note, cuts and kills in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.edits: list[str] = []
        self.final = ""

    @precondition(lambda self: not self.desk.site.asks)
    @rule()
    def keep_drafts_in_another_form(self) -> None:
        """The service rewrites what it is given."""
        self.desk.site.rewrites = str.upper

    @rule(
        draft=st.sampled_from((DRAFT, CORRECTED)),
        dies=st.integers(0, 5),
        cuts=st.integers(0, 5),
        before=st.booleans(),
    )
    def put(self, draft: ServiceDraft, dies: int, cuts: int, *, before: bool) -> None:
        """Put it; the run may die or be cut on its way."""
        site = self.desk.site
        site.asks, site.dies_at, site.cuts_at, site.before = 0, dies, cuts, before
        with suppress(KilledThere):
            self.desk.put(draft)

    @precondition(lambda self: self.desk.site.drafts and not self.final)
    @rule()
    def edit(self) -> None:
        """Somebody writes there."""
        self.edits.append(f"<EDIT {len(self.edits)}>")
        self.desk.site.edit(self.edits[-1])

    @precondition(lambda self: self.desk.site.drafts and not self.final)
    @rule(draft=st.sampled_from((DRAFT, CORRECTED)))
    def force(self, draft: ServiceDraft) -> None:
        """The editor would rather have the issue than what was edited there."""
        self.desk.site.dies_at = self.desk.site.cuts_at = 0
        self.desk.put(draft, force=True)
        self.edits.clear()

    @precondition(lambda self: self.desk.site.drafts and not self.final)
    @rule(state=st.sampled_from((DraftState.SCHEDULED, DraftState.SENT)), force=st.booleans())
    def let_it_go_out(self, state: DraftState, *, force: bool) -> None:
        """Somebody sends or schedules it there; at once somebody else puts the issue."""
        (kept,) = self.desk.site.drafts.values()
        kept.state, self.final = state, repr(replace(kept, state=state))
        self.desk.site.dies_at = self.desk.site.cuts_at = 0
        assert self.desk.put(CORRECTED, force=force) is PutOutcome.REFUSED

    @rule()
    def lose_the_note(self) -> None:
        """As where the folder came back from a copy."""
        self.desk.note = NO_NOTE

    @invariant()
    def one_draft_with_every_edit(self) -> None:
        """At most one, and no word of the editor's was lost."""
        drafts = self.desk.site.drafts
        assert len(drafts) <= 1
        for kept in drafts.values():
            assert all(edit in kept.html for edit in self.edits)

    @precondition(lambda self: self.final)
    @invariant()
    def what_goes_out_stays(self) -> None:
        """As it was when it was sent or scheduled."""
        assert [repr(kept) for kept in self.desk.site.drafts.values()] == [self.final]


TestDraftsOverTime = DraftsOverTime.TestCase
TestDraftsOverTime.settings = hypothesis_settings(
    max_examples=150, stateful_step_count=15, deadline=None
)
