"""An issue goes to its list once, and to whoever tries it as often as they like."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path
from shutil import copytree

import pytest
from delivery.mail_servers import Fault, Scripted, scripted
from pipeline.mailing import DAY, SENDER, SERVER, TO_LIST, published_newsletter, sending_by
from pipeline.newsletters import newsletter_in, workspace_at

from digest.archive.public_files import public_files
from digest.errors import (
    CheckFailed,
    NotSent,
    SendingUnknown,
    StorageError,
    UsageError,
)
from digest.model.deliveries import Attachment, MailOutcome, SendingState
from digest.pipeline.build import build_issue
from digest.pipeline.publication import correct_issue, publish_issue
from digest.pipeline.sending import (
    ledger_file,
    send_live,
    send_note,
    send_test,
    sending_state,
)
from digest.pipeline.toolchain import verify_issues
from digest.pipeline.website import push_site, update_site
from digest.pipeline.workspace import Workspace


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose issue is out."""
    return published_newsletter(tmp_path_factory.mktemp("published"))


@pytest.fixture
def folder(published_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copytree(published_once, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def server() -> Iterator[Scripted]:
    """A server that takes every mail."""
    with scripted() as running:
        yield running


def outcome(
    workspace: Workspace, *, resend: bool = False, count_as_sent: bool = False
) -> MailOutcome:
    """What came of a live mail."""
    done = send_live(workspace, DAY, resend=resend, count_as_sent=count_as_sent)
    return done.deliveries[0].outcome


def test_an_issue_goes_to_its_list_once(folder: Path, server: Scripted) -> None:
    """As it was published, with the list in To; a second time nothing happens."""
    workspace = sending_by(folder, server.port)
    assert sending_state(workspace, DAY) is SendingState.NOT_SENT
    first = send_live(workspace, DAY)
    assert first.deliveries[0].outcome is MailOutcome.SENT
    assert sending_state(workspace, DAY) is SendingState.SENT
    second = send_live(workspace, DAY)
    assert second.deliveries[0].outcome is MailOutcome.ALREADY
    assert "it was sent to list@example.org on 2024-08-02" in second.deliveries[0].words
    assert len(server.mails) == 1
    mail = message_from_bytes(server.mails[0])
    assert mail["To"] == "Readers <list@example.org>"
    assert mail["Message-ID"] == first.deliveries[0].message_id
    assert "RCPT TO:<list@example.org>" in server.commands
    assert [one for one in server.commands if one.startswith("MAIL FROM:<desk@example.org>")]


def test_a_draft_is_not_sent_live(folder: Path, server: Scripted) -> None:
    """Nor an issue that there is not, nor one that is open for a correction."""
    workspace = sending_by(folder, server.port)
    correct_issue(workspace, DAY, reason="The port is Izmail.")
    with pytest.raises(UsageError, match="open for a correction; publish that first"):
        send_live(workspace, DAY)
    with pytest.raises(UsageError, match="there is no issue of 2024-08-09"):
        send_live(workspace, DAY.replace(day=9))
    shutil.rmtree(folder / "issues")
    build_issue(workspace, DAY)
    with pytest.raises(UsageError, match="is a draft: publish it with `digest publish 2024-08-02`"):
        send_live(workspace, DAY)
    assert server.commands == []


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (SERVER, r"\[sending\] to is not set"),
        (TO_LIST, r"\[smtp\] host is not set"),
        (TO_LIST + '[smtp]\nhost = "mail.example.org"\nsecurity = "none"\n', "another machine"),
        (TO_LIST + SERVER + 'user = "desk"\npassword = "${MAIL_PW}"\n', "MAIL_PW is not set"),
    ],
)
def test_what_is_missing_is_named(folder: Path, settings: str, why: str) -> None:
    """Before any server is asked, and nothing is noted."""
    newsletter_in(folder, SENDER + settings.replace("{port}", "1"))
    workspace = workspace_at(folder, DAY)
    with pytest.raises(UsageError, match=why):
        send_live(workspace, DAY)
    assert not ledger_file(workspace.issues, DAY).exists()


