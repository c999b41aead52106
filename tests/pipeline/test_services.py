"""A published issue really goes to Ghost and listmonk: settings, key, network, note and all."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from delivery.fake_services import SECRET
from delivery.ghost_server import KEY, GhostServer
from delivery.listmonk_server import ListmonkServer
from pipeline.mailing import DAY, SENDER, published_newsletter
from pipeline.newsletters import newsletter_in, workspace_at
from servers import serving

from digest.config.services import SERVICES
from digest.delivery.services.asking import ask_service
from digest.errors import UsageError
from digest.model.service_drafts import PutAnswer, PutOutcome
from digest.pipeline.service_drafts import put_draft
from digest.pipeline.services import OPENERS, chosen_services, opener_of
from digest.pipeline.workspace import Workspace

TABLES = """
[services.ghost]
url = "{url}"
key = "${{GHOST_KEY}}"
[services.listmonk]
url = "{url}"
user = "digest"
token = "${{LISTMONK_TOKEN}}"
lists = [3]
[services.buttondown]
key = "${{BUTTONDOWN_KEY}}"
[services.mailchimp]
key = "${{MAILCHIMP_KEY}}"
audience = "abc"
[services.kit]
key = "${{KIT_KEY}}"
"""
KEYS = {"GHOST_KEY": KEY, "LISTMONK_TOKEN": SECRET}


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose issue is out."""
    return published_newsletter(tmp_path_factory.mktemp("published"))


@pytest.fixture
def folder(published_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copytree(published_once, tmp_path / "copy")


def at(folder: Path, url: str) -> Workspace:
    """The newsletter with services at that address."""
    newsletter_in(folder, SENDER + TABLES.format(url=url))
    return replace(workspace_at(folder, DAY), environment=KEYS)


def put(workspace: Workspace, name: str, *, dry_run: bool = False) -> PutAnswer:
    """Put the issue there."""
    return put_draft(workspace, DAY, opener_of(name), dry_run=dry_run)


def test_at_ghost_an_issue_is_one_post_with_a_body_of_its_own(folder: Path) -> None:
    """Made, found, and left alone when somebody edited it."""
    ghost = GhostServer()
    with serving(ghost.answer) as server:
        workspace = at(folder, server.url(""))
        planned = put(workspace, "ghost", dry_run=True)
        assert (planned.outcome, ghost.posts) == (PutOutcome.PLANNED, {})
        assert KEY.partition(":")[2] not in repr(planned)
        assert put(workspace, "ghost").outcome is PutOutcome.CREATED
        assert put(workspace, "ghost").outcome is PutOutcome.UNCHANGED
        for note in (workspace.issues / ".sent").iterdir():
            note.unlink()
        assert put(workspace, "ghost").outcome is PutOutcome.UNCHANGED
        (post,) = ghost.posts.values()
        ghost.edit(str(post["id"]), custom_excerpt="Mine")
        refused = put(workspace, "ghost")
    assert refused.outcome is PutOutcome.REFUSED
    assert "edited there since it was put" in refused.words
    assert ghost.sent == []
    assert "<body" not in str(post["lexical"])


def test_at_listmonk_an_issue_is_one_campaign(folder: Path) -> None:
    """Its note lost, it is known by what stands there."""
    listmonk = ListmonkServer()
    with serving(listmonk) as server:
        workspace = at(folder, server.url(""))
        assert put(workspace, "listmonk").outcome is PutOutcome.CREATED
        for note in (workspace.issues / ".sent").iterdir():
            note.unlink()
        assert put(workspace, "listmonk").outcome is PutOutcome.UNCHANGED
        (campaign,) = listmonk.kept
        listmonk.set_state(campaign, "sent")
        assert "it is sent there already" in put(workspace, "listmonk").words
    assert len(listmonk.kept) == 1


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_is_opened_with_its_key(folder: Path, name: str) -> None:
    """Which is in no repr; without it the setting is named."""
    workspace = at(folder, "https://example.org")
    assert chosen_services(workspace) == SERVICES == tuple(OPENERS)
    variable = "LISTMONK_TOKEN" if name == "listmonk" else f"{name.upper()}_KEY"
    keyed = replace(workspace, environment={variable: SECRET})
    service = opener_of(name)(keyed, ask_service)
    assert service.name == name
    assert SECRET not in repr(service) + repr(keyed)
    with pytest.raises(UsageError, match=rf"{variable} is not set .*; \[services.{name}\]"):
        opener_of(name)(replace(workspace, environment={}), ask_service)
