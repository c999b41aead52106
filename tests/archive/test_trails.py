"""A page says where its stories were told before, and says nothing where that is not sure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from archive.samples import DAY, issue, item
from archive.test_website import SITE, PlainPages, publish_all, site_files

from digest.archive.catalogue import Catalogue, CatalogueEntry, list_entries
from digest.archive.terms import term_counts
from digest.archive.trails import told_before, with_trails
from digest.archive.website import rebuild_site
from digest.model.issues import Coverage, Issue, Item, Span

Told = tuple[str, str]

DERAILED = (
    "Train leaves the rails at Kessim",
    "Forty were hurt when a night train left the rails near Kessim, said Amalia Fenn.",
)
INQUIRY = (
    "Kessim train: Fenn blames the rails",
    "The night train left the rails at Kessim because of a loose rail, "
    "an inquiry led by Amalia Fenn found.",
)
OTHER_TRAIN = (
    "Train leaves the rails at Norrhaven",
    "Thirty were hurt when a goods train left the rails near Norrhaven, said Rosa Quill.",
)
FENN_RETIRES = (
    "Fenn retires to her maps",
    "After thirty years the clerk Amalia Fenn goes home to the charts that "
    "two ministries wished to lose.",
)
FERRY = (
    "Ferry sails again",
    "The ferry to Orl sails again after nine days; the pilots of Tarn Bay have a contract.",
)


def week(number: int, *stories: Told) -> Issue:
    """The issue of that number with these stories and some that nothing else tells of."""
    made = issue(DAY + timedelta(weeks=number), number=number, lead=f"Quiet week {number}")
    filling = [(f"Word{number}x{at} of thing{number}y{at}", "") for at in range(12)]
    items = tuple(story(number, at, *one) for at, one in enumerate((*stories, *filling)))
    return replace(made, sections=(replace(made.sections[0], items=items),))


def story(number: int, at: int, headline: str, text: str) -> Item:
    """A story; its place in the issue is its id."""
    spans = (Span(text=text),) if text else ()
    made = replace(item(headline), id=f"{number}-{at}", blurb=spans)
    return replace(made, key=f"k{number}-{at}", url=f"https://wire.example.com/{number}-{at}")


def trailed(issues: Path, made: Sequence[Issue]) -> tuple[CatalogueEntry, ...]:
    """The catalogue of an archive of these, with its trails."""
    publish_all(issues, made)
    return with_trails(tuple(list_entries(issues, Catalogue())), ())


def told(found: Sequence[CatalogueEntry]) -> dict[str, list[str]]:
    """By an item of the latest issue those that told its story before."""
    return {name: [one.id for one in places] for name, places in told_before(found, 0).items()}


def test_a_story_that_goes_on_leads_to_where_it_began(tmp_path: Path) -> None:
    """By what it is about and whom it names."""
    found = trailed(tmp_path, [week(1, DERAILED, FERRY), week(2, INQUIRY)])
    assert told(found) == {"2-0": ["1-0"]}
    (before,) = told_before(found, 0)["2-0"]
    assert (before.number, before.headline) == (1, DERAILED[0])


@pytest.mark.parametrize("other", [OTHER_TRAIN, FENN_RETIRES, FERRY])
def test_another_event_of_the_kind_or_the_person_is_no_trail(tmp_path: Path, other: Told) -> None:
    """Neither a like accident nor a like name is the same story."""
    assert told(trailed(tmp_path, [week(1, other), week(2, INQUIRY)])) == {}


def test_a_trail_names_the_latest_three_issues(tmp_path: Path) -> None:
    """Newest first, one story an issue."""
    made = [week(number, INQUIRY) for number in range(1, 6)]
    assert told(trailed(tmp_path, made)) == {"5-0": ["4-0", "3-0", "2-0"]}


def test_what_other_sources_call_it_counts(tmp_path: Path) -> None:
    """A headline alone may be too clever."""
    clever = ("Off the rails", "Amalia Fenn has found what everybody in Kessim knew.")
    lone = week(2, clever)
    titles = ("Kessim night train inquiry blames rails", "Fenn: loose rail derailed night train")
    also = tuple(
        Coverage(source="Ocean Wire", title=one, url="https://o.example") for one in titles
    )
    section = lone.sections[0]
    first = replace(section.items[0], also=also)
    covered = replace(lone, sections=(replace(section, items=(first, *section.items[1:])),))
    assert told(trailed(tmp_path / "a", [week(1, DERAILED), lone])) == {}
    assert told(trailed(tmp_path / "b", [week(1, DERAILED), covered])) == {"2-0": ["1-0"]}


def test_adding_an_issue_changes_no_earlier_trail(tmp_path: Path) -> None:
    """And works out only its own, to the same as from nothing."""
    made = [week(1, DERAILED), week(2, INQUIRY), week(3, FERRY), week(4, INQUIRY)]
    publish_all(tmp_path, made[:3])
    first = with_trails(tuple(list_entries(tmp_path, Catalogue())), ())
    publish_all(tmp_path, made[3:])
    listed = tuple(list_entries(tmp_path, Catalogue()))
    assert with_trails(listed, first) == with_trails(listed, ())
    assert with_trails(listed, first)[1:] == first


def test_the_site_is_the_same_whichever_way_it_was_made(tmp_path: Path) -> None:
    """Week by week, or from nothing after an older issue came in between."""
    made = [week(1, DERAILED), week(2, INQUIRY), week(3, FERRY), week(4, INQUIRY)]
    for one in (made[1], made[3], made[0], made[2]):
        publish_all(tmp_path / "a", [one])
        rebuild_site(tmp_path / "a", SITE, PlainPages())
    publish_all(tmp_path / "b", made)
    rebuild_site(tmp_path / "b", SITE, PlainPages())
    assert site_files(tmp_path / "a") == site_files(tmp_path / "b")


def test_a_trail_to_a_story_that_is_not_there_leads_nowhere(tmp_path: Path) -> None:
    """As a catalogue that was changed by hand may say."""
    latest, first = trailed(tmp_path, [week(1, DERAILED, FERRY), week(2, INQUIRY)])
    places = [replace(place, item="gone") for place in latest.told["2-0"]]
    lost = [replace(place, date=DAY - timedelta(days=999)) for place in places]
    wrong = replace(latest, told={"2-0": (*places, *lost)})
    assert told([wrong, first]) == {"2-0": []}


def test_a_term_without_a_count_counts_once() -> None:
    """Whatever stands in its place."""
    assert term_counts("train:2 rail kessim:many") == {"train": 2, "rail": 1, "kessim": 1}
