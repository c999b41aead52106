"""An editor is told by every way, each by itself, and of the same thing not again and again."""

import json
import sys
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import SMTP
from pathlib import Path
from shutil import rmtree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pipeline.newsletters import newsletter_in, workspace_at
from pipeline.outbox import Outbox, Sent
from profiles import examples
from servers import Reply, Server, serving

from digest.errors import UsageError
from digest.model.notices import Notice, NoticeKind
from digest.pipeline.collection import collect_articles
from digest.pipeline.notices import (
    MOST_REMEMBERED,
    beat,
    read_told,
    tell_notice,
    tell_of_sources,
    try_notices,
)
from digest.pipeline.occasions import (
    failure_notice,
    late_sending_notice,
    lead_notice,
    sources_notice,
    thin_week_notice,
    unapproved_notice,
    unknown_sending_notice,
)
from digest.pipeline.workspace import Voice, Workspace
from digest.store.health import Condition, SourceHealth

DAY = date(2024, 8, 9)
NOTICE = Notice(kind=NoticeKind.FAILURE, subject="building failed", text="Look.", key="build")
HOOK = "/hook/very-secret"
PIECE = "---\ntitle: A\ndate: 2024-08-08\n---\n\nIt rained.\n"


def opened(folder: Path, more: str, said: list[str] | None = None) -> Workspace:
    """The newsletter with these [notices]."""
    workspace = workspace_at(newsletter_in(folder, f"[notices]\n{more}\n"), DAY)
    heard = [] if said is None else said
    return replace(
        workspace, voice=Voice(warn=heard.append), environment={"HOOK": "http://127.0.0.1:1" + HOOK}
    )


def later(workspace: Workspace, **span: float) -> Workspace:
    """The same some time later."""
    return replace(workspace, now=workspace.now + timedelta(**span))


def by_webhook(workspace: Workspace, server: Server) -> Workspace:
    """The same with a web server behind ${HOOK}."""
    return replace(workspace, environment={"HOOK": server.url(HOOK)})


def reading(path: Path) -> str:
    """[notices] command for a program that keeps what it gets in `path`."""
    program = f"import sys; open({str(path)!r}, 'ab').write(sys.stdin.buffer.read())"
    return f"command = {json.dumps([sys.executable, '-c', program])}"


def test_every_way_is_told(tmp_path: Path) -> None:
    """By mail to each address, by webhook and by command."""
    post, kept = Outbox(), tmp_path / "kept"
    workspace = opened(
        tmp_path, f'mail = ["a@b.example", "c@d.example"]\nwebhook = "${{HOOK}}"\n{reading(kept)}'
    )
    with serving({HOOK: Reply()}) as server:
        assert tell_notice(by_webhook(workspace, server), NOTICE, post=post)
        (asked,) = server.asked
    subject = "[Notice] Test Weekly: building failed"
    assert post.mails == [
        Sent(to, subject, "Look.\n", "", ()) for to in ("a@b.example", "c@d.example")
    ]
    assert json.loads(asked.body) == {"text": "Test Weekly: building failed\nLook."}
    assert json.loads(kept.read_bytes()) == {
        "newsletter": "Test Weekly",
        "kind": "failure",
        "subject": "building failed",
        "text": "Look.",
        "key": "build",
        "when": "2024-08-09T05:00:00+00:00",
    }


def test_a_way_that_fails_hides_no_other_and_is_said(tmp_path: Path) -> None:
    """On stderr, without the webhook's address."""
    said, post, kept = list[str](), Outbox(refused="a@b.example"), tmp_path / "kept"
    more = f'mail = ["a@b.example", "c@d.example"]\nwebhook = "${{HOOK}}"\n{reading(kept)}'
    assert tell_notice(opened(tmp_path, more, said), NOTICE, post=post)
    assert said == [
        "“building failed” was not told by mail to a@b.example: 550 no such user",
        "“building failed” was not told by webhook: cannot be reached: Connection refused",
    ]
    assert [mail.to for mail in post.mails] == ["c@d.example"]
    assert kept.exists()


BAD_HOOKS = {
    "not set": ({}, "[notices] webhook names ${HOOK}, which is not set where digest runs"),
    "empty": ({"HOOK": " "}, "[notices] webhook names ${HOOK}, which is not set"),
    "no address": ({"HOOK": "very secret"}, "[notices] webhook: what it stands for is no web"),
    "a file": ({"HOOK": "file:///etc/passwd"}, "[notices] webhook: what it stands for is no web"),
}


@pytest.mark.parametrize(("environment", "why"), BAD_HOOKS.values(), ids=BAD_HOOKS)
def test_a_webhook_that_cannot_be_asked_is_said(
    tmp_path: Path, environment: dict[str, str], why: str
) -> None:
    """By the name of what is wrong, never by its value."""
    said = list[str]()
    workspace = opened(tmp_path, 'webhook = "${HOOK}"', said)
    assert not tell_notice(replace(workspace, environment=environment), NOTICE)
    assert why in said[0]
    assert "secret" not in said[0]
    assert "passwd" not in said[0]


