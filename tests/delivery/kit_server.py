"""Kit's interface 4 on loopback, as its OpenAPI (August 2026) and its changelog have it.

POST /v4/broadcasts (201), PUT and GET /v4/broadcasts/{id}, each {"broadcast": …}: subject,
preview_text, content, description, public, send_at, email_template_id, email_address,
subscriber_filter. Without a filter it goes to all subscribers, at an update, too. `status` is
draft, scheduled, sending, completed or aborted. GET /v4/broadcasts gives broadcasts, and pagination
with end_cursor and has_next_page; `slim` leaves content, template, sender and filter out. Errors
are {"errors": […]}.
"""

from dataclasses import dataclass

from delivery.fake_services import SECRET, Asked, FakeService, Record, json_reply
from servers import Reply

_ALL = [{"all": [{"type": "all_subscribers"}]}]
_STATES = {"scheduled": "scheduled", "sent": "completed"}
_HEAVY = {"content", "public_url", "email_address", "email_template", "subscriber_filter"}
_A_PAGE = 3


@dataclass(slots=True, kw_only=True)
class KitServer(FakeService):
    """`sent` are broadcasts that got a time or were made public."""

    def stranger(self, asked: Asked) -> Reply | None:
        """By a header of its own."""
        if asked.headers.get("x-kit-api-key") == SECRET:
            return None
        return json_reply({"errors": ["The API key is invalid"]}, 401)

    def answer(self, asked: Asked) -> Reply:
        """One request."""
        _, _, broadcast_id = asked.path.removeprefix("/v4").partition("/broadcasts/")
        if not broadcast_id and asked.method == "GET":
            return self._page(asked)
        there = self.kept.get(broadcast_id)
        if broadcast_id and there is None:
            return json_reply({"errors": ["Not Found"]}, 404)
        if there and asked.method == "GET":
            return json_reply({"broadcast": there})
        if there and there["status"] != "draft":
            return json_reply({"errors": ["Broadcast has been sent"]}, 422)
        return self._written(broadcast_id or str(len(self.kept) + 30), there, asked.body)

    def edit(self, draft_id: str) -> None:
        """In its editor."""
        self.kept[draft_id]["content"] = f"{self.kept[draft_id]['content']}<p>By hand</p>"

    def body(self, draft_id: str) -> str:
        """As it stands."""
        return str(self.kept[draft_id]["content"])

    def set_state(self, draft_id: str, state: str) -> None:
        """Somebody pressed a button there."""
        self.kept[draft_id]["status"] = _STATES[state]

    def _page(self, asked: Asked) -> Reply:
        ids = sorted(self.kept, key=int)
        after = asked.query.get("after", "0")
        here = [one for one in ids if int(one) > int(after)][:_A_PAGE]
        more = bool(here) and here[-1] != ids[-1]
        left_out = _HEAVY if asked.query.get("slim") == "true" else set[str]()
        return json_reply(
            {
                "broadcasts": [
                    {name: value for name, value in self.kept[one].items() if name not in left_out}
                    for one in here
                ],
                "pagination": {"has_next_page": more, "end_cursor": here[-1] if here else None},
            }
        )

    def _written(self, broadcast_id: str, there: Record | None, body: Record) -> Reply:
        template = body.get("email_template_id", 2)
        record: Record = {
            **(there or {}),
            **{name: value for name, value in body.items() if name != "email_template_id"},
            "id": int(broadcast_id),
            "email_template": {"id": template, "name": "Classic"},
            "email_address": body.get("email_address", "greetings@kit.example"),
            "subscriber_filter": body.get("subscriber_filter", _ALL),
            "status": "scheduled" if body.get("send_at") else "draft",
        }
        if record.get("send_at") or record.get("public", True):
            self.sent.append(broadcast_id)
        self.kept[broadcast_id] = record
        return json_reply({"broadcast": record}, 200 if there else 201)
