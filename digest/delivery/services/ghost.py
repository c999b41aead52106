"""Ghost: a draft post an issue, to be sent by mail alone, through version 6 of its Admin API."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NoReturn
from urllib.parse import quote

from digest.delivery.services.requests import Ask, ServiceReply, ServiceRequest
from digest.delivery.services.service import ServiceBusy, ServiceRefused, ServiceUnsure
from digest.json_records import from_json
from digest.model.service_drafts import DraftState, HeldDraft, ServiceDraft
from digest.text import shortened

API_VERSION = "v6.0"
TAG = "#digest"
"""Internal, as its # says: readers never see it, and an editor finds all issues by it."""

_API = "/ghost/api/admin/posts/"
_KEY = re.compile(r"([0-9A-Za-z]{1,64}):((?:[0-9a-f]{2}){1,64})")
_TOKEN_LIVES = timedelta(minutes=5)
_LONGEST_TITLE = 255
_LONGEST_LINE = 300
_FOR_ALL = {
    "web": {"nonMember": True, "memberSegment": "status:free,status:-free"},
    "email": {"memberSegment": "status:free,status:-free"},
}
_STATES = {"draft": DraftState.DRAFT, "scheduled": DraftState.SCHEDULED}
_WRONG_KEY = (
    "Ghost does not take the key; copy the Admin API key of a custom integration of that site "
    "(Settings, Integrations) to where [services.ghost] key points, and look at this computer's "
    "clock, which the key's token carries"
)
_WORDS = {
    400: _WRONG_KEY,
    401: _WRONG_KEY,
    403: "this key may not write posts; take the Admin API key of a custom integration",
    404: (
        "there is no Ghost; [services.ghost] url is the address of the site, without /ghost and "
        "what follows it"
    ),
    406: (
        "no posts are kept there; [services.ghost] url is the address of the site, without /ghost "
        f"and what follows it, and its Ghost is of version 6 ({API_VERSION} of the Admin API)"
    ),
    409: "somebody edited the draft there just now; look at it, then put it again",
    413: "the issue is too large for that site; take items out, or raise the limit of its server",
    422: "Ghost does not take the draft",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ghost:
    """The Ghost at `url`; `key` is an Admin API key, `now` the time for its tokens."""

    url: str
    key: str = field(repr=False)
    ask: Ask = field(repr=False)
    now: Callable[[], datetime] = field(repr=False)

    @property
    def name(self) -> str:
        """What it is called in settings and messages."""
        return "ghost"

    def find(self, key: str, known_id: str = "") -> HeldDraft | None:
        """The draft of `key`: by the id that was noted, else by its slug."""
        # 422: what was noted is no id of Ghost's.
        by_id = self._look(f"{quote(known_id, safe='')}/", {404, 422}) if known_id else None
        return by_id or self._look(f"slug/{quote(key, safe='')}/", {404})

    def fingerprint(self, draft: ServiceDraft) -> str:
        """The `content` of a post that stands there as `draft` was put."""
        return _Post(id="", slug="", status="", updated_at="", **_fields(draft)).content

    def create(self, draft: ServiceDraft) -> HeldDraft:
        """Make it. Ghost gives a slug that is taken a number: such a post is removed at once."""
        post = {**_fields(draft), "slug": draft.key, "status": "draft"}
        made = self._write("POST", "", {**post, "email_only": True, "tags": [{"name": TAG}]})
        if made.slug != draft.key:
            _checked(self._asked("DELETE", f"{quote(made.id, safe='')}/"))
            raise ServiceRefused(
                f"a post or page there has the slug {draft.key} already, and is not found as a "
                "post; give it another slug, or delete it"
            )
        return self._held(made)

    def update(self, held: HeldDraft, draft: ServiceDraft) -> HeldDraft:
        """Put `draft` in place of what is `held`; Ghost refuses if it was edited since."""
        if held.state is not DraftState.DRAFT:
            raise ServiceRefused(f"the post is {held.state} there; it is not touched any more")
        post = {**_fields(draft), "updated_at": held.version}
        return self._held(self._write("PUT", f"{quote(held.id, safe='')}/", post))

    def _look(self, path: str, missing: set[int]) -> HeldDraft | None:
        reply = self._asked("GET", path)
        if reply.status in missing and _is_json(reply):
            return None
        return self._held(_post(reply))

    def _write(self, method: str, path: str, post: object) -> "_Post":
        reply = self._asked(method, path, {"posts": [post]})
        if path and reply.status == 404 and _is_json(reply):
            raise ServiceRefused(
                "somebody deleted the draft there just now; put the issue again, and a new one is "
                "made"
            )
        written = _post(reply)
        if written.status != "draft":
            raise ServiceRefused(
                f"the post stands as {shortened(written.status, 40)!r} there, not as a draft; "
                "look at it in Ghost at once"
            )
        return written

    def _asked(self, method: str, path: str, body: object = None) -> ServiceReply:
        site = self.url.rstrip("/")
        asked = "" if method == "DELETE" else "?formats=lexical"
        token = sign_token(self.key, self.now())
        request = ServiceRequest(
            method=method,
            url=f"{site}{_API}{path}{asked}",
            headers={"Accept-Version": API_VERSION, "Content-Type": "application/json"},
            secret={"Authorization": f"Ghost {token}"},
            body=body,
        )
        reply = self.ask(request)
        if reply.status >= 500 and request.writes:
            raise ServiceUnsure(
                f"Ghost failed ({reply.status}), perhaps after it took the draft; look at its "
                "log, then put it again"
            )
        return reply

    def _held(self, post: "_Post") -> HeldDraft:
        return HeldDraft(
            id=post.id,
            state=_STATES.get(post.status, DraftState.SENT),
            version=post.updated_at,
            content=post.content,
            address=f"{self.url.rstrip('/')}/ghost/#/editor/post/{quote(post.id, safe='')}",
        )


def sign_token(key: str, now: datetime) -> str:
    """A token (RFC 7519, HS256) by an Admin API key, "ID:SECRET"; raises ServiceRefused.

    It is good for five minutes, as Ghost allows.
    """
    found = _KEY.fullmatch(key.strip())
    if not found:
        raise ServiceRefused(
            "[services.ghost] key is no Admin API key; it has two parts with a colon between them"
        )
    claims = {
        "iat": int(now.timestamp()),
        "exp": int((now + _TOKEN_LIVES).timestamp()),
        "aud": "/admin/",
    }
    head = {"alg": "HS256", "typ": "JWT", "kid": found[1]}
    signed = b".".join(_base64(json.dumps(part).encode()) for part in (head, claims))
    seal = hmac.digest(bytes.fromhex(found[2]), signed, hashlib.sha256)
    return b".".join((signed, _base64(seal))).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    """A post as Ghost gives it back."""

    id: str
    slug: str
    status: str
    updated_at: str
    title: str | None = ""
    email_subject: str | None = ""
    custom_excerpt: str | None = ""
    lexical: str | None = ""

    @property
    def content(self) -> str:
        """What stands for all that a reader gets, however the document is set out."""
        body = _parsed(self.lexical or "")
        told = [self.title, self.email_subject or "", self.custom_excerpt or "", body]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Posts:
    posts: tuple[_Post, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Error:
    message: str = ""
    context: str | None = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errors:
    errors: tuple[_Error, ...]


def _fields(draft: ServiceDraft) -> dict[str, str]:
    # Ghost's editor writes `visibility` whenever it saves, and that must be no edit.
    card = {"type": "html", "version": 1, "html": draft.html, "visibility": _FOR_ALL}
    root = {"type": "root", "version": 1, "direction": None, "format": "", "indent": 0}
    return {
        # Ghost takes no post without one.
        "title": shortened(draft.title, _LONGEST_TITLE) or "(Untitled)",
        "email_subject": shortened(draft.subject, _LONGEST_LINE),
        "custom_excerpt": shortened(draft.preheader, _LONGEST_LINE),
        "lexical": json.dumps({"root": {**root, "children": [card]}}, ensure_ascii=False),
    }


def _post(reply: ServiceReply) -> _Post:
    """The one post of an answer; raises ServiceFailed."""
    try:
        posts = from_json(_Posts, _checked(reply).body).posts
    except ValueError:
        posts = ()
    if len(posts) != 1:
        raise ServiceRefused(
            "what answers is no Ghost: it sent something else than a post; look at "
            "[services.ghost] url"
        )
    return posts[0]


def _checked(reply: ServiceReply) -> ServiceReply:
    """`reply`, if it is what was asked for; raises ServiceFailed."""
    if not 200 <= reply.status < 300:
        _refuse(reply)
    return reply


def _refuse(reply: ServiceReply) -> NoReturn:
    if reply.status == 429:
        raise ServiceBusy(f"Ghost has had too many requests; try again {_when(reply)}")
    if reply.status >= 500:
        raise ServiceBusy(
            f"Ghost does not work just now ({reply.status}); try again {_when(reply)}"
        )
    if 300 <= reply.status < 400:
        raise ServiceRefused(
            f"the site sends on to another address ({reply.status}); [services.ghost] url is the "
            "one at which its editors sign in, without /ghost and what follows it"
        )
    if not _is_json(reply):
        raise ServiceRefused(
            f"what answers is no Ghost: it sent a web page ({reply.status}); look at "
            "[services.ghost] url"
        )
    words = _WORDS.get(reply.status, f"Ghost will not ({reply.status})")
    raise ServiceRefused(words + (_said(reply) if reply.status not in {401, 404, 406, 409} else ""))


def _when(reply: ServiceReply) -> str:
    return f"in {reply.retry_after} s" if reply.retry_after else "in some minutes"


def _said(reply: ServiceReply) -> str:
    """What Ghost says of it, on one line."""
    try:
        first = from_json(_Errors, reply.body).errors[0]
    except (ValueError, IndexError):
        return ""
    return f" (it says: {shortened(first.context or first.message, 200)})"


def _is_json(reply: ServiceReply) -> bool:
    return reply.body.lstrip()[:1] == b"{"


def _parsed(text: str) -> object:
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError):  # what is nested without end, too
        return text
    return parsed


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
