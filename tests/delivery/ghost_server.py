"""A Ghost on loopback: the Admin API's posts, as a real Ghost 6.65 answered.

    ghost = GhostServer()
    with serving(ghost.answer) as server: ...

What it holds to, field by field:

| what | how Ghost does it |
|---|---|
| Authorization | `Ghost TOKEN`: a JWT, HS256, kid the key's id, aud /admin/, 5 minutes at most |
| none, or one that is no token | 403; 400 INVALID_JWT |
| another secret, too old | 401 INVALID_JWT; 401 UNKNOWN_ADMIN_API_KEY for a key it has not |
| Accept-Version | any will do; a path that Ghost has not is 406 UPDATE_CLIENT, in JSON |
| POST /posts/ | 201; without a title 422, with a blank one "(Untitled)" |
| a slug that is taken | gets a number, silently |
| keys that it does not know | are dropped, silently |
| GET /posts/ID/, /posts/slug/SLUG/ | 200, or 404; 422 for an id that cannot be one |
| PUT /posts/ID/ | 200; without updated_at 422; with an older one 409 UPDATE_COLLISION |
| updated_at | in whole seconds, so that two edits within one bear the same |
| lexical | kept as it is, byte for byte, but for addresses of the site itself |
| its editor | writes `visibility` on each card of HTML whenever it saves |
| DELETE /posts/ID/ | 204 |
| errors | {"errors": [{"message", "context", "type", "code"}]} |
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from servers import Reply, Request

from digest.delivery.services.requests import ServiceReply, ServiceRequest

KEY_ID = "5f1ab2c3d4e5f60718293a4b"
SECRET = "0123456789abcdef" * 4
KEY = f"{KEY_ID}:{SECRET}"
SITE = "http://ghost.example"
POSTS = "/ghost/api/admin/posts/"
KNOWN = {
    "title": 255,
    "slug": 191,
    "lexical": 1_000_000_000,
    "email_subject": 300,
    "custom_excerpt": 300,
    "status": 50,
    "updated_at": 50,
}
"""The fields that it takes, and how long each may be."""


FOR_ALL = {
    "web": {"nonMember": True, "memberSegment": "status:free,status:-free"},
    "email": {"memberSegment": "status:free,status:-free"},
}
"""Who sees a card, as Ghost's editor writes it of one that nobody restricted."""


