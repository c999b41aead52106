"""Buttondown on loopback, as its OpenAPI (August 2026) and its changelog have it.

POST /v1/emails (201), PATCH and GET /v1/emails/{id}: subject ≤2000, body, description, slug (≤100
letters, digits, _ and -), metadata, status; an unknown field is 422. Without a status a new email
is `about_to_send`, which goes to everyone. A PATCH that names a status sets it; one that names no
metadata or image empties them, as their default is said to be empty there, too. GET /v1/emails
gives pages: results, next, count. Errors are {"code", "detail"}, of 422 {"detail": [{type, loc,
msg}]}.
"""

import re
from dataclasses import dataclass

from delivery.fake_services import MADE_ON, SECRET, Asked, FakeService, Record, json_reply
from servers import Reply

_FIELDS = {"subject", "body", "description", "slug", "metadata", "image", "status", "filters"}
_SLUG = re.compile(r"[a-zA-Z0-9_-]{1,100}")
_A_PAGE = 3


@dataclass(slots=True, kw_only=True)
class ButtondownServer(FakeService):
    """`sent` are the emails that went to everyone."""

    def stranger(self, asked: Asked) -> Reply | None:
        """By a token."""
        if asked.headers.get("authorization") == f"Token {SECRET}":
            return None
        return json_reply({"code": "", "detail": "Invalid token."}, 401)

    def answer(self, asked: Asked) -> Reply:
        """One request."""
        _, _, email_id = asked.path.removeprefix("/v1").partition("/emails/")
        if not email_id and asked.method == "GET":
            return self._page(asked)
        there = self.kept.get(email_id)
        if email_id and there is None:
            return json_reply({"detail": "Not found."}, 404)
        if there and asked.method == "GET":
            return json_reply(there)
        return self._written(email_id, there, asked)

    def edit(self, draft_id: str) -> None:
        """In its editor."""
        self.kept[draft_id]["body"] = f"{self.kept[draft_id]['body']}<p>By hand</p>"

    def body(self, draft_id: str) -> str:
        """Without what says how to read it."""
        body = str(self.kept[draft_id]["body"])
        return body.removeprefix("<!-- buttondown-editor-mode: fancy -->").lstrip("\n")

    def set_state(self, draft_id: str, state: str) -> None:
        """Somebody pressed a button there."""
        self.kept[draft_id].update(status=state, publish_date="2024-08-02T08:00:00Z")

    def _page(self, asked: Asked) -> Reply:
        page = int(asked.query.get("page", 1))
        since = asked.query.get("creation_date__start", "")
        made = [one for one in self.kept.values() if str(one["creation_date"]) >= since]
        all_of_them = sorted(made, key=lambda one: str(one["id"]), reverse=True)
        here = all_of_them[(page - 1) * _A_PAGE : page * _A_PAGE]
        more = len(all_of_them) > page * _A_PAGE
        return json_reply(
            {
                "results": [{**one, "body": ""} for one in here],
                "next": f"https://api.buttondown.com/v1/emails?page={page + 1}" if more else None,
                "previous": None,
                "count": len(all_of_them),
            }
        )

    def _written(self, email_id: str, there: Record | None, asked: Asked) -> Reply:
        if unknown := set(asked.body) - _FIELDS:
            wrong = [{"type": "extra", "loc": sorted(unknown), "msg": "Extra inputs"}]
            return json_reply({"detail": wrong}, 422)
        slug = asked.body.get("slug")
        if slug is not None and not _SLUG.fullmatch(str(slug)):
            return json_reply({"code": "slug_invalid", "detail": "Invalid slug."}, 400)
        made = email_id or f"em_{len(self.kept) + 1:04}"
        record: Record = {
            "description": "",
            "slug": None,
            "status": "about_to_send",
            **(there or {}),
            "metadata": {},
            "image": "",
            **asked.body,
            "id": made,
            "creation_date": f"{MADE_ON}T06:00:00Z",
            "modification_date": f"2024-08-02T06:00:{len(self.asked):02}Z",
            "absolute_url": f"https://buttondown.com/week/archive/{slug}/",
        }
        if record["status"] == "about_to_send":
            self.sent.append(made)
        self.kept[made] = record
        return json_reply(record, 200 if there else 201)
