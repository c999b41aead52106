"""Why a request is refused, in; an answer that says it to a person, out."""

from dataclasses import dataclass
from html import escape

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Scope

from digest.desk.guard.policies import script_hash
from digest.desk.words import choose_language, words_in

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
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head>
<body><h1>{title}</h1><p>{words}</p></body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A status of HTTP; under `name` the desk's words have what it is about, and what to do now."""

    status: int
    name: str
    allow: str = ""

    def answer(self, scope: Scope) -> Response:
        """A page for a person; a sentence, which replaces nothing, for a script."""
        headers = {"Connection": "close"} | ({"Allow": self.allow} if self.allow else {})
        asked = Headers(scope=scope)
        words = words_in(choose_language(asked.get("accept-language", "")))
        title, what_to_do = (
            words.say(f"refused.{self.name}_title"),
            words.say(f"refused.{self.name}"),
        )
        if "hx-request" in asked or "text/html" not in asked.get("accept", ""):
            headers["HX-Reswap"] = "none"
            return PlainTextResponse(f"{title}. {what_to_do}\n", self.status, headers)
        headers["Content-Security-Policy"] = _POLICY
        page = _PAGE.format(
            language=words.language, title=escape(title), words=escape(what_to_do), style=_STYLE
        )
        return HTMLResponse(page, self.status, headers)


class Refused(Exception):
    """Raised where a request goes no further."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal


OTHER_NAME = Refusal(status=421, name="other_name")
NOT_SIGNED_IN = Refusal(status=401, name="not_signed_in")
STARTED_ANEW = Refusal(status=401, name="started_anew")
NOT_FOUND = Refusal(status=404, name="not_found")
NOT_ANSWERED = Refusal(status=405, name="not_answered", allow="GET, HEAD, POST")
ONLY_READ = Refusal(status=405, name="only_read", allow="GET, HEAD")
OTHER_ORIGIN = Refusal(status=403, name="other_origin")
LOOKING_ONLY = Refusal(status=403, name="looking_only")
TOO_LARGE = Refusal(status=413, name="too_large")
OTHER_TYPE = Refusal(status=415, name="other_type")
UNREADABLE = Refusal(status=400, name="unreadable")
TOO_SLOW = Refusal(status=408, name="too_slow")
OLDER_PAGE = Refusal(status=409, name="older_page")
