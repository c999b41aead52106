"""A service that sends, in memory, and an adapter that asks it as a real one would be asked."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from digest.delivery.services.requests import Ask, ServiceReply, ServiceRequest
from digest.delivery.services.service import Service, ServiceBusy, ServiceUnsure
from digest.model.service_drafts import DraftState, HeldDraft, ServiceDraft, content_of
from digest.pipeline.workspace import Workspace

SECRET = "very-secret"
PLACE = "https://fake.test/drafts"


class KilledThere(BaseException):
    """The run was killed."""


@dataclass
class Kept:
    """What stands at the service."""

    key: str
    subject: str = ""
    preheader: str = ""
    html: str = ""
    state: DraftState = DraftState.DRAFT


def as_given(html: str) -> str:
    """The body as it came."""
    return html


@dataclass
class FakeSite:
    """Holds drafts by their ids; `rewrites` says what it makes of a body.

    At its request number `dies_at` the run is killed, `before` the site has it or behind; at
    `cuts_at` the line is cut. What is made is in `state`; one that `hides` shows nothing. `asks`
    counts all requests, `writes` those that change something.
    """

    rewrites: Callable[[str], str] = as_given
    drafts: dict[str, Kept] = field(default_factory=dict)
    dies_at: int = 0
    cuts_at: int = 0
    before: bool = False
    state: DraftState = DraftState.DRAFT
    hides: bool = False
    asks: int = 0
    writes: int = 0
    made: int = 0

    def __call__(self, request: ServiceRequest) -> ServiceReply:
        """Answer, or fail as told."""
        self.asks += 1
        if self.before:
            self._fail(request)
        reply = self._reply(request)
        self._fail(request)
        return reply

    def edit(self, words: str = "A word of the editor's.") -> None:
        """Somebody changes every draft there."""
        for kept in self.drafts.values():
            kept.html += words

    def _fail(self, request: ServiceRequest) -> None:
        if self.asks == self.dies_at:
            raise KilledThere
        if self.asks == self.cuts_at:
            raise (ServiceUnsure if request.writes else ServiceBusy)("the line was cut")

    def _reply(self, request: ServiceRequest) -> ServiceReply:
        place = request.url.removeprefix(PLACE).lstrip("/")
        if request.writes:
            self.writes += 1
            body = request.body
            assert isinstance(body, dict)
            if not place:
                self.made += 1
                place = str(self.made)
                self.drafts[place] = Kept(
                    key=body["key"], subject="", preheader="", html="", state=self.state
                )
            kept = self.drafts[place]
            kept.subject, kept.preheader = body["subject"], body["preheader"]
            kept.html = self.rewrites(body["html"])
        found = [
            {
                "id": name,
                "key": kept.key,
                "state": kept.state.value,
                "content": kept.html and content_of(kept.subject, kept.preheader, kept.html),
            }
            for name, kept in self.drafts.items()
            if place in {"", name} and (request.writes or not self.hides)
        ]
        return ServiceReply(status=200, body=json.dumps(found).encode())


@dataclass(frozen=True)
class FakeAdapter:
    """As an adapter is: every act is a few requests."""

    ask: Ask
    name: str = "fake"

    def find(self, key: str, known_id: str = "") -> HeldDraft | None:
        """By the id, else by the key."""
        by_id = self._asked("GET", known_id) if known_id else []
        return next(iter(by_id or self._keyed(key)), None)

    def fingerprint(self, draft: ServiceDraft) -> str:
        """As one that keeps everything word for word."""
        return content_of(draft.subject, draft.preheader, draft.html)

    def create(self, draft: ServiceDraft) -> HeldDraft:
        """Make it."""
        known = {one.id for one in self._keyed(draft.key)}
        made = self._asked("POST", "", draft)
        return next(one for one in reversed(made) if one.id not in known)

    def update(self, held: HeldDraft, draft: ServiceDraft) -> HeldDraft:
        """Replace it."""
        return self._asked("PUT", held.id, draft)[0]

    def _keyed(self, key: str) -> list[HeldDraft]:
        reply = self.ask(ServiceRequest(method="GET", url=PLACE, secret={"Authorization": SECRET}))
        return [_held(one) for one in json.loads(reply.body) if one["key"] == key]

    def _asked(self, method: str, name: str, draft: ServiceDraft | None = None) -> list[HeldDraft]:
        request = ServiceRequest(
            method=method,
            url=f"{PLACE}/{name}" if name else PLACE,
            secret={"Authorization": SECRET},
            body=draft and _body(draft),
        )
        return [_held(one) for one in json.loads(self.ask(request).body)]


def open_fake(_workspace: Workspace, ask: Ask) -> Service:
    """The adapter over what is asked."""
    return FakeAdapter(ask)


def _held(one: dict[str, str]) -> HeldDraft:
    return HeldDraft(id=one["id"], state=DraftState(one["state"]), content=one["content"])


def _body(draft: ServiceDraft) -> dict[str, str]:
    return {
        "key": draft.key,
        "subject": draft.subject,
        "preheader": draft.preheader,
        "html": draft.html,
    }