def test_a_mail_from_nobody_is_not_sent(folder: Path, server: Scripted) -> None:
    """An issue that was built before [mail] sender was set names nobody."""
    shutil.rmtree(folder / "issues")
    newsletter_in(folder, TO_LIST + SERVER.format(port=server.port))
    workspace = workspace_at(folder, DAY)
    build_issue(workspace, DAY)
    with pytest.raises(UsageError, match=r"\[mail\] sender is not set"):
        send_test(workspace, DAY, ["a@example.org"])
    with pytest.raises(UsageError, match=r"\[mail\] sender is not set"):
        send_note(workspace, "a@example.org", subject="x", text="x")


def test_a_damaged_issue_is_not_sent(folder: Path, server: Scripted) -> None:
    """The files must be those that were published, the mail and all others."""
    workspace = sending_by(folder, server.port)
    path = workspace.issues / "2024-08-02" / "issue.txt"
    path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(StorageError, match=r"not sent: .*issue.txt is damaged"):
        send_live(workspace, DAY)
    assert server.commands == []


def test_an_issue_with_errors_is_not_sent(folder: Path, server: Scripted) -> None:
    """Also where it was published by force."""
    strict = '[check.rules]\nissue-thin = "error"\nlittle-text = "error"\n'
    workspace = sending_by(folder, server.port, TO_LIST + strict)
    with pytest.raises(CheckFailed, match="not sent; reopen the issue and mend this"):
        send_live(workspace, DAY)
    assert server.commands == []


UNSURE = {"dot": Fault(cuts=True)}


def left_unknown(folder: Path) -> Workspace:
    """The newsletter after a try whose outcome nobody knows."""
    with scripted(UNSURE) as broken:
        workspace = sending_by(folder, broken.port)
        assert outcome(workspace) is MailOutcome.UNKNOWN
    assert len(broken.mails) == 1  # it has arrived
    assert sending_state(workspace, DAY) is SendingState.UNKNOWN
    return workspace


def test_an_unknown_outcome_waits_for_the_editor(folder: Path, server: Scripted) -> None:
    """It says when, to whom and what to do, as often as it is asked."""
    left_unknown(folder)
    workspace = sending_by(folder, server.port)
    for _ in range(2):
        with pytest.raises(SendingUnknown) as raised:
            send_live(workspace, DAY)
        words = str(raised.value)
        assert "`digest send 2024-08-02 --live --count-as-sent`" in words
        assert "`digest send 2024-08-02 --live --resend`" in words
        assert "for list@example.org on 2024-08-02" in words
    assert server.commands == []


def test_the_editor_counts_it_as_sent_or_sends_it_again(folder: Path, server: Scripted) -> None:
    """Either ends it."""
    left_unknown(folder)
    workspace = sending_by(folder, server.port)
    assert outcome(workspace, count_as_sent=True) is MailOutcome.COUNTED
    assert sending_state(workspace, DAY) is SendingState.SENT
    assert outcome(workspace) is MailOutcome.ALREADY
    assert server.mails == []
    assert outcome(workspace, resend=True) is MailOutcome.SENT
    assert len(server.mails) == 1


@pytest.mark.parametrize("step", ["RCPT", "dot"])
def test_a_second_try_that_is_refused_does_not_answer_for_the_first(
    folder: Path, server: Scripted, step: str
) -> None:
    """It stays unknown, wherever the refusal comes."""
    left_unknown(folder)
    with scripted({step: Fault(reply="550 No")}) as refusing:
        assert outcome(sending_by(folder, refusing.port), resend=True) is MailOutcome.REFUSED
    workspace = sending_by(folder, server.port)
    assert sending_state(workspace, DAY) is SendingState.UNKNOWN


@pytest.mark.parametrize(
    ("step", "fault", "state"),
    [
        ("RCPT", Fault(reply="450 Greylisted"), SendingState.NOT_SENT),
        ("RCPT", Fault(reply="550 No such list"), SendingState.REFUSED),
        ("DATA", Fault(reply="451 Later"), SendingState.NOT_SENT),
        ("DATA", Fault(cuts=True), SendingState.NOT_SENT),
        ("dot", Fault(reply="452 Full"), SendingState.NOT_SENT),
        ("dot", Fault(reply="554 Spam"), SendingState.REFUSED),
        ("greeting", Fault(cuts=True), SendingState.NOT_SENT),
    ],
)
def test_a_certain_no_may_be_tried_again(
    folder: Path, server: Scripted, step: str, fault: Fault, state: SendingState
) -> None:
    """By the program where the server asked for it, else by hand; without --resend."""
    with scripted({step: fault}) as refusing:
        done = outcome(sending_by(folder, refusing.port))
    assert done is (MailOutcome.REFUSED if state is SendingState.REFUSED else MailOutcome.LATER)
    workspace = sending_by(folder, server.port)
    assert sending_state(workspace, DAY) is state
    assert outcome(workspace) is MailOutcome.SENT
    assert len(server.mails) == 1


