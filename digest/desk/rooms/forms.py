"""A form that was sent in; its texts, and the place that its sender came from, out."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from digest.desk.place import Place, read_place

_LONGEST = 2000


async def read_form(request: Request) -> Mapping[str, str]:
    """The texts of a form, by their names; a file is none."""
    async with request.form() as sent:
        return {name: value for name, value in sent.items() if isinstance(value, str)}


def place_before(form: Mapping[str, str]) -> Place:
    """The place from which the form was sent, as its field `back` says."""
    return read_place(dict(parse_qsl(form.get("back", "")[:_LONGEST])))
