"""Pressroom, a made-up service that keeps drafts of mails: one draft an issue, never sent.

It answers in JSON: `GET /drafts?key=KEY` with all drafts of that key, `GET /drafts/ID` with one,
`POST /drafts` and `PUT /drafts/ID` with the one that was written.
"""

from dataclasses import dataclass
from urllib.parse import quote

from digest.extending import (
    DraftState,
    Endpoint,
    HeldDraft,
    ServiceAccess,
    ServiceDraft,
    check_unchanged,
    checked_key,
    content_of,
    most_final,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What Pressroom says of a draft."""

    id: str
    state: DraftState
    subject: str = ""
    preheader: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drafts:
    drafts: tuple[_Draft, ...]


class Pressroom:
    """The room of [services.pressroom] `url`, into which `key` lets us."""

    name = "pressroom"

    def __init__(self, access: ServiceAccess) -> None:
        key = checked_key(access.key, access.table)
        self._room = Endpoint(
            name="Pressroom",
            url=access.text("url").rstrip("/"),
            ask=access.ask,
            key=key,
            secret={"Authorization": f"Bearer {key}"},
        )

    def find(self, key: str, known_id: str = "") -> HeldDraft | None:
        """The draft that was noted, else what bears our key."""
        if known_id and (known := self._by_id(known_id)):
            return known
        found = self._room.read(_Drafts, "/drafts", {"key": key}).drafts
        return most_final(map(self._held, found))

    def fingerprint(self, draft: ServiceDraft) -> str:
        """Pressroom keeps what it is given as it is."""
        return content_of(draft.subject, draft.preheader, draft.html)

    def create(self, draft: ServiceDraft) -> HeldDraft:
        """A draft with our key."""
        return self._held(
            self._room.write(_Draft, "POST", "/drafts", {"key": draft.key, **_fields(draft)})
        )

    def update(self, held: HeldDraft, draft: ServiceDraft) -> HeldDraft:
        """The same draft, unless somebody edited it just now."""
        check_unchanged(held, self._by_id(held.id), "Pressroom")
        return self._held(self._room.write(_Draft, "PUT", _path(held.id), _fields(draft)))

    def _by_id(self, held_id: str) -> HeldDraft | None:
        found = self._room.look(_Draft, _path(held_id))
        return self._held(found) if found else None

    def _held(self, draft: _Draft) -> HeldDraft:
        return HeldDraft(
            id=draft.id,
            state=draft.state,
            content=content_of(draft.subject, draft.preheader, draft.html) if draft.html else "",
            address=self._room.url + _path(draft.id),
        )


def _path(held_id: str) -> str:
    return f"/drafts/{quote(held_id, safe='')}"


def _fields(draft: ServiceDraft) -> dict[str, str]:
    return {"subject": draft.subject, "preheader": draft.preheader, "html": draft.html}
