"""A form in; the page changed by one edit, and the desk as it then stands, out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.desk.desk import Desk
from digest.desk.place import Place
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import Form, place_before, read_issue_form
from digest.desk.rooms.page import FormOutcome, Trouble, show_page
from digest.desk.rooms.refusals import status_of, while_draft
from digest.desk.views.conflict import Clash, Waiting, describe_conflict
from digest.desk.views.stories import FIRST_TEXTS, MORE_TEXTS
from digest.draft import Page, own_texts, page_story
from digest.draft.merge.conflicts import Conflict
from digest.draft.page.page import LEAD, story_ids
from digest.errors import DigestError, DraftError, StaleEdit
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
    Single,
    Tell,
)
from digest.pipeline.conflicts import explain_conflicts
from digest.pipeline.drafts import follow_page
from digest.pipeline.editing import Edited, edit_draft, redo_edit, undo_edit
from digest.pipeline.proposing import Proposed
from digest.pipeline.showing import Shown
from digest.pipeline.workspace import Workspace

HEADS = ("subject", "preheader")


def routes(desk: Desk) -> list[Route]:
    """Where the forms of the desk are sent."""

    async def edits(request: Request) -> Response:
        return await _edit(desk, request, await read_issue_form(desk, request))

    return [Route("/edits", edits, methods=["POST"])]


async def _edit(desk: Desk, request: Request, form: Form, *, again: bool = True) -> Response:
    place = place_before(form)
    workspace = desk.open_workspace()
    day, words = desk.issue_day(workspace), desk.words(request)
    try:
        edited = await desk.live.work(
            lambda: while_draft(workspace, day, words, lambda: change_page(workspace, day, form))
        )
    except StaleEdit:
        return await _ask(desk, request, place, form, again=again)
    except DigestError as error:
        return await _refused(desk, request, place, error, form)
    desk.edited.value = edited
    if form.get("edit", "").startswith("settle:") and (rest := _waiting(form)):
        return await _edit(desk, request, rest)
    place = _afterwards(form, place, edited.page, desk.live.state.shown)
    if "hx-request" not in request.headers:
        await desk.live.changed()
        return RedirectResponse(place.link(), 303)  # RFC 9110, 15.4.4
    answer = await show_page(desk, request, FormOutcome(place=place))
    # The mail is made after the answer: beside it, both would take twice as long.
    desk.follow()
    return answer


async def _refused(
    desk: Desk, request: Request, place: Place, error: DigestError, form: Form
) -> Response:
    words = desk.words(request)
    back = _still_open(place, form)
    trouble = Trouble(what=f"{words.say('edit.nothing_changed')} {error}", safe="")
    sent = _in_its_box(form)
    outcome = FormOutcome(place=back, status=status_of(error), trouble=trouble, sent=sent)
    return await show_page(desk, request, outcome)


def _in_its_box(form: Form) -> Form:
    """`form` with the text of the conflict's room under the name of the box that it belongs in."""
    if not form.get("edit", "").startswith("settle:") or not form.get("key"):
        return form
    rest = {name: text for name, text in form.items() if name != "mine"}
    return {**rest, form["key"]: form.get("mine", "")}


def _still_open(place: Place, form: Form) -> Place:
    """`place` with what was being written still open, wherever the form wanted to lead."""
    verb, story = form.get("edit", "").partition(":")[0], form.get("story", "")
    texts = "texts" if story else "subject"
    opened = {"rewrite": texts, "heads": texts, "settle": texts, "add": "own"}.get(verb)
    return replace(place, open=opened or place.open, story=story or place.story)


