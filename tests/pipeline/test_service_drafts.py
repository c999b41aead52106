"""One draft an issue at a service, whatever happens; what was edited there stays."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from shutil import copytree

import pytest
from delivery.played_service import SECRET, FakeSite, open_fake
from pipeline.mailing import DAY, SENDER, published_newsletter
from pipeline.newsletters import newsletter_in, workspace_at
from rendering.issues import bullets

from digest.delivery.services.requests import ServiceReply, ServiceRequest
from digest.delivery.services.service import ServiceRefused
from digest.errors import StorageError, UsageError
from digest.model.presentation import EmailService
from digest.model.service_drafts import PutAnswer, PutOutcome
from digest.pipeline.build import build_issue
from digest.pipeline.issue_check import stored_issue
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.service_drafts import note_file, put_draft, remarks_on, service_draft
from digest.pipeline.service_files import STEPS, export_issue
from digest.pipeline.workspace import Workspace
from digest.rendering import render_mail


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose issue is out."""
    return published_newsletter(tmp_path_factory.mktemp("published"))


@pytest.fixture
def workspace(published_once: Path, tmp_path: Path) -> Workspace:
    """A copy of it."""
    return workspace_at(copytree(published_once, tmp_path / "copy"), DAY)


def put(workspace: Workspace, site: FakeSite, *, force: bool = False) -> PutOutcome:
    """What comes of putting the issue there."""
    return answered(workspace, site, force=force).outcome


def answered(workspace: Workspace, site: FakeSite, *, force: bool = False) -> PutAnswer:
    """All that is said of it."""
    return put_draft(workspace, DAY, open_fake, force=force, ask=site)


def forget(workspace: Workspace) -> None:
    """The note is lost."""
    note_file(workspace.issues, DAY, "fake").unlink(missing_ok=True)


def correct(workspace: Workspace, words: str = "The ship is called Aurora.") -> None:
    """The published issue becomes another."""
    correct_issue(workspace, DAY, reason=words)
    build_issue(workspace, DAY)
    publish_issue(workspace, DAY)


def test_two_runs_make_one_draft(workspace: Workspace) -> None:
    """The second writes nothing there."""
    site = FakeSite()
    assert put(workspace, site) is PutOutcome.CREATED
    assert put(workspace, site) is PutOutcome.UNCHANGED
    assert (site.made, site.writes) == (1, 1)
    (kept,) = site.drafts.values()
    assert kept.key.startswith(f"digest-{DAY}-")
    assert kept.html == (workspace.issues / str(DAY) / "issue.html").read_text()


@pytest.mark.parametrize("edited", [True, False])
def test_a_dry_run_reads_there_and_writes_nowhere(workspace: Workspace, *, edited: bool) -> None:
    """It tells its requests without secrets; what would be refused is said."""
    site = FakeSite()
    planned = put_draft(workspace, DAY, open_fake, dry_run=True, ask=site)
    assert planned.outcome is PutOutcome.PLANNED
    assert planned.words.startswith("a draft would be made.")
    assert [one.split()[0] for one in planned.requests] == ["GET", "GET", "POST"]
    assert "Authorization: …" in planned.requests[0]
    assert SECRET not in "".join(planned.requests)
    assert "<body" not in "".join(planned.requests)
    assert not note_file(workspace.issues, DAY, "fake").exists()
    put(workspace, site)
    if edited:
        site.edit()
    else:
        correct(workspace)
    planned = put_draft(workspace, DAY, open_fake, dry_run=True, ask=site)
    assert planned.outcome is (PutOutcome.REFUSED if edited else PutOutcome.PLANNED)
    assert site.writes == 1


def test_only_what_is_out_and_sound_is_put(workspace: Workspace) -> None:
    """An issue that is not, or is damaged, is named with what to do; nobody is asked."""
    site = FakeSite()
    with pytest.raises(UsageError, match="there is no issue"):
        put_draft(workspace, DAY.replace(day=9), open_fake, ask=site)
    page = workspace.issues / str(DAY) / "issue.html"
    kept = page.read_bytes()
    page.write_text("<p>Other words</p>")
    with pytest.raises(StorageError, match="damaged"):
        put(workspace, site)
    page.write_bytes(kept)
    correct_issue(workspace, DAY, reason="Wrong ship")
    with pytest.raises(UsageError, match=f"`digest send {DAY} --draft`"):
        put(workspace, site)
    assert site.asks == 0


def test_a_damaged_note_is_named(workspace: Workspace) -> None:
    """It says what was put; nothing is written over it."""
    path = note_file(workspace.issues, DAY, "fake")
    path.parent.mkdir()
    path.write_text("{")
    with pytest.raises(StorageError, match="delete it, and the draft there is found by its key"):
        put(workspace, FakeSite())


