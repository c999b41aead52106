"""Services of an extension: one draft an issue as at ours, and no fault of theirs is ours."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import copytree

import pytest
from extensions.installed import Site
from pipeline.mailing import DAY, SENDER, published_newsletter
from pipeline.newsletters import SETTINGS, workspace_at

from digest.config import load_newsletter
from digest.delivery.services.draft_note import DraftNote
from digest.delivery.services.guarded import GuardedService, ServiceAccess
from digest.delivery.services.putting import put_there
from digest.delivery.services.requests import ServiceReply, ServiceRequest
from digest.errors import ConfigError, UsageError
from digest.extending import (
    DraftState,
    HeldDraft,
    ServiceBusy,
    ServiceDraft,
    ServiceFailed,
    ServiceRefused,
    ServiceUnsure,
    content_of,
)
from digest.model.service_drafts import PutAnswer, PutOutcome
from digest.pipeline.service_drafts import put_draft
from digest.pipeline.services import chosen_services, opener_of
from digest.pipeline.workspace import Workspace

KEY = "very-secret-key"
ENTRIES = {"digest.services": {"pressroom": "{package}:open_service"}}
CODE = """
import json
from digest.extending import DraftState, HeldDraft, ServiceRequest, content_of

class Pressroom:
    name = "another name"

    def __init__(self, access):
        self.access = access

    def asked(self, method, body=None):
        key = {"Authorization": f"Bearer {self.access.key}"}
        url = self.access.text("url")
        reply = self.access.ask(ServiceRequest(method=method, url=url, secret=key, body=body))
        return json.loads(reply.body)

    def find(self, key, known_id=""):
        held = self.asked("GET")
        return self.held(held) if held else None

    def fingerprint(self, draft):
        return content_of(draft.subject, draft.preheader, draft.html)

    def create(self, draft):
        return self.update(None, draft)

    def update(self, held, draft):
        self.asked("PUT", {"key": draft.key, "content": self.fingerprint(draft)})
        return HeldDraft(id="1", state=DraftState.DRAFT)

    def held(self, held):
        return HeldDraft(id="1", state=DraftState.DRAFT, content=held["content"])

open_service = Pressroom
"""


@dataclass
class Room:
    """What stands at the service: one draft, or none."""

    held: object = None
    asked: list[ServiceRequest] = field(default_factory=list)

    def __call__(self, request: ServiceRequest) -> ServiceReply:
        """Give what is held, and take what is put."""
        self.asked.append(request)
        if request.writes:
            self.held = request.body
        body = replace(request, body=self.held).data or b"null"
        return ServiceReply(status=200, body=body)


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose issue is out."""
    return published_newsletter(tmp_path_factory.mktemp("published"))


