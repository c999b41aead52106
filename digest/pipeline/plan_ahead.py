"""A newsletter at a moment in; what its schedule has next out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from digest.model.reviews import WordKind
from digest.pipeline.editors_word import read_word
from digest.pipeline.newsletter_hands import NewsletterHands
from digest.pipeline.tick_facts import current_day
from digest.pipeline.workspace import Workspace
from digest.schedule.due import review_end
from digest.schedule.facts import IssueState
from digest.schedule.memory import ScheduleMemory
from digest.schedule.moments import Moment, MomentKind, next_moments


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAhead:
    """The next moments, how often the sources are read, and when next.

    `words` are the editor's, by the issues of which one was said.
    """

    moments: tuple[Moment, ...]
    words: Mapping[date, WordKind]
    collect_every: timedelta
    next_collection: datetime


def plan_ahead(workspace: Workspace, *, count: int) -> PlannedAhead:
    """The next `count` moments; a review that goes on ends when its issue was built or asked for.

    Raises StorageError.
    """
    hands = NewsletterHands(workspace=workspace)
    memory = hands.glanced()
    every = workspace.newsletter.schedule.collect_every
    next_collection = memory.collected + every if memory.collected else workspace.now
    moments = next_moments(
        workspace.newsletter, workspace.now, count, waiting=_waiting(workspace, hands, memory)
    )
    return PlannedAhead(
        moments=moments,
        words={one.day: read_word(workspace, one.day).kind for one in moments},
        collect_every=every,
        next_collection=max(next_collection, workspace.now),
    )


def _waiting(workspace: Workspace, hands: NewsletterHands, memory: ScheduleMemory) -> Moment | None:
    day = current_day(workspace, hands, memory)
    end = review_end(workspace.newsletter, memory.issue(day))
    if end is None or hands.issue(day).state is not IssueState.DRAFT:
        return None
    return Moment(when=end, kind=MomentKind.REVIEW_ENDS, day=day)
