"""Why a request is refused, in; an answer that says it to a person, out."""

from dataclasses import dataclass
from html import escape

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Scope

from digest.desk.guard.policies import script_hash

_STYLE = (
    ":root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}"
    "body{max-width:34em;margin:15vh auto;padding:0 1em}"
    "h1{font:600 24px/30px Georgia,serif}"
)
_POLICY = (
    f"default-src 'none'; style-src {script_hash(_STYLE)}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head>
<body><h1>{title}</h1><p>{words}</p></body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A status of HTTP, what it is about, and what to do now."""

    status: int
    title: str
    words: str
    allow: str = ""

    def answer(self, scope: Scope) -> Response:
        """A page for a person; a sentence, which replaces nothing, for a script."""
        headers = {"Connection": "close"} | ({"Allow": self.allow} if self.allow else {})
        asked = Headers(scope=scope)
        if "hx-request" in asked or "text/html" not in asked.get("accept", ""):
            words = f"{self.title}. {self.words}\n"
            headers["HX-Reswap"] = "none"
            return PlainTextResponse(words, self.status, headers)
        headers["Content-Security-Policy"] = _POLICY
        page = _PAGE.format(title=escape(self.title), words=escape(self.words), style=_STYLE)
        return HTMLResponse(page, self.status, headers)


class Refused(Exception):
    """Raised where a request goes no further."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.title)
        self.refusal = refusal


OTHER_NAME = Refusal(
    status=421,
    title="This desk answers to its own address only",
    words="Open the address that digest printed when it started.",
)
NOT_SIGNED_IN = Refusal(
    status=401,
    title="This browser has not been let in yet",
    words="Open the address that “digest desk” or “digest preview” printed in the terminal, with "
    "everything after the question mark. It lets this browser in until the desk is closed.",
)
STARTED_ANEW = Refusal(
    status=401,
    title="The desk was started anew",
    words="This address, or what this browser remembers, is of an earlier run. Open the address "
    "that the terminal shows now, then reload this page: a text that was not saved is still in "
    "its box.",
)
NOT_FOUND = Refusal(
    status=404,
    title="There is nothing at this address",
    words="If the desk was started anew, open the address that the terminal shows now.",
)
NOT_ANSWERED = Refusal(
    status=405,
    title="This is not done here",
    words="The desk is read with GET and changed with POST.",
    allow="GET, HEAD, POST",
)
ONLY_READ = Refusal(
    status=405,
    title="This is not done here",
    words="Mail, pictures and archive are only read.",
    allow="GET, HEAD",
)
OTHER_ORIGIN = Refusal(
    status=403,
    title="Nothing was changed: the request came from another page than the desk",
    words="Only the desk's own page may change the newsletter. If you meant to, open the desk and "
    "do it there.",
)
LOOKING_ONLY = Refusal(
    status=403,
    title="Nothing was changed: this is the preview",
    words="It shows the issue and changes nothing. To edit it, run “digest desk”.",
)
TOO_LARGE = Refusal(
    status=413,
    title="Nothing was changed: that is more than the desk takes at once",
    words="A text or a file may have up to one megabyte.",
)
OTHER_TYPE = Refusal(
    status=415,
    title="Nothing was changed: the desk does not take this type of content",
    words="It takes what its own forms send.",
)
UNREADABLE = Refusal(
    status=400,
    title="Nothing was changed: the form could not be read",
    words="Reload the page and try again: a text that was not saved is still in its box.",
)
TOO_SLOW = Refusal(
    status=408,
    title="Nothing was changed: the form did not arrive whole",
    words="Try again: a text that was not saved is still in its box.",
)
OLDER_PAGE = Refusal(
    status=409,
    title="Nothing was changed: this page is of an earlier run of the desk",
    words="Reload the page: a text that was not saved is still in its box.",
)
