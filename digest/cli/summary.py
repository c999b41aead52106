"""A build, what the check found, or a run over the sources in; a block for the person out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from digest.cli.layout import bar, clipped, definitions, fold, joined
from digest.cli.terminal import Line, Role, Words, words
from digest.model.findings import Finding, Severity
from digest.text import counted

if TYPE_CHECKING:
    from digest.config.check import CheckSettings
    from digest.model.issues import Issue
    from digest.pipeline.build import Built
    from digest.pipeline.collection import Collection

_BAR = 24
_REASON = 40
_SEVERITIES = {
    Severity.ERROR: Role.BAD,
    Severity.WARNING: Role.WARNING,
    Severity.NOTE: Role.ASIDE,
}


def build_summary(
    built: "Built", limits: "CheckSettings", width: int, *, publishing: bool
) -> Iterator[Line]:
    """What was built: lead, sections, size, sources, findings; how to go on, unless it is known."""
    issue = built.issue
    items = counted(sum(1 for _ in issue.items), "item")
    yield from fold(
        (
            words(f"Issue {issue.number} of {issue.date}", Role.HEADLINE),
            words(f" ({issue.status}), {items}."),
        ),
        width,
    )
    facts = [
        *([(words("Lead:"), (words(issue.lead.headline, Role.HEADLINE),))] if issue.lead else []),
        *_sections(issue),
        (words("Size:"), size_line(len(built.rendered.html.encode()), limits)),
        (words("Sources:"), collection_line(built.collection)),
        (words("Check:"), severity_line(built.findings)),
    ]
    yield from definitions(facts, width, indent=2)
    yield from finding_rows(built.findings, width, indent=2)
    if publishing:
        return
    following = words(f"{'Next:':{max(name.columns for name, _ in facts)}}")
    yield from definitions([(following, _next(issue, built.findings))], width, indent=2)


def _sections(issue: "Issue") -> Iterator[tuple[Words, Line]]:
    for number, section in enumerate(issue.sections):
        name = words("" if number else "Sections:")
        yield name, (words(f"{len(section.items):2} "), words(section.heading or section.id))


def size_line(size: int, limits: "CheckSettings") -> Line:
    """The HTML beside what Gmail shows of a mail."""
    clip, near = limits.room(limits.clip_bytes), limits.room(limits.near_clip_bytes)
    role = Role.BAD if size >= clip else Role.WARNING if size >= near else Role.GOOD
    filled = bar(size, clip, _BAR)
    return (
        words(filled, role),
        words("░" * (_BAR - len(filled)), Role.ASIDE),
        words(f" {size / 1000:.0f} kB of the {clip / 1000:.0f} that Gmail shows"),
    )


def _next(issue: "Issue", findings: Sequence[Finding]) -> Line:
    if issue.status != "draft":
        commands = [f"digest reopen {issue.date} --reason TEXT"]
    elif any(finding.severity is Severity.ERROR for finding in findings):
        commands = ["digest preview", "digest build"]
    else:
        commands = ["digest why", "digest preview", f"digest publish {issue.date}"]
    return joined(words(command, Role.HINT) for command in commands)


def finding_rows(findings: Sequence[Finding], width: int, *, indent: int = 0) -> Iterator[Line]:
    """Each finding with its fix below it, the gravest first."""
    gravest = {severity: place for place, severity in enumerate(Severity)}
    hang = indent + max(map(len, Severity)) + 2
    for one in sorted(findings, key=lambda finding: gravest[finding.severity]):
        name = words(f"{' ' * indent}{one.severity:7}  ", _SEVERITIES[one.severity])
        rule = words(f" [{one.rule}]", Role.ASIDE)
        yield from fold((name, words(f"{one.block}: {one.message}"), rule), width, hang=hang)
        if one.fix:
            yield from fold((words(" " * hang), words(one.fix, Role.HINT)), width, hang=hang)


def severity_line(findings: Sequence[Finding]) -> Line:
    """How many findings of which severity, as in "2 warnings, 0 errors"."""
    counts = Counter(finding.severity for finding in findings)
    shown = [Severity.WARNING, Severity.ERROR]
    if counts[Severity.NOTE]:
        shown.insert(0, Severity.NOTE)
    parts = [
        words(counted(counts[one], one), _SEVERITIES[one] if counts[one] else Role.GOOD)
        for one in shown
    ]
    return joined(parts, ", ")


def collection_line(collection: "Collection", seconds: float | None = None) -> Line:
    """What came and what failed, as in "6 new · 1 failing (Feed 3: 500) · 9.3 s"."""
    failing = {one.source: one.reason for one in (*collection.failures, *collection.silent)}
    parts = [words(f"{collection.new:,} new", Role.GOOD if collection.new else Role.PLAIN)]
    if failing:
        source, reason = next(iter(failing.items()))
        named = clipped(f"{source}: {reason}", _REASON)
        more = f" and {len(failing) - 1} more" if len(failing) > 1 else ""
        parts.append(words(f"{len(failing)} failing ({named}{more})", Role.BAD))
    if collection.resting:
        again = "not asked again so soon; --force asks them now"
        parts.append(words(f"{collection.resting} {again}"))
    if seconds is not None:
        parts.append(words(f"{seconds:.1f} s"))
    return joined(parts)
