"""Buttondown never gets a request that could send: each says draft, in a version that knows it."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from delivery.buttondown_server import ButtondownServer
from delivery.fake_services import DRAFT, Asked, in_process
from delivery.four_services import open_buttondown
from hypothesis import given, settings
from hypothesis import strategies as st
from servers import Reply

from digest.delivery.services.requests import ServiceReply, ServiceRequest
from digest.delivery.services.service import ServiceFailed, ServiceRefused
from digest.model.service_drafts import DraftState, HeldDraft, ServiceDraft

_VERSION = "2026-04-01"
_STATUSES = (
    *("managed_by_rss", "about_to_send", "scheduled", "in_flight", "paused", "errored", "sent"),
    *("imported", "throttled", "resending", "transactional", "suppressed", "live", ""),
)

_texts = st.text(max_size=12)
_drafts = st.builds(
    ServiceDraft,
    key=st.just(DRAFT.key),
    title=_texts,
    subject=_texts,
    preheader=_texts,
    html=_texts | st.just('"status": "sent"') | st.just("---\nstatus: sent\n---"),
    text=_texts,
)
_emails = st.fixed_dictionaries(
    {"id": _texts, "status": st.sampled_from(["draft", *_STATUSES]), "subject": _texts},
    optional={
        "body": _texts,
        "description": _texts,
        "slug": st.none() | _texts,
        "metadata": st.dictionaries(_texts, _texts | st.integers() | st.none(), max_size=2),
    },
)
_answers = st.builds(
    ServiceReply,
    status=st.sampled_from([200, 201, 400, 404, 409, 500]),
    body=st.one_of(
        _emails,
        st.fixed_dictionaries({"results": st.lists(_emails, max_size=2), "next": st.none()}),
    ).map(lambda value: json.dumps(value).encode()),
)


@given(draft=_drafts, answers=st.lists(_answers, min_size=1, max_size=6), known=_texts)
@settings(max_examples=50)
def test_every_request_that_writes_is_of_a_draft(
    draft: ServiceDraft, answers: list[ServiceReply], known: str
) -> None:
    """Whatever is put and whatever was answered before; what is taken for put is a draft."""
    asked: list[ServiceRequest] = []

    def ask(request: ServiceRequest) -> ServiceReply:
        asked.append(request)
        return answers[len(asked) % len(answers)]

    service = open_buttondown(ask)
    held = HeldDraft(id=known, state=DraftState.DRAFT, content=service.fingerprint(draft))
    acts: list[Callable[[], HeldDraft | None]] = [
        lambda: service.find(draft.key, known),
        lambda: service.create(draft),
        lambda: service.update(held, draft),
    ]
    for act in acts:
        try:
            done = act()
        except ServiceFailed:
            continue
        if asked[-1].writes:
            assert done
            assert done.state is DraftState.DRAFT
    for request in asked:
        assert request.headers["X-API-Version"] == _VERSION
        assert not [name for name in (*request.headers, *request.secret) if "live" in name.lower()]
        assert request.url.startswith("https://api.buttondown.com/v1/emails")
        if request.writes:
            assert request.method in {"POST", "PATCH"}
            assert isinstance(request.body, dict)
            assert request.body["status"] == "draft"
            assert "publish_date" not in request.body


class DisobedientServer(ButtondownServer):
    """Takes a draft, and makes something else of it."""

    status = "about_to_send"

    def answer(self, asked: Asked) -> Reply:
        """As it likes."""
        return ButtondownServer.answer(
            self, replace(asked, body={**asked.body, "status": self.status})
        )


@pytest.mark.parametrize("status", [*_STATUSES, "se\nnt\x1b[2J"])
def test_an_answer_that_is_no_draft_is_said_aloud(status: str) -> None:
    """With where it can be stopped."""
    server = DisobedientServer()
    server.status = status
    service = open_buttondown(in_process(server))
    with pytest.raises(
        ServiceRefused, match=r"go there at once, to https://buttondown\.com/emails"
    ) as caught:
        service.create(DRAFT)
    assert str(caught.value).isprintable()


def test_the_server_sends_what_has_no_status() -> None:
    """Otherwise the tests here would prove nothing."""
    server = ButtondownServer()
    ask = in_process(server)
    request = ServiceRequest(
        method="POST",
        url="https://api.buttondown.com/v1/emails",
        secret={"Authorization": "Token very-secret-key-us21"},
        body={"subject": "To everyone", "body": "x"},
    )
    ask(request)
    assert server.sent == ["em_0001"]


def test_the_body_says_that_it_is_html() -> None:
    """Else Buttondown takes it for Markdown, and for front matter what begins with ---."""
    server = ButtondownServer()
    made = open_buttondown(in_process(server)).create(replace(DRAFT, html="---\na: b\n---\n"))
    body = str(server.kept[made.id]["body"])
    assert body.startswith("<!-- buttondown-editor-mode: fancy -->\n")


def test_what_was_chosen_there_stays_at_an_update() -> None:
    """A slug, readers, a picture, and what others noted there."""
    server = ButtondownServer()
    service = open_buttondown(in_process(server))
    made = service.create(DRAFT)
    mine = {"digest_issue": DRAFT.key, "other": 1}
    chosen = {
        "slug": "lake",
        "filters": {"predicate": "and"},
        "metadata": mine,
        "image": "https://lake.example/a.png",
    }
    server.kept[made.id].update(chosen)
    service.update(made, replace(DRAFT, subject="New"))
    there = server.kept[made.id]
    assert {name: there[name] for name in chosen} == chosen
    found = service.find(DRAFT.key)
    assert found
    assert found == service.find(DRAFT.key, made.id)


@pytest.mark.parametrize("state", ["scheduled", "sent"])
def test_what_was_scheduled_or_sent_while_it_was_changed_is_said_aloud(state: str) -> None:
    """Buttondown takes the change all the same, and makes a draft of it again."""
    server = ButtondownServer()
    answer = in_process(server)
    made = open_buttondown(answer).create(DRAFT)

    def ask(request: ServiceRequest) -> ServiceReply:
        if request.writes:
            server.set_state(made.id, state)
        return answer(request)

    with pytest.raises(ServiceRefused, match="it is a draft now: look at it, in https://button"):
        open_buttondown(ask).update(made, replace(DRAFT, subject="New"))


@pytest.mark.parametrize("mark", [["a"], {"a": 1}, None, 7])
def test_metadata_of_any_kind_is_no_hindrance(mark: object) -> None:
    """Others may have noted there what they like."""
    server = ButtondownServer()
    service = open_buttondown(in_process(server))
    made = service.create(DRAFT)
    server.kept[made.id]["metadata"] = {"digest_issue": mark}
    assert service.find(DRAFT.key) == made


def test_a_deleted_email_is_none() -> None:
    """Buttondown may still show one."""
    server = ButtondownServer()
    service = open_buttondown(in_process(server))
    made = service.create(DRAFT)
    server.set_state(made.id, "deleted")
    assert service.find(DRAFT.key) is None
    assert service.find(DRAFT.key, made.id) is None


def test_pages_without_end_are_not_read_for_ever() -> None:
    """And nothing is made where nobody knows whether it is there."""
    page = {"results": [], "next": "https://api.buttondown.com/v1/emails?page=2"}
    asked: list[ServiceRequest] = []

    def ask(request: ServiceRequest) -> ServiceReply:
        asked.append(request)
        return ServiceReply(status=200, body=json.dumps(page).encode())

    with pytest.raises(ServiceRefused, match="too many emails"):
        open_buttondown(ask).find(DRAFT.key)
    assert len(asked) == 100