@pytest.fixture
def folder(published_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copytree(published_once, tmp_path / "copy")


def naming(folder: Path, name: str, table: str) -> Path:
    """The newsletter with an extension and a table for its service."""
    named = SETTINGS.replace('"Test Weekly"', f'"Test Weekly"\nextensions = ["{name}"]')
    (folder / "newsletter.toml").write_text(f"{named}{SENDER}{table}")
    return folder


TABLE = """
[services]
draft_at = ["pressroom"]
[services.pressroom]
url = "https://press.example/draft"
key = "${PRESS_KEY}"
"""


@pytest.fixture
def workspace(site: Site, folder: Path) -> Workspace:
    """The newsletter with such a service, and its key in the environment."""
    naming(folder, site.install(CODE, entries=ENTRIES), TABLE)
    return replace(workspace_at(folder, DAY), environment={"PRESS_KEY": KEY})


def put(workspace: Workspace, room: Room, **options: bool) -> PutAnswer:
    """Put the issue there."""
    return put_draft(workspace, DAY, opener_of("pressroom"), ask=room, **options)


def test_an_issue_is_one_draft_there(workspace: Workspace) -> None:
    """Made, known again, left alone when it was edited, put over by --force; under our name."""
    room = Room()
    assert chosen_services(workspace) == ("pressroom",)
    assert put(workspace, room).outcome is PutOutcome.CREATED
    answer = put(workspace, room)
    assert (answer.service, answer.outcome) == ("pressroom", PutOutcome.UNCHANGED)
    assert (workspace.issues / ".sent" / f"{DAY}.pressroom.json").is_file()
    room.held = {"content": "edited"}
    assert put(workspace, room).outcome is PutOutcome.REFUSED
    assert put(workspace, room, force=True).outcome is PutOutcome.UPDATED


def test_a_dry_run_writes_nothing_and_tells_no_key(workspace: Workspace) -> None:
    """Since it can ask in one way only."""
    room = Room()
    answer = put(workspace, room, dry_run=True)
    assert answer.outcome is PutOutcome.PLANNED
    assert [one.method for one in room.asked] == ["GET"]
    assert "PUT https://press.example/draft" in answer.requests[-1]
    assert KEY not in repr(answer) + repr(workspace)


def test_its_key_is_asked_for_by_its_name(workspace: Workspace) -> None:
    """Before it is asked anything; one of `draft_at` is among the secrets of a workflow."""
    with pytest.raises(UsageError, match=r"PRESS_KEY is not set .* \[services.pressroom\] key"):
        put(replace(workspace, environment={}), Room())
    assert workspace.newsletter.services.unattended_secrets == ("${PRESS_KEY}",)


def test_what_its_table_lacks_is_told(site: Site, folder: Path) -> None:
    """By the service itself, in its own words; a key is not asked for where none is written."""
    name = site.install(CODE, entries=ENTRIES)
    naming(folder, name, "[services.pressroom]\nlists = [1, 2]\n")
    answer = put(workspace_at(folder, DAY), Room())
    assert answer.outcome is PutOutcome.REFUSED
    assert answer.words == "[services.pressroom] has no url: write it there, as a text."


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1 / 0", "cannot be loaded: ZeroDivisionError"),
        ("open_service = 3", "has a int as its service pressroom, and no function that opens it"),
    ],
)
def test_a_service_that_cannot_be_loaded_is_told(
    site: Site, folder: Path, code: str, said: str
) -> None:
    """As a problem of the settings."""
    name = site.install(code, entries=ENTRIES)
    naming(folder, name, "[services.pressroom]\n")
    with pytest.raises(ConfigError) as caught:
        put(workspace_at(folder, DAY), Room())
    assert str(caught.value).startswith(f"the extension {name} ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            "[services.presroom]\n",
            "services.presroom is no service that is known here; did you mean pressroom?",
        ),
        (
            "[services.ghots]\n",
            "services.ghots is no service that is known here; did you mean ghost?",
        ),
        ('[services]\ndrfat_at = ["kit"]\n', "services.drfat_at is not a key here; did you mean d"),
        ('[services]\ndraft_at = ["pressroom"]\n', "draft_at names pressroom, which has no table"),
        ('[services.pressroom]\nkey = "abc"\n', "services.pressroom.key would stand here for all"),
        ("[services.pressroom.deep]\nx = 1\n", "services.pressroom.deep is no text, number, true"),
        ("[services.pressroom]\nday = 2024-08-09\n", "services.pressroom.day is no text, number"),
    ],
)
def test_a_table_that_is_none_is_a_problem_of_the_settings(
    site: Site, folder: Path, table: str, said: str
) -> None:
    """With the nearest key, and no value told."""
    naming(folder, site.install(CODE, entries=ENTRIES), table)
    with pytest.raises(ConfigError) as caught:
        load_newsletter(folder)
    assert said in str(caught.value)
    assert "abc" not in str(caught.value)


@pytest.mark.parametrize("service", ["ghost", "Press", "../press", "draft_at"])
def test_a_name_that_no_service_can_have_is_told(site: Site, folder: Path, service: str) -> None:
    """Notes are files of that name."""
    name = site.install(CODE, entries={"digest.services": {service: "{package}:open_service"}})
    naming(folder, name, "")
    with pytest.raises(ConfigError, match=f"{name} adds the service "):
        load_newsletter(folder)


DRAFT = ServiceDraft(
    key="digest-2024-08-02-0123abcd",
    title="T",
    subject="S",
    preheader="P",
    html="<p>B</p>",
    text="B",
)
HELD = HeldDraft(id="1", state=DraftState.DRAFT, content="c")


class Scripted:
    """A service that does in each act what a test says."""

    name = "scripted"

    def __init__(self, find: Callable[[], object], create: Callable[[], object]) -> None:
        self._find = find
        self._create = create

    def find(self, _key: str, _known_id: str = "") -> object:
        """As the test says."""
        return self._find()

    def fingerprint(self, draft: ServiceDraft) -> str:
        """As services do."""
        return content_of(draft.subject, draft.preheader, draft.html)

    def create(self, _draft: ServiceDraft) -> object:
        """As the test says."""
        return self._create()

    def update(self, _held: HeldDraft, _draft: ServiceDraft) -> object:
        """As the test says."""
        return self._create()


