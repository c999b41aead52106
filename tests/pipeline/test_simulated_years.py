"""Years of runs every 15 minutes that are missing at random: each issue exactly once, none lost."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from pipeline.played import Killed, PlayedNewsletter, settings

from digest.cutoffs import cut_off, next_date

QUARTER = timedelta(minutes=15)
WINDOW = timedelta(hours=6)
HOLIDAYS = (date(2026, 4, 5), date(2026, 12, 27))

AT_ONCE: dict[str, object] = {"then": "publish"}
AFTER_A_WINDOW: dict[str, object] = {
    "notify": ["editor@example.org"],
    "window": "6 hours",
    "then": "publish",
}
WHEN_APPROVED: dict[str, object] = {"notify": ["editor@example.org"], "then": "hold"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Where and when it is lived, by which schedule and review."""

    zone: str
    schedule: dict[str, object]
    review: dict[str, object]
    start: date = date(2026, 1, 1)
    days: int = 365


YEARS = {
    "Berlin, cut-off skipped on 29 March, doubled on 25 October, two holidays": Year(
        zone="Europe/Berlin",
        schedule={"on": "sunday", "at": "02:30", "skip": HOLIDAYS},
        review=AFTER_A_WINDOW,
    ),
    "New York, cut-off skipped on 8 March": Year(
        zone="America/New_York", schedule={"on": "sunday", "at": "02:30"}, review=AT_ONCE
    ),
    "New York, cut-off doubled on 1 November": Year(
        zone="America/New_York", schedule={"on": "sunday", "at": "01:30"}, review=WHEN_APPROVED
    ),
    "Lord Howe, cut-off in the half hour of 4 October": Year(
        zone="Australia/Lord_Howe", schedule={"on": "sunday", "at": "02:15"}, review=AT_ONCE
    ),
    "Lord Howe, cut-off in the doubled half hour of 5 April": Year(
        zone="Australia/Lord_Howe", schedule={"on": "sunday", "at": "01:45"}, review=AFTER_A_WINDOW
    ),
    "São Paulo, without a change of clocks": Year(
        zone="America/Sao_Paulo", schedule={"at": "07:00"}, review=WHEN_APPROVED
    ),
    "São Paulo 2018, midnight skipped on 4 November": Year(
        zone="America/Sao_Paulo",
        start=date(2018, 1, 1),
        schedule={"on": "sunday", "at": "00:20"},
        review=AFTER_A_WINDOW,
    ),
    "São Paulo 2018, the last hour of 17 February doubled": Year(
        zone="America/Sao_Paulo",
        start=date(2018, 1, 1),
        schedule={"on": "saturday", "at": "23:30"},
        review=AT_ONCE,
    ),
    "Apia, every second week": Year(
        zone="Pacific/Apia", schedule={"every": "two weeks", "at": "07:00"}, review=AFTER_A_WINDOW
    ),
    "Apia 2011, a Friday that never was": Year(
        zone="Pacific/Apia", start=date(2011, 3, 1), schedule={"at": "07:00"}, review=AT_ONCE
    ),
    "Apia 2011, a midnight that never was": Year(
        zone="Pacific/Apia",
        start=date(2011, 11, 1),
        days=90,
        schedule={"every": "day", "at": "00:00"},
        review=AFTER_A_WINDOW,
    ),
}


@dataclass(kw_only=True)
class Life:
    """A newsletter's year on a machine that has everything happen to it.

    `whole` are the moments of runs that were not killed, `woke` those of all, `losses` those at
    which the memory was lost, all by the machine's clock, which is `wrong` by so much.
    """

    played: PlayedNewsletter
    chance: random.Random
    whole: list[datetime] = field(default_factory=list)
    woke: list[datetime] = field(default_factory=list)
    losses: list[datetime] = field(default_factory=list)
    wrong: timedelta = timedelta(0)
    rests: tuple[datetime, datetime] | None = None

    @property
    def runs(self) -> tuple[list[datetime], list[datetime]]:
        """All runs, and those that were not killed."""
        return self.woke, self.whole

    def live(self, start: datetime, end: datetime) -> None:
        """Every quarter of an hour, save when the machine is off."""
        now = start
        while now < end:
            now += QUARTER
            if self.chance.random() < 1 / 1500:
                now += timedelta(hours=self.chance.choice((1, 5, 30, 100, 250, 500)))
            if self.chance.random() < 1 / 3000:
                self.wrong = -timedelta(hours=self.chance.choice((0, 1, 26, 60)))
            self.pass_quarter(now + self.wrong)
        # The last days pass in peace, so that all that was begun is ended.
        self.wrong = timedelta(0)
        for _ in range(4 * 24):
            now += QUARTER
            self.pass_quarter(now, in_peace=True)

    def pass_quarter(self, now: datetime, *, in_peace: bool = False) -> None:
        """Look whether there is something to do, as the idle note has it, and do it."""
        self.woke.append(now)
        self._let_the_editor_work()
        if self.rests and self.rests[0] <= now < self.rests[1]:
            self.whole.append(now)
            return
        played = self.played
        played.now = now
        played.killed_at = None
        if not in_peace and self.chance.random() < 1 / 8:
            played.killed_at = self.chance.randint(1, 20)
        if not in_peace and self.chance.random() < 1 / 60 and played.issues:
            played.memory = b""
            self.losses.append(now)
        try:
            ticked = played.tick()
        except Killed:
            self.rests = None
            return
        self.whole.append(now)
        assert ticked.failures == ()
        self.rests = (now, ticked.resting_until) if ticked.resting_until else None

    def _let_the_editor_work(self) -> None:
        """Approve an issue or leave it, now and then."""
        if self.chance.random() < 1 / 100 and self.played.pages:
            day = max(self.played.pages)
            if day not in self.played.words:
                self.played.words[day] = "approved"
                self.rests = None


