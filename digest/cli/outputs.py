"""What each command prints with `--json`: the type of it, and whether many may come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from digest.archive.contents import ListedIssue
from digest.archive.differences import Difference
from digest.cli.config import ListedLayout
from digest.cli.explanations import ExplanationReport
from digest.cli.fleet import OutcomeReport
from digest.cli.history import EditReport, ListedStep
from digest.cli.log import Level
from digest.cli.moments import MomentReport
from digest.cli.new_sources import AddedSource
from digest.cli.reports import BuiltReport, CheckReport, VerdictReport
from digest.cli.run import ActReport
from digest.cli.schedule import ScheduleReport, TextReport
from digest.config.settings import Source
from digest.draft.json_view import Listing
from digest.model.articles import Article, Failure
from digest.model.deliveries import Sending
from digest.model.reviews import Word
from digest.model.runs import RecordedRun
from digest.model.service_drafts import PutAnswer
from digest.pipeline.collection import Collection
from digest.pipeline.notices import Telling
from digest.pipeline.source_edits import EditedSource
from digest.sources.entries.values import DiscoveredFeed
from digest.store.health import SourceHealth


@dataclass(frozen=True, slots=True)
class Output:
    """An object of one of these kinds; or in each line one, and perhaps no line at all."""

    kinds: tuple[type[object], ...]
    lines: bool


def one(*kinds: type[object]) -> Output:
    """One object."""
    return Output(kinds, lines=False)


def lines(*kinds: type[object]) -> Output:
    """One object a line."""
    return Output(kinds, lines=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A line of `--log-format json`."""

    time: datetime
    """When, in UTC."""
    level: Level
    """How much it matters."""
    command: str
    """Which command, as in `sources add`; empty where none could be read."""
    message: str
    """What happened, in the words of a terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine(LogLine):
    """A line for a step that was done."""

    step: str
    """Which step, such as `collect`, `build` or `publish`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLine(LogLine):
    """The last line: how the command ended. Of one that failed it has the message."""

    exit_code: int
    """The exit code."""
    seconds: float
    """How long it took."""


OUTPUTS: Mapping[str, Output] = {
    "build": one(BuiltReport),
    "collect": one(Collection),
    "draft": one(Listing),
    "why": one(ExplanationReport),
    "check": one(CheckReport),
    "approve": one(Word),
    "hold": one(Word),
    "run": lines(ActReport),
    # By SMTP one object; `--draft` prints one for each service.
    "send": lines(Sending, PutAnswer),
    "undo": one(EditReport),
    "redo": one(EditReport),
    "history": lines(ListedStep),
    "runs": lines(RecordedRun),
    "edit move": one(EditReport),
    "edit promote": one(EditReport),
    "edit send": one(EditReport),
    "edit take": one(EditReport),
    "edit drop": one(EditReport),
    "edit restore": one(EditReport),
    "edit pin": one(EditReport),
    "edit rewrite": one(EditReport),
    "edit follow": one(EditReport),
    "edit join": one(EditReport),
    "edit part": one(EditReport),
    "edit tell": one(EditReport),
    "edit add": one(EditReport),
    "edit retitle": one(EditReport),
    "edit subject": one(EditReport),
    "edit preheader": one(EditReport),
    "edit slot": one(EditReport),
    "sources list": lines(Source),
    "sources read": lines(Article, Failure),
    "sources add": lines(AddedSource),
    # With `--add` it prints what `sources add` does.
    "sources discover": lines(DiscoveredFeed, AddedSource),
    "sources health": lines(SourceHealth),
    "sources pause": one(EditedSource),
    "sources resume": one(EditedSource),
    "sources rename": one(EditedSource),
    "sources weight": one(EditedSource),
    "sources remove": one(EditedSource),
    "schedule next": lines(MomentReport),
    "schedule show": lines(TextReport),
    "schedule install": one(ScheduleReport),
    "schedule remove": one(ScheduleReport),
    "issues list": lines(ListedIssue),
    "archive verify": lines(VerdictReport),
    "archive diff": lines(Difference),
    "fleet build": lines(OutcomeReport),
    "fleet run": lines(OutcomeReport),
    "notices test": lines(Telling),
    "layouts list": lines(ListedLayout),
}

LOG = lines(LogLine, StepLine, LastLine)
"""What stands on stderr with `--log-format json`: so do failures."""
