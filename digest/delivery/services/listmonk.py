"""listmonk: a campaign an issue, named by our key, always a draft.

Read in its documentation and code of version 6; never tried with a real listmonk.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from digest.config.services import ListmonkSettings
from digest.delivery.services.endpoint import Endpoint, checked_key
from digest.delivery.services.go_template import html_source, text_source
from digest.delivery.services.held import alarm, check_unchanged, most_final
from digest.delivery.services.requests import Ask
from digest.model.dialects import DIALECTS
from digest.model.presentation import EmailService
from digest.model.service_drafts import DraftState, HeldDraft, ServiceDraft, content_of

_STATES = {"draft": DraftState.DRAFT, "scheduled": DraftState.SCHEDULED}
_TAGS = tuple(DIALECTS[EmailService.LISTMONK].tags.values())
_NO_SUCH_CAMPAIGN = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbered:
    """A mailing list or a file of a campaign; the id of one that was deleted since is null."""

    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Campaign:
    id: int
    name: str
    subject: str
    status: str
    body: str = ""
    altbody: str | None = None
    updated_at: str | None = None
    tags: tuple[str, ...] | None = ()
    lists: tuple[_Numbered, ...] | None = ()
    media: tuple[_Numbered, ...] | None = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    data: _Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class _Results:
    results: tuple[_Campaign, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Several:
    data: _Results


@dataclass(frozen=True, slots=True, kw_only=True)
class Listmonk:
    """Where `settings` say; `key` is the token of its API user."""

    name: ClassVar[str] = "listmonk"

    settings: ListmonkSettings
    key: str = field(repr=False)
    ask: Ask = field(repr=False)

    def find(self, key: str, known_id: str = "") -> HeldDraft | None:
        """The campaign of that id if it is ours; else the one that bears our key."""
        known = self._campaign(known_id) if known_id.isdecimal() else None
        if known and _is_ours(known, key):
            return self._held(known)
        found = self._named(key, "query") or self._named(key, "tag")
        return most_final(self._held(one) for one in found)

    def fingerprint(self, draft: ServiceDraft) -> str:
        """Of the templates that are put; it knows no preheader but the one in the HTML."""
        subject, text = text_source(draft.subject), text_source(draft.text, _TAGS)
        return content_of(subject, text, listmonk_body(draft.html))

    def create(self, draft: ServiceDraft) -> HeldDraft:
        """A campaign to the lists of the settings."""
        body: dict[str, object] = {
            **_content(draft),
            "name": draft.key,
            "tags": [draft.key],
            "type": "regular",
            "messenger": "email",
            "lists": list(self.settings.lists),
        }
        if self.settings.template is not None:
            body["template_id"] = self.settings.template
        return self._write("POST", "/campaigns", body)

    def update(self, held: HeldDraft, draft: ServiceDraft) -> HeldDraft:
        """The same campaign: its lists and files remain what they are there by now."""
        now = self._campaign(held.id) if held.id.isdecimal() else None
        check_unchanged(held, self._held(now) if now else None, self.name)
        kept = _kept(now, self.settings.lists) if now else {}
        return self._write("PUT", f"/campaigns/{held.id}", {**_content(draft), **kept})

    def _write(self, method: str, path: str, body: object) -> HeldDraft:
        campaign = self._endpoint.write(_One, method, path, body).data
        held = self._held(campaign)
        if held.state is not DraftState.DRAFT:
            raise alarm(self.name, campaign.status, held.address)
        return held

    @property
    def _endpoint(self) -> Endpoint:
        key = checked_key(self.key, "[services.listmonk]")
        return Endpoint(
            name=self.name,
            url=f"{self.settings.url.rstrip('/')}/api",
            ask=self.ask,
            key=key,
            secret={"Authorization": f"token {self.settings.user}:{key}"},
        )

    def _campaign(self, campaign_id: str) -> _Campaign | None:
        # What was deleted is answered with 400, not 404.
        one = self._endpoint.look(_One, f"/campaigns/{campaign_id}", _NO_SUCH_CAMPAIGN)
        return one.data if one else None

    def _named(self, key: str, by: str) -> list[_Campaign]:
        """All that bear `key`, with their bodies: the search itself is by words."""
        query = {by: key, "no_body": "true", "per_page": "100"}
        found = self._endpoint.read(_Several, "/campaigns", query).data.results or ()
        whole = [self._campaign(str(one.id)) for one in found if _is_ours(one, key)]
        return [one for one in whole if one]

    def _held(self, campaign: _Campaign) -> HeldDraft:
        return HeldDraft(
            id=str(campaign.id),
            state=_STATES.get(campaign.status, DraftState.SENT),
            version=campaign.updated_at or "",
            content=content_of(campaign.subject, campaign.altbody or "", campaign.body)
            if campaign.body.strip()
            else "",
            address=f"{self.settings.url.rstrip('/')}/admin/campaigns/{campaign.id}",
        )


def _is_ours(campaign: _Campaign, key: str) -> bool:
    return campaign.name == key or key in (campaign.tags or ())


def listmonk_body(html: str) -> str:
    """What to give listmonk, so that readers get `html`: it runs bodies through a template."""
    return html_source(html, _TAGS)


def _kept(now: _Campaign, lists: tuple[int, ...]) -> dict[str, object]:
    """What an update has to repeat: lists that are not named are refused, files are taken off."""
    kept: dict[str, object] = {"name": now.name, "lists": _ids(now.lists) or list(lists)}
    return {**kept, "media": _ids(now.media)} if now.media else kept


def _ids(these: tuple[_Numbered, ...] | None) -> list[int]:
    return [one.id for one in these or () if one.id]


def _content(draft: ServiceDraft) -> dict[str, object]:
    return {
        "subject": text_source(draft.subject),
        "content_type": "html",
        "body": listmonk_body(draft.html),
        "altbody": text_source(draft.text, _TAGS),
    }
