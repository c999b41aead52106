"""Dates as feeds write them."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.entries.dates import judge_date, parse_any_date, parse_date
from digest.sources.entries.usual_dates import parse_usual_date

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 2, 2, 12, tzinfo=UTC)
LINES = (Path(__file__).parent / "cases" / "dates.tsv").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]
MOMENTS = st.integers(788_918_400, 4_102_444_800).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)
OFFSETS = st.integers(-12 * 4, 14 * 4).map(
    lambda quarters: timezone(timedelta(minutes=15 * quarters))
)


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_a_date_is_read_as_its_writer_meant_it(raw: str, expected: str) -> None:
    """Every way of writing in cases/dates.tsv gives the moment that stands beside it."""
    when = parse_date(raw, BERLIN)

    assert (when.replace(tzinfo=None).isoformat()[:19] if when else "-") == expected


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("Europe/Dublin", 9), ("Asia/Kolkata", 4.5), ("Asia/Jerusalem", 8), ("America/Lima", 4.5)],
)
def test_a_name_means_what_it_means_in_the_sources_zone(zone: str, hours: float) -> None:
    """IST is Irish, Israeli or Indian; where nobody uses it, it is Indian."""
    month = "Jul" if zone == "Europe/Dublin" else "Jan"

    when = parse_date(f"05 {month} 2026 10:00:00 IST", ZoneInfo(zone))

    assert when is not None
    assert when.hour + when.minute / 60 == hours


@pytest.mark.parametrize(
    ("raw", "zone", "month"),
    [
        ("02/03/2026 12:00", "America/New_York", 2),
        ("02/03/2026 12:00", "Europe/Berlin", 3),
        ("02.03.2026 12:00", "America/New_York", 3),
        ("02-03-2026 12:00", "America/New_York", 3),
        ("13/03/2026 12:00", "America/New_York", 3),
    ],
)
def test_slashes_alone_are_american_where_the_clocks_are(raw: str, zone: str, month: int) -> None:
    """02/03/2026 is the 3rd of February in New York; dots and dashes are not."""
    when = parse_date(raw, ZoneInfo(zone))

    assert when is not None
    assert when.month == month


@given(MOMENTS, OFFSETS)
def test_rfc_822_and_iso_dates_come_back_whatever_their_offset(
    moment: datetime, offset: timezone
) -> None:
    """What the standard library writes is read as the same moment."""
    there = moment.astimezone(offset)

    assert parse_date(format_datetime(there), BERLIN) == moment
    assert parse_date(there.isoformat(), BERLIN) == moment
    assert parse_date(there.isoformat(" "), BERLIN) == moment
    assert parse_date(str(int(moment.timestamp())), BERLIN) == moment


@given(st.text(max_size=60) | st.from_regex(r"[0-9T:./ +Zw-]{1,30}", fullmatch=True))
def test_no_text_at_all_is_more_than_not_understood(raw: str) -> None:
    """Any text gives a moment in UTC or None, never an exception."""
    when = parse_date(raw, BERLIN)

    assert when is None or when.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ("", "no date given"),
        ("soon", "no date understood in 'soon'"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "'Thu, 01 Jan 1970 00:00:00 GMT' is before 1995"),
        ("2026-02-03T12:00:01Z", "'2026-02-03T12:00:01Z' is in the future"),
    ],
)
def test_a_date_that_cannot_be_true_is_none_and_says_why(raw: str, note: str) -> None:
    """Undated, before 1995 and more than a day ahead are kept as a reason, not as a date."""
    dating = judge_date(raw, now=NOW, zone=BERLIN)

    assert (dating.when, dating.note) == (None, note)


def test_a_clock_that_runs_a_little_ahead_is_believed() -> None:
    """A date up to 24 hours ahead stands: clocks and zones are often set wrong."""
    assert judge_date("2026-02-03T12:00:00Z", now=NOW, zone=BERLIN).note == ""


TWO = st.integers(0, 62).map("{:02}".format)
YEARS = st.integers(0, 9999).map("{:04}".format)
SIGNED = st.sampled_from(["+0000", "-0500", "+0530", "+1400", "-1401", "+2500", "-0060"])
CLOCKS = st.builds("{}:{}:{}".format, TWO, TWO, TWO)
USUAL = st.one_of(
    st.builds(
        "{}{} {} {} {} {}".format,
        st.sampled_from(["", "Mon, ", "Tue, ", "Sun, "]),
        TWO | st.integers(0, 40).map(str),
        st.sampled_from(
            [
                "Jan",
                "Feb",
                "Mar",
                "Apr",
                "May",
                "Jun",
                "Jul",
                "Aug",
                "Sep",
                "Oct",
                "Nov",
                "Dec",
                "Foo",
            ]
        ),
        YEARS,
        CLOCKS,
        SIGNED | st.sampled_from(["GMT", "UTC"]),
    ),
    st.builds(
        "{}-{}-{}T{}{}{}".format,
        YEARS,
        TWO,
        TWO,
        CLOCKS,
        st.sampled_from(["", ".5", ".123456"]),
        st.just("Z") | SIGNED | SIGNED.map(lambda offset: f"{offset[:3]}:{offset[3:]}"),
    ),
)


@given(USUAL, st.sampled_from(["UTC", "Europe/London", "America/New_York", "Asia/Kolkata"]))
def test_the_short_way_for_usual_dates_leads_to_the_same_moment(raw: str, zone: str) -> None:
    """Or leaves the date to the long way, as one that there is not."""
    found = parse_usual_date(raw)
    assert found is None or found == parse_any_date(raw, ZoneInfo(zone))


@pytest.mark.parametrize(
    "raw",
    ["Mon, 02 Feb 2026 09:00:00 GMT", "2 Feb 2026 09:00:00 +0000", "2026-02-02T10:00:00+01:00"],
)
def test_usual_dates_go_the_short_way(raw: str) -> None:
    """Feeds are full of them."""
    assert parse_usual_date(raw) == datetime(2026, 2, 2, 9, tzinfo=UTC)
