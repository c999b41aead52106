"""A form that was sent in; its texts, its file, and the place that its sender came from, out."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict, UploadFile
from starlette.requests import Request

from digest.desk.place import Place, read_place

Form = Mapping[str, str]
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
