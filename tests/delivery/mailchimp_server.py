"""Mailchimp 3.0 on loopback, as its reference has it.

POST /3.0/campaigns: type, recipients.list_id, settings (subject_line, preview_text, title,
from_name, reply_to); the campaign has the status `save` and no content. PATCH changes the settings
that are sent. PUT and GET /campaigns/{id}/content: html, plain_text. What is not in `save` is not
changed: 400. Basic authentication with any name. Errors are problem+json (RFC 7807): type, title,
status, detail, instance, errors [{field, message}].
"""

import base64
from dataclasses import dataclass, field

from delivery.fake_services import MADE_ON, SECRET, Asked, FakeService, Record, json_reply
from servers import Reply

_STATES = {"scheduled": "schedule", "sent": "sent"}


@dataclass(slots=True, kw_only=True)
class MailchimpServer(FakeService):
    """`contents` by the id of their campaign."""

    contents: dict[str, Record] = field(default_factory=dict)

    def stranger(self, asked: Asked) -> Reply | None:
        """By basic authentication."""
        kind, _, proof = asked.headers.get("authorization", "").partition(" ")
        if kind == "Basic" and base64.b64decode(proof).partition(b":")[2] == SECRET.encode():
            return None
        return _problem("API Key Invalid", 401)

    def answer(self, asked: Asked) -> Reply:
        """One request."""
        _, _, rest = asked.path.removeprefix("/3.0").partition("/campaigns")
        campaign_id, _, part = rest.lstrip("/").partition("/")
        if not campaign_id:
            return self._page(asked) if asked.method == "GET" else self._made(asked)
        there = self.kept.get(campaign_id)
        if there is None:
            return _problem("Resource Not Found", 404)
        if asked.method == "GET":
            empty: Record = {"plain_text": "", "html": ""}
            return json_reply(self.contents.get(campaign_id, empty) if part else there)
        if there["status"] != "save":
            return _problem("Bad Request", 400, "The campaign has been sent.")
        if part:
            self.contents[campaign_id] = {**self.contents.get(campaign_id, {}), **asked.body}
            return json_reply(self.contents[campaign_id])
        return self._changed(there, asked)

    def edit(self, draft_id: str) -> None:
        """In its editor."""
        self.contents[draft_id]["html"] = f"{self.contents[draft_id]['html']}<p>By hand</p>"

    def body(self, draft_id: str) -> str:
        """As it stands."""
        return str(self.contents.get(draft_id, {}).get("html", ""))

    def set_state(self, draft_id: str, state: str) -> None:
        """Somebody pressed a button there."""
        self.kept[draft_id]["status"] = _STATES[state]

    def _page(self, asked: Asked) -> Reply:
        since = asked.query.get("since_create_time", "")
        made = [one for one in self.kept.values() if str(one["create_time"]) >= since]
        start = int(asked.query.get("offset", 0))
        here = made[start : start + int(asked.query.get("count", 10))]
        return json_reply({"campaigns": here, "total_items": len(made)})

    def _made(self, asked: Asked) -> Reply:
        if asked.body.get("type") != "regular" or not asked.body.get("recipients"):
            return _problem("Invalid Resource", 400, "type and recipients are required.")
        made = f"c{len(self.kept):09x}"
        self.kept[made] = {
            "id": made,
            "web_id": 4000 + len(self.kept),
            "status": "save",
            "create_time": f"{MADE_ON}T06:00:00+00:00",
            "recipients": asked.body["recipients"],
            "settings": asked.body["settings"],
        }
        return json_reply(self.kept[made])

    def _changed(self, there: Record, asked: Asked) -> Reply:
        was, new = there["settings"], asked.body.get("settings")
        if isinstance(was, dict) and isinstance(new, dict):
            there["settings"] = {**was, **new}
        return json_reply(there)


def _problem(title: str, status: int, detail: str = "") -> Reply:
    problem = {
        "type": "https://mailchimp.com/developer/marketing/docs/errors/",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": "ab12",
    }
    return json_reply(problem, status, "application/problem+json")