BAD_PROGRAMS = {
    "fails": (["-c", "raise SystemExit('no route')"], "it failed with exit code 1: no route"),
    "no word": (["-c", "", "a\0b"], "it cannot be started: embedded null byte"),
    "missing": (None, "it cannot be started: No such file or directory"),
}


@pytest.mark.parametrize(("arguments", "why"), BAD_PROGRAMS.values(), ids=BAD_PROGRAMS)
def test_a_program_that_fails_is_said(
    tmp_path: Path, arguments: list[str] | None, why: str
) -> None:
    """With the last line of its complaint."""
    said = list[str]()
    command = [sys.executable, *arguments] if arguments else ["/nowhere/tell"]
    assert not tell_notice(opened(tmp_path, f"command = {json.dumps(command)}", said), NOTICE)
    assert said == [f"“building failed” was not told by command {command[0]}: {why}"]


def test_the_same_is_told_again_only_after_its_time(tmp_path: Path) -> None:
    """Another at once; and the same when the clock was set back behind it."""
    post = Outbox()
    workspace = opened(tmp_path, 'mail = ["a@b.example"]\nagain_after = "2 hours"')
    for hours, key, count in (
        (0, "build", 1),
        (1.9, "build", 1),
        (1.9, "other", 2),
        (2, "build", 3),
        (-1, "build", 4),
    ):
        assert tell_notice(later(workspace, hours=hours), replace(NOTICE, key=key), post=post)
        assert len(post.mails) == count


def test_what_reached_nobody_is_tried_again(tmp_path: Path) -> None:
    """At the next run."""
    workspace = opened(tmp_path, 'mail = ["a@b.example"]')
    assert not tell_notice(workspace, NOTICE, post=Outbox(refused="a@b.example"))
    post = Outbox()
    assert tell_notice(workspace, NOTICE, post=post)
    assert len(post.mails) == 1


def test_without_any_way_nobody_is_told(tmp_path: Path) -> None:
    """And nothing is written."""
    workspace = workspace_at(newsletter_in(tmp_path), DAY)
    assert not tell_notice(workspace, NOTICE)
    assert not (tmp_path / ".digest").exists()
    with pytest.raises(UsageError, match=r"set \[notices\] mail, webhook or command"):
        try_notices(workspace)


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"told": {"build": "soon"}}', b"\xff", b"x" * 2_000_000]
)
def test_a_damaged_memory_tells_again(tmp_path: Path, damage: bytes) -> None:
    """And is whole afterwards."""
    post = Outbox()
    workspace = opened(tmp_path, 'mail = ["a@b.example"]')
    tell_notice(workspace, NOTICE, post=post)
    (tmp_path / ".digest" / "notices.json").write_bytes(damage)
    tell_notice(workspace, NOTICE, post=post)
    tell_notice(workspace, NOTICE, post=post)
    assert len(post.mails) == 2


def test_a_moment_without_a_zone_is_damage(tmp_path: Path) -> None:
    """It cannot be compared with one."""
    workspace = opened(tmp_path, 'mail = ["a@b.example"]')
    (tmp_path / ".digest").mkdir()
    path = tmp_path / ".digest" / "notices.json"
    path.write_text('{"told": {"build": "2024-08-09T05:00:00"}, "sources": {}}')
    post = Outbox()
    tell_notice(workspace, NOTICE, post=post)
    assert len(post.mails) == 1


def test_what_is_remembered_is_bounded(tmp_path: Path) -> None:
    """The newest are kept."""
    workspace = opened(tmp_path, 'mail = ["a@b.example"]')
    for number in range(MOST_REMEMBERED + 5):
        told = replace(NOTICE, key=f"{number} " + "x" * 1000)
        tell_notice(later(workspace, minutes=number), told, post=Outbox())
    keys = read_told(workspace).told
    assert len(keys) == MOST_REMEMBERED
    assert min(int(key.split()[0]) for key in keys) == 5
    assert (tmp_path / ".digest" / "notices.json").stat().st_size < 100_000


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=examples(60),
)
@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_a_feed_says_makes_no_header(tmp_path: Path, title: str, text: str) -> None:
    """Nor a second line of one, nor an encoded word of its own."""
    post = Outbox()
    workspace = opened(tmp_path, 'mail = ["a@b.example"]\nagain_after = "1 minute"')
    (tmp_path / ".digest" / "notices.json").unlink(missing_ok=True)
    tell_notice(workspace, replace(NOTICE, subject=title, text=text), post=post)
    ((_, subject, body, *_),) = post.mails
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject
    mail.set_content(body)
    read = BytesHeaderParser(policy=SMTP).parsebytes(bytes(mail))
    assert str(read["Subject"]).split() == subject.split()
    assert "=?" not in subject
    assert "\x1b" not in body