def outcome(opened: object, *, patience: float = 5.0) -> PutAnswer:
    """What comes of putting the draft to a service that opens as `opened`."""
    access = ServiceAccess(name="scripted", settings={}, key=KEY, ask=Room())
    service = GuardedService(access, "fake-extension", lambda _: opened, patience=patience)
    note = DraftNote(service="scripted", key=DRAFT.key)
    return put_there(service, DRAFT, note, keep=lambda _: None)


def raising(error: BaseException) -> Callable[[], object]:
    """An act that raises that."""

    def act() -> object:
        raise error

    return act


def giving(*values: object) -> Callable[[], object]:
    """An act that gives each of these in turn."""
    turns: Iterator[object] = iter(values)
    return lambda: next(turns)


class Strange(ServiceUnsure):
    """A kind of its own."""


class Mute(ServiceBusy):
    """One that cannot be printed."""

    def __str__(self) -> str:
        raise ValueError


class Unspeakable(Exception):
    """One that would end the program when it is printed."""

    def __str__(self) -> str:
        raise SystemExit(3)


class Sly(str):
    """A text that cannot be compared."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    __hash__ = str.__hash__


def test_no_part_of_a_key_stands_where_words_are_cut_off() -> None:
    """It is taken out first."""
    error = ValueError("x" * (300 - len(KEY) // 2) + KEY)
    assert KEY[: len(KEY) // 3] not in outcome(Scripted(raising(error), giving())).words


@pytest.mark.parametrize(
    ("find", "create", "expected", "said"),
    [
        (raising(ValueError(f"no {KEY}")), giving(), PutOutcome.REFUSED, "ValueError: no … ("),
        (raising(SystemExit(0)), giving(), PutOutcome.REFUSED, "failed: SystemExit: 0"),
        (raising(Unspeakable()), giving(), PutOutcome.REFUSED, "failed: Unspeakable ("),
        (raising(KeyboardInterrupt()), giving(), PutOutcome.REFUSED, "failed: KeyboardInterrupt"),
        (giving("held"), giving(), PutOutcome.REFUSED, "a str where a HeldDraft is asked for"),
        (giving(replace(HELD, id="")), giving(), PutOutcome.REFUSED, "its HeldDraft has no id"),
        (
            giving(replace(HELD, version="x" * 9999)),
            giving(),
            PutOutcome.REFUSED,
            "more than 2,000",
        ),
        (raising(ServiceBusy(f"later, {KEY}")), giving(), PutOutcome.BUSY, "later, …."),
        (raising(ServiceFailed("no")), giving(), PutOutcome.REFUSED, "no."),
        (
            giving(None),
            giving(replace(HELD, id="d\udce9")),
            PutOutcome.UNKNOWN,
            "its id has a line",
        ),
        (giving(None, None), giving(replace(HELD, id=Sly("1"))), PutOutcome.UNKNOWN, "not show it"),
        (giving(None), raising(OSError("cut")), PutOutcome.UNKNOWN, "the next try looks first"),
        (raising(Mute()), giving(), PutOutcome.BUSY, "does not say what went wrong"),
        (giving(None), raising(Strange("cut")), PutOutcome.UNKNOWN, "cut."),
        (giving(None), giving(None), PutOutcome.UNKNOWN, "a NoneType where a HeldDraft"),
        (giving(None), raising(ServiceRefused("x" * 9_000_000)), PutOutcome.REFUSED, "xxx"),
        (giving(None, None), giving(HELD), PutOutcome.UNKNOWN, "took it and does not show it"),
    ],
)
def test_what_goes_wrong_there_is_an_outcome(
    find: Callable[[], object], create: Callable[[], object], expected: PutOutcome, said: str
) -> None:
    """In a sentence with no key in it: refused before it wrote, unknown where it may have."""
    answer = outcome(Scripted(find, create))
    assert answer.outcome is expected
    assert said in answer.words
    assert KEY not in answer.words
    assert len(answer.words) < 700


def test_one_that_opens_as_nothing_of_the_kind_is_refused() -> None:
    """Its extension is named."""
    words = "fake-extension, which adds scripted, failed: TypeError: it opened a str, which is no"
    assert outcome("service").words.startswith(words)


def test_one_that_hangs_is_left_behind() -> None:
    """Nobody else can work meanwhile."""
    started = time.monotonic()
    answer = outcome(Scripted(lambda: time.sleep(30), giving()), patience=0.2)
    assert time.monotonic() - started < 5
    assert "it did not come back within 0.2 s" in answer.words


def test_what_one_prints_is_not_among_what_programs_read(capfd: pytest.CaptureFixture[str]) -> None:
    """It is on stderr."""

    def loud() -> object:
        sys.stdout.write("look at me\n")
        return HELD

    outcome(Scripted(loud, giving()))
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", "look at me\n")