def test_the_editor_hears_of_tags_and_pictures_that_do_not_work_there(
    published_once: Path, tmp_path: Path
) -> None:
    """An issue made for one service and put to another."""
    folder = copytree(published_once, tmp_path / "copy")
    newsletter_in(folder, SENDER + 'service = "listmonk"\n')
    workspace = workspace_at(folder, DAY)
    correct(workspace)
    words = answered(workspace, FakeSite()).words
    assert "It holds merge tags of listmonk ([mail] service), which fake does not replace" in words
    assert "build again" in words


@pytest.mark.parametrize(
    ("service", "remedy"),
    [
        ("brevo", "put {{ unsubscribe }} in place of its address."),
        ("mailerlite", "put {$unsubscribe} in place of its address."),
        ("substack", "delete it from the post, as Substack adds each reader's own."),
        ("kit", '[mail] service = "kit" gives the next issue each reader\'s own.'),
    ],
)
def test_the_steps_say_what_becomes_of_each_file_and_of_the_unsubscribe_link(
    workspace: Workspace, service: str, remedy: str
) -> None:
    """An issue made for none, or for another; no file is left without a word."""
    plain = stored_issue(workspace, DAY).issue
    for made_for, before in [
        (EmailService.PLAIN, "Its unsubscribe link is the same for all readers: "),
        (EmailService.LISTMONK, f"which {service} does not replace: set [mail] service = "),
    ]:
        (remark,) = remarks_on(replace(plain, service=made_for), service)
        assert before in remark
        if service != "kit":
            assert remark.endswith(remedy)
    steps = (export_issue(workspace, DAY, service).folder / "README.txt").read_text()
    for name in ("body.html", "text.txt", "subject.txt", "preheader.txt"):
        assert name in steps
    assert remedy in steps


HOSTILE = "*|UNSUB|* {{ subscriber.email }} {% if x %} {# y #} %%{uuid}%% {$name} [[x]]\nBcc: me"
TAG = re.compile(r"\*\|[^*]*\|\*|\{\{|\{%|\{#|%%\{|\{\$|\[\[")


@pytest.mark.parametrize("service", [name for name in STEPS if name != "ghost"])
def test_no_service_finds_a_tag_in_what_a_feed_says(workspace: Workspace, service: str) -> None:
    """Not in any field, though its editor turn entities back into characters."""
    stored = stored_issue(workspace, DAY)
    lead = replace(bullets(1).items[0], headline=HOSTILE, dek=HOSTILE, source=HOSTILE)
    issue = replace(stored.issue, lead=lead, subject=HOSTILE, preheader=HOSTILE)
    draft = service_draft(workspace, render_mail(issue), service, key="digest")
    for field in (draft.title, draft.subject, draft.preheader, draft.html, draft.text):
        assert "UNSUB" in field
        assert TAG.findall(unescape(field)) == []
    assert "\n" not in draft.title + draft.subject + draft.preheader


def test_ghost_finds_none_of_its_tags_either(workspace: Workspace) -> None:
    """Its body is another."""
    stored = stored_issue(workspace, DAY)
    issue = replace(stored.issue, subject=HOSTILE, preheader=HOSTILE, lead=None)
    draft = service_draft(workspace, replace(stored, issue=issue), "ghost", key="digest")
    for field in (draft.title, draft.subject, draft.preheader, draft.html):
        assert "%%{" not in unescape(field)


def test_a_correction_under_another_title_is_the_same_issue(workspace: Workspace) -> None:
    """Its draft is found without a note, too."""
    site = FakeSite()
    put(workspace, site)
    forget(workspace)
    settings = workspace.folder / "newsletter.toml"
    settings.write_text(settings.read_text().replace('"Test Weekly"', '"Strait Watch"'))
    renamed = workspace_at(workspace.folder, DAY)
    correct(renamed)
    assert put(renamed, site) is PutOutcome.REFUSED
    assert put(renamed, site, force=True) is PutOutcome.UPDATED
    assert len(site.drafts) == 1


def test_what_failed_is_said_alone(published_once: Path, tmp_path: Path) -> None:
    """In one sentence, which no sign of the service's steers a terminal by."""
    folder = copytree(published_once, tmp_path / "copy")
    newsletter_in(folder, SENDER + 'service = "listmonk"\n')
    workspace = workspace_at(folder, DAY)
    correct(workspace)

    def refuse(_: ServiceRequest) -> ServiceReply:
        raise ServiceRefused("it says: \x1b[2J\nno \u202esuch key")

    answer = put_draft(workspace, DAY, open_fake, ask=refuse)
    assert (answer.outcome, answer.words) == (PutOutcome.REFUSED, "it says: [2J no such key.")
