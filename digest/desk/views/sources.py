"""What is known of the sources in; a row of the table for each, in the desk's words, out; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.config.settings import Source
from digest.desk.words import DeskWords
from digest.locales import day_and_month
from digest.pipeline.source_edits import next_weight
from digest.store.health import Condition, SourceHealth

_TALLEST = 20
_TONES = {
    Condition.OK: "well",
    Condition.PAUSED: "",
    Condition.NEVER: "",
    Condition.SILENT: "warning",
    Condition.MOVED: "warning",
    Condition.FAILING: "error",
    Condition.GONE: "error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBar:
    """A day's articles as a bar of a picture 20 high; of a day without any the base line."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source in the table; `lighter` and `heavier` are the weights a step away, "" at an end."""

    label: str
    place: str
    health: str
    tone: str
    when: str
    why: str
    bars: tuple[DayBar, ...]
    days: str
    week: int
    on_page: int
    weight: str
    lighter: str
    heavier: str
    paused: bool


def describe_sources(
    sources: Sequence[Source],
    healths: Sequence[SourceHealth],
    daily: Mapping[str, Sequence[int]],
    on_page: Mapping[str, int],
    now: datetime,
    words: DeskWords,
) -> tuple[SourceRow, ...]:
    """A row for each of `sources`; `daily` are the articles of the last 14 days.

    `now` is in the newsletter's own time zone.
    """
    return tuple(
        SourceRow(
            label=source.label,
            place=source.shown_place,
            health=words.say(f"sources.is_{health.condition}"),
            tone=_TONES[health.condition],
            when=written_moment(health.last_success, now, words),
            why=health.why,
            bars=day_bars(daily.get(source.label, ())),
            days=", ".join(map(str, daily.get(source.label, ()))),
            week=sum(daily.get(source.label, ())[-7:]),
            on_page=on_page.get(source.label, 0),
            weight=f"{source.weight:.2f}".removesuffix("0"),
            lighter=_other_weight(source.weight, up=False),
            heavier=_other_weight(source.weight, up=True),
            paused=source.paused,
        )
        for source, health in zip(sources, healths, strict=True)
    )


def day_bars(counts: Sequence[int]) -> tuple[DayBar, ...]:
    """The bars of some days, as high as their counts beside the best of them."""
    most = max(counts, default=0) or 1
    heights = [max(round(count / most * _TALLEST), 1) for count in counts]
    return tuple(
        DayBar(x=7 * number, y=_TALLEST - height, height=height)
        for number, height in enumerate(heights)
    )


def written_moment(moment: datetime | None, now: datetime, words: DeskWords) -> str:
    """When something was, in the time zone of `now`: today and yesterday with the time."""
    if moment is None:
        return words.say("sources.never")
    day, today = moment.astimezone(now.tzinfo).date(), now.date()
    time = f"{moment.astimezone(now.tzinfo):%H:%M}"
    if day == today:
        return words.say("sources.today", time=time)
    if day == today - timedelta(days=1):
        return words.say("sources.yesterday", time=time)
    return day_and_month(day, words.language)


def _other_weight(weight: float, *, up: bool) -> str:
    other = next_weight(weight, up=up)
    return "" if other == weight else f"{other:g}"
