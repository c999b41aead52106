"""A draft at Ghost is made once, changed only as it was seen, and never sent."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from delivery.ghost_server import KEY, KEY_ID, SECRET, SITE, GhostServer, moved
from hypothesis import given, settings
from hypothesis import strategies as st
from servers import Reply, Request, serving

from digest.delivery.services.ghost import Ghost, sign_token
from digest.delivery.services.requests import ServiceReply, ServiceRequest
from digest.delivery.services.service import (
    ServiceBusy,
    ServiceFailed,
    ServiceRefused,
    ServiceUnsure,
)
from digest.model.service_drafts import DraftState, ServiceDraft

NOW = datetime(2026, 3, 6, 7, 0, tzinfo=UTC)
DRAFT = ServiceDraft(
    key="digest-2026-03-06-0a1b2c3d",
    title="Harbour Letter, No. 9",
    subject="The night boats sail again",
    preheader="Both capitals say the timetable is settled.",
    html="<div>The night boats — “sail”</div>",
    text="The night boats sail",
)


@dataclass(slots=True)
class Site:
    """A Ghost, what it holds, and what it was asked."""

    ghost: Ghost
    server: GhostServer
    asked: list[Request]
    spoil: dict[str, Callable[[Reply], Reply]] = field(default_factory=dict)

    def sent(self, number: int = -1) -> dict[str, object]:
        """The post of a request."""
        return dict(json.loads(self.asked[number].body)["posts"][0])


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty one; `spoil` changes its answers by the method that was asked."""
    server = GhostServer()
    spoil: dict[str, Callable[[Reply], Reply]] = {}

    def answer(request: Request) -> Reply:
        reply = server.answer(request)
        return spoil[request.method](reply) if request.method in spoil else reply

    with serving(answer) as web:
        ghost = Ghost(url=web.url(""), key=KEY, ask=ask, now=lambda: NOW)
        yield Site(ghost, server, web.asked, spoil)


def ask(request: ServiceRequest) -> ServiceReply:
    """Ask over loopback."""
    place = urlsplit(request.url)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=5)
    path = f"{place.path}?{place.query}" if place.query else place.path
    headers = {**request.headers, **request.secret}
    connection.request(request.method, path, request.data, headers)
    with closing(connection), connection.getresponse() as answer:
        waits = int(answer.headers.get("Retry-After", "0"))
        return ServiceReply(status=answer.status, body=answer.read(), retry_after=waits)


def test_a_draft_is_made_for_mail_alone(site: Site) -> None:
    """With our key as its slug, an internal tag, and the body as one card."""
    held = site.ghost.create(DRAFT)
    sent = site.sent()
    assert sent["slug"] == DRAFT.key
    assert (sent["status"], sent["email_only"], sent["tags"]) == (
        "draft",
        True,
        [{"name": "#digest"}],
    )
    assert (sent["title"], sent["email_subject"]) == (DRAFT.title, DRAFT.subject)
    assert sent["custom_excerpt"] == DRAFT.preheader
    [card] = json.loads(str(sent["lexical"]))["root"]["children"]
    assert (card["type"], card["html"]) == ("html", DRAFT.html)
    assert (held.state, held.content) == (DraftState.DRAFT, site.ghost.fingerprint(DRAFT))
    assert held.address.endswith(f"/ghost/#/editor/post/{held.id}")


def test_a_draft_is_found_by_its_id_and_without_it(site: Site) -> None:
    """By the id even if it has another slug there; by the slug if the note was lost or is wrong."""
    assert site.ghost.find(DRAFT.key) is None
    made = site.ghost.create(DRAFT)
    assert site.ghost.find(DRAFT.key) == made
    for wrong in ("f" * 24, "no id", "../../settings/"):
        assert site.ghost.find(DRAFT.key, wrong) == made
    site.server.edit(made.id, slug="night-boats")
    assert site.ghost.find(DRAFT.key) is None
    found = site.ghost.find(DRAFT.key, made.id)
    assert found is not None
    assert found.id == made.id


def test_a_change_is_put_in_place_of_what_was_seen(site: Site) -> None:
    """The slug, the tag and the state are left as they stand there."""
    made = site.ghost.create(DRAFT)
    changed = site.ghost.update(made, replace(DRAFT, html="<div>Not today</div>"))
    assert changed.id == made.id
    assert changed.content != made.content
    assert set(site.sent()) == {"title", "email_subject", "custom_excerpt", "lexical", "updated_at"}
    assert site.ghost.find(DRAFT.key) == changed
    assert len(site.server.posts) == 1


