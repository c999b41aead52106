"""An editor's edits in; the page changed on disk, with every version kept, out.

The page is read, checked, changed and written whole, while the pages are held; what stood before
and what stands after is kept in `drafts/.history`, and each step in a sentence. What is saved in a
text editor meanwhile is never written over.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from digest.archive.contents import issue_status, published_version
from digest.draft import (
    Page,
    describe_edit,
    difference,
    edit_page,
    invert,
    keep_version,
    page_text,
    write_page,
)
from digest.draft.page.page import LEAD
from digest.draft.page.problems import PageMistakes
from digest.errors import DraftError, PageChanged, StaleEdit
from digest.lock import hold_pages
from digest.model.edits import Edit
from digest.model.issues import Status
from digest.pipeline.drafts import TRIES, draft_issue, page_in_use
from digest.pipeline.edit_history import (
    Kind,
    Step,
    load_steps,
    outside_step,
    page_version,
    save_steps,
    to_redo,
    to_undo,
    version_text,
)
from digest.pipeline.proposing import stored_page, why_unfit
from digest.pipeline.workspace import Workspace
from digest.whole_files import translate_os_errors

Choice = Callable[[Page], Edit]
"""What to do to a page, once it is read."""

_NO_LEAD = "The issue has no lead now: `digest edit promote STORY` makes one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The page as it stands after a step, and the step; None where nothing had to change.

    `version` is the fingerprint of the page's bytes. `notes` say what else the editor should know.
    """

    path: Path
    page: Page
    step: Step | None
    version: str
    notes: tuple[str, ...] = ()


def edit_draft(workspace: Workspace, day: date, choose: Choice) -> Edited:
    """The page of `day` with the edit that `choose` makes of it.

    Raises DraftError where it does not fit, or the page has a mistake, and StaleEdit where a text
    is another by now; the page is then as it was.
    """

    def do(page: Page, _: tuple[Step, ...]) -> _Done:
        edit = choose(page)
        after = edit_page(page, edit, unfit=lambda picture: why_unfit(workspace, picture))
        told = describe_edit(page, edit, after)
        inverse = invert(page, edit, after)
        notes = (_NO_LEAD,) if _has_lead(page) and not _has_lead(after) else ()
        return _Done(after, Kind.EDIT, told.did, told.undo, inverse=inverse, notes=notes)

    return _change(workspace, day, do)


def undo_edit(workspace: Workspace, day: date, *, force: bool = False) -> Edited:
    """Take the last edit back that was not taken back yet; what an editor wrote since stays.

    Where that touches the same lines it is refused, unless `force` brings the whole page back as it
    was before the edit. Raises DraftError.
    """
    return _change(workspace, day, lambda page, steps: _back(workspace, page, steps, force=force))


def redo_edit(workspace: Workspace, day: date, *, force: bool = False) -> Edited:
    """Make the edit again that was taken back last, under the same conditions."""
    return _change(workspace, day, lambda page, steps: _again(workspace, page, steps, force=force))


def return_to(workspace: Workspace, day: date, number: int) -> Edited:
    """The page as it stood after the step of that number; an undo takes that back."""

    def do(page: Page, steps: tuple[Step, ...]) -> _Done:
        step = next((one for one in steps if one.number == number), None)
        if step is None or not step.after:
            raise DraftError(f"the history has no step {number}; `digest history` lists them")
        after = _kept_page(workspace, page, step.after)
        did = f"You brought the page back to how it stood after step {number}: {step.sentence}"
        undo = "brings back what stood there instead"
        inverse = difference(page.text, after.text)
        return _Done(after, Kind.EDIT, did, undo, inverse=inverse)

    return _change(workspace, day, do)


