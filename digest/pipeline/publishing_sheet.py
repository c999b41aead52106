"""An issue as it would go out in; all that an editor looks at before it does, as values, out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from digest.archive.contents import spent_items
from digest.archive.differences import Difference, compare_issues
from digest.checks.document import read_html
from digest.checks.links import pictures_of
from digest.composition.reading_time import reading_minutes
from digest.config.settings import Newsletter, SectionSettings
from digest.draft.page.page import LEAD
from digest.model.findings import Finding, Severity
from digest.model.issues import Issue, RenderedIssue
from digest.pipeline.editors_hand import Hand
from digest.pipeline.issue_check import LinkCheck
from digest.selection.left_out import Omissions
from digest.store.health import Condition, SourceHealth

_WORDLESS = frozenset({"image-alt", "image-alt-empty"})
_WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCount:
    """How many stories a section prints, of how many at most; "lead" has no heading and no limit.

    `at_limit` are the sources with as many stories there as one may have, `per_source`.
    """

    id: str
    heading: str
    stories: int
    most: int = 0
    per_source: int = 0
    at_limit: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether nothing more of the program's own would be put there."""
        return bool(self.most) and self.stories >= self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesRead:
    """How many sources were read today, of how many, and what keeps the others, by name."""

    today: int
    all: int
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingSheet:
    """What is published, and what was checked.

    `spends` counts the articles that no later issue takes as new. `changes` are those since the
    issue `before`: as it was last built, or as readers have it, where `corrects`. `minutes_before`
    is the length of the last issue, No. `number_before`; 0 where there is none. `links` is None
    unless they were asked for these very bytes. `wordless` counts pictures that say nothing to who
    cannot see them.
    """

    issue: Issue
    spends: int
    sections: tuple[SectionCount, ...]
    sources: int
    hand: Hand
    changes: tuple[Difference, ...]
    missed: Omissions
    minutes: int
    minutes_before: int
    number_before: int
    findings: tuple[Finding, ...]
    bytes: int
    clip_bytes: int
    near_clip_bytes: int
    links: LinkCheck | None
    pictures: int
    wordless: int
    health: SourcesRead
    is_built: bool
    corrects: bool
    lacks_lead: bool = False

    @property
    def errors(self) -> int:
        """How many findings keep it from going out."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many findings ask for a look."""
        return self._count(Severity.WARNING)

    def _count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the sheet says beside the mail itself: read from disk once, by `read_sheet`.

    `before` is the issue as it stood when it was built last, or as readers have it; `last` the one
    that went out before it.
    """

    newsletter: Newsletter
    missed: Omissions = field(default_factory=Omissions)
    hand: Hand = field(default_factory=Hand)
    before: Issue | None = None
    last: Issue | None = None
    links: LinkCheck | None = None
    health: Sequence[SourceHealth] = ()
    now: datetime
    corrects: bool = False
    is_built: bool = False


def describe_publishing(
    rendered: RenderedIssue, findings: Sequence[Finding], around: Circumstances
) -> PublishingSheet:
    """The sheet of the mail `rendered`, in which the check found `findings`."""
    issue, rules = rendered.issue, around.newsletter.check
    links = around.links if around.links and around.links.html == rendered.html else None
    found = links.findings if links else findings
    wordless = sum(finding.rule in _WORDLESS for finding in found)
    pictures = pictures_of(read_html(rendered.html))
    worded = sum(bool(one.attributes.get("alt", "").strip()) for one in pictures)
    return PublishingSheet(
        issue=issue,
        spends=count_spent(issue),
        sections=tuple(_sections(issue, around.newsletter)),
        sources=len({item.source for item in issue.items if item.source}),
        hand=around.hand,
        changes=compare_issues(around.before, issue) if around.before else (),
        missed=around.missed,
        minutes=reading_minutes(issue),
        minutes_before=reading_minutes(around.last) if around.last else 0,
        number_before=around.last.number if around.last else 0,
        findings=tuple(sorted(found, key=lambda one: _WORST_FIRST.index(one.severity))),
        bytes=len(rendered.html.encode()),
        clip_bytes=rules.room(rules.clip_bytes),
        near_clip_bytes=rules.room(rules.near_clip_bytes),
        links=links,
        pictures=worded + wordless,
        wordless=wordless,
        health=_read_today(around),
        is_built=around.is_built,
        lacks_lead=issue.lead is None and around.newsletter.lead.show,
        corrects=around.corrects,
    )


def count_spent(issue: Issue) -> int:
    """How many articles the issue uses up."""
    return len({one.key for one in spent_items(issue)})


def _sections(issue: Issue, newsletter: Newsletter) -> Iterator[SectionCount]:
    if issue.lead:
        yield SectionCount(id=LEAD, heading="", stories=1)
    limits = {one.id: one for one in newsletter.sections}
    for section in issue.sections:
        limit = limits.get(section.id)
        told = Counter(item.source for item in section.items if item.source)
        yield SectionCount(
            id=section.id,
            heading=section.heading,
            stories=len(section.items),
            most=limit.items if limit else 0,
            per_source=limit.per_source if limit else 0,
            at_limit=tuple(_at_limit(told, limit)),
        )


def _at_limit(told: Counter[str], limit: SectionSettings | None) -> Iterator[str]:
    # One story of each source is no news, and a section may be a source's own.
    for source, count in told.most_common():
        if limit and len(told) > 1 and count > 1 and count >= limit.per_source:
            yield source


def _read_today(around: Circumstances) -> SourcesRead:
    today = around.now.date()
    zone = around.now.tzinfo
    others: dict[str, str] = {}
    for one in around.health:
        read = one.last_success and one.last_success.astimezone(zone).date() == today
        ill = one.condition in {Condition.GONE, Condition.FAILING, Condition.NEVER}
        if ill or not read:
            others[one.source] = one.why if ill else ""
    return SourcesRead(
        today=len(around.health) - len(others), all=len(around.health), others=others
    )