async def _ask(desk: Desk, request: Request, place: Place, form: Form, *, again: bool) -> Response:
    """What was not touched elsewhere is saved; of the rest the editor is asked, text by text."""
    shown = desk.live.state.shown
    if shown is None or shown.drafted is None:
        gone_issue = DraftError("the issue is not there any more; load the page anew")
        return await _refused(desk, request, place, gone_issue, form)
    proposed = shown.drafted.proposed
    try:
        conflicts = await _save_untouched(desk, proposed, rewritten_texts(form))
        if not conflicts and again:
            # Whoever changed the text brought it back meanwhile: nothing is in the way.
            return await _edit(desk, request, form, again=False)
        gone = next((one.gone for one in conflicts if one.gone), "")
        if gone or not conflicts:
            raise DraftError(
                gone or "the text was changed at this very moment; save yours once more"
            )
        page = follow_page(desk.open_workspace(), proposed).page
        clash = _clash(conflicts, page, _carried(form))
    except DigestError as error:
        return await _refused(desk, request, place, error, form)
    words = desk.words(request)
    return desk.answer(
        request,
        "conflict",
        status=409,
        address=_still_open(place, form).link(),
        bar=describe_bar(desk, desk.open_workspace(), place, words),
        conflict=describe_conflict(clash, words),
    )


async def _save_untouched(desk: Desk, proposed: Proposed, edit: Edit) -> tuple[Conflict, ...]:
    """The texts of `edit` that clash; the others are on the page, unless all or none do."""
    workspace = desk.open_workspace()
    day = desk.issue_day(workspace)
    conflicts = await desk.live.work(lambda: explain_conflicts(workspace, proposed, edit))
    clashing = {one.edit for one in conflicts}
    untouched = tuple(one for one in _singles(edit) if one not in clashing)
    if untouched and conflicts and not any(one.gone for one in conflicts):
        await desk.live.work(lambda: edit_draft(workspace, day, lambda _: Several(edits=untouched)))
        desk.follow()
    return conflicts


def _clash(conflicts: Sequence[Conflict], page: Page, carried: tuple[Waiting, ...]) -> Clash:
    """The first of the conflicts; the others wait, and with them what waited before."""
    first, *others = conflicts
    edit = first.edit
    return Clash(
        key=edit.key,
        story=edit.story,
        headline=page_story(page, edit.story).title if edit.story else "",
        mine=first.wanted or "",
        page=first.present or "",
        article=first.own,
        most=page.newsletter.blurbs.words if edit.key == "blurb" else 0,
        waiting=(
            *(
                Waiting(key=one.edit.key, mine=one.wanted or "", was=one.edit.was or "")
                for one in others
            ),
            *carried,
        ),
    )


def _carried(form: Form) -> tuple[Waiting, ...]:
    """The texts that a form of the conflict's room has waiting already."""
    if not form.get("edit", "").startswith("settle:"):
        return ()
    return tuple(
        Waiting(key=key, mine=form.get(key, ""), was=form[f"was-{key}"])
        for key in _waiting_keys(form)
    )


def _waiting_keys(form: Form) -> list[str]:
    return [name.removeprefix("was-") for name in form if name.startswith("was-")]


def _waiting(form: Form) -> Form:
    """The form of the texts that wait until another one is settled; empty where none does."""
    if not _waiting_keys(form):
        return {}
    verb = "rewrite" if form.get("story") else "heads"
    kept = {name: text for name, text in form.items() if name not in {"key", "was", "mine"}}
    return {**kept, "edit": verb}


def change_page(workspace: Workspace, day: date, form: Form) -> Edited:
    """The page of `day` after what `form` asks for; raises DraftError, StaleEdit."""
    verb = form.get("edit", "").partition(":")[0]
    if verb == "undo":
        return undo_edit(workspace, day)
    if verb == "redo":
        return redo_edit(workspace, day)
    return edit_draft(workspace, day, lambda page: read_edit(page, form))


def read_edit(page: Page, form: Form) -> Edit:
    """The edit that `form` asks for; its field `edit` is a verb, then what it is about.

    Raises DraftError.
    """
    verb, *named = form.get("edit", "").split(":")
    read = _VERBS.get(verb)
    if read is None:
        raise DraftError(f"“{verb}” is no edit of the desk; load the page anew")
    try:
        return read(page, form, named)
    except (IndexError, KeyError, ValueError):
        raise DraftError(f"the form for “{verb}” is not whole; load the page anew") from None


def _move(_page: Page, _form: Form, named: list[str]) -> Edit:
    return Move(story=named[0], by=int(named[1]))


