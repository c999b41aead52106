"""Where the review of an issue stands in; what the desk says of it, in words, out."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from digest.desk.words import DeskWords
from digest.locales import day_and_month, weekday_name
from digest.model.reviews import Word, WordKind
from digest.pipeline.review import Review
from digest.text import shortened

_LONGEST = 120
_A_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A sentence on the review, "" where there is none, and what it sounds like."""

    words: str = ""
    tone: str = ""


def describe_standing(
    review: Review | None, words: DeskWords, *, now: datetime, zone: tzinfo
) -> Standing:
    """What becomes of the issue if nothing more is said."""
    if review is None:
        return Standing()
    if review.word.kind is not WordKind.NONE:
        return _said(review.word, words)
    if review.until is None:
        waits = "review.waits" if review.is_open else "review.will_wait"
        return Standing(words=words.say(waits))
    if review.until <= now:
        return Standing(words=words.say("review.goes_out_soon"))
    when = describe_moment(review.until, words, now=now, zone=zone)
    return Standing(words=words.say("review.goes_out", **when))


def _said(word: Word, words: DeskWords) -> Standing:
    if word.kind is WordKind.APPROVED:
        return Standing(words=words.say("review.approved"), tone="well")
    if not word.reason:
        return Standing(words=words.say("review.held"), tone="warning")
    reason = shortened(word.reason, _LONGEST)
    return Standing(words=words.say("review.held_because", reason=reason), tone="warning")


def describe_moment(
    moment: datetime, words: DeskWords, *, now: datetime, zone: tzinfo
) -> dict[str, str]:
    """The day and the time of `moment` in words; the weekday within a week, else the date."""
    local = moment.astimezone(zone)
    near = moment - now < _A_WEEK
    name = weekday_name if near else day_and_month
    return {"day": name(local.date(), words.language), "time": f"{local:%H:%M}"}