def start_over(workspace: Workspace, day: date) -> Edited:
    """The program's own proposal in place of the page of `day`; an undo brings the page back.

    That page may have a mistake: then it is kept, and no undo. Raises NothingToPublish, and leaves
    it.
    """
    path = workspace.page(day)
    before = page_text(path) if path.exists() else ""
    known = load_steps(path)
    came = outside_step(path, before, known, workspace.now, merged=False)
    drafted = draft_issue(workspace, day, afresh=True)
    page = stored_page(workspace, path, drafted.text, sent=drafted.proposed.sent)
    if drafted.text == before:
        return Edited(path=path, page=page, step=None, version=page_version(before))
    did = "You started over, with the page that the program proposes"
    undo = "brings back the page as you had it"
    if before and not _is_readable(workspace, path, before):
        undo = f"brings nothing back, as your page had a mistake; {_history(path)} keeps it"
    inverse = difference(before, page.text)
    done = _Done(page, Kind.EDIT, did, undo, inverse=inverse)
    steps = (*known, came) if came else known
    with hold_pages(workspace.folder):
        return _written(workspace, path, before, steps, done, over=page.text)


def list_steps(workspace: Workspace, day: date) -> tuple[Step, ...]:
    """What was done to the page of `day`, the oldest first, changes in an editor among it."""
    path = workspace.page(day)
    steps = load_steps(path)
    if not steps or not path.exists():
        return steps
    try:
        return _with_outside(path, _read(workspace, day, path), steps, workspace.now)
    except DraftError:
        # A page that cannot be read is named by every command that needs it; this one does not.
        return steps


@dataclass(frozen=True, slots=True)
class _Done:
    """A page that was made of another, and all that a step says of it."""

    page: Page
    kind: Kind
    sentence: str
    undo: str
    inverse: Edit | None = None
    of: int = 0
    notes: tuple[str, ...] = ()


def _change(
    workspace: Workspace, day: date, do: Callable[[Page, tuple[Step, ...]], _Done]
) -> Edited:
    """Read, change, write; again, where somebody saved the page meanwhile."""
    path = workspace.page(day)
    with hold_pages(workspace.folder):
        for _ in range(TRIES):
            page = _read(workspace, day, path)
            steps = _with_outside(path, page, load_steps(path), workspace.now)
            done = do(page, steps)
            if done.page.text == page.text:
                version = page_version(page.text)
                return Edited(path=path, page=page, step=None, version=version, notes=done.notes)
            with suppress(PageChanged):
                return _written(workspace, path, page.text, steps, done)
    raise page_in_use(path)


def _has_lead(page: Page) -> bool:
    return any(one.section == LEAD for one in page.decided.printed)


def _with_outside(
    path: Path, page: Page, steps: tuple[Step, ...], now: datetime
) -> tuple[Step, ...]:
    """`steps`, and what was done to the page since by others."""
    came = outside_step(path, page.text, steps, now, merged=not page.changed)
    return (*steps, came) if came else steps


def _read(workspace: Workspace, day: date, path: Path) -> Page:
    if not path.exists():
        raise DraftError(
            f"{path} does not exist yet: `digest draft --date {day}` writes it, then edit it"
        )
    sent = published_version(workspace.issues, day) is not None
    return stored_page(workspace, path, page_text(path), sent=sent)


def _is_readable(workspace: Workspace, path: Path, text: str) -> bool:
    try:
        stored_page(workspace, path, text, sent=False)
    except DraftError:
        return False
    return True


def _kept_page(workspace: Workspace, page: Page, version: str) -> Page:
    """What stood in place of `page` once; raises DraftError where that had a mistake."""
    path = workspace.page(page.date)
    try:
        return stored_page(workspace, path, version_text(path, version), sent=page.sent)
    except PageMistakes as error:
        lines = "\n".join(f"  line {line}: {sentence}" for line, sentence in error.problems)
        raise DraftError(
            f"the page that stood here then had a mistake, and does not come back by itself. "
            f"Mend a copy of {_history(path) / version}, and put that in place of {path}:\n{lines}"
        ) from None


def _history(path: Path) -> Path:
    return path.parent / ".history"


