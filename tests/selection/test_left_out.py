"""What the page does not print is listed with what kept it out."""

from dataclasses import replace
from datetime import timedelta

from selection.news import MONDAY, WEEK, article, newsletter, three_events
from selection.pages import draft_of
from selection.stories import scored

from digest.config.settings import Newsletter
from digest.model.drafts import Draft, DraftItem
from digest.model.stories import Matter, Picks, Proposal, Story
from digest.selection import select
from digest.selection.left_out import Missing, list_left_out

ONE = newsletter(sections=[{"id": "more", "heading": "In other news:", "items": 1}])


def week(*stories: Story) -> Proposal:
    """A proposal that prints the first and keeps the others as candidates."""
    first, *others = stories
    return Proposal(window=WEEK, lead=first, candidates=tuple(others))


def reasons(draft: Draft, proposal: Proposal, settings: Newsletter) -> dict[str, tuple[str, ...]]:
    """By story what kept it out."""
    found = list_left_out(draft, proposal, settings)
    return {one.story.id: one.reasons for one in (*found.regrets, *found.others)}


def test_a_story_that_the_page_has_no_room_for_says_how_much_it_lacks() -> None:
    """To the lowest of the section, by its place and name."""
    proposal = week(scored("a", 9), scored("b", 5.32), scored("c", 4.89))
    draft = draft_of("a", more=["b"])
    assert reasons(draft, proposal, ONE) == {
        "c": ("“In other news” is full: 1. It lacks 0.43 to the first, “The news of b”.",)
    }


def test_what_the_program_would_print_counts_as_left_out_where_the_page_has_it_not() -> None:
    """The page decides what is printed; it has more than the one that stands there."""
    picks = Picks(section="more", stories=(scored("c", 4.89),))
    proposal = replace(week(scored("a", 9), scored("b", 3)), sections=(picks,))
    found = reasons(draft_of("a", more=["b"]), proposal, ONE)
    assert found == {
        "c": ("“In other news” is full: 1. It has 1.89 more than the first, “The news of b”.",)
    }


def test_the_limit_of_a_source_is_named_with_its_number() -> None:
    """Two of the Gazette are in."""
    settings = newsletter(sections=[{"id": "more", "heading": "More", "per_source": 2}])
    proposal = week(*(scored(name, 5) for name in "abcd"))
    found = reasons(draft_of("a", more=["b", "c"]), proposal, settings)
    assert found == {"d": ("Gazette has 2 stories in “More” already, its limit.",)}


def test_what_fits_no_query_was_dropped_or_is_in_another_language_says_so() -> None:
    """In this order."""
    settings = newsletter(sections=[{"id": "more", "heading": "More", "match": "herring"}])
    foreign = replace(scored("f", 3), article=article("f", "Кулеба завершує турне"))
    proposal = week(scored("a", 9), scored("b", 5), foreign)
    found = reasons(draft_of("a", dropped=["b"]), proposal, settings)
    assert found == {
        "b": ("You dropped it.", "Outside your queries."),
        "f": ("Outside your queries.", "In Ukrainian."),
    }


def test_a_story_whose_matter_is_told_says_by_which() -> None:
    """That is reason enough."""
    matter = Matter(
        id="m",
        stories=("a", "b"),
        articles=2,
        sources=1,
        first=MONDAY,
        last=MONDAY + timedelta(days=1),
    )
    stories = [replace(scored(name, 5), matter="m") for name in "ab"]
    proposal = replace(week(*stories), matters=(matter,))
    assert reasons(draft_of("a"), proposal, ONE)["b"] == (
        "Its matter is on the page: “The news of a”.",
    )
    mine = DraftItem(articles=("a",), headline="Mine")
    assert reasons(draft_of(more=[mine]), proposal, ONE)["b"] == (
        "Its matter is on the page: “Mine”.",
    )


def test_the_verdict_counts_what_three_sources_told() -> None:
    """What two told is no regret, nor what is outside the queries."""
    proposal = week(scored("a", 9), scored("b", 5, more=2), scored("c", 6, more=1))
    found = list_left_out(draft_of("a"), proposal, ONE)
    assert [one.story.id for one in found.regrets] == ["b"]
    assert found.verdict == "1 story told by three sources or more is not on the page."
    assert [one.story.id for one in found.others] == ["c"]
    assert found.count == 2
    narrow = newsletter(sections=[{"id": "more", "heading": "More", "match": "herring"}])
    none = list_left_out(draft_of("a"), proposal, narrow)
    assert none.verdict == "No story told by three sources or more is missing from the page."
    assert none.count == 0


def test_a_real_week_leaves_out_all_that_the_page_has_not() -> None:
    """The lead alone is on it."""
    settings = newsletter()
    proposal = select(three_events(), settings, window=WEEK)
    assert proposal.lead
    found = list_left_out(draft_of(proposal.lead.article.id), proposal, settings)
    missing = [one.story.id for one in found.others]
    assert missing == ["f1", "h1"]


def test_a_full_section_names_the_story_that_would_make_room() -> None:
    """By its told article, for a swap."""
    proposal = week(scored("a", 9), scored("b", 7), scored("c", 5), scored("d", 1))
    settings = newsletter(sections=[{"id": "more", "heading": "More", "items": 2}])
    found = list_left_out(draft_of("a", more=["c", "b"]), proposal, settings)
    assert found.others == (
        Missing(
            story=proposal.candidates[2],
            reasons=("“More” is full: 2. It lacks 4.00 to the first, “The news of c”.",),
            section="more",
            last="c",
            place="first",
        ),
    )


def test_a_story_whose_source_has_its_limit_would_replace_that_sources_lowest() -> None:
    """Not the lowest of all; where there is room, nobody has to go."""
    settings = newsletter(sections=[{"id": "more", "heading": "More", "per_source": 1}])
    proposal = week(scored("a", 9), scored("b", 7), scored("c", 1, source="Herald"), scored("d", 3))
    found = list_left_out(draft_of("a", more=["b", "c"]), proposal, settings)
    assert [(one.last, one.place) for one in found.others] == [("b", "first")]
    room = list_left_out(draft_of("a", more=["c"]), proposal, settings)
    assert [one.last for one in room.others] == ["", ""]


def test_another_telling_of_what_is_on_the_page_is_no_regret() -> None:
    """However many tell it so: it is counted beside them."""
    stories = [replace(scored(name, 5, more=2), matter="m") for name in "ab"]
    matter = Matter(id="m", stories=("a", "b"), articles=6, sources=3, first=MONDAY, last=MONDAY)
    proposal = replace(week(*stories, scored("c", 4, more=2)), matters=(matter,))
    found = list_left_out(draft_of("a"), proposal, ONE)
    assert [one.story.id for one in found.regrets] == ["c"]
    assert [one.story.id for one in found.others] == ["b"]
    assert found.verdict == (
        "1 story told by three sources or more is not on the page. "
        "1 more belongs to a matter that is."
    )


def test_what_the_editor_dropped_is_no_regret() -> None:
    """It was decided."""
    found = list_left_out(
        draft_of("a", dropped=["b"]), week(scored("a", 9), scored("b", 5, more=2)), ONE
    )
    assert found.regrets == ()
