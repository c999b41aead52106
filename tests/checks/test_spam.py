"""What SpamAssassin says of a mail is read, whatever stands in it, and nothing of the user's."""

import os
import pwd
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.checks.spam import SpamRule, SpamScore, read_report, spam_findings
from digest.checks.spamassassin import PROGRAM, as_received, spam_score
from digest.errors import UsageError
from digest.model.findings import Severity

NOW = datetime(2026, 3, 6, 7, 0, tzinfo=UTC)
MAIL = (
    b"Date: Thu, 01 Jan 2015 00:00:00 +0000\r\nFrom: Weekly <desk@weekly.example>\r\n"
    b"To: old@example.org,\r\n other@example.org\r\nSubject: To: all, Date: none\r\n"
    b"Message-ID: <2026-03-06.1.abc@weekly.example>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe harbour freezes.\r\nTo: stays\r\n"
)
REPORT = """\
words before
MARK begin 5.6 5.0
-0.0 NO_RECEIVED            Informational: message has no Received headers
 0.7 HTML_FONT_LOW_CONTRAST BODY: HTML font color similar or identical to
                            background
 0.9 MISSING_HEADERS        Missing To: header
1000 GTUBE                  BODY: Generic Test
-1.2 GOOD_ONE

MARK end

"""
PROGRAM_OF_OURS = """#!{python}
import json, os, sys
mail = sys.stdin.buffer.read()
said = [one.removeprefix("--cf=report ") for one in sys.argv if one.startswith("--cf=report ")]
with open({notes!r}, "w") as notes:
    json.dump([sys.argv[1:], dict(os.environ), mail.decode()], notes)
sys.stdout.buffer.write(mail)
for line in said:
    print(line.replace("_SCORE_", "1.5").replace("_REQD_", "5.0").replace("_SUMMARY_", {summary!r}))
"""


def test_a_report_is_read() -> None:
    """Points, threshold, and each rule with all of its words; only those that count are shown."""
    score = read_report(REPORT, "MARK")
    assert score
    assert (score.score, score.threshold) == (5.6, 5.0)
    assert [rule.name for rule in score.counting] == [
        "GTUBE",
        "MISSING_HEADERS",
        "HTML_FONT_LOW_CONTRAST",
        "GOOD_ONE",
    ]
    assert score.rules[1] == SpamRule(
        points=0.7,
        name="HTML_FONT_LOW_CONTRAST",
        about="BODY: HTML font color similar or identical to background",
    )


@pytest.mark.parametrize(
    "said",
    [
        "",
        "MARK begin 5.0\nMARK end",
        "MARK begin 5.0 5.0\n",
        "MARK begin nan 5.0\nMARK end",
        "MARK begin many 5.0\nMARK end",
        "MARK begin 1 2 3\nMARK end",
        f"MARK begin {'9' * 400} 5.0\nMARK end",
        f"MARK begin 5.0 5.0\n{'x' * 99_999}\nMARK end",
    ],
)
def test_what_is_no_report_is_none(said: str) -> None:
    """Half a report, other numbers, or one without end."""
    assert read_report(said, "MARK") is None


def test_what_a_mail_says_is_not_taken_for_the_report() -> None:
    """The report stands behind it, by a mark that no feed can know."""
    faked = REPORT.replace("5.6", "0.1")
    score = read_report(f"{faked}{REPORT}", "MARK")
    assert score
    assert score.score == 5.6


LINES = st.one_of(
    st.text(),
    st.sampled_from(("MARK begin 1.0 5.0", "MARK end", " 0.5 A_RULE words", "   more", "-9 X")),
    st.from_regex(r" {0,3}-?[0-9.]{1,9} [A-Z_]{1,9} .*", fullmatch=True),
)


@given(st.lists(LINES).map("\n".join))
def test_whatever_is_said_can_be_read(said: str) -> None:
    """A score of numbers, or none; never a fault."""
    score = read_report(said, "MARK")
    if score:
        assert abs(score.score) < 1e12
        assert all(rule.name and len(rule.about) <= 201 for rule in score.rules)
        assert set(score.counting) <= set(score.rules)


@pytest.mark.parametrize(("points", "found"), [(4.9, 0), (5.0, 1), (9.0, 1)])
def test_from_the_threshold_on_it_is_a_warning(points: float, found: int) -> None:
    """Not an error: each reader's own filter decides by more than this."""
    rules = (SpamRule(points=points, name="LOUD"),)
    findings = [*spam_findings(SpamScore(score=points, threshold=5.0, rules=rules))]
    assert len(findings) == found
    for one in findings:
        assert (one.rule, one.severity) == ("spam-score", Severity.WARNING)
        assert f"gives it {points:g} points, and 5 are spam; most for LOUD." in one.message


