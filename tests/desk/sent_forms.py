"""Forms sent to a desk as a browser without script sends them."""

import secrets
from collections.abc import Mapping
from urllib.parse import urlencode

from desk.desks import Answer, RunningDesk

FORM = "application/x-www-form-urlencoded"


def send_form(desk: RunningDesk, path: str, fields: Mapping[str, str]) -> Answer:
    """What the desk answers to a form of its own page."""
    body = urlencode({"token": desk.access.form, **fields}).encode()
    return _post(desk, path, FORM, body)


def send_file(
    desk: RunningDesk, path: str, fields: Mapping[str, str], *, file: bytes = b"", name: str = ""
) -> Answer:
    """What the desk answers to a form with a file, which may be none."""
    mark = secrets.token_hex(12)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in {"token": desk.access.form, **fields}.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="opml"; filename="{name}"\r\n\r\n'
    body = b"".join([*parts, head.encode(), file, f"\r\n--{mark}--\r\n".encode()])
    return _post(desk, path, f"multipart/form-data; boundary={mark}", body)


def _post(desk: RunningDesk, path: str, kind: str, body: bytes) -> Answer:
    headers = {
        **desk.editor,
        "Origin": str(desk.access.origins.desk),
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": kind,
        "Content-Length": str(len(body)),
    }
    return desk.ask("POST", path, headers, body)