def _written(
    workspace: Workspace,
    path: Path,
    text: str,
    steps: tuple[Step, ...],
    done: _Done,
    over: str = "",
) -> Edited:
    """Write what was `done` to `text`, where that still stands; or `over`, where this does."""
    with translate_os_errors(path):
        before = keep_version(path, text.encode())
        write_page(path, done.page.text, over=(over or text).encode())
        after = keep_version(path, done.page.text.encode())
    if steps and not steps[-1].after:
        steps = (*steps[:-1], replace(steps[-1], after=before.name))
    step = Step(
        number=len(steps) + 1,
        when=workspace.now,
        kind=done.kind,
        sentence=done.sentence,
        undo=done.undo,
        of=done.of,
        before=before.name,
        after=after.name,
        version=page_version(done.page.text),
        inverse=done.inverse,
    )
    save_steps(path, (*steps, step))
    notes = (*done.notes, *_published(workspace, done.page.date))
    return Edited(path=path, page=done.page, step=step, version=step.version, notes=notes)


def _published(workspace: Workspace, day: date) -> tuple[str, ...]:
    if issue_status(workspace.issues, day) in {None, Status.DRAFT}:
        return ()
    return ("The issue is published and stays as it is; `digest reopen` opens it.",)


def _back(workspace: Workspace, page: Page, steps: tuple[Step, ...], *, force: bool) -> _Done:
    step = to_undo(steps)
    if step is None:
        raise DraftError("there is no edit to take back; `digest history` lists what was done")
    edit = _origin(steps, step)
    done = _without_step(workspace, page, steps, step, force=force)
    sentence = f"You took back: {edit.sentence}"
    undo = "takes back the edit before it"
    return replace(done, kind=Kind.UNDO, sentence=sentence, undo=undo, of=edit.number)


def _again(workspace: Workspace, page: Page, steps: tuple[Step, ...], *, force: bool) -> _Done:
    undone = to_redo(steps)
    if undone is None:
        raise DraftError("there is no edit to make again: none was taken back, or others followed")
    edit = _origin(steps, undone)
    done = _without_step(workspace, page, steps, undone, force=force)
    sentence = f"You made again: {edit.sentence}"
    return replace(done, kind=Kind.REDO, sentence=sentence, undo=edit.undo, of=edit.number)


def _origin(steps: tuple[Step, ...], step: Step) -> Step:
    return next(one for one in steps if one.number == (step.of or step.number))


def _without_step(
    workspace: Workspace, page: Page, steps: tuple[Step, ...], step: Step, *, force: bool
) -> _Done:
    """The page without what `step` did: to the byte where nothing was done since, or by `force`.

    Else without that alone. Raises DraftError where other changes touch the same lines.
    """
    since = [one for one in steps[step.number :] if one.kind is Kind.OUTSIDE]
    if force or step.version == page_version(page.text):
        after = _kept_page(workspace, page, step.before)
        inverse: Edit = difference(page.text, after.text)
        notes = [f"Gone from the page, but in `digest history`: {_listed(since)}."] if since else []
    else:
        back = step.inverse or difference("", "")
        try:
            after = edit_page(page, back, unfit=lambda picture: why_unfit(workspace, picture))
        except DraftError as error:
            raise DraftError(_why_not(page, step, since, error)) from None
        inverse = invert(page, back, after)
        notes = [f"What was changed since stays: {_listed(since)}."] if since else []
    return _Done(after, Kind.UNDO, "", "", inverse=inverse, notes=tuple(notes))


def _why_not(page: Page, step: Step, since: list[Step], error: DraftError) -> str:
    met = f" ({_listed(since)})" if since else ""
    said = "" if isinstance(error, StaleEdit) else f": {error}"
    return (
        f"{step.sentence}: that cannot be taken back alone, as its lines were changed since{met}"
        f"{said}. Nothing was changed. --force makes the whole page what it was before that; how "
        f"it stands now is kept in {_history(Path(page.name))}"
    )


def _listed(steps: list[Step]) -> str:
    return "; ".join(one.sentence for one in steps)
