"""A schedule and a moment in; the issue that is current then, and what comes next, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from digest.config.settings import Newsletter
from digest.cutoffs import Rhythm, cut_off, issue_date, next_date, previous_date, skipped_dates


class MomentKind(StrEnum):
    """What happens at a moment."""

    CUT_OFF = "cut-off"
    REVIEW_ENDS = "review ends"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What happens `when`, to the issue of `day`."""

    when: datetime
    kind: MomentKind
    day: date


def current_date(now: datetime, rhythm: Rhythm, zone: ZoneInfo) -> date:
    """The last issue day whose cut-off has passed at `now`, while the next one's has not."""
    day = next_date(issue_date(now, rhythm, zone), rhythm)
    while cut_off(day, rhythm, zone) > now:
        day = previous_date(day, rhythm)
    return day


def coming_moments(
    newsletter: Newsletter, now: datetime, *, waiting: Moment | None = None
) -> Iterator[Moment]:
    """What the schedule has after `now`, in order, without end.

    Skipped days stand where their cut-offs would be. `waiting` is the end of a review that goes on.
    """
    rhythm, window = newsletter.schedule, newsletter.review.window
    zone = ZoneInfo(newsletter.newsletter.timezone)
    open_ends = [waiting] if waiting else []
    day = current_date(now, rhythm, zone)
    while True:
        following = next_date(day, rhythm)
        skipped = [
            Moment(when=cut_off(one, rhythm, zone), kind=MomentKind.SKIPPED, day=one)
            for one in skipped_dates(day, following, rhythm)
        ]
        day, end = following, cut_off(following, rhythm, zone)
        over = [one for one in (*open_ends, *skipped) if now < one.when <= end]
        yield from sorted(over, key=lambda one: one.when)
        open_ends = [one for one in open_ends if one.when > end]
        yield Moment(when=end, kind=MomentKind.CUT_OFF, day=day)
        if window > timedelta(0):
            open_ends.append(Moment(when=end + window, kind=MomentKind.REVIEW_ENDS, day=day))


def next_moments(
    newsletter: Newsletter, now: datetime, count: int, *, waiting: Moment | None = None
) -> tuple[Moment, ...]:
    """The next `count` moments, and the skipped days before and between them."""
    found: list[Moment] = []
    for moment in coming_moments(newsletter, now, waiting=waiting):
        if sum(one.kind is not MomentKind.SKIPPED for one in found) >= count:
            break
        found.append(moment)
    return tuple(found)
