"""listmonk 6 on loopback, as its documentation, its OpenAPI and its code have it.

POST and PUT /api/campaigns: name, subject, lists (ids, at least one), type, content_type, body,
altbody, messenger, tags, template_id, media; a new campaign is a draft always. An update keeps the
fields that are not sent, but lists and media are those of the request; it is refused unless the
campaign is a draft, scheduled or paused. Bodies, subjects and texts are Go templates: what does not
compile is 400. A campaign that is not there is 400. Errors are {"message": …}.
"""

from dataclasses import dataclass, field

from delivery.fake_services import SECRET, Asked, FakeService, Record, json_reply
from delivery.go_templates import print_body, print_subject, print_text
from servers import Reply

_EDITABLE = {"draft", "scheduled", "paused"}
_KEPT = {"name", "subject", "content_type", "body", "altbody", "type", "messenger", "tags"}
_STATES = {"scheduled": "scheduled", "sent": "finished"}


@dataclass(slots=True, kw_only=True)
class ListmonkServer(FakeService):
    """Its API user is `digest`."""

    lists: set[int] = field(default_factory=lambda: {1, 2, 3})

    def stranger(self, asked: Asked) -> Reply | None:
        """By the token of an API user."""
        if asked.headers.get("authorization") == f"token digest:{SECRET}":
            return None
        return json_reply({"message": "invalid API credentials"}, 403)

    def answer(self, asked: Asked) -> Reply:
        """One request."""
        _, _, campaign_id = asked.path.removeprefix("/api").partition("/campaigns/")
        if not campaign_id and asked.method == "GET":
            return self._found(asked)
        if not campaign_id and asked.method == "POST":
            fresh: Record = {"status": "draft", "type": "regular", "tags": [], "media": []}
            return self._written(str(len(self.kept) + 7), fresh, asked.body)
        there = self.kept.get(campaign_id)
        if there is None:
            return json_reply({"message": "Campaign not found."}, 400)
        if asked.method == "GET":
            return json_reply({"data": there})
        if there["status"] not in _EDITABLE:
            return json_reply({"message": "Cannot update a running or finished campaign."}, 400)
        return self._written(campaign_id, there, asked.body)

    def edit(self, draft_id: str) -> None:
        """In its editor."""
        self.kept[draft_id]["body"] = f"{self.kept[draft_id]['body']}<p>By hand</p>"

    def body(self, draft_id: str) -> str:
        """Through its template."""
        return print_body(str(self.kept[draft_id]["body"]))

    def set_state(self, draft_id: str, state: str) -> None:
        """As its buttons do."""
        self.kept[draft_id]["status"] = _STATES[state]

    def _found(self, asked: Asked) -> Reply:
        words, tag = asked.query.get("query", ""), asked.query.get("tag", "")
        found = [
            {**one, "body": ""}
            for one in self.kept.values()
            if words in f"{one['name']} {one['subject']}" and (not tag or tag in str(one["tags"]))
        ]
        return json_reply({"data": {"results": found, "query": words, "total": len(found)}})

    def _written(self, campaign_id: str, there: Record, body: Record) -> Reply:
        lists, media = body.get("lists"), body.get("media", [])
        if not isinstance(lists, list) or not lists or not set(lists) <= self.lists:
            return json_reply({"message": "No lists selected."}, 400)
        record = {**there, **{name: value for name, value in body.items() if name in _KEPT}}
        try:
            print_body(str(record["body"]))
            print_text(str(record["altbody"]))
            print_subject(str(record["subject"]))
        except ValueError as error:
            return json_reply({"message": f"Error compiling template: {error}"}, 400)
        self.kept[campaign_id] = {
            **record,
            "id": int(campaign_id),
            "updated_at": f"2024-08-02T06:00:{len(self.asked):02}Z",
            "lists": [{"id": one, "name": f"List {one}"} for one in lists],
            "media": [{"id": one, "filename": "a.pdf"} for one in media]
            if isinstance(media, list)
            else [],
        }
        return json_reply({"data": self.kept[campaign_id]})
