"""Mailchimp: a campaign an issue, titled by our key; its settings and its content are two calls.

Between the two a campaign stands without content, which is "" as a fingerprint, or with the content
before, which has a part of its own in it: it is found and completed. Read in the reference of its
interface 3.0; never tried with a real account.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import quote

from digest.config.services import MailchimpSettings
from digest.delivery.services.endpoint import Endpoint, checked_key
from digest.delivery.services.held import (
    alarm,
    check_unchanged,
    earliest_making,
    is_key,
    most_final,
)
from digest.delivery.services.requests import Ask
from digest.delivery.services.service import OnlyPlanned, ServiceRefused
from digest.model.service_drafts import DraftState, HeldDraft, ServiceDraft, content_of

_STATES = {"save": DraftState.DRAFT, "schedule": DraftState.SCHEDULED}
_DATA_CENTER = re.compile(r"[a-z]{2,4}[0-9]{1,4}", re.ASCII)
_A_PAGE = 500
_MOST_PAGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settings:
    title: str | None = None
    subject_line: str | None = None
    preview_text: str | None = None
    from_name: str | None = None
    reply_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Campaign:
    id: str
    status: str
    web_id: int | None = None
    settings: _Settings = _Settings()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Campaigns:
    campaigns: tuple[_Campaign, ...]
    total_items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    html: str | None = None
    plain_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailchimp:
    """The audience of `settings` in the account of `key`."""

    name: ClassVar[str] = "mailchimp"

    settings: MailchimpSettings
    key: str = field(repr=False)
    ask: Ask = field(repr=False)

    def find(self, key: str, known_id: str = "") -> HeldDraft | None:
        """The campaign of that id if it is ours; else the one that bears our key.

        One that was renamed there is known by its id alone, and gets our title again.
        """
        known = self._campaign(known_id) if known_id else None
        if known and known.settings.title == key:
            return self._look(known)
        ours = [one for one in self._all_since(key) if one.settings.title == key]
        whole = [one for one in (self._campaign(found.id) for found in ours) if one]
        if not whole and known and not is_key(known.settings.title):
            whole = [known]
        return most_final(self._look(one) for one in whole)

    def fingerprint(self, draft: ServiceDraft) -> str:
        """Of subject, preview and both texts."""
        return _fingerprint(draft.subject, draft.preheader, draft.html, draft.text)

    def create(self, draft: ServiceDraft) -> HeldDraft:
        """A campaign to the audience, then its content."""
        body = {
            "type": "regular",
            "recipients": {"list_id": self.settings.audience},
            "settings": {**_settings(draft), "title": draft.key},
        }
        return self._filled("POST", "/campaigns", body, draft)

    def update(self, held: HeldDraft, draft: ServiceDraft) -> HeldDraft:
        """The same campaign; sender, segment and the like remain what they are there by now."""
        now = self._campaign(held.id)
        check_unchanged(held, self._look(now) if now else None, "Mailchimp")
        was = now.settings if now else _Settings()
        kept = {"title": draft.key, "from_name": was.from_name, "reply_to": was.reply_to}
        settings = {**_settings(draft), **{name: value for name, value in kept.items() if value}}
        return self._filled("PATCH", _path(held.id), {"settings": settings}, draft)

    def _filled(self, method: str, path: str, body: object, draft: ServiceDraft) -> HeldDraft:
        """The campaign with `body`, and then with its content."""
        try:
            campaign = self._endpoint.write(_Campaign, method, path, body)
        except OnlyPlanned:
            # A dry run is to show what follows, too, which ends it in the same way.
            self._put_content("CAMPAIGN" if method == "POST" else path.rpartition("/")[2], draft)
            raise
        held = self._held(campaign, self._put_content(campaign.id, draft))
        if held.state is not DraftState.DRAFT:
            raise alarm("Mailchimp", campaign.status, held.address)
        return held

    def _put_content(self, campaign_id: str, draft: ServiceDraft) -> _Content:
        content = {"html": draft.html, "plain_text": draft.text}
        return self._endpoint.write(_Content, "PUT", f"{_path(campaign_id)}/content", content)

    @property
    def _endpoint(self) -> Endpoint:
        key = checked_key(self.key, "[services.mailchimp]")
        center = key.rpartition("-")[2]
        if not _DATA_CENTER.fullmatch(center):
            raise ServiceRefused(
                "the key of [services.mailchimp] does not end with its data center, as in -us21: "
                "copy it once more, whole"
            )
        proof = base64.b64encode(f"digest:{key}".encode()).decode()
        return Endpoint(
            name="Mailchimp",
            url=f"https://{center}.api.mailchimp.com/3.0",
            ask=self.ask,
            key=key,
            secret={"Authorization": f"Basic {proof}"},
        )

    def _campaign(self, campaign_id: str) -> _Campaign | None:
        return self._endpoint.look(_Campaign, _path(campaign_id))

    def _all_since(self, key: str) -> Iterator[_Campaign]:
        """All campaigns that may be the issue's, in whatever state."""
        query = {
            "since_create_time": f"{earliest_making(key)}T00:00:00+00:00",
            "fields": "total_items,campaigns.id,campaigns.status,campaigns.settings.title",
            "count": str(_A_PAGE),
        }
        for page in range(_MOST_PAGES):
            offset = page * _A_PAGE
            answer = self._endpoint.read(_Campaigns, "/campaigns", {**query, "offset": str(offset)})
            yield from answer.campaigns
            if not answer.campaigns or offset + len(answer.campaigns) >= answer.total_items:
                return
        raise ServiceRefused(
            "Mailchimp has too many campaigns to look through: put it there by hand"
        )

    def _look(self, campaign: _Campaign) -> HeldDraft:
        content = self._endpoint.look(_Content, f"{_path(campaign.id)}/content")
        return self._held(campaign, content or _Content())

    def _held(self, campaign: _Campaign, content: _Content) -> HeldDraft:
        center = self._endpoint.url.removeprefix("https://").partition(".")[0]
        show = f"show/?id={campaign.web_id}" if campaign.web_id else ""
        subject, preview = campaign.settings.subject_line, campaign.settings.preview_text
        html, text = content.html or "", content.plain_text or ""
        whole = _fingerprint(subject or "", preview or "", html, text)
        return HeldDraft(
            id=campaign.id,
            state=_STATES.get(campaign.status, DraftState.SENT),
            content=whole if html.strip() else "",
            address=f"https://{center}.admin.mailchimp.com/campaigns/{show}",
        )


def _fingerprint(subject: str, preview: str, html: str, text: str) -> str:
    """A part for each of the two calls."""
    return f"{content_of(subject, preview, '')}.{content_of('', html, text)}"


def _path(campaign_id: str) -> str:
    return f"/campaigns/{quote(campaign_id, safe='')}"


def _settings(draft: ServiceDraft) -> dict[str, object]:
    return {"subject_line": draft.subject, "preview_text": draft.preheader}
