"""The lines of a summary: what was found, what came, and how large the mail is."""

import pytest

from digest.cli.summary import collection_line, finding_rows, severity_line, size_line
from digest.cli.terminal import Line, Role, Screen
from digest.config.check import CheckSettings
from digest.model.articles import Failure
from digest.model.findings import Finding, Severity
from digest.pipeline.collection import Collection


def plain(line: Line) -> str:
    """A line as text."""
    return Screen().paint(line)


def finding(severity: Severity, fix: str = "Take it out.") -> Finding:
    """Something that was found in the lead."""
    return Finding(
        rule="rule", severity=severity, block="lead", message="The headline is long.", fix=fix
    )


def failing(*sources: str) -> tuple[Failure, ...]:
    """Sources that answer 500."""
    return tuple(Failure(source=source, reason="500") for source in sources)


FINDINGS = tuple(finding(one) for one in (Severity.NOTE, Severity.ERROR, Severity.WARNING))


def test_the_gravest_finding_comes_first_with_its_fix_below() -> None:
    """And in line with the message."""
    rows = [plain(row) for row in finding_rows(FINDINGS, 80, indent=2)]
    assert rows[:2] == ["  error    lead: The headline is long. [rule]", "           Take it out."]
    assert [row.split()[0] for row in rows[::2]] == ["error", "warning", "note"]
    assert len([*finding_rows([finding(Severity.NOTE, fix="")], 80)]) == 1


@pytest.mark.parametrize(
    ("findings", "told"),
    [
        ((), "0 warnings, 0 errors"),
        (FINDINGS[1:], "1 warning, 1 error"),
        (FINDINGS, "1 note, 1 warning, 1 error"),
    ],
)
def test_findings_are_counted(findings: tuple[Finding, ...], told: str) -> None:
    """By how grave they are; notes only where there are any."""
    assert plain(severity_line(findings)) == told


def test_a_count_of_none_is_good() -> None:
    """And one of errors is not."""
    assert [one.role for one in severity_line(())][::2] == [Role.GOOD, Role.GOOD]
    assert severity_line(FINDINGS)[-1].role is Role.BAD


@pytest.mark.parametrize(
    ("collection", "told"),
    [
        (Collection(sources=2, answered=2, new=1234), "1,234 new · 9.3 s"),
        (
            Collection(sources=9, answered=8, new=6, failures=failing("Feed 3")),
            "6 new · 1 failing (Feed 3: 500) · 9.3 s",
        ),
        (
            Collection(
                sources=9, answered=6, new=0, failures=failing("A", "B"), silent=failing("C")
            ),
            "0 new · 3 failing (A: 500 and 2 more) · 9.3 s",
        ),
        (
            Collection(sources=3, answered=3, new=0, resting=2),
            "0 new · 2 not asked again so soon; --force asks them now · 9.3 s",
        ),
    ],
)
def test_a_run_is_told_in_one_line(collection: Collection, told: str) -> None:
    """What came, what fails, what was not asked, and how long it took."""
    assert plain(collection_line(collection, 9.31)) == told


@pytest.mark.parametrize(
    ("size", "role"), [(79_000, Role.GOOD), (81_000, Role.WARNING), (100_000, Role.BAD)]
)
def test_the_size_is_coloured_as_the_check_judges_it(size: int, role: Role) -> None:
    """What the email service adds counts, too."""
    bar, *_ = size_line(size, CheckSettings())
    assert bar.role is role
    bar, *rest = size_line(size - 10_000, CheckSettings(esp_allowance=10_000))
    assert bar.role is role
    assert plain((bar, *rest)).endswith(f" {size / 1000 - 10:.0f} kB of the 90 that Gmail shows")
