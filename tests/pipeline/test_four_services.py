"""One draft an issue at listmonk, Buttondown, Mailchimp and Kit, by newsletter.toml and a note."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from delivery.fake_services import SECRET, FakeService, in_process
from delivery.four_services import FOUR, Tried
from pipeline.mailing import DAY, SENDER, published_newsletter
from pipeline.newsletters import newsletter_in, workspace_at

from digest.errors import UsageError
from digest.model.service_drafts import PutAnswer, PutOutcome
from digest.pipeline.service_drafts import note_file, put_draft
from digest.pipeline.services import opener_of
from digest.pipeline.workspace import Workspace

TABLES = """
[services.listmonk]
url = "http://127.0.0.1:9000"
user = "digest"
token = "${KEY}"
lists = [1]

[services.buttondown]
key = "${KEY}"

[services.mailchimp]
key = "${KEY}"
audience = "a1"

[services.kit]
key = "${KEY}"
"""

each = pytest.mark.parametrize(("name", "tried"), FOUR.items(), ids=FOUR)


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose issue is out, and which has all four."""
    folder = published_newsletter(tmp_path_factory.mktemp("published"))
    newsletter_in(folder, SENDER + TABLES)
    return folder


@pytest.fixture
def workspace(published_once: Path, tmp_path: Path) -> Workspace:
    """A copy of it, with the key in the environment."""
    copy = workspace_at(copytree(published_once, tmp_path / "copy"), DAY)
    return replace(copy, environment={"KEY": SECRET})


def put(workspace: Workspace, name: str, server: FakeService, **options: bool) -> PutAnswer:
    """What comes of putting the issue to a service that `server` answers for."""
    return put_draft(workspace, DAY, opener_of(name), ask=in_process(server), **options)


@each
def test_two_runs_make_one_draft_and_a_lost_note_is_no_matter(
    workspace: Workspace, name: str, tried: Tried
) -> None:
    """The third run finds by its key what it has no note of, and knows it for its own."""
    server = tried.server()
    assert put(workspace, name, server).outcome is PutOutcome.CREATED
    assert put(workspace, name, server).outcome is PutOutcome.UNCHANGED
    note_file(workspace.issues, DAY, name).unlink()
    assert put(workspace, name, server).outcome is PutOutcome.UNCHANGED
    assert len(server.kept) == 1
    assert server.sent == []


@each
def test_what_was_edited_there_stays_but_for_force(
    workspace: Workspace, name: str, tried: Tried
) -> None:
    """And the answer says where to look."""
    server = tried.server()
    put(workspace, name, server)
    (draft_id,) = server.kept
    server.edit(draft_id)
    answer = put(workspace, name, server)
    assert answer.outcome is PutOutcome.REFUSED
    assert answer.held
    assert answer.held.address in answer.words
    assert "By hand" in server.body(draft_id)
    assert put(workspace, name, server, force=True).outcome is PutOutcome.UPDATED
    assert "By hand" not in server.body(draft_id)


@each
@pytest.mark.parametrize("state", ["scheduled", "sent"])
def test_what_is_scheduled_or_sent_stays_even_with_force(
    workspace: Workspace, name: str, tried: Tried, state: str
) -> None:
    """Nothing is written there."""
    server = tried.server()
    put(workspace, name, server)
    (draft_id,) = server.kept
    server.set_state(draft_id, state)
    asked = len(server.asked)
    assert put(workspace, name, server, force=True).outcome is PutOutcome.REFUSED
    assert {one.method for one in server.asked[asked:]} == {"GET"}


@each
def test_a_dry_run_writes_nothing_and_prints_no_key(
    workspace: Workspace, name: str, tried: Tried
) -> None:
    """It shows the requests that would write."""
    server = tried.server()
    answer = put(workspace, name, server, dry_run=True)
    assert answer.outcome is PutOutcome.PLANNED
    assert [line for line in answer.requests if line.startswith("POST ")]
    assert SECRET not in "".join(answer.requests)
    assert server.kept == {}


@each
def test_a_key_that_is_not_set_is_asked_for_by_its_name(
    workspace: Workspace, name: str, tried: Tried
) -> None:
    """Before anyone is asked."""
    server = tried.server()
    with pytest.raises(UsageError, match=rf"KEY is not set in the environment; \[services\.{name}"):
        put(replace(workspace, environment={}), name, server)
    assert server.asked == []
