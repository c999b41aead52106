"""What SpamAssassin reports of a mail in; its score, the rules it met, and a finding out; pure."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model.findings import Finding, Severity
from digest.text import one_line, shortened

_LONGEST_REPORT = 64 * 1024
_LONGEST_LINE = 200
_MOST_RULES = 200
_RULE = re.compile(r" {0,4}(-?\d{1,5}(?:\.\d{1,3})?) ([A-Z0-9_]{1,80})(?: +(.*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpamRule:
    """A rule that the mail met."""

    points: float
    """Its points, which may be negative."""
    name: str
    """Its name."""
    about: str = ""
    """What it looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpamScore:
    """The points of a mail."""

    score: float
    """All points together."""
    threshold: float
    """From here on the mail is taken for spam."""
    rules: tuple[SpamRule, ...] = ()
    """Each rule that it met."""

    @property
    def counting(self) -> tuple[SpamRule, ...]:
        """The rules that move the score, the gravest first."""
        found = [rule for rule in self.rules if abs(rule.points) >= 0.05]
        return tuple(sorted(found, key=lambda rule: -rule.points))


def spam_findings(score: SpamScore) -> Iterator[Finding]:
    """A warning where the mail would be taken for spam."""
    if score.score >= score.threshold:
        names = ", ".join(rule.name for rule in score.counting[:3]) or "no single rule"
        yield Finding(
            rule="spam-score",
            severity=Severity.WARNING,
            block="mail",
            message=f"SpamAssassin gives it {score.score:g} points, and {score.threshold:g} are "
            f"spam; most for {names}.",
            fix="Change what the rules with most points look at, build again, and check again.",
        )


def read_report(said: str, mark: str) -> SpamScore | None:
    """The report between two lines with the `mark`; None where it is none."""
    _, begun, report = said.rpartition(f"{mark} begin ")
    report, ended, _ = report[:_LONGEST_REPORT].partition(f"{mark} end")
    if not (begun and ended):
        return None
    head, *lines = report.split("\n")
    numbers = [_number(word) for word in head.split()]
    if len(numbers) != 2 or None in numbers:
        return None
    score, threshold = (number or 0.0 for number in numbers)
    return SpamScore(score=score, threshold=threshold, rules=tuple(_rules(lines)))


def _number(word: str) -> float | None:
    try:
        number = float(word) if len(word) < 12 else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _rules(lines: list[str]) -> Iterator[SpamRule]:
    """Each rule with what it looks at, which may go on in the lines below."""
    rule: SpamRule | None = None
    for line in lines[:_MOST_RULES]:
        found = _RULE.fullmatch(line[:_LONGEST_LINE])
        if found:
            if rule:
                yield rule
            rule = SpamRule(
                points=float(found[1]) + 0.0, name=found[2], about=one_line(found[3] or "")
            )
        elif rule and line.strip():
            about = shortened(f"{rule.about} {line[:_LONGEST_LINE]}", _LONGEST_LINE)
            rule = SpamRule(points=rule.points, name=rule.name, about=about)
    if rule:
        yield rule