def lived(name: str, seed: int = 1) -> Life:
    """A year, lived; the same at each call."""
    year = YEARS[name]
    schedule = {**year.schedule, "collect_every": "1 day", "longest_window": 366}
    sending = {"to": "list@example.org", "latest": "2 days"}
    newsletter = settings(
        {"schedule": schedule, "review": year.review, "sending": sending}, year.zone
    )
    start = datetime(year.start.year, year.start.month, year.start.day, tzinfo=UTC)
    life = Life(
        played=PlayedNewsletter(newsletter=newsletter), chance=random.Random(f"{name} {seed}")
    )
    life.live(start, start + timedelta(days=year.days))
    return life


def issue_days(life: Life) -> Iterator[tuple[date, list[datetime], list[datetime]]]:
    """Each issue day after the first run; the runs of its period, and those of them not killed."""
    rhythm = life.played.newsletter.schedule
    zone = ZoneInfo(life.played.newsletter.newsletter.timezone)
    first, last = min(life.woke), max(life.woke)
    day = next_date(life.woke[0].astimezone(zone).date() - timedelta(2), rhythm)
    # In one zone, as the runs are, moments are compared ten times as quickly.
    while (end := cut_off(day, rhythm, zone).astimezone(UTC)) <= last:
        following = next_date(day, rhythm)
        over = cut_off(following, rhythm, zone).astimezone(UTC)
        if first <= end < over:
            woke, whole = ([now for now in runs if end <= now < over] for runs in life.runs)
            yield day, woke, whole
        day = following


def must_be_out(life: Life, woke: list[datetime], whole: list[datetime]) -> bool:
    """Whether the runs of an issue's period cannot but publish it."""
    review = life.played.newsletter.review
    if review.then == "hold" or not whole:
        return False
    if not review.window:
        return True
    # A clock set back or a memory lost begins the window anew.
    calm = woke == sorted(woke) and not set(woke) & set(life.losses)
    return calm and whole[-1] - whole[0] >= WINDOW


def check_year(life: Life) -> None:
    """Each issue went out once, or it is named and the next one covers it."""
    played = life.played
    assert set(played.out.values()) == {1}
    assert max(played.sent.values()) == 1
    told = "\n".join(f"{one.subject}\n{one.text}" for one in played.told).lower()
    days = list(issue_days(life))
    assert set(played.out) <= {day for day, _, _ in days}
    for day, woke, whole in days:
        if must_be_out(life, woke, whole):
            assert played.out[day] == 1, day
        if not played.out[day] and day < max(played.out):
            became = "was missed" if not woke else "was"
            assert f"the issue of {day} {became}" in told
        if played.out[day] and not played.sent[day]:
            # The editor knows that it may not have been sent.
            assert f"the issue of {day} was" in told
    windows = [played.windows[day] for day in sorted(played.windows)]
    assert all(later.start <= earlier.end for earlier, later in pairwise(windows))


@pytest.mark.parametrize("name", YEARS)
def test_each_issue_goes_out_exactly_once_and_none_is_lost(name: str) -> None:
    """Whatever happens to the machine."""
    life = lived(name)
    check_year(life)
    assert len(life.played.out) > 20


@pytest.mark.slow
@pytest.mark.parametrize("name", YEARS)
def test_so_it_is_in_many_years(name: str) -> None:
    """Each with other misfortunes."""
    for seed in range(2, 5):
        check_year(lived(name, seed))
