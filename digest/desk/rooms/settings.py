"""The room of the settings: a form, and the very lines of newsletter.toml that it would change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.config.layouts import list_layouts
from digest.cutoffs import WEEKDAYS
from digest.desk.desk import Desk, place_of
from digest.desk.rooms.bar import describe_bar
from digest.desk.rooms.forms import Form, place_before, read_form
from digest.desk.rooms.source_acts import PATIENCE_FOR_SETTINGS
from digest.desk.rooms.sources import sentences_of
from digest.desk.views.settings import (
    ACCENTS,
    PERIODS,
    STYLES,
    accept_present,
    describe_accent,
    describe_form,
    read_fields,
    with_accent,
    zone_names,
)
from digest.errors import DigestError
from digest.layouts import brought_layouts
from digest.lock import hold_lock
from digest.pipeline.settings_edits import ChangedSettings, plan_settings, write_settings
from digest.pipeline.settings_form import (
    FieldConflict,
    FilledForm,
    field_conflicts,
    form_changes,
    form_fields,
)
from digest.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a form would make of the settings; or why it cannot be, or where it meets the file."""

    form: FilledForm
    changed: ChangedSettings | None = None
    wrong: tuple[str, ...] = ()
    conflicts: tuple[FieldConflict, ...] = ()


def routes(desk: Desk) -> list[Route]:
    """The room, and where its form is sent to be saved."""

    async def room(request: Request) -> Response:
        query = request.query_params
        workspace = desk.open_workspace()
        planned = await desk.live.work(lambda: plan_form(workspace, query))
        return await desk.describe(lambda still: _show(still, request, workspace, planned, query))

    async def save(request: Request) -> Response:
        sent = await read_form(request)
        workspace = desk.open_workspace()
        planned = await desk.live.work(lambda: save_form(workspace, sent))
        if planned.conflicts or planned.wrong:
            status = 409 if planned.conflicts else 422
            return await desk.describe(
                lambda still: _show(still, request, workspace, planned, sent, status=status)
            )
        lines = len(planned.changed.lines) if planned.changed else 0
        place = place_before(sent)
        return RedirectResponse(f"/settings?{place.query}&saved={lines}", 303)

    return [
        Route("/settings", room, methods=["GET"]),
        Route("/settings", save, methods=["POST"]),
    ]


def plan_form(workspace: Workspace, query: Mapping[str, str]) -> Planned:
    """What the form of `query` would write, over the settings as they are; nothing is written."""
    newsletter = workspace.newsletter
    form = read_fields(query, form_fields(newsletter))
    conflicts = field_conflicts(newsletter, form)
    try:
        changed = plan_settings(workspace.folder, lambda now: form_changes(now, form))
    except DigestError as error:
        return Planned(form=form, wrong=sentences_of(error), conflicts=conflicts)
    return Planned(form=form, changed=changed, conflicts=conflicts)


def save_form(workspace: Workspace, sent: Form) -> Planned:
    """Write the form, unless somebody has changed one of its fields since it was shown.

    That is said once: who saves again writes over it, knowing.
    """
    planned = plan_form(workspace, sent)
    if planned.conflicts:
        return replace(planned, form=accept_present(planned.form, planned.conflicts))
    if planned.wrong:
        return planned
    try:
        with hold_lock(workspace.folder, wait=PATIENCE_FOR_SETTINGS):
            changed = write_settings(workspace.folder, lambda now: form_changes(now, planned.form))
    except DigestError as error:
        return Planned(form=planned.form, wrong=sentences_of(error))
    return Planned(form=planned.form, changed=changed)


def _address(form: FilledForm, query: Mapping[str, str]) -> str:
    """Where the form stands as it is filled in, so that a reload keeps it."""
    changed = {name for name, text in form.wanted.items() if text != form.shown.get(name)}
    kept = {"back": query.get("back", ""), "open": query.get("edit", query.get("open", ""))}
    fields = {
        **{name: text for name, text in kept.items() if text},
        **{name: form.wanted[name] for name in sorted(changed)},
        **{f"was.{name}": form.shown.get(name, "") for name in sorted(changed)},
        **{f"new.{name}": text for name, text in form.new.items() if form.new.get("heading")},
    }
    return "/settings?" + urlencode(fields)


def _show(
    desk: Desk,
    request: Request,
    workspace: Workspace,
    planned: Planned,
    query: Mapping[str, str],
    *,
    status: int = 200,
) -> Response:
    words = desk.words(request)
    place = place_before(query) if "back" in query else place_of(request)
    newsletter = planned.changed.newsletter if planned.changed else workspace.newsletter
    return desk.answer(
        request,
        "settings",
        status=status,
        address=_address(planned.form, query),
        bar=describe_bar(desk, workspace, place, words),
        form=describe_form(with_accent(planned.form, newsletter.theme), query),
        accent=describe_accent(newsletter.theme),
        planned=planned,
        saved=query.get("saved", "") if request.method == "GET" else "",
        layouts=list_layouts(
            workspace.templates, brought_layouts(workspace.newsletter.newsletter.extensions)
        ),
        accents=ACCENTS,
        periods=PERIODS,
        weekdays=WEEKDAYS,
        styles=STYLES,
        zones=zone_names(),
    )