def test_a_note_that_cannot_be_made_keeps_the_mail_here(folder: Path, server: Scripted) -> None:
    """Without it a crash would send it twice."""
    workspace = sending_by(folder, server.port)
    place = ledger_file(workspace.issues, DAY).parent
    place.write_text("no folder")
    with pytest.raises(StorageError):
        send_live(workspace, DAY)
    assert "DATA" not in server.commands
    assert server.mails == []


def test_the_ledger_outlives_all_that_is_done_to_the_issue(folder: Path, server: Scripted) -> None:
    """A site made anew, a check of the archive, a correction; and readers never get it."""
    workspace = sending_by(folder, server.port, TO_LIST)
    assert outcome(workspace) is MailOutcome.SENT
    ledger = ledger_file(workspace.issues, DAY)
    before = ledger.read_bytes()
    update_site(workspace, afresh=True)
    build_issue(workspace, DAY)
    verdicts, mended = verify_issues(workspace.issues, mend=True)
    assert (mended, [one.damages for one in verdicts]) == ((), [()])
    readers = folder / "public"
    push_site(workspace, readers)
    assert not [name for name in public_files(workspace.issues) if "sent" in name]
    assert not list(readers.rglob("*.jsonl"))
    correct_issue(workspace, DAY, reason="The port is Izmail.")
    build_issue(workspace, DAY)
    publish_issue(workspace, DAY)
    assert ledger.read_bytes() == before
    assert sending_state(workspace, DAY) is SendingState.SENT


def test_a_correction_is_not_sent_by_itself(folder: Path, server: Scripted) -> None:
    """It says that it could be, and is another mail to a mail program."""
    workspace = sending_by(folder, server.port)
    assert outcome(workspace) is MailOutcome.SENT
    correct_issue(workspace, DAY, reason="The port is Izmail.")
    build_issue(workspace, DAY)
    publish_issue(workspace, DAY)
    words = send_live(workspace, DAY).deliveries[0].words
    assert words.endswith(
        "before its correction; `digest send 2024-08-02 --live --resend` sends the corrected one"
    )
    assert len(server.mails) == 1
    assert outcome(workspace, resend=True) is MailOutcome.SENT
    first, second = map(message_from_bytes, server.mails)
    assert first["Message-ID"] != second["Message-ID"]
    assert b"Izmail" in server.mails[1]


def test_a_test_is_marked_and_leaves_no_trace(folder: Path, server: Scripted) -> None:
    """To each address in a mail of its own, as often as it is asked for."""
    workspace = sending_by(folder, server.port)
    for _ in range(2):
        done = send_test(workspace, DAY, ["Ann <ann@example.org>", "bob@example.org"])
        assert [one.outcome for one in done.deliveries] == [MailOutcome.SENT] * 2
    assert done.subject.startswith("[Test] ")
    mails = [message_from_bytes(one) for one in server.mails]
    assert [one["To"] for one in mails] == ["Ann <ann@example.org>", "bob@example.org"] * 2
    assert all(one["Subject"].startswith("[Test]") for one in mails)
    assert len({one["Message-ID"] for one in mails}) == 2
    assert sending_state(workspace, DAY) is SendingState.NOT_SENT
    assert not ledger_file(workspace.issues, DAY).parent.exists()


def test_one_address_that_fails_costs_only_itself(folder: Path) -> None:
    """The other one is asked all the same."""
    with scripted({"RCPT": Fault(reply="550 No such user")}) as refusing:
        done = send_test(sending_by(folder, refusing.port), DAY, ["a@b.example", "c@b.example"])
    assert [one.outcome for one in done.deliveries] == [MailOutcome.REFUSED] * 2
    assert [one.to for one in done.deliveries] == ["a@b.example", "c@b.example"]


def test_no_test_is_sent_where_one_address_is_none(folder: Path, server: Scripted) -> None:
    """A mistake is named before the first mail."""
    workspace = sending_by(folder, server.port)
    with pytest.raises(UsageError, match="'nobody' is not one mail address"):
        send_test(workspace, DAY, ["ann@example.org", "nobody"])
    assert server.commands == []