class Refused(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.reply = _json(
            status, {"errors": [{"message": message, "context": None, "type": code, "code": code}]}
        )


@dataclass(slots=True)
class GhostServer:
    """The posts of one site; `seconds` is its clock, `sent` what was ever sent or scheduled."""

    posts: dict[str, dict[str, object]] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    seconds: int = 0
    taken: set[str] = field(default_factory=set)

    def answer(self, request: Request) -> Reply:
        """What Ghost answers."""
        try:
            self._check(request.headers)
            return self._answer(request)
        except Refused as refused:
            return refused.reply

    def ask(self, request: ServiceRequest) -> ServiceReply:
        """What Ghost answers at SITE, without a network."""
        headers = {**request.headers, **request.secret}
        reply = self.answer(
            Request(
                method=request.method,
                path=request.url.removeprefix(SITE),
                headers={name.lower(): value for name, value in headers.items()},
                body=request.data or b"",
            )
        )
        return ServiceReply(status=reply.status, body=reply.body)

    def edit(self, post_id: str, **changes: object) -> None:
        """An editor changes a post in Ghost's own editor."""
        self.posts[post_id] |= changes | {"updated_at": self._tick()}

    def save(self, post_id: str) -> None:
        """An editor opens a post there and saves it as it is."""
        document = json.loads(str(self.posts[post_id]["lexical"]))
        for card in document["root"]["children"]:
            if card["type"] == "html":
                card.setdefault("visibility", FOR_ALL)
        self.edit(post_id, lexical=json.dumps(document))

    def _answer(self, request: Request) -> Reply:
        path, _, query = request.path.partition("?")
        if not path.startswith(POSTS):
            said = "Request could not be served, the endpoint was not found."
            raise Refused(406, "UPDATE_CLIENT", said)
        if "newsletter=" in query:
            self.sent.append(path)
        rest = path.removeprefix(POSTS).strip("/")
        match request.method:
            case "GET":
                return _posts(200, self._found(rest))
            case "POST":
                return _posts(201, self._make(_sent_post(request)))
            case "PUT":
                return _posts(200, self._change(self._found(rest), _sent_post(request)))
            case "DELETE":
                del self.posts[str(self._found(rest)["id"])]
                return Reply(status=204)
        raise Refused(404, "NOT_FOUND", "Resource not found")

    def _found(self, place: str) -> dict[str, object]:
        if slug := place.removeprefix("slug/") if place.startswith("slug/") else "":
            fitting = [one for one in self.posts.values() if one["slug"] == slug]
        elif not re.fullmatch("[0-9a-f]{24}", place):
            raise Refused(422, "VALIDATION", "Validation (matches) failed for id undefined.id")
        else:
            fitting = [self.posts[place]] if place in self.posts else []
        if not fitting:
            raise Refused(404, "NOT_FOUND", "Post not found.")
        return fitting[0]

    def _make(self, sent: Mapping[str, object]) -> dict[str, object]:
        if "title" not in sent:
            raise Refused(422, "VALIDATION", "Validation failed for 0.")
        slug, number = str(sent["slug"]), 1
        while slug in self.taken | {str(one["slug"]) for one in self.posts.values()}:
            number += 1
            slug = f"{sent['slug']}-{number}"
        post_id = f"{len(self.posts) + 1 + self.seconds:024x}"
        stands = {"status": "draft", "email_only": False, "tags": []}
        named = {"title": sent["title"] or "(Untitled)"}
        made = {**stands, **sent, **named, "slug": slug, "id": post_id, "updated_at": self._tick()}
        self.posts[post_id] = made
        return made

    def _change(self, post: dict[str, object], sent: Mapping[str, object]) -> dict[str, object]:
        if "updated_at" not in sent:
            raise Refused(422, "VALIDATION", "Validation failed for 0.")
        if sent["updated_at"] != post["updated_at"]:
            raise Refused(
                409, "UPDATE_COLLISION", "Saving failed! Someone else is editing this post."
            )
        if sent.get("status", post["status"]) != post["status"]:
            self.sent.append(str(post["id"]))
        post |= {**sent, "updated_at": self._tick()}
        return post

    def _check(self, headers: Mapping[str, str]) -> None:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        head, claims, seal = [*token.split("."), "", "", ""][:3]
        if scheme != "Ghost" or not seal:
            raise Refused(403, "NO_PERMISSION", "Authorization failed")
        if _read(head).get("kid") != KEY_ID:
            raise Refused(401, "UNKNOWN_ADMIN_API_KEY", "Unknown Admin API Key")
        told = _read(claims)
        signed = hmac.digest(bytes.fromhex(SECRET), f"{head}.{claims}".encode(), hashlib.sha256)
        lives = int(str(told["exp"])) - int(str(told["iat"]))
        if _bytes(seal) != signed or told["aud"] != "/admin/" or lives > 300:
            raise Refused(401, "INVALID_JWT", "Invalid token: invalid signature")

    def _tick(self) -> str:
        self.seconds += 1
        return f"2026-03-06T07:{self.seconds // 60:02}:{self.seconds % 60:02}.000Z"


def moved(reply: Reply, **changes: object) -> Reply:
    """`reply` with a post's fields changed, as a Ghost that does something else would send it."""
    posts = json.loads(reply.body)["posts"]
    return replace(reply, body=json.dumps({"posts": [{**posts[0], **changes}]}).encode())


def _sent_post(request: Request) -> dict[str, object]:
    sent = json.loads(request.body)
    [post] = sent["posts"]
    for name, value in post.items():
        # Ghost would drop it and say nothing; here it shall be seen.
        assert name in {*KNOWN, "email_only", "tags"}
        if len(str(value)) > KNOWN.get(name, 1000):
            raise Refused(422, "VALIDATION", f"Validation failed for {name}.")
    if "lexical" in post:
        json.loads(post["lexical"])
    return dict(post)


def _posts(status: int, post: Mapping[str, object]) -> Reply:
    return _json(status, {"posts": [{**post, "url": "https://site.example/p/"}]})


def _json(status: int, value: object) -> Reply:
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return Reply(status=status, headers=kind, body=json.dumps(value).encode())


def _read(part: str) -> dict[str, object]:
    try:
        return dict(json.loads(_bytes(part)))
    except ValueError:
        raise Refused(400, "INVALID_JWT", "Invalid token") from None


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
