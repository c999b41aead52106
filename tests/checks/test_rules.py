"""Every rule: its failing and passing cases, and that no rule can be written without running."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from checks.mails import HERE, Case, cases, findings

import digest
from digest.checks import rules
from digest.checks.rule import cite
from digest.checks.rules import RULES, THEMES
from digest.model.findings import Finding

FAILING = [(rule.id, case) for rule in RULES for case in cases(rule.id).failing]
PASSING = [(rule.id, case) for rule in RULES for case in cases(rule.id).passing]


def named(found: tuple[Finding, ...], rule: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in found if finding.rule == rule]


def title(case: tuple[str, Case]) -> str:
    """How a case is called in the test's name."""
    return f"{case[0]}: {case[1].why}"


def test_the_good_mail_has_nothing_to_find() -> None:
    """The mail that all cases change passes every rule, notes included."""
    assert findings(Case(why="the good mail")) == ()


def test_what_a_finding_cites_is_cut_between_words() -> None:
    """As everywhere: in one line, the rest of it a sign."""
    assert cite("harbour\n" * 10) == f"“{' '.join(['harbour'] * 10)}”"
    assert cite("harbour " * 11) == f"“{' '.join(['harbour'] * 10)}…”"


@pytest.mark.parametrize("failing", FAILING, ids=title)
def test_a_broken_mail_is_caught(failing: tuple[str, Case]) -> None:
    """The rule finds what is broken, names the block and says how to mend it."""
    rule, case = failing
    found = named(findings(case), rule)
    assert found
    assert any(case.says in finding.message for finding in found), found
    assert case.block in {"", *(finding.block for finding in found)}
    assert all(finding.fix for finding in found)
    assert any(case.fix in finding.fix for finding in found), found


@pytest.mark.parametrize("passing", PASSING, ids=title)
def test_a_sound_mail_passes(passing: tuple[str, Case]) -> None:
    """The rule has nothing to say of a mail that only looks like a broken one."""
    rule, case = passing
    assert named(findings(case), rule) == []


def test_every_rule_is_caught_on_its_own() -> None:
    """As many rules as there are find their broken mail: none is there in name only."""
    caught = {rule for rule, case in FAILING if named(findings(case), rule)}
    assert {rule.id for rule in RULES} == caught


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    """The files of cases are named after the rules, each with both kinds."""
    files = {path.stem for path in Path(HERE, "cases").glob("*.toml")}
    assert {rule.id for rule in RULES} == files
    for kinds in (FAILING, PASSING):
        assert set(Counter(rule for rule, _ in kinds)) == files


EMOJI = '''"""A rule in a file of its own."""

from digest.checks.rule import rule
from digest.model.findings import Severity


@rule("subject-emoji", Severity.NOTE, why="Tried.", fix="Try again.")
def find_emoji(mail):
    """Nothing."""
    return ()
'''


def test_a_rule_in_a_new_file_runs(tmp_path: Path) -> None:
    """Nothing lists it, and it runs, after all others."""
    package = Path(digest.__file__).parent
    shutil.copytree(package, tmp_path / "digest", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "digest" / "checks" / "rules" / "emoji.py").write_text(EMOJI, "utf-8")
    names = subprocess.run(
        [
            sys.executable,
            "-c",
            "from digest.checks.rules import RULES; print(*[r.id for r in RULES])",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert names == [*(rule.id for rule in RULES), "subject-emoji"]


def test_every_file_of_rules_has_its_place_in_the_order() -> None:
    """An editor reads what matters most first: where a new file comes is somebody's choice."""
    files = {path.stem for path in Path(rules.__path__[0]).glob("*.py")} - {"__init__"}
    assert sorted(THEMES) == sorted(files)