def _send(_page: Page, form: Form, named: list[str]) -> Edit:
    section, to = (named[1], named[2]) if len(named) > 2 else (form["section"], form["to"])
    if section == LEAD:
        return Promote(story=named[0])
    return Send(story=named[0], section=section, to=int(to) if section else 0)


def _pin(_page: Page, _form: Form, named: list[str]) -> Edit:
    return Rewrite(story=named[0], key="pin", value=True if named[1] == "yes" else None)


def _join(_page: Page, form: Form, named: list[str]) -> Edit:
    story, other = named if len(named) > 1 else (form["story"], form["other"])
    return Join(story=story, other=other)


def rewritten_texts(form: Form) -> Edit:
    """What a form with texts rewrites: of a story, else subject and preheader."""
    if form.get("edit", "").startswith("settle:"):
        value = _lines(form["mine"]) if form["edit"] == "settle:mine" else None
        return Rewrite(story=form["story"], key=form["key"], value=value, was=form["was"])
    keys = (*FIRST_TEXTS, *MORE_TEXTS) if form.get("story") else HEADS
    return _several(_rewritten(form, keys, story=form.get("story", "")))


def _singles(edit: Edit) -> tuple[Single, ...]:
    return edit.edits if isinstance(edit, Several) else (edit,)


def _settle(_page: Page, form: Form, named: list[str]) -> Edit:
    return Several(edits=()) if named[0] == "page" else rewritten_texts(form)


def _rewritten(form: Form, keys: tuple[str, ...], story: str = "") -> Iterator[Rewrite]:
    """A rewriting for each text that is not as it was shown; `was` is what the page had then."""
    for key in keys:
        text = _lines(form.get(key))
        if text is not None and text != _lines(form.get(f"shown-{key}")):
            yield Rewrite(story=story, key=key, value=text, was=form[f"was-{key}"])


def _lines(text: str | None) -> str | None:
    """`text` as a browser has it before it sends a form with the line ends of the network."""
    return None if text is None else text.replace("\r\n", "\n").strip()


def _follow(page: Page, _form: Form, named: list[str]) -> Edit:
    keys = named[1:] or own_texts(page, page_story(page, named[0]))
    return _several(Rewrite(story=named[0], key=key, value=None) for key in keys)


def _add(_page: Page, form: Form, _named: list[str]) -> Edit:
    keys = (*FIRST_TEXTS, *MORE_TEXTS)
    texts = {key: text for key in keys if (text := _lines(form.get(key)))}
    return AddOwn(section=form["section"], texts=texts)


def _several(edits: Iterator[Rewrite]) -> Edit:
    made = tuple(edits)
    return made[0] if len(made) == 1 else Several(edits=made)


_VERBS: Mapping[str, Callable[[Page, Form, list[str]], Edit]] = {
    "move": _move,
    "send": _send,
    "promote": lambda _page, _form, named: Promote(story=named[0]),
    "drop": lambda _page, _form, named: Drop(story=named[0]),
    "restore": lambda _page, _form, named: Restore(story=named[0]),
    "take": lambda _page, _form, named: Send(story=named[0], section=named[1]),
    "join": _join,
    "part": lambda _page, _form, named: Part(story=named[0], article=named[1]),
    "tell": lambda _page, _form, named: Tell(story=named[0], article=named[1]),
    "pin": _pin,
    "rewrite": lambda _page, form, _named: rewritten_texts(form),
    "heads": lambda _page, form, _named: rewritten_texts(form),
    "settle": _settle,
    "follow": _follow,
    "add": _add,
}


def _afterwards(form: Form, place: Place, page: Page, shown: Shown | None) -> Place:
    """Where the edit leads: to an item that was added; after a drop to the story that follows."""
    verb, *named = form.get("edit", "").split(":")
    story = named[1] if verb == "drop" and len(named) > 1 else place.story
    if verb == "add" and shown and shown.drafted:
        known = {*story_ids(shown.drafted.page.decided.stories)}
        story = next((one for one in story_ids(page.decided.stories) if one not in known), story)
    return replace(place, story=story, open="" if place.open == "move" else place.open)