EDITS = {
    "title": "Another",
    "email_subject": "Another",
    "custom_excerpt": None,
    "lexical": '{"root": {"children": []}}',
}


@pytest.mark.parametrize(("name", "value"), EDITS.items(), ids=EDITS)
def test_an_edit_there_is_seen_and_never_written_over(site: Site, name: str, value: object) -> None:
    """Whatever a reader would get of it."""
    made = site.ghost.create(DRAFT)
    site.server.edit(made.id, **{name: value})
    found = site.ghost.find(DRAFT.key)
    assert found is not None
    assert found.content != made.content
    with pytest.raises(ServiceRefused, match="somebody edited the draft there"):
        site.ghost.update(made, DRAFT)
    assert site.server.posts[made.id][name] == value


def test_the_order_of_keys_is_no_edit(site: Site) -> None:
    """Ghost's editor may write the same document otherwise."""
    made = site.ghost.create(DRAFT)
    lexical = json.loads(str(site.server.posts[made.id]["lexical"]))
    turned = dict(reversed(lexical["root"].items()))
    site.server.edit(made.id, lexical=json.dumps({"root": turned}, indent=1))
    found = site.ghost.find(DRAFT.key)
    assert found is not None
    assert found.content == made.content
    assert found.version != made.version


def test_to_save_it_there_as_it_is_is_no_edit(site: Site) -> None:
    """Ghost's editor then says of each card who sees it; to say that of fewer is one."""
    made = site.ghost.create(DRAFT)
    site.server.save(made.id)
    saved = site.ghost.find(DRAFT.key)
    assert saved is not None
    assert (saved.content, saved.version != made.version) == (made.content, True)
    lexical = str(site.server.posts[made.id]["lexical"])
    assert '"status:free,status:-free"' in lexical
    fewer = lexical.replace('"status:free,status:-free"', '"status:-free"')
    site.server.edit(made.id, lexical=fewer)
    edited = site.ghost.find(DRAFT.key)
    assert edited is not None
    assert edited.content != made.content


STATES = {
    "draft": DraftState.DRAFT,
    "scheduled": DraftState.SCHEDULED,
    "published": DraftState.SENT,
    "sent": DraftState.SENT,
    "something new": DraftState.SENT,
}


@pytest.mark.parametrize(("status", "state"), STATES.items(), ids=STATES)
def test_what_is_no_draft_any_more_is_not_touched(
    site: Site, status: str, state: DraftState
) -> None:
    """Nothing is asked of Ghost."""
    made = site.ghost.create(DRAFT)
    site.server.edit(made.id, status=status)
    found = site.ghost.find(DRAFT.key)
    assert found is not None
    assert found.state is state
    if state is not DraftState.DRAFT:
        asked = len(site.asked)
        with pytest.raises(ServiceRefused, match="is not touched any more"):
            site.ghost.update(found, DRAFT)
        assert len(site.asked) == asked


def test_a_post_with_a_number_after_its_slug_is_removed(site: Site) -> None:
    """Else every run would make one more."""
    site.server.taken.add(DRAFT.key)
    with pytest.raises(ServiceRefused, match=f"has the slug {DRAFT.key} already"):
        site.ghost.create(DRAFT)
    assert site.server.posts == {}


def test_a_draft_that_was_deleted_meanwhile_is_made_anew_at_the_next_time(site: Site) -> None:
    """The Ghost is there, and its address right."""
    made = site.ghost.create(DRAFT)
    del site.server.posts[made.id]
    with pytest.raises(ServiceRefused, match=r"deleted the draft there.*; put the issue again"):
        site.ghost.update(made, DRAFT)
    assert site.ghost.find(DRAFT.key, made.id) is None
    site.spoil["PUT"] = lambda _: Reply(status=404, body=PAGE)
    with pytest.raises(ServiceRefused, match="no Ghost"):
        site.ghost.update(made, DRAFT)


def test_an_answer_that_is_no_draft_is_said_aloud(site: Site) -> None:
    """Ghost did something that it was not asked for."""
    site.spoil["POST"] = lambda reply: moved(reply, status="published")
    with pytest.raises(ServiceRefused, match=r"stands as 'published' there.*at once"):
        site.ghost.create(DRAFT)


