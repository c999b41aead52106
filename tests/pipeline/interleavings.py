"""A newsletter and a seed in; an editor at two windows and the program in any order, played.

Every text that is written has a mark of its own, so that it can be looked for afterwards.
"""

import random
import re
from dataclasses import replace

from pipeline.conftest import PIECES_DAY as DAY

from digest.draft import Page, page_text, value_print
from digest.draft.edits.wording import text_of
from digest.draft.page.page import story_ids
from digest.errors import DraftError, StaleEdit
from digest.model.edits import Drop, Edit, Move, Promote, Rewrite
from digest.pipeline.conflicts import explain_conflicts
from digest.pipeline.drafts import draft_issue, follow_page
from digest.pipeline.edit_history import load_steps
from digest.pipeline.editing import edit_draft, redo_edit, return_to, undo_edit
from digest.pipeline.proposing import propose_issue
from digest.pipeline.workspace import Workspace

MARK = re.compile(r"mark\d+x")
HALF = "half = \n"
TYPED = ("headline = ", "kicker = ", "subject = ", "preheader = ")


class Play:
    """One newsletter, its desk, and a text editor beside it that may hold an old text."""

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self.workspace = workspace
        self.chance = random.Random(seed)
        self.path = workspace.page(DAY)
        self.marks = 0
        self.answered: set[str] = set()
        self.versions: dict[str, set[str]] = {}
        self.conflicts = 0
        self.buffer = self.stood = page_text(self.path)
        self.restart()

    def act(self) -> None:
        """One act of somebody's; raises AssertionError where a text is nowhere afterwards."""
        by_hand = [self.save_beside, self.save_in_place]
        edits = [self.rewrite, self.rewrite, self.rewrite, self.rewrite_in_a_race, self.change]
        others = [
            self.undo,
            self.redo,
            self.go_back,
            self.merge,
            self.load,
            self.load,
            self.restart,
        ]
        act = self.chance.choice([*by_hand, *edits, *others])
        name = act.__name__
        self.stood = page_text(self.path)
        try:
            act()
        except DraftError:
            # What is refused changes nothing.
            assert page_text(self.path) == self.stood, name
        there = set(MARK.findall(page_text(self.path))) | self.kept()
        assert self.answered <= there, (name, self.answered - there)
        if act not in by_hand:
            # What an editor saved is theirs to write over, not the program's.
            saved = set(MARK.findall(self.stood))
            assert saved <= there, (name, saved - there)

    def restart(self) -> None:
        """The desk is started anew, or its page is loaded anew."""
        self.proposed = propose_issue(self.workspace, DAY)
        self.seen = follow_page(self.workspace, self.proposed).page

    def load(self) -> None:
        """The browser or the text editor has the page as it stands."""
        self.buffer = page_text(self.path)
        self.seen = follow_page(self.workspace, self.proposed).page

    def rewrite(self) -> None:
        """An edit of a text that was seen some time ago."""
        self._send(self._rewriting())

    def rewrite_in_a_race(self) -> None:
        """The same, and the text editor saves while it is made."""
        self._send(self._rewriting(), raced=True)

    def change(self) -> None:
        """An edit that writes no text."""
        story = self._story()
        edits: list[Edit] = [Move(story=story, by=1), Drop(story=story), Promote(story=story)]
        edit_draft(self.workspace, DAY, lambda _: self.chance.choice(edits))

    def undo(self) -> None:
        """Back, and perhaps by force."""
        undo_edit(self.workspace, DAY, force=self.chance.random() < 0.3)

    def redo(self) -> None:
        """Forth."""
        redo_edit(self.workspace, DAY)

    def go_back(self) -> None:
        """To some step of the history."""
        steps = load_steps(self.path)
        return_to(self.workspace, DAY, self.chance.randint(1, len(steps) + 1))

    def merge(self) -> None:
        """As `digest draft`."""
        draft_issue(self.workspace, DAY, merge=True)

    def save_beside(self) -> None:
        """As vim does: a new file, renamed over the page."""
        beside = self.path.with_name("4913")
        beside.write_text(self._typed())
        beside.replace(self.path)
        self.stood = page_text(self.path)

    def save_in_place(self) -> None:
        """As nano does: into the file itself."""
        self.path.write_text(self._typed())

    def kept(self) -> set[str]:
        """The marks in versions that a step of the history names."""
        steps = load_steps(self.path)
        names = {name for step in steps for name in (step.before, step.after) if name}
        for name in names - self.versions.keys():
            text = (self.path.parent / ".history" / name).read_text()
            self.versions[name] = set(MARK.findall(text))
        return {mark for name in names for mark in self.versions[name]}

    def _send(self, edit: Rewrite, *, raced: bool = False) -> None:
        """An edit as the desk makes it, and what it answers."""
        saves = iter([self.save_beside] if raced else [])

        def choose(_: Page) -> Edit:
            for save in saves:
                save()
            return edit

        mark = str(edit.value)
        try:
            edit_draft(self.workspace, DAY, choose)
        except StaleEdit:
            found = explain_conflicts(self.workspace, self.proposed, edit)
            # A save in between may have brought back what the editor saw.
            assert [one.wanted for one in found] == [mark] or (raced and not found)
            assert all(one.present == text_of(self._page(), edit) for one in found)
            self.conflicts += 1
            assert mark not in page_text(self.path)
            self.stood = page_text(self.path)
        else:
            self.answered.add(mark)

    def _rewriting(self) -> Rewrite:
        key = self.chance.choice(("headline", "kicker", "blurb", "subject"))
        blank = Rewrite(story="" if key == "subject" else self._story(), key=key, value="")
        return replace(blank, value=self._mark(), was=value_print(text_of(self.seen, blank)))

    def _story(self) -> str:
        return self.chance.choice([*story_ids(self.seen.decided.stories)])

    def _page(self) -> Page:
        return follow_page(self.workspace, self.proposed).page

    def _typed(self) -> str:
        """What the text editor holds, with a text changed, and now and then half a line."""
        if self.chance.random() < 0.6:
            self.buffer = page_text(self.path)
        lines = self.buffer.replace(HALF, "").splitlines(keepends=True)
        texts = [at for at, one in enumerate(lines) if one.startswith(TYPED)]
        at = self.chance.choice(texts)
        lines[at] = f'{lines[at].partition(" ")[0]} = "{self._mark()}"\n'
        self.buffer = (HALF if self.chance.random() < 0.15 else "") + "".join(lines)
        return self.buffer

    def _mark(self) -> str:
        self.marks += 1
        return f"mark{self.marks}x"
