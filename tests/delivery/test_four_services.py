"""listmonk, Buttondown, Mailchimp, Kit: one draft an issue, what was done there stays, no mail."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from delivery.fake_services import (
    DRAFT,
    SECRET,
    FakeService,
    Record,
    in_process,
    json_reply,
    over_loopback,
)
from delivery.four_services import FOUR, Tried
from hypothesis import given, settings
from hypothesis import strategies as st
from servers import Reply, Request

from digest.delivery.services.draft_note import DraftNote
from digest.delivery.services.putting import put_there
from digest.delivery.services.requests import Ask, ServiceReply, ServiceRequest
from digest.delivery.services.service import (
    Service,
    ServiceBusy,
    ServiceFailed,
    ServiceRefused,
    ServiceUnsure,
)
from digest.model.service_drafts import DraftState, HeldDraft, PutOutcome, ServiceDraft

CHANGED = replace(DRAFT, subject="A loud lake", html="<html><body><p>Else</p></body></html>")
OTHER = replace(DRAFT, key="digest-2024-07-26-0123abcd", subject="Last week")

each = pytest.mark.parametrize("tried", FOUR.values(), ids=FOUR)


def opened(tried: Tried) -> tuple[Service, FakeService]:
    """A service, and the server that it asks."""
    server = tried.server()
    return tried.open(in_process(server), SECRET), server


def held_at(service: Service, draft: ServiceDraft = DRAFT) -> HeldDraft:
    """What is found there; it must be."""
    found = service.find(draft.key)
    assert found
    return found


@each
def test_a_draft_is_made_and_found_again(tried: Tried) -> None:
    """By its id, by its key, and among others; it is known to be what was put, word for word."""
    server = tried.server()
    with over_loopback(server) as ask:
        service = tried.open(ask, SECRET)
        assert service.find(DRAFT.key) is None
        for week in range(1, 6):
            service.create(replace(OTHER, key=f"digest-2024-06-0{week}-0123abcd"))
        made = service.create(DRAFT)
        assert service.find(DRAFT.key) == service.find(DRAFT.key, made.id) == made
    assert (made.state, made.content) == (DraftState.DRAFT, service.fingerprint(DRAFT))
    assert server.body(made.id) == DRAFT.html
    assert len(server.kept) == 6
    assert server.sent == []


@each
def test_an_update_replaces_what_was_put(tried: Tried) -> None:
    """In the same draft."""
    service, server = opened(tried)
    made = service.create(DRAFT)
    changed = service.update(made, CHANGED)
    assert (changed.id, changed.content) == (made.id, service.fingerprint(CHANGED))
    assert held_at(service) == changed
    assert server.body(made.id) == CHANGED.html
    assert len(server.kept) == 1
    assert server.sent == []


@each
def test_what_was_edited_there_is_seen_and_not_written_over(tried: Tried) -> None:
    """Unless the caller knows it, and wants to."""
    service, server = opened(tried)
    made = service.create(DRAFT)
    server.edit(made.id)
    edited = held_at(service)
    assert edited.content not in {made.content, ""}
    with pytest.raises(ServiceRefused, match="edited"):
        service.update(made, CHANGED)
    assert "By hand" in server.body(made.id)
    service.update(edited, CHANGED)
    assert server.body(made.id) == CHANGED.html


@each
@pytest.mark.parametrize("state", ["scheduled", "sent"])
def test_what_is_scheduled_or_sent_there_is_left_alone(tried: Tried, state: str) -> None:
    """It is said to be so, by id and by key; nothing is asked that writes."""
    service, server = opened(tried)
    made = service.create(DRAFT)
    server.set_state(made.id, state)
    asked = len(server.asked)
    with pytest.raises(ServiceRefused, match=state):
        service.update(made, CHANGED)
    assert held_at(service).state == state
    found = service.find(DRAFT.key, made.id)
    assert found
    assert found.state == state
    assert {one.method for one in server.asked[asked:]} == {"GET"}


@each
def test_what_was_deleted_there_is_gone(tried: Tried) -> None:
    """Also where its id was noted."""
    service, server = opened(tried)
    made = service.create(DRAFT)
    server.kept.clear()
    assert service.find(DRAFT.key, made.id) is None
    with pytest.raises(ServiceRefused, match="deleted"):
        service.update(made, CHANGED)


@each
@pytest.mark.parametrize("known", ["", "other", "../../x?y", "9" * 30, "é"])
def test_a_noted_id_that_is_not_ours_is_not_believed(tried: Tried, known: str) -> None:
    """Whoever set the service up anew has other drafts under the old ids."""
    service, _ = opened(tried)
    other = service.create(OTHER)
    made = service.create(DRAFT)
    assert service.find(DRAFT.key, other.id if known == "other" else known) == made


RENAMED: dict[str, Record] = {
    "listmonk": {"name": "The lake"},
    "buttondown": {"slug": "the-lake"},
    "mailchimp": {"settings": {"title": "The lake", "subject_line": DRAFT.subject}},
    "kit": {"description": "About the lake"},
}


@each
def test_what_was_renamed_there_is_known_by_its_id(tried: Tried) -> None:
    """No second draft is made beside it; what bears the key of another issue is not meant."""
    service, server = opened(tried)
    service.create(OTHER)
    made = service.create(DRAFT)
    server.kept[made.id].update(RENAMED[service.name])
    found = service.find(DRAFT.key, made.id)
    assert found
    assert (found.id, found.state) == (made.id, DraftState.DRAFT)
    service.update(found, CHANGED)
    assert server.body(made.id) == CHANGED.html
    assert held_at(service).id == made.id


@each
def test_of_copies_the_one_that_was_sent_counts(tried: Tried) -> None:
    """A copy that somebody made there must not hide it."""
    service, server = opened(tried)
    first, second = service.create(DRAFT), service.create(DRAFT)
    server.set_state(second.id, "sent")
    assert held_at(service).id == second.id
    assert first.id != second.id


HTML = Reply(headers={"Content-Type": "text/html"}, body=b"<!doctype html><title>Sign in</title>")
ODD = Reply(headers={"Content-Type": "application/json"}, body=b'{"unheard": "of"}')
WORDS = {
    "message": f"Bad {SECRET} value",
    "title": "Invalid Resource",
    "detail": [{"type": "t", "loc": ["subject"], "msg": "too long"}],
    "errors": [{"field": "settings", "message": "is wrong"}, "Email template not found"],
}


TROUBLE: dict[str, tuple[Reply, type[ServiceFailed], type[ServiceFailed], str]] = {
    "400": (json_reply(WORDS, 400), ServiceRefused, ServiceRefused, "does not take it"),
    "401": (json_reply(WORDS, 401), ServiceRefused, ServiceRefused, "does not know the key"),
    "403": (
        json_reply(WORDS, 403),
        ServiceRefused,
        ServiceRefused,
        "let this key do that: look whether it",
    ),
    "409": (json_reply(WORDS, 409), ServiceRefused, ServiceRefused, "another version"),
    "422": (json_reply(WORDS, 422), ServiceRefused, ServiceRefused, "too long"),
    "429": (
        Reply(status=429, headers={"Retry-After": "40"}),
        ServiceBusy,
        ServiceBusy,
        "again in 40 s",
    ),
    "500": (Reply(status=500, body=b"oops"), ServiceBusy, ServiceUnsure, "fault of its own"),
    "502": (replace(HTML, status=502), ServiceBusy, ServiceUnsure, "fault of its own"),
    "a move": (Reply(status=301), ServiceRefused, ServiceRefused, "leads elsewhere"),
    "a page": (HTML, ServiceRefused, ServiceRefused, "a web page instead"),
    "nonsense": (ODD, ServiceRefused, ServiceUnsure, "cannot be read"),
    "nothing": (Reply(body=b""), ServiceRefused, ServiceUnsure, "cannot be read"),
    "deep": (Reply(body=b"[" * 100_000), ServiceRefused, ServiceUnsure, "cannot be read"),
    "deep trouble": (
        Reply(status=422, body=b'{"detail":' + b"[" * 100_000),
        ServiceRefused,
        ServiceRefused,
        "does not take it",
    ),
}


@each
@pytest.mark.parametrize(("reply", "reading", "writing", "said"), TROUBLE.values(), ids=TROUBLE)
def test_trouble_is_one_sentence_that_says_what_to_do(
    tried: Tried,
    reply: Reply,
    reading: type[ServiceFailed],
    writing: type[ServiceFailed],
    said: str,
) -> None:
    """Whatever is asked, without the key; the service is named."""
    service = tried.open(in_process(lambda _: reply), SECRET)
    acts: dict[Callable[[], object], type[ServiceFailed]] = {
        lambda: service.find(DRAFT.key): reading,
        lambda: service.create(DRAFT): writing,
    }
    for act, kind in acts.items():
        with pytest.raises(ServiceFailed, match=said) as caught:
            act()
        words = str(caught.value)
        assert type(caught.value) is kind
        assert service.name in words.lower()
        assert SECRET not in words
        assert "\n" not in words
        assert len(words) < 600
        assert caught.value.__cause__ is None


@each
def test_a_connection_that_breaks_off_is_not_mistaken_for_an_answer(tried: Tried) -> None:
    """A request that wrote may have been taken; one that read was not."""
    with over_loopback(lambda _: Reply(resets=True)) as ask:
        service = tried.open(ask, SECRET)
        with pytest.raises(ServiceUnsure):
            service.create(DRAFT)
        with pytest.raises(ServiceBusy):
            service.find(DRAFT.key)


@each
@pytest.mark.parametrize("key", ["", " \n", "two words-us21", "schlüssel-us21", "a\r\nX:y-us21"])
def test_a_key_that_is_none_is_never_sent(tried: Tried, key: str) -> None:
    """It is said which table of newsletter.toml is meant, and the key is not."""

    def never(_: ServiceRequest) -> ServiceReply:
        pytest.fail("it was asked")

    with pytest.raises(ServiceRefused, match=r"\[services\.\w+\]") as caught:
        tried.open(never, key).find(DRAFT.key)
    assert not key.strip() or key not in str(caught.value)


@each
def test_a_wrong_key_is_said(tried: Tried) -> None:
    """As the service answers to one."""
    ask = in_process(tried.server())
    with pytest.raises(ServiceRefused, match=r"does not (know|let) th"):
        tried.open(ask, "wrong-us21").find(DRAFT.key)


@each
def test_the_key_stands_in_secret_headers_alone(tried: Tried) -> None:
    """Neither in what is printed of a request or a service, nor in what is sent as its body."""
    seen: list[ServiceRequest] = []
    ask = in_process(tried.server())

    def noted(request: ServiceRequest) -> ServiceReply:
        seen.append(request)
        return ask(request)

    service = tried.open(noted, f" {SECRET}\n")
    service.update(service.create(DRAFT), CHANGED)
    assert seen
    assert SECRET not in repr((service, seen))
    assert SECRET.encode() not in b"".join(request.data or b"" for request in seen)
    assert all("\n" not in "".join(request.secret.values()) for request in seen)


class Killed(BaseException):
    """The program is no more."""


def put(service: Service) -> None:
    """What a run does that knows nothing of the one before."""
    held = service.find(DRAFT.key)
    if held is None:
        service.create(DRAFT)
    elif held.content != service.fingerprint(DRAFT):
        service.update(held, DRAFT)


def killed_at(ask: Ask, at: int, *, answered: bool) -> Ask:
    """`ask`, killed at its `at`-th request, which the server had, or never got."""
    left = at

    def asking(request: ServiceRequest) -> ServiceReply:
        nonlocal left
        left -= 1
        if left == 0 and not answered:
            raise Killed
        reply = ask(request)
        if left == 0:
            raise Killed
        return reply

    return asking


@each
@pytest.mark.parametrize("answered", [True, False])
def test_a_run_that_was_killed_anywhere_leaves_one_draft(tried: Tried, *, answered: bool) -> None:
    """Which the next run completes."""
    for at in range(1, 9):
        server = tried.server()
        try:
            put(tried.open(killed_at(in_process(server), at, answered=answered), SECRET))
        except Killed:
            put(tried.open(in_process(server), SECRET))
        assert [server.body(one) for one in server.kept] == [DRAFT.html], at
        assert server.sent == []


@each
@pytest.mark.parametrize("answered", [True, False])
def test_a_run_that_was_killed_while_it_changes_a_draft_is_gone_on_with(
    tried: Tried, *, answered: bool
) -> None:
    """What it left is its own work, not an edit; an edit in what it left stays."""
    for at in range(1, 9):
        for edited in (False, True):
            server, notes = tried.server(), [DraftNote(service="", key=DRAFT.key)]
            outcome = put_noted(tried, in_process(server), DRAFT, notes)
            assert outcome is PutOutcome.CREATED
            (draft_id,) = server.kept
            with suppress(Killed):
                ask = killed_at(in_process(server), at, answered=answered)
                put_noted(tried, ask, CHANGED, notes)
            if edited:
                server.edit(draft_id)
            outcome = put_noted(tried, in_process(server), CHANGED, notes)
            assert (outcome is PutOutcome.REFUSED) is edited, at
            assert edited or server.body(draft_id) == CHANGED.html
            assert len(server.kept) == 1


def put_noted(tried: Tried, ask: Ask, draft: ServiceDraft, notes: list[DraftNote]) -> PutOutcome:
    """Put it, knowing the last of `notes`."""
    service = tried.open(ask, SECRET)
    return put_there(service, draft, notes[-1], keep=notes.append).outcome


_TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
_BODY = st.lists(
    st.one_of(_TEXT, st.sampled_from(["{{", "}}", "{{ x }}", "{%", "*|X|*", "<!-- c -->", "`"]))
).map("".join)


@each
@given(subject=_TEXT, preheader=_TEXT, html=_BODY, text=_BODY, acts=st.lists(st.integers(0, 2)))
@settings(max_examples=25)
def test_nothing_that_is_put_is_sent(
    tried: Tried, subject: str, preheader: str, html: str, text: str, acts: list[int]
) -> None:
    """Whatever it says, however often: one draft, and an edit there is never written over."""
    service, server = opened(tried)
    draft = replace(DRAFT, subject=subject, preheader=preheader, html=html or "x", text=text)
    known = service.create(draft)
    edits = 0
    for act in acts:
        if act == 0:
            server.edit(known.id)
            edits += 1
        elif not edits:
            known = service.update(known, draft if act == 1 else CHANGED)
        else:
            with pytest.raises(ServiceRefused):
                service.update(known, CHANGED)
    assert server.body(known.id).count("<p>By hand</p>") == edits
    assert len(server.kept) == 1
    assert server.sent == []


@each
def test_only_what_keeps_drafts_is_ever_asked(tried: Tried) -> None:
    """No address of theirs that sends, schedules, publishes or deletes."""
    service, server = opened(tried)
    service.update(service.create(DRAFT), CHANGED)
    words = {"send", "schedule", "publish", "actions", "status", "test", "delete"}
    assert not {part for one in server.asked for part in one.path.split("/")} & words
    assert {one.method for one in server.asked} <= {"GET", "POST", "PUT", "PATCH"}


def test_a_request_is_asked_once() -> None:
    """No adapter tries a writing again by itself."""
    asked: list[Request] = []

    def answer(request: Request) -> Reply:
        asked.append(request)
        return Reply(status=500)

    for tried in FOUR.values():
        with pytest.raises(ServiceUnsure):
            tried.open(in_process(answer), SECRET).create(DRAFT)
    assert [one.method for one in asked] == ["POST"] * len(FOUR)