def test_a_trial_says_what_each_answered(tmp_path: Path) -> None:
    """And is not remembered, nor held back."""
    workspace = opened(
        tmp_path,
        'mail = ["a@b.example"]\nwebhook = "${HOOK}"\n' + reading(tmp_path / "kept"),
    )
    with serving({HOOK: Reply(status=500)}) as server:
        for _ in range(2):
            told = try_notices(by_webhook(workspace, server), post=Outbox())
            assert [(one.way, one.said, one.problem) for one in told] == [
                ("mail to a@b.example", "taken by the mail server", ""),
                ("webhook", "", "answered 500"),
                (f"command {sys.executable}", "ended well", ""),
            ]
    assert read_told(workspace).told == {}


def test_the_heart_beats(tmp_path: Path) -> None:
    """Once, by GET; a failure is a warning that does not name the address."""
    said = list[str]()
    workspace = opened(tmp_path, 'heartbeat = "${HOOK}"', said)
    with serving({HOOK: Reply()}) as server:
        beat(by_webhook(workspace, server))
        assert [(one.method, one.path) for one in server.asked] == [("GET", HOOK)]
    assert said == []
    beat(workspace)
    beat(workspace_at(newsletter_in(tmp_path), DAY))
    assert said == [
        "The heartbeat's address was not reached: cannot be reached: Connection refused."
    ]


def ill(name: str, condition: Condition, failures: int = 3) -> SourceHealth:
    """A source that is not well."""
    return SourceHealth(
        source=name, place="", condition=condition, why="answered 404", failures=failures
    )


def test_sources_are_told_of_by_name() -> None:
    """One in the subject, several by their number, and not too many."""
    one = sources_notice([ill("Ocean\nWire", Condition.SILENT)])
    assert one.subject == "Ocean Wire has fallen silent"
    assert one.text.splitlines()[0] == "Ocean Wire: silent; answered 404"
    many = sources_notice([ill(f"Wire {number}", Condition.GONE) for number in range(30)])
    assert many.subject == "30 sources need a look"
    assert "and 10 more sources" in many.text


def test_a_source_is_told_of_once_until_it_is_well_again(tmp_path: Path) -> None:
    """Not for a single failure; anew when it falls ill once more."""
    post = Outbox()
    wire = '[[sources]]\npath = "wire"\nname = "Wire"'
    workspace = opened(tmp_path, f'mail = ["a@b.example"]\n{wire}')

    def told_after(days: int) -> int:
        then = later(workspace, days=days)
        collect_articles(then)
        tell_of_sources(then, post=post)
        return len(post.mails)

    assert [told_after(day) for day in range(6)] == [0, 0, 1, 1, 1, 1]
    assert "Wire fails" in post.mails[0].subject
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.md").write_text(PIECE)
    assert told_after(6) == 1
    rmtree(tmp_path / "wire")
    assert [told_after(day) for day in range(7, 11)] == [1, 1, 2, 2]


def test_a_source_that_is_well_again_is_forgotten_though_nobody_could_be_told(
    tmp_path: Path,
) -> None:
    """So that its next illness is news."""
    more = "".join(f'[[sources]]\npath = "{name}"\nname = "{name}"\n' for name in ("one", "two"))
    workspace = opened(tmp_path, f'mail = ["a@b.example"]\n{more}')
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(
            "---\ntitle: A\ndate: 2024-08-08\n---\n\nIt rained.\n"
        )

    def read(days: range, post: Outbox) -> None:
        for day in days:
            collect_articles(later(workspace, days=day))
        tell_of_sources(later(workspace, days=days[-1]), post=post)

    (tmp_path / "one").rename(tmp_path / "away")
    read(range(3), Outbox())
    assert [*read_told(workspace).sources] == ["one"]
    (tmp_path / "away").rename(tmp_path / "one")
    rmtree(tmp_path / "two")
    read(range(3, 6), Outbox(refused="a@b.example"))
    assert [*read_told(workspace).sources] == []


NOTICES = (
    failure_notice("building", "The disk is full.", day=DAY),
    failure_notice("collecting", "The disk is full."),
    thin_week_notice(DAY, "One item."),
    lead_notice(DAY, approved="Ferry", now="Quay"),
    unapproved_notice(DAY, date(2024, 8, 16)),
    unknown_sending_notice(DAY, "list@a.example"),
    late_sending_notice(DAY, "list@a.example"),
)


def test_notices_say_what_to_do() -> None:
    """Each names a command, and has a key of its own."""
    assert all("`digest " in one.text for one in NOTICES)
    assert len({one.key for one in NOTICES}) == len(NOTICES)
    assert all(len(one.subject) < 78 for one in NOTICES)
