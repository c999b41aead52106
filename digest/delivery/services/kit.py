"""Kit: a broadcast an issue, described by our key, neither public nor at any time to be sent.

Read in the description of its interface 4 of 2026; never tried with a real account.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from digest.config.services import KitSettings
from digest.delivery.services.endpoint import Endpoint, checked_key
from digest.delivery.services.held import (
    alarm,
    check_unchanged,
    is_key,
    most_final,
)
from digest.delivery.services.requests import Ask
from digest.delivery.services.service import ServiceRefused
from digest.model.service_drafts import DraftState, HeldDraft, ServiceDraft, content_of

_ADDRESS = "https://api.kit.com/v4"
_STATES = {"draft": DraftState.DRAFT, "scheduled": DraftState.SCHEDULED}
_A_PAGE = 50  # should they come with their bodies: so much is read of one answer, and no more
_MOST_PAGES = 200


_Readers = Mapping[str, Sequence[Mapping[str, object]] | None]
"""Readers who are in all of some groups, in any of some, in none of some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Template:
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broadcast:
    id: int
    status: str = ""
    subject: str | None = None
    preview_text: str | None = None
    description: str | None = None
    content: str | None = None
    public: bool = False
    send_at: str | None = None
    email_address: str | None = None
    email_template: _Template | None = None
    subscriber_filter: Sequence[_Readers] | None = None

    @property
    def state(self) -> DraftState:
        """Before it told a status, one with a time was scheduled, and perhaps sent since."""
        if self.status:
            return _STATES.get(self.status, DraftState.SENT)
        return DraftState.SCHEDULED if self.send_at else DraftState.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    broadcast: _Broadcast


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pagination:
    has_next_page: bool = False
    end_cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Several:
    broadcasts: tuple[_Broadcast, ...]
    pagination: _Pagination = _Pagination()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The account of `key`."""

    name: ClassVar[str] = "kit"

    settings: KitSettings
    key: str = field(repr=False)
    ask: Ask = field(repr=False)

    def find(self, key: str, known_id: str = "") -> HeldDraft | None:
        """The broadcast of that id if it is ours; else the one that bears our key.

        One that was described anew there is known by its id alone, and gets our key again.
        """
        known = self._broadcast(known_id) if known_id.isdecimal() else None
        if known and known.description == key:
            return _held(known)
        ours = [one for one in self._all() if one.description == key]
        whole = [one for one in (self._broadcast(str(found.id)) for found in ours) if one]
        if not whole and known and not is_key(known.description):
            whole = [known]
        return most_final(map(_held, whole))

    def fingerprint(self, draft: ServiceDraft) -> str:
        """Of subject, preview and HTML."""
        return content_of(draft.subject, draft.preheader, draft.html)

    def create(self, draft: ServiceDraft) -> HeldDraft:
        """A broadcast to all; whom it goes to is chosen there."""
        template = self.settings.template
        chosen = {} if template is None else {"email_template_id": template}
        return _held(self._write("POST", "/broadcasts", {**_content(draft), **chosen}))

    def update(self, held: HeldDraft, draft: ServiceDraft) -> HeldDraft:
        """The same broadcast; sender, template and readers remain what they are there by now."""
        now = self._broadcast(held.id) if held.id.isdecimal() else None
        check_unchanged(held, _held(now) if now else None, "Kit")
        kept = _kept(now) if now else {}
        return _held(self._write("PUT", f"/broadcasts/{held.id}", {**_content(draft), **kept}))

    def _write(self, method: str, path: str, fields: Mapping[str, object]) -> _Broadcast:
        """The only way in which anything is written there: for nobody to see, at no time."""
        body = {**fields, "public": False, "send_at": None}
        answer = self._endpoint.write(_One, method, path, body).broadcast
        if answer.state is not DraftState.DRAFT or answer.public or answer.send_at:
            state = "public" if answer.public else answer.status or "scheduled"
            raise alarm("Kit", state, _place(answer))
        return answer

    @property
    def _endpoint(self) -> Endpoint:
        key = checked_key(self.key, "[services.kit]")
        return Endpoint(
            name="Kit", url=_ADDRESS, ask=self.ask, key=key, secret={"X-Kit-Api-Key": key}
        )

    def _broadcast(self, broadcast_id: str) -> _Broadcast | None:
        one = self._endpoint.look(_One, f"/broadcasts/{broadcast_id}")
        return one.broadcast if one else None

    def _all(self) -> Iterator[_Broadcast]:
        """Every broadcast, without its body: in which order they come is not promised."""
        first = {"slim": "true", "per_page": str(_A_PAGE)}
        query = first
        for _ in range(_MOST_PAGES):
            answer = self._endpoint.read(_Several, "/broadcasts", query)
            yield from answer.broadcasts
            cursor = answer.pagination.end_cursor
            if not answer.pagination.has_next_page or not cursor:
                return
            query = {**first, "after": cursor}
        raise ServiceRefused("Kit has too many broadcasts to look through: put it there by hand")


def _content(draft: ServiceDraft) -> dict[str, object]:
    return {
        "subject": draft.subject,
        "preview_text": draft.preheader,
        "content": draft.html,
        "description": draft.key,
    }


def _kept(now: _Broadcast) -> dict[str, object]:
    """What an update has to repeat: readers that are not named would be all of them."""
    kept: dict[str, object] = {}
    if now.email_template and now.email_template.id is not None:
        kept["email_template_id"] = now.email_template.id
    if now.email_address:
        kept["email_address"] = now.email_address
    if chosen := _chosen_readers(now.subscriber_filter or ()):
        kept["subscriber_filter"] = chosen
    return kept


def _chosen_readers(filters: Sequence[_Readers]) -> list[_Readers]:
    """Groups that somebody chose, or left out; "all subscribers" is shown, and not to be asked."""
    named: list[_Readers] = [
        {
            name: [one for one in groups or () if one.get("type") != "all_subscribers"]
            for name, groups in readers.items()
        }
        for readers in filters
    ]
    return [
        {name: groups or None for name, groups in readers.items()}
        for readers in named
        if any(readers.values())
    ]


def _held(broadcast: _Broadcast) -> HeldDraft:
    subject, preview = broadcast.subject or "", broadcast.preview_text or ""
    body = broadcast.content or ""
    return HeldDraft(
        id=str(broadcast.id),
        state=broadcast.state,
        content=content_of(subject, preview, body) if body.strip() else "",
        address=_place(broadcast),
    )


def _place(broadcast: _Broadcast) -> str:
    return f"https://app.kit.com/campaigns/{broadcast.id}/draft"
