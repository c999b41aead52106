"""Spread: who tells it and who does not, in the editor's own words."""

from selection.news import WEEK, article, newsletter, three_events

from digest.model.stories import Story
from digest.selection import select


def sources(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    """Sources with a group and a country."""
    return [
        {"name": name, "url": f"https://{name.lower()}.example/f", "group": group, "country": land}
        for name, group, land in rows
    ]


def lead(*rows: tuple[str, str, str]) -> Story:
    """The lead, told by Gazette, Courier and Herald."""
    proposal = select(three_events(), newsletter(sources=sources(*rows)), window=WEEK)
    assert proposal.lead is not None
    return proposal.lead


ALL = (("Gazette", "wire", "DE"), ("Courier", "wire", "FR"), ("Herald", "daily", "DE"))


def test_it_counts_the_groups_and_names_the_country_that_is_missing() -> None:
    """Norland is in most headlines and none of its sources tells it."""
    assert lead(*ALL, ("State", "state media", "Norland")).spread == (
        "2 of 3 groups; none of Norland"
    )


def test_a_source_of_the_country_is_not_missed() -> None:
    """With Norland's own Herald among them nothing is missing."""
    mine = (*ALL[:2], ("Herald", "daily", "Norland"))
    assert lead(*mine).spread == "2 of 2 groups"


def test_without_groups_nothing_is_said() -> None:
    """The settings are the editor's choice."""
    assert lead().spread == ""


def test_one_group_with_most_of_the_voices_is_remarked() -> None:
    """From four voices on."""
    wire = [(name, "wire", "") for name in ("Gazette", "Courier", "Herald", "Echo")]
    fourth = article(
        "g4",
        "Norland and Sudria: ceasefire signed",
        source="Echo",
        summary="In Geneva the ministers of Norland and Sudria put their names to a ceasefire.",
        hours=34,
    )
    proposal = select([*three_events(), fourth], newsletter(sources=sources(*wire)), window=WEEK)
    assert proposal.lead is not None
    assert proposal.lead.note == "4 of 4 sources are of one group: wire"
    assert lead(*wire[:3]).note == ""
    alone = [*((name, "", "") for name, _, _ in wire[:3]), wire[3]]
    of_one = select([*three_events(), fourth], newsletter(sources=sources(*alone)), window=WEEK)
    assert of_one.lead is not None
    assert of_one.lead.note == ""