def test_a_mail_is_judged_as_a_reader_gets_it() -> None:
    """To one reader, now; the rest stays as it is, also where it speaks of such headers."""
    received = message_from_bytes(as_received(MAIL, NOW))
    assert received.get_all("To") == ["reader@example.net"]
    assert received.get_all("Date") == ["Fri, 06 Mar 2026 07:00:00 +0000"]
    assert received["Subject"] == "To: all, Date: none"
    assert received["Message-ID"] == "<2026-03-06.1.abc@weekly.example>"
    assert as_received(MAIL, NOW).endswith(b"\r\n\r\nThe harbour freezes.\r\nTo: stays\r\n")


def program(folder: Path, text: str) -> str:
    """A folder with a program of that name, as PATH has it."""
    file = folder / PROGRAM
    file.write_text(text)
    file.chmod(0o700)
    return f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin"


def ours(folder: Path, summary: str = " 1.5 LOUD                   Words") -> str:
    """A program that notes how it was called, and gives 1.5 points."""
    text = PROGRAM_OF_OURS.format(
        python=sys.executable, notes=str(folder / "notes"), summary=summary
    )
    return program(folder, text)


def test_the_program_is_asked_without_network_and_at_a_home_of_its_own(tmp_path: Path) -> None:
    """Which is gone afterwards; nothing of the environment is handed on."""
    score = spam_score(MAIL, now=NOW, path=ours(tmp_path))
    assert score == SpamScore(
        score=1.5, threshold=5.0, rules=(SpamRule(points=1.5, name="LOUD", about="Words"),)
    )
    notes = (tmp_path / "notes").read_text()
    assert '"--local", "--test-mode", "--nocreate-prefs"' in notes
    assert '"--cf=use_bayes 0"' in notes
    home = notes.partition('"HOME": "')[2].partition('"')[0]
    assert home not in {"", str(Path.home())}
    assert not Path(home).exists()
    assert f'"{home}/user_prefs"' in notes
    names = {"PATH", "HOME", "TMPDIR", "LC_ALL"}
    said = {name for name in os.environ if f'"{name}": ' in notes}
    assert said <= names | {"LC_CTYPE", "PYTHON_FROZEN_MODULES"}
    assert "To: reader@example.net" in notes


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("#!/bin/sh\necho no rules >&2\nexit 2\n", r"failed with exit code 2: no rules"),
        ("#!/bin/sh\ncat\n", r"cannot be understood"),
        ("#!/bin/sh\nexec sleep 30\n", r"took longer than 0.5 s"),
        ("#!/no/such/shell\n", r"cannot be started"),
    ],
)
def test_a_program_that_fails_is_said_so(tmp_path: Path, text: str, complaint: str) -> None:
    """With what to do; nobody waits for it for ever."""
    path = program(tmp_path, text)
    with pytest.raises(UsageError, match=complaint):
        spam_score(MAIL, now=NOW, path=path, seconds=0.5 if "sleep" in text else 60)


def test_where_it_is_not_installed_that_is_said(tmp_path: Path) -> None:
    """And how to get it."""
    with pytest.raises(UsageError, match="not installed on this machine: install it"):
        spam_score(MAIL, now=NOW, path=str(tmp_path))


@pytest.fixture
def no_folder_at_home() -> Iterator[Path]:
    """Where SpamAssassin would leave a folder in the home of this user, which has none."""
    folder = Path(pwd.getpwuid(os.geteuid()).pw_dir) / ".spamassassin"
    if folder.exists() or not os.access(folder.parent, os.W_OK):
        pytest.skip("this user has such a folder, or can have none")
    yield folder
    if folder.exists():
        folder.rmdir()


def test_an_empty_folder_that_it_leaves_at_home_goes(
    tmp_path: Path, no_folder_at_home: Path
) -> None:
    """One with anything in it is the user's."""
    path = program(tmp_path, f"#!/bin/sh\nmkdir {no_folder_at_home}\nexit 1\n")
    with pytest.raises(UsageError):
        spam_score(MAIL, now=NOW, path=path)
    assert not no_folder_at_home.exists()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which(PROGRAM), reason="SpamAssassin is not installed")
@pytest.mark.usefixtures("no_folder_at_home")
def test_the_real_program_is_understood() -> None:
    """An innocent mail, and the one that every filter takes for spam (GTUBE)."""
    path = os.environ["PATH"]
    innocent = spam_score(MAIL, now=datetime.now(UTC), path=path)
    assert innocent.score < innocent.threshold
    gtube = b"XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
    spam = spam_score(MAIL + gtube + b"\r\n", now=datetime.now(UTC), path=path)
    assert spam.score > 900
    assert spam.counting[0].name == "GTUBE"
    assert [*spam_findings(spam)]
