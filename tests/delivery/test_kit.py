"""Kit: nothing is public, nothing has a time, and readers that were chosen there stay."""

from dataclasses import replace

import pytest
from delivery.fake_services import DRAFT, Asked, Record, in_process, json_reply
from delivery.four_services import open_kit
from delivery.kit_server import KitServer
from servers import Reply

from digest.delivery.services.service import ServiceRefused
from digest.model.service_drafts import DraftState

SEGMENT = [{"all": [{"type": "segment", "ids": [18]}]}]


def test_every_request_that_writes_says_that_it_is_neither_public_nor_timed() -> None:
    """At the first and at every other."""
    server = KitServer()
    service = open_kit(in_process(server))
    service.update(service.create(DRAFT), replace(DRAFT, subject="New"))
    written = [one.body for one in server.asked if one.method != "GET"]
    assert [(one["public"], one["send_at"]) for one in written] == [(False, None)] * 2


def test_readers_sender_and_template_that_were_chosen_there_stay() -> None:
    """An update that names no readers would go to all of them."""
    server = KitServer()
    service = open_kit(in_process(server))
    made = service.create(DRAFT)
    assert server.kept[made.id]["email_template"] == {"id": 5, "name": "Classic"}
    server.kept[made.id].update(
        subscriber_filter=SEGMENT, email_address="ada@example.org", email_template={"id": 9}
    )
    service.update(made, replace(DRAFT, subject="New"))
    there = server.kept[made.id]
    assert there["subscriber_filter"] == SEGMENT
    assert there["email_address"] == "ada@example.org"
    assert there["email_template"] == {"id": 9, "name": "Classic"}


def test_a_draft_without_a_template_is_replaced_as_it_is() -> None:
    """None is chosen for it."""
    server = KitServer()
    service = open_kit(in_process(server))
    made = service.create(DRAFT)
    server.kept[made.id]["email_template"] = None
    service.update(made, replace(DRAFT, subject="New"))
    assert "email_template_id" not in server.asked[-1].body


@pytest.mark.parametrize(
    ("shown", "asked"),
    [
        ([{"all": [{"type": "all_subscribers"}]}], None),
        ([], None),
        (
            [{"all": [{"type": "all_subscribers"}], "none": [{"type": "tag", "ids": [7]}]}],
            [{"all": None, "none": [{"type": "tag", "ids": [7]}]}],
        ),
        (
            [{"all": None, "any": [{"type": "tag", "ids": [7]}], "none": None}],
            [{"all": None, "any": [{"type": "tag", "ids": [7]}], "none": None}],
        ),
    ],
)
def test_readers_who_were_left_out_there_stay_out(shown: object, asked: object) -> None:
    """Of all subscribers, too, which is what Kit shows, and not what it can be asked for."""
    server = KitServer()
    service = open_kit(in_process(server))
    made = service.create(DRAFT)
    server.kept[made.id]["subscriber_filter"] = shown
    service.update(made, replace(DRAFT, subject="New"))
    assert server.asked[-1].body.get("subscriber_filter") == asked


class ForgetfulServer(KitServer):
    """Lists what it does not have any more."""

    def answer(self, asked: Asked) -> Reply:
        """As if somebody deleted each broadcast in between."""
        alone = asked.method == "GET" and asked.path.rpartition("/")[2].isdecimal()
        return json_reply({"errors": ["Not Found"]}, 404) if alone else super().answer(asked)


def test_a_draft_that_is_deleted_while_it_is_looked_for_is_none() -> None:
    """Another may be made."""
    service = open_kit(in_process(ForgetfulServer()))
    service.create(DRAFT)
    assert service.find(DRAFT.key) is None


class DisobedientServer(KitServer):
    """Does with a draft what it was not told."""

    makes: Record
    says: bytes = b'"status": "draft"'

    def answer(self, asked: Asked) -> Reply:
        """As it likes."""
        reply = KitServer.answer(self, replace(asked, body={**asked.body, **self.makes}))
        return replace(reply, body=reply.body.replace(b'"status": "draft"', self.says))


@pytest.mark.parametrize(
    ("makes", "state"),
    [
        ({"public": True}, "public"),
        ({"send_at": "2024-08-02T06:00:00Z"}, "scheduled"),
    ],
)
def test_an_answer_that_is_no_draft_is_said_aloud(makes: Record, state: str) -> None:
    """With what became of it, and where it can be stopped."""
    server = DisobedientServer()
    server.makes = makes
    wanted = rf"“{state}”: go there at once, to https://app\.kit\.com"
    with pytest.raises(ServiceRefused, match=wanted):
        open_kit(in_process(server)).create(DRAFT)


def test_what_kit_itself_makes_of_it_is_said() -> None:
    """In its word."""
    server = DisobedientServer()
    server.makes, server.says = {}, b'"status": "sending"'
    with pytest.raises(ServiceRefused, match="“sending”"):
        open_kit(in_process(server)).create(DRAFT)


@pytest.mark.parametrize(
    ("shown", "state"),
    [
        ({"status": "draft"}, DraftState.DRAFT),
        ({"status": "scheduled"}, DraftState.SCHEDULED),
        ({"status": "sending"}, DraftState.SENT),
        ({"status": "aborted"}, DraftState.SENT),
        ({"status": "new in v5"}, DraftState.SENT),
        ({"status": "", "send_at": None}, DraftState.DRAFT),
        ({"status": "", "send_at": "2024-08-02T06:00:00Z"}, DraftState.SCHEDULED),
    ],
)
def test_the_state_is_what_kit_says(shown: Record, state: DraftState) -> None:
    """What is neither a draft nor scheduled may have gone to readers."""
    server = KitServer()
    service = open_kit(in_process(server))
    made = service.create(DRAFT)
    server.kept[made.id].update(shown)
    found = service.find(DRAFT.key)
    assert found
    assert found.state is state
