"""What a command found or made in; lines for a person, or JSON for a program, out."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import typer

from digest.archive.verification import Verdict
from digest.checks.spam import SpamScore
from digest.cli.layout import definitions
from digest.cli.options import conclude, globals_of, print_json, say
from digest.cli.printing import echo, person_looks_on, show, tell
from digest.cli.summary import build_summary, collection_line, finding_rows, severity_line
from digest.cli.terminal import Role, printable, screen_of, words
from digest.config.check import CheckSettings
from digest.model.articles import Failure
from digest.model.findings import Finding, Severity
from digest.model.issues import Status
from digest.pipeline.build import Built
from digest.pipeline.collection import Collection
from digest.text import counted

_WIDE = 1000
_LOUD = {Severity.WARNING: Role.WARNING, Severity.ERROR: Role.BAD}


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltReport:
    """What `digest build --json` prints."""

    date: date
    """The issue's date."""
    number: int
    """Its number in the archive."""
    status: Status
    """Its state by now: also published, where `--publish` did that."""
    subject: str
    """The subject of the mail."""
    path: str
    """The issue's folder in the archive."""
    lead: str
    """The headline of the lead; empty where it has none."""
    items: int
    """How many items it has, the lead among them."""
    new_articles: int
    """How many articles were new at the sources."""
    failures: tuple[Failure, ...]
    """What could not be read, and why."""
    notes: tuple[str, ...]
    """What the editor should know besides, a sentence each."""
    findings: tuple[Finding, ...]
    """What the check found, as by `digest check`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What `digest check --json` prints."""

    date: date
    """The date of the issue that was looked at."""
    findings: tuple[Finding, ...]
    """What was found; empty where nothing is to be mended."""
    spam: SpamScore | None
    """What SpamAssassin says of the mail; null without `--spam`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageReport:
    """A file that is not as it was published."""

    path: str
    """Its path."""
    problem: str
    """What is wrong with it."""
    remedy: str
    """What can be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictReport:
    """What `digest archive verify --json` prints of an issue, in a line."""

    date: date
    """The issue's date."""
    damages: tuple[DamageReport, ...]
    """Its damaged files; empty where it is sound."""
    notes: tuple[str, ...]
    """Differences that damage nothing, a sentence each."""


def report_build(built: Built, *, state: Status | None = None) -> BuiltReport:
    """The facts of a build; `state` is the issue's by now, where it was published since."""
    issue = built.issue
    return BuiltReport(
        date=issue.date,
        number=issue.number,
        status=state or issue.status,
        subject=issue.subject,
        # A path that is no UTF-8 is no JSON.
        path=printable(built.path),
        lead=issue.lead.name if issue.lead else "",
        items=sum(1 for _ in issue.items),
        new_articles=built.collection.new,
        failures=built.collection.failures,
        notes=(*built.collection.notes, *built.notes),
        findings=built.findings,
    )


def print_built(
    ctx: typer.Context, built: Built, limits: CheckSettings, *, publishing: bool
) -> None:
    """Say what was built and what the check found."""
    for note in built.notes:
        say(ctx, note)
    screen = screen_of(sys.stderr)
    if screen and not globals_of(ctx).quiet:
        show(build_summary(built, limits, screen.width, publishing=publishing), err=True)
        return
    report = report_build(built)
    items = counted(report.items, "item")
    conclude(ctx, f"Issue {report.number} of {report.date} ({report.status}), {items}.")
    if report.lead:
        conclude(ctx, f"Lead: {report.lead}")
    for finding in built.findings:
        say(ctx, words(finding_line(finding), _LOUD.get(finding.severity, Role.PLAIN)))


def print_findings(findings: Sequence[Finding]) -> None:
    """Each finding as a line with its fix under it; a word of praise where there is none."""
    if findings and (screen := person_looks_on()):
        show(finding_rows(findings, screen.width))
        show([severity_line(findings)])
        return
    for finding in findings:
        echo(finding_line(finding))
        if finding.fix:
            echo(f"         {finding.fix}")
    if not findings:
        echo("Nothing to mend.")


def print_spam_score(score: SpamScore) -> None:
    """The points of a mail, then each rule that counts."""
    role = Role.BAD if score.score >= score.threshold else Role.GOOD
    points = words(f"{score.score:g}", role)
    tell("SpamAssassin: ", points, f" points; {score.threshold:g} are spam.")
    rows = [
        (words(f"{rule.points:5.1f}"), (words(f"{rule.name}  "), words(rule.about, Role.ASIDE)))
        for rule in score.counting
    ]
    show(definitions(rows, screen.width if (screen := person_looks_on()) else _WIDE, indent=2))


def print_collection(ctx: typer.Context, collection: Collection, *, seconds: float) -> None:
    """Say what came from how many sources."""
    if screen_of(sys.stderr):
        say(ctx, *collection_line(collection, seconds))
        return
    conclude(
        ctx,
        f"{counted(collection.new, 'new article')} from {collection.answered} "
        f"of {counted(collection.sources, 'source')}.",
    )
    if collection.resting:
        count = counted(collection.resting, "source")
        say(ctx, f"Not asked again so soon: {count}; --force asks them now.")


def finding_line(finding: Finding) -> str:
    """A finding in one line."""
    return f"{finding.severity:7}  {finding.block}: {finding.message} [{finding.rule}]"


def print_verdict(verdict: Verdict, *, as_json: bool) -> None:
    """What was found of one issue: each damage with its remedy, then the notes."""
    if as_json:
        print_json(report_verdict(verdict))
        return
    if not verdict.damages:
        tell(f"{verdict.date}", words("  sound", Role.GOOD))
    for damage in verdict.damages:
        problem = words(f"{damage.path}: {damage.problem};", Role.BAD)
        tell(f"{verdict.date}  ", problem, f" {damage.remedy}")
    for note in verdict.notes:
        tell(f"            {note}")


def report_verdict(verdict: Verdict) -> VerdictReport:
    """A verdict for programs, without the bytes that could be made again."""
    damages = tuple(
        DamageReport(path=printable(one.path), problem=one.problem, remedy=one.remedy)
        for one in verdict.damages
    )
    return VerdictReport(date=verdict.date, damages=damages, notes=verdict.notes)