def test_a_test_says_what_it_lacks(folder: Path, server: Scripted) -> None:
    """A page that was edited since; tags that only a service replaces."""
    workspace = sending_by(folder, server.port)
    shutil.rmtree(folder / "issues")
    newsletter_in(
        folder,
        SENDER + 'service = "listmonk"\n' + SERVER.format(port=server.port),
    )
    workspace = workspace_at(folder, DAY)
    build_issue(workspace, DAY)
    page = workspace.page(DAY)
    page.write_text(page.read_text().replace('headline = "', 'headline = "Better ', 1))
    notes = " ".join(send_test(workspace, DAY, ["ann@example.org"]).notes)
    assert "the page was changed since the issue was built" in notes
    assert "merge tags of listmonk" in notes


def test_a_dry_run_asks_nobody_and_notes_nothing(folder: Path, server: Scripted) -> None:
    """It says what would be done, and refuses what would be refused."""
    workspace = sending_by(folder, server.port)
    live = send_live(workspace, DAY, dry_run=True)
    tried = send_test(workspace, DAY, ["ann@example.org"], dry_run=True)
    for one in (live, tried):
        assert one.deliveries[0].outcome is MailOutcome.PLANNED
        assert one.server == f"127.0.0.1:{server.port} (unprotected)"
    send_live(workspace, DAY, count_as_sent=True, dry_run=True)
    assert server.commands == []
    assert sending_state(workspace, DAY) is SendingState.NOT_SENT
    left_unknown(folder)
    with pytest.raises(SendingUnknown):
        send_live(workspace, DAY, dry_run=True)


def test_a_note_is_sent_or_says_why_not(folder: Path, server: Scripted) -> None:
    """What a review or a notice is sent by."""
    workspace = sending_by(folder, server.port)
    file = Attachment(name="issue.txt", media_type="text/plain", data=b"Words\n")
    send_note(
        workspace, "ed@example.org", subject="It waits", text="Look", html="<p>L", attached=[file]
    )
    mail = message_from_bytes(server.mails[0])
    assert (mail["To"], mail["Subject"]) == ("ed@example.org", "It waits")
    for faults, error in (({"RCPT": Fault(reply="550 No")}, NotSent), (UNSURE, SendingUnknown)):
        with scripted(faults) as broken, pytest.raises(error):
            send_note(sending_by(folder, broken.port), "ed@example.org", subject="x", text="x")


def test_the_password_comes_from_the_environment(folder: Path) -> None:
    """It stands in no file, and in nothing that is said."""
    hello = Fault(reply="250-mail.example\r\n250 AUTH PLAIN")
    with scripted({"EHLO": hello, "AUTH": Fault(reply="235 Welcome")}) as asking:
        more = 'user = "desk"\npassword = "${MAIL_PW}"\n' + TO_LIST
        workspace = sending_by(folder, asking.port, more)
        workspace = replace(workspace, environment={"MAIL_PW": "s3cret"})
        done = send_live(workspace, DAY)
    assert "AUTH PLAIN AGRlc2sAczNjcmV0" in asking.commands
    assert done.server.endswith("(unprotected, as desk)")
    assert "s3cret" not in f"{done}{ledger_file(workspace.issues, DAY).read_text()}"


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_the_note_is_on_the_disk_before_data_is_said(folder: Path, server: Scripted) -> None:
    """The file's bytes and the folder's names, by the system calls of a whole run."""
    sending_by(folder, server.port)
    trace = folder / "trace"
    subprocess.run(
        [
            *("strace", "-f", "-y", "-o", str(trace), "-e", "trace=fsync,sendto"),
            *(sys.executable, "-m", "digest", "-C", str(folder), "send", "2024-08-02", "--live"),
        ],
        check=True,
        capture_output=True,
    )
    calls = [line for line in trace.read_text().splitlines() if "resumed" not in line]
    said = next(number for number, line in enumerate(calls) if '"data\\r\\n"' in line.lower())
    before = [line for line in calls[:said] if "fsync(" in line]
    assert ".sent/2024-08-02.jsonl>" in before[-2]
    assert ".sent>" in before[-1]
    assert len(server.mails) == 1
