"""A form that was sent in; its texts, its file, and the place that its sender came from, out."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict, UploadFile
from starlette.requests import Request

from digest.desk.desk import Desk
from digest.desk.place import Place, read_place
from digest.desk.views.stories import FIRST_TEXTS, MORE_TEXTS
from digest.errors import DigestError

Form = Mapping[str, str]
TYPED = ("subject", "preheader", *FIRST_TEXTS, *MORE_TEXTS, "mine", "reason")
"""The fields that an editor writes in."""
MOST_BYTES = 5_000_000
"""Of a file; the guard in front of the rooms may take less."""
_LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A form with a file: `data` is b"" where none was chosen."""

    form: ImmutableMultiDict[str, str]
    data: bytes


async def read_form(request: Request) -> Form:
    """The texts of a form, by their names; a file is none."""
    async with request.form() as sent:
        return {name: value for name, value in sent.items() if isinstance(value, str)}


class OtherIssue(DigestError):
    """The issue on the desk is not the one that a form was shown with: `day`."""

    def __init__(self, day: str, form: Form) -> None:
        super().__init__(f"this form belongs to the issue of {day}, which is not on the desk")
        self.day = day
        self.form = form


async def read_issue_form(desk: Desk, request: Request) -> Form:
    """The texts of a form about the issue on the desk.

    Raises OtherIssue where that changed since the form was shown: at a cut-off, another is due.
    """
    form = await read_form(request)
    day = form.get("day", "")
    if day and day != desk.issue_day(desk.open_workspace()).isoformat():
        raise OtherIssue(day, form)
    return form


def unsaved_texts(form: Form) -> tuple[str, ...]:
    """What was written into the boxes of a form that was refused, for the editor to copy."""
    written = (key for key in TYPED if form.get(key) and form[key] != form.get(f"shown-{key}"))
    return tuple(form[key] for key in written)


async def read_upload(request: Request, name: str) -> Upload:
    """The texts of a form, and the file of its field `name`."""
    async with request.form(max_files=1, max_part_size=MOST_BYTES) as sent:
        file = sent.get(name)
        texts = [(key, text) for key, text in sent.multi_items() if isinstance(text, str)]
        data = await file.read(MOST_BYTES) if isinstance(file, UploadFile) else b""
    return Upload(form=ImmutableMultiDict(texts), data=data)


def place_before(form: Form) -> Place:
    """The place from which the form was sent, as its field `back` says."""
    return read_place(dict(parse_qsl(form.get("back", "")[:_LONGEST])))
