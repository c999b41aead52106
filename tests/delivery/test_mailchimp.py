"""Mailchimp: two calls make a draft, and a crash between them is mended."""

from dataclasses import replace

import pytest
from delivery.fake_services import DRAFT, Asked, in_process, json_reply
from delivery.four_services import open_mailchimp
from delivery.mailchimp_server import MailchimpServer
from servers import Reply

from digest.delivery.services.asking import DryRun
from digest.delivery.services.requests import ServiceReply, ServiceRequest
from digest.delivery.services.service import (
    OnlyPlanned,
    ServiceBusy,
    ServiceRefused,
    ServiceUnsure,
)
from digest.model.service_drafts import DraftState


class HalfwayServer(MailchimpServer):
    """Has no content to take or to show."""

    def answer(self, asked: Asked) -> Reply:
        """As ever, but for contents."""
        if asked.path.endswith("/content"):
            return json_reply({}, 503 if asked.method == "PUT" else 404)
        return MailchimpServer.answer(self, asked)


def test_a_draft_without_content_is_found_and_completed() -> None:
    """It has no content as a fingerprint either, so that nobody takes it for an edit."""
    half = HalfwayServer()
    with pytest.raises(ServiceUnsure):
        open_mailchimp(in_process(half)).create(DRAFT)
    found = open_mailchimp(in_process(half)).find(DRAFT.key)
    assert found
    assert (found.state, found.content) == (DraftState.DRAFT, "")
    server = MailchimpServer(kept=half.kept)
    service = open_mailchimp(in_process(server))
    assert service.find(DRAFT.key) == found
    assert service.update(found, DRAFT).content == service.fingerprint(DRAFT)
    assert server.body(found.id) == DRAFT.html
    assert len(server.kept) == 1


def test_a_dry_run_shows_both_calls() -> None:
    """For a draft that would be made, and for one that would be replaced; neither is made."""
    server = MailchimpServer()
    made = open_mailchimp(in_process(server)).create(DRAFT)
    planning = DryRun(in_process(server))
    service = open_mailchimp(planning)
    with pytest.raises(OnlyPlanned):
        service.create(DRAFT)
    with pytest.raises(OnlyPlanned):
        service.update(made, replace(DRAFT, subject="Another"))
    told = [(one.method, one.url.partition("/3.0")[2]) for one in planning.requests if one.writes]
    assert told == [
        ("POST", "/campaigns"),
        ("PUT", "/campaigns/CAMPAIGN/content"),
        ("PATCH", f"/campaigns/{made.id}"),
        ("PUT", f"/campaigns/{made.id}/content"),
    ]
    assert [one.method for one in server.asked if one.method != "GET"] == ["POST", "PUT"]


def test_both_texts_and_the_preheader_are_put() -> None:
    """To the audience of the settings."""
    server = MailchimpServer()
    made = open_mailchimp(in_process(server)).create(DRAFT)
    assert server.contents[made.id] == {"html": DRAFT.html, "plain_text": DRAFT.text}
    assert server.kept[made.id]["recipients"] == {"list_id": "abc123"}
    assert server.kept[made.id]["settings"] == {
        "title": DRAFT.key,
        "subject_line": DRAFT.subject,
        "preview_text": DRAFT.preheader,
    }


def test_the_sender_that_was_chosen_there_stays() -> None:
    """So does who it goes to."""
    server = MailchimpServer()
    service = open_mailchimp(in_process(server))
    made = service.create(DRAFT)
    chosen = {"from_name": "Ada", "reply_to": "ada@example.org", "title": DRAFT.key}
    segment = {"list_id": "abc123", "segment_opts": {"saved_segment_id": 2}}
    server.kept[made.id].update(settings={**chosen, "subject_line": DRAFT.subject})
    server.kept[made.id].update(recipients=segment)
    found = service.find(DRAFT.key)
    assert found
    service.update(found, replace(DRAFT, subject="New"))
    settings = server.kept[made.id]["settings"]
    assert settings == {**chosen, "subject_line": "New", "preview_text": DRAFT.preheader}
    assert server.kept[made.id]["recipients"] == segment


def test_no_sender_is_put_where_none_was_chosen() -> None:
    """An empty one would take the audience's place."""
    server = MailchimpServer()
    service = open_mailchimp(in_process(server))
    service.create(DRAFT)
    found = service.find(DRAFT.key)
    assert found
    service.update(found, replace(DRAFT, subject="New"))
    (patched,) = (one for one in server.asked if one.method == "PATCH")
    assert patched.body["settings"] == {
        "subject_line": "New",
        "preview_text": DRAFT.preheader,
        "title": DRAFT.key,
    }


@pytest.mark.parametrize("key", ["abc", "abc-", "abc-us21.evil.example", "abc-us21/x", "abc-US21"])
def test_a_key_without_a_data_center_leads_nowhere(key: str) -> None:
    """It would name the host that gets the key."""

    def never(_: ServiceRequest) -> ServiceReply:
        pytest.fail("it was asked")

    with pytest.raises(ServiceRefused, match="data center"):
        open_mailchimp(never, key).find(DRAFT.key)


def test_its_host_is_that_of_the_key() -> None:
    """And none other."""
    hosts: list[str] = []

    def noted(request: ServiceRequest) -> ServiceReply:
        hosts.append(request.url.split("/")[2])
        raise ServiceBusy("not now")

    with pytest.raises(ServiceBusy):
        open_mailchimp(noted, "abc-us7").find(DRAFT.key)
    assert hosts == ["us7.api.mailchimp.com"]


def test_many_campaigns_are_looked_through() -> None:
    """Page after page."""
    server = MailchimpServer()
    service = open_mailchimp(in_process(server))
    for number in range(1100):
        settings = {"title": f"Another {number}"}
        one = {"id": f"x{number}", "status": "sent", "create_time": "2024-07-01T06:00:00+00:00"}
        server.kept[f"x{number}"] = {**one, "settings": settings}
    made = service.create(DRAFT)
    assert service.find(DRAFT.key) == made


@pytest.mark.parametrize("status", ["sending", "sent", "canceled", "archived", "paused"])
def test_what_is_on_its_way_counts_as_sent(status: str) -> None:
    """Some readers may have it."""
    server = MailchimpServer()
    service = open_mailchimp(in_process(server))
    made = service.create(DRAFT)
    server.kept[made.id]["status"] = status
    found = service.find(DRAFT.key)
    assert found
    assert found.state is DraftState.SENT


def test_an_edit_of_the_plain_text_alone_is_seen() -> None:
    """Some readers get nothing else."""
    server = MailchimpServer()
    service = open_mailchimp(in_process(server))
    made = service.create(DRAFT)
    server.contents[made.id]["plain_text"] = "By hand"
    found = service.find(DRAFT.key)
    assert found
    assert found.content != made.content