PAGE = b"<!doctype html><title>Welcome</title>"
TROUBLE: dict[str, tuple[Reply, type[ServiceFailed], str]] = {
    "400": (Reply(status=400, body=b'{"errors": []}'), ServiceRefused, "does not take the key"),
    "401": (Reply(status=401, body=b"{}"), ServiceRefused, "does not take the key"),
    "403": (Reply(status=403, body=b"{}"), ServiceRefused, "may not write posts"),
    "404": (Reply(status=404, body=b"{}"), ServiceRefused, r"there is no Ghost.*\burl\b"),
    "406": (Reply(status=406, body=b"{}"), ServiceRefused, r"no posts.*without /ghost.*version 6"),
    "300": (Reply(status=300, body=b"Choose"), ServiceRefused, r"another address \(300\)"),
    "302": (Reply(status=302, body=b"Found"), ServiceRefused, r"another address \(302\).*sign in"),
    "409": (
        Reply(status=409, body=b'{"errors": [{"message": "Saving failed!"}]}'),
        ServiceRefused,
        "somebody edited((?!it says).)*$",
    ),
    "413": (Reply(status=413, body=b"{}"), ServiceRefused, "too large"),
    "422": (
        Reply(status=422, body=b'{"errors": [{"message": "m", "context": "no\\ntitle"}]}'),
        ServiceRefused,
        r"does not take the draft \(it says: no title\)",
    ),
    "429": (
        Reply(status=429, headers={"Retry-After": "30"}),
        ServiceBusy,
        "too many requests; try again in 30 s",
    ),
    "500": (Reply(status=500, body=b"{}"), ServiceUnsure, r"failed \(500\)"),
    "a web page": (Reply(body=PAGE), ServiceRefused, "no Ghost"),
    "a web page that is not there": (Reply(status=404, body=PAGE), ServiceRefused, "a web page"),
    "JSON of something else": (Reply(body=b'{"posts": []}'), ServiceRefused, "no Ghost"),
    "another teapot": (Reply(status=418, body=b"{}"), ServiceRefused, r"will not \(418\)"),
}


@pytest.mark.parametrize(("reply", "kind", "said"), TROUBLE.values(), ids=TROUBLE)
def test_trouble_is_one_sentence_with_what_to_do(
    site: Site, reply: Reply, kind: type[ServiceFailed], said: str
) -> None:
    """Never with the key or its token."""
    site.spoil["POST"] = lambda _: reply
    with pytest.raises(kind, match=said) as caught:
        site.ghost.create(DRAFT)
    words = str(caught.value)
    assert "\n" not in words
    assert SECRET not in words
    assert "eyJ" not in words


def test_a_ghost_that_is_down_is_tried_later(site: Site) -> None:
    """Where it was only asked, nothing can have been taken."""
    site.spoil["GET"] = lambda _: Reply(status=503, body=PAGE, headers={"Retry-After": "60"})
    with pytest.raises(ServiceBusy, match=r"does not work just now \(503\); try again in 60 s"):
        site.ghost.find(DRAFT.key)


def test_a_web_page_in_place_of_a_missing_post_is_no_missing_post(site: Site) -> None:
    """Else a wrong address would seem to be an empty Ghost."""
    site.spoil["GET"] = lambda _: Reply(status=404, body=PAGE)
    with pytest.raises(ServiceRefused, match="no Ghost"):
        site.ghost.find(DRAFT.key)


def test_a_wrong_key_is_refused(site: Site) -> None:
    """By its form here, by its secret there."""
    for key in ("", "no key", f"{KEY_ID}:xyz", f"{KEY_ID}{SECRET}"):
        with pytest.raises(ServiceRefused, match="is no Admin API key"):
            sign_token(key, NOW)
    another = replace(site.ghost, key=f"{KEY_ID}:{SECRET[::-1]}")
    with pytest.raises(ServiceRefused, match="does not take the key"):
        another.find(DRAFT.key)


def test_the_key_is_shown_nowhere(site: Site) -> None:
    """Not where the adapter or what it asks is printed."""
    asked: list[ServiceRequest] = []

    def listen(request: ServiceRequest) -> ServiceReply:
        asked.append(request)
        return ask(request)

    ghost = replace(site.ghost, ask=listen)
    ghost.create(DRAFT)
    printed = repr(ghost) + repr(asked)
    assert SECRET not in printed
    assert "eyJ" not in printed


@given(subject=st.text(max_size=400), html=st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_no_text_sends_or_breaks_it(subject: str, html: str) -> None:
    """Whatever an issue says, it is a draft of the lengths that Ghost takes."""
    server = GhostServer()
    ghost = Ghost(url=f"{SITE}/", key=KEY, ask=server.ask, now=lambda: NOW)
    made = ghost.create(replace(DRAFT, subject=subject, html=html))
    ghost.update(made, DRAFT)
    assert [one["status"] for one in server.posts.values()] == ["draft"]
    assert server.sent == []
