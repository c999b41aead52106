"""Thin and fat weeks: the rule that fires, what it does, and that it says so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from archive.samples import issue

from digest.config.selection import Weeks
from digest.model.articles import Article
from digest.model.issues import Issue
from digest.model.stories import Picks, Proposal, Story, Term, Window
from digest.pipeline.week_size import Thin, limit_bytes, limit_items, thin_week

END = datetime(2024, 8, 9, 11, tzinfo=UTC)
WINDOW = Window(start=END - timedelta(days=7), end=END)


def story(name: str, score: float) -> Story:
    """A story of one article."""
    article = Article(id=name, source="Harbour Wire", title=name, first_seen=END)
    return Story(id=name, article=article, terms=(Term(name="x", value=1, weight=score),))


def proposal(*scores: float) -> Proposal:
    """A lead, two sections that share the stories by turns, and one candidate."""
    stories = [story(f"s{score:g}", score) for score in scores]
    return Proposal(
        window=WINDOW,
        lead=story("lead", 9),
        sections=(
            Picks(section="a", stories=tuple(stories[::2])),
            Picks(section="b", stories=tuple(stories[1::2])),
        ),
        candidates=(story("c", 2.5),),
    )


def ids(made: Proposal) -> list[str]:
    """Every story in order."""
    return [one.id for one in made.stories]


def test_an_ordinary_week_fires_no_rule() -> None:
    """As many items as asked for are enough."""
    assert thin_week(3, WINDOW, Weeks(min_items=3)) is None


@pytest.mark.parametrize("rule", list(Thin))
def test_a_thin_week_names_the_rule_and_the_count(rule: Thin) -> None:
    """Whatever the rule, it is said."""
    week = thin_week(2, WINDOW, Weeks(min_items=3, thin=rule.value))
    assert week is not None
    assert week.rule is rule
    assert week.sentence.startswith(f"Thin week: 2 of at least 3 items ({rule}): ")


def test_extend_looks_back_further_but_once() -> None:
    """The cut-off stays; a window that was extended goes out short."""
    weeks = Weeks(min_items=3, thin="extend", extend_days=10)
    week = thin_week(2, WINDOW, weeks)
    assert week is not None
    assert week.window == Window(start=END - timedelta(days=17), end=END)
    again = thin_week(2, week.window, weeks, again=True)
    assert again is not None
    assert (again.rule, again.window) == (Thin.SHORT, week.window)


def test_a_fat_week_gives_the_lowest_scores_back_to_the_candidates() -> None:
    """The lead stays, candidates stay in order of their scores."""
    fewer, said = limit_items(proposal(5, 4, 3, 2), Weeks(max_items=3))
    assert ids(fewer) == ["lead", "s5", "s4", "s3", "c", "s2"]
    assert said == "Fat week: 5 items, at most 3 (max_items): left out “s3”, “s2”."


def test_pinned_stories_stay_in_a_fat_week() -> None:
    """The editor's pick is not a matter of scores."""
    fewer, _ = limit_items(proposal(5, 4, 3, 2), Weeks(max_items=3), pinned={"s2"})
    assert ids(fewer)[:3] == ["lead", "s5", "s2"]


def test_a_week_that_fits_is_left_alone() -> None:
    """And nothing is said."""
    fewer, said = limit_items(proposal(5, 4), Weeks(max_items=3))
    assert fewer == proposal(5, 4)
    assert said == ""


def size(made: Issue) -> int:
    """A thousand bytes an item."""
    return 1000 * sum(1 for _ in made.items)


def test_a_mail_that_is_too_large_loses_as_few_items_as_needed() -> None:
    """From the end of the section; the lead stays."""
    fewer, said = limit_bytes(issue(), size, Weeks(max_bytes=2500))
    assert [one.headline for one in fewer.items] == [
        "Envoys return to Ankara",
        "Grain ships leave port 12",
    ]
    assert said == "Fat week: the mail is over 2500 bytes (max_bytes): left out “Oil transit 12”."


def test_a_mail_within_the_limit_is_left_alone() -> None:
    """0 is no limit; nothing is rendered for it."""

    def never(_made: Issue) -> int:
        raise AssertionError("rendered without need")

    assert limit_bytes(issue(), never, Weeks()) == (issue(), "")
    assert limit_bytes(issue(), size, Weeks(max_bytes=3000)) == (issue(), "")


def test_what_cannot_be_made_to_fit_is_said() -> None:
    """Pinned items stay, and the reason is told."""
    oil = issue().sections[0].items[1].id
    fewer, said = limit_bytes(issue(), size, Weeks(max_bytes=1500), pinned={oil})
    assert [one.id for one in fewer.items][1:] == [oil]
    assert said.endswith("It is still 2000 bytes: the lead or pinned items are too long.")


def test_a_section_that_lost_all_its_items_goes_too() -> None:
    """A heading with nothing under it would be left."""
    fewer, _ = limit_bytes(issue(), size, Weeks(max_bytes=1000))
    assert fewer.sections == ()
    assert fewer.lead == issue().lead


def test_the_last_item_of_all_stays() -> None:
    """Without a lead the issue is not cut to nothing; that it is too large is said."""
    fewer, said = limit_bytes(replace(issue(), lead=None), size, Weeks(max_bytes=1))
    assert len([*fewer.items]) == 1
    assert "It is still 1000 bytes" in said


@pytest.mark.parametrize(("guess", "asked"), [(0, 4), (1, 2), (2, 3), (9, 3)])
def test_a_good_guess_of_what_is_left_out_saves_renderings(guess: int, asked: int) -> None:
    """A bad one only costs some."""
    sizes: list[int] = []

    def noted(made: Issue) -> int:
        sizes.append(size(made))
        return sizes[-1]

    fewer, _ = limit_bytes(issue(), noted, Weeks(max_bytes=2500), guess=guess)
    assert len([*fewer.items]) == 2
    assert len(sizes) <= asked + 1
