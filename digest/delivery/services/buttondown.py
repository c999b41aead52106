"""Buttondown: an email an issue, which every request that writes calls a draft.

Without a status an older version of the interface sends to everyone. Read in its description of
2026; never tried with a real account.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import quote

from digest.delivery.services.endpoint import Endpoint, checked_key
from digest.delivery.services.held import (
    alarm,
    check_unchanged,
    earliest_making,
    most_final,
)
from digest.delivery.services.requests import Ask
from digest.delivery.services.service import ServiceRefused
from digest.model.service_drafts import DraftState, HeldDraft, ServiceDraft, content_of

_ADDRESS = "https://api.buttondown.com/v1"
_VERSION = "2026-04-01"
_DRAFT = "draft"
_STATES = {_DRAFT: DraftState.DRAFT, "scheduled": DraftState.SCHEDULED}
_AS_HTML = "<!-- buttondown-editor-mode: fancy -->"
_MARK = "digest_issue"
_MOST_PAGES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Email:
    id: str
    status: str
    subject: str = ""
    body: str = ""
    description: str = ""
    slug: str | None = None
    image: str = ""
    metadata: Mapping[str, object] = field(default_factory=dict)
    modification_date: str = ""
    publish_date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Emails:
    results: tuple[_Email, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttondown:
    """The account of `key`."""

    name: ClassVar[str] = "buttondown"

    key: str = field(repr=False)
    ask: Ask = field(repr=False)

    def find(self, key: str, known_id: str = "") -> HeldDraft | None:
        """The email of that id if it is ours; else the one that bears our key."""
        known = self._email(known_id) if known_id else None
        if known and _is_ours(known, key):
            return _held(known)
        whole = [self._email(one.id) for one in self._all_since(key) if _is_ours(one, key)]
        return most_final(_held(one) for one in whole if one)

    def fingerprint(self, draft: ServiceDraft) -> str:
        """Of subject, description and HTML."""
        return content_of(draft.subject, draft.preheader, draft.html)

    def create(self, draft: ServiceDraft) -> HeldDraft:
        """A draft to all; whom it goes to is chosen there."""
        fields = {**_content(draft), "slug": draft.key, "metadata": {_MARK: draft.key}}
        return _held(self._write("POST", "/emails", fields))

    def update(self, held: HeldDraft, draft: ServiceDraft) -> HeldDraft:
        """The same email; slug, readers and the like remain what they are there by now."""
        now = self._email(held.id)
        check_unchanged(held, _held(now) if now else None, "Buttondown")
        kept = _kept(now) if now else {}
        email = self._write("PATCH", _path(held.id), {**_content(draft), **kept})
        # Only what is scheduled or sent has one.
        if email.publish_date and not (now and now.publish_date):
            raise ServiceRefused(
                "somebody scheduled or sent the email at Buttondown in the moment in which it was "
                f"changed, and it is a draft now: look at it, in {_place(email)}"
            )
        return _held(email)

    def _write(self, method: str, path: str, fields: Mapping[str, object]) -> _Email:
        """The only way in which anything is written there: as a draft, and seen to be one."""
        answer = self._endpoint.write(_Email, method, path, {**fields, "status": _DRAFT})
        if answer.status != _DRAFT:
            raise alarm("Buttondown", answer.status, _place(answer))
        return answer

    @property
    def _endpoint(self) -> Endpoint:
        key = checked_key(self.key, "[services.buttondown]")
        return Endpoint(
            name="Buttondown",
            url=_ADDRESS,
            ask=self.ask,
            key=key,
            secret={"Authorization": f"Token {key}"},
            headers={"X-API-Version": _VERSION},
        )

    def _email(self, email_id: str) -> _Email | None:
        found = self._endpoint.look(_Email, _path(email_id))
        return None if found is None or found.status == "deleted" else found

    def _all_since(self, key: str) -> Iterator[_Email]:
        """All emails that may be the issue's, newest first, without their bodies."""
        query = {
            "excluded_fields": "body",
            "ordering": "-creation_date",
            "creation_date__start": earliest_making(key),
        }
        for page in range(1, _MOST_PAGES + 1):
            answer = self._endpoint.read(_Emails, "/emails", {**query, "page": str(page)})
            yield from answer.results
            if not answer.next:
                return
        raise ServiceRefused("Buttondown has too many emails to look through: put it there by hand")


def _path(email_id: str) -> str:
    return f"/emails/{quote(email_id, safe='')}"


def _is_ours(email: _Email, key: str) -> bool:
    return key in (email.slug, email.metadata.get(_MARK))


def _content(draft: ServiceDraft) -> dict[str, object]:
    """The preheader stands in the HTML; `description` is for its archive."""
    return {
        "subject": draft.subject,
        "description": draft.preheader,
        "body": f"{_AS_HTML}\n{draft.html}",
    }


def _kept(now: _Email) -> dict[str, object]:
    """What an update repeats: by its description these two are empty where they are not named."""
    return {"metadata": now.metadata, "image": now.image}


def _held(email: _Email) -> HeldDraft:
    body = email.body.removeprefix(_AS_HTML)
    return HeldDraft(
        id=email.id,
        state=_STATES.get(email.status, DraftState.SENT),
        version=email.modification_date,
        content=content_of(email.subject, email.description, body) if body.strip() else "",
        address=_place(email),
    )


def _place(email: _Email) -> str:
    return f"https://buttondown.com/emails/{quote(email.id, safe='')}"
