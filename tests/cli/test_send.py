"""`digest send`: what it prints, and how it ends."""

import json
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from shutil import copytree

import pytest
from cli.terminal import digest
from delivery.mail_servers import Fault, scripted
from pipeline.mailing import published_newsletter, sending_by

from digest.lock import hold_lock

ISSUE = "2024-08-02"


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter whose issue is out."""
    return published_newsletter(tmp_path_factory.mktemp("published"))


@pytest.fixture
def folder(published_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copytree(published_once, tmp_path, dirs_exist_ok=True)


def test_live_mail_is_sent_and_then_not_again(folder: Path) -> None:
    """The outcome is a line of three columns; both runs end well."""
    with scripted() as server:
        sending_by(folder, server.port)
        first = digest("send", ISSUE, "--live", "-C", folder)
        second = digest("send", ISSUE, "--live", "-C", folder)
    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert first.out.split("\t")[:2] == ["list@example.org", "sent"]
    assert second.out.split("\t")[:2] == ["list@example.org", "already"]
    assert "No. 1 of 2024-08-02: " in first.err
    assert len(server.mails) == 1


def test_a_test_goes_to_all_that_are_named(folder: Path) -> None:
    """In JSON, one object."""
    with scripted() as server:
        sending_by(folder, server.port)
        addresses = ("--to", "ann@example.org", "--to", "bob@example.org")
        done = digest("send", ISSUE, *addresses, "--json", "-C", folder)
    told = json.loads(done.out)
    assert [(one["to"], one["outcome"]) for one in told["deliveries"]] == [
        ("ann@example.org", "sent"),
        ("bob@example.org", "sent"),
    ]
    assert told["live"] is False
    assert told["subject"].startswith("[Test] ")


@pytest.mark.parametrize(
    ("faults", "code", "said"),
    [
        ({"RCPT": Fault(reply="450 Greylisted")}, 7, "not sent: 127.0.0.1:"),
        ({"RCPT": Fault(reply="550 No")}, 7, "refused it at RCPT: 550 No"),
        ({"dot": Fault(cuts=True)}, 8, "nobody knows whether it was sent"),
    ],
)
def test_a_mail_that_is_not_sent_for_sure_ends_with_a_code_of_its_own(
    folder: Path, faults: dict[str, Fault], code: int, said: str
) -> None:
    """What came of it is printed before."""
    with scripted(faults) as server:
        sending_by(folder, server.port)
        done = digest("send", ISSUE, "--live", "-C", folder)
    assert done.code == code
    assert said in done.err
    assert done.out.startswith("list@example.org\t")
    if code == 8:
        assert f"If the list has it: `digest send {ISSUE} --live --count-as-sent`; if" in done.err
        again = digest("send", ISSUE, "--live", "-C", folder)
        assert again.code == 8
        assert "--count-as-sent" in again.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "say where to"),
        (("--live", "--to", "a@b.example"), "leave --to out"),
        (("--to", "a@b.example", "--resend"), "go with --live"),
        (("--live", "--resend", "--count-as-sent"), "choose one"),
        (("--to", "a@b.example\nBcc: c@d.example"), "is not one mail address"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    folder: Path, options: tuple[str, ...], said: str
) -> None:
    """With what to write instead."""
    sending_by(folder, 1)
    done = digest("send", ISSUE, *options, "-C", folder)
    assert done.code == 2
    assert said in done.err


def test_live_mail_waits_for_another_run_and_a_test_does_not(folder: Path) -> None:
    """Two runs never send at once; a test disturbs nobody."""
    with scripted() as server:
        sending_by(folder, server.port)
        with hold_lock(folder):
            assert digest("send", ISSUE, "--live", "-C", folder).code == 75
            assert digest("send", ISSUE, "--to", "a@b.example", "-C", folder).code == 0
    assert len(server.mails) == 1


def test_a_dry_run_says_what_would_be_done(folder: Path) -> None:
    """Though there is no server."""
    sending_by(folder, 1)
    done = digest("send", ISSUE, "--live", "--dry-run", "-C", folder)
    assert done.code == 0
    assert done.out == "list@example.org\tplanned\twould go to 127.0.0.1:1\n"
    assert "from desk@example.org by 127.0.0.1:1 (unprotected)" in done.err


def test_a_mail_is_dated_when_it_is_sent(folder: Path) -> None:
    """Though the newsletter pretends another moment, as samples do."""
    with scripted() as server:
        sending_by(folder, server.port)
        settings = folder / "newsletter.toml"
        as_of = 'every = "week"\nas_of = 2024-08-02T05:00:00Z'
        settings.write_text(settings.read_text().replace('every = "week"', as_of))
        assert digest("send", "--live", "-C", folder).code == 0
    sent = message_from_bytes(server.mails[0], policy=default)["Date"].datetime
    assert abs(datetime.now(UTC) - sent) < timedelta(minutes=10)
