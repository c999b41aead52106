"""Matters: gathered before ranking, printed once, named, and never against the editor's wish."""

import random
from dataclasses import replace
from datetime import timedelta
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from profiles import examples
from selection.news import MONDAY, WAR, WEEK, article, newsletter, places, three_events
from selection.stories import scored

from digest.model.articles import Article
from digest.model.stories import Decisions, Matter, PastIssue, PastItem, Picks, Proposal, Story
from digest.selection import explain, select
from digest.selection.growing import Growing, Growth, Names
from digest.selection.matter_lines import Matters, with_matters
from digest.selection.reports import Report
from digest.selection.strands import Strand, Strands


def war() -> list[Article]:
    """Four events of one war, each told by two outlets in nearly the same words."""
    return [
        article(f"w{at}{source[0]}", title, source=source, summary=summary, hours=30 + 20 * at)
        for at, (title, summary) in enumerate(WAR)
        for source in ("Gazette", "Courier")
    ]


def others() -> list[Article]:
    """Thirty events that have nothing in common."""
    return [
        article(
            f"o{at}", f"Ox{'abcdefghij'[at % 10]}{'klm'[at // 10]}yq", hours=90, source=f"P{at}"
        )
        for at in range(30)
    ]


def story_of(proposal: Proposal, id_: str) -> Story:
    """The story that holds the article."""
    return next(s for s in proposal.stories if any(one.id == id_ for one in s.articles))


def matter_of(proposal: Proposal, id_: str) -> Matter:
    """The matter of the article's story."""
    return next(m for m in proposal.matters if story_of(proposal, id_).id in m.stories)


def war_proposal(*more: Article, decisions: Decisions | None = None, **tables: object) -> Proposal:
    """The war among other news."""
    return select(
        [*war(), *others(), *more],
        newsletter(**tables),
        window=WEEK,
        decisions=decisions or Decisions(),
    )


def test_the_stories_of_a_war_are_one_matter_but_stay_stories() -> None:
    """Nothing is folded: four stories, one matter, with its days, articles and sources."""
    proposal = war_proposal()
    assert len({story_of(proposal, f"w{at}G").id for at in range(4)}) == 4
    matter = matter_of(proposal, "w0G")
    assert len(matter.stories) == 4
    assert (matter.articles, matter.sources) == (8, 2)
    assert (matter.first, matter.last) == (war()[0].when, war()[-1].when)


def test_a_matter_is_printed_once_with_the_others_as_lines_below() -> None:
    """The page holds one item on the war, and at most three lines; all stay candidates."""
    proposal = war_proposal()
    printed = [story for story in proposal.printed if story.id.startswith("w")]
    assert len(printed) == 1
    below = [mention.article for mention in printed[0].also_this_week]
    assert 1 <= len(below) <= 3
    assert all(places(proposal)[one] == "candidate" for one in below)
    assert all(not s.also_this_week for s in proposal.printed if s is not printed[0])


@pytest.mark.parametrize(
    ("title", "towards", "hours", "is_named"),
    [
        ("Talks resume", (0.3, 0.95), 24, True),
        ("Talks resume", (0.05, 1.0), 24, False),
        ("Talks resume", (0.3, 0.95), -24, False),
        ("Friday Briefing: talks resume", (0.3, 0.95), 24, False),
        ("What to know about the talks", (0.3, 0.95), 24, False),
    ],
)
def test_a_line_is_news_of_the_week_and_has_to_do_with_its_item(
    title: str, towards: tuple[float, float], hours: float, *, is_named: bool
) -> None:
    """Of its matter, but nothing like the item, or of last week, or a guide: it is no line."""
    item = Story(id="a", article=article("a"))
    other = Story(id="b", article=article("b", title, hours=hours))
    strand = Strand(
        ids=("a", "b"), articles=(), centre={}, support=1, reach={"a": 1, "b": 1}, last=MONDAY
    )
    known = Matters(
        within=lambda *_: strand,
        home=lambda _: strand,
        told_in=lambda _: (),
        centres={"a": {1: 1.0}, "b": dict(enumerate(towards, 1))},
    )
    proposal = with_matters(
        Proposal(window=WEEK, lead=item, candidates=(other,)), known, "en", "UTC"
    )
    assert proposal.lead is not None
    assert bool(proposal.lead.also_this_week) is is_named


def test_per_matter_prints_more() -> None:
    """With 2 there are two items on the war."""
    sections = [{"id": "more", "heading": "More", "items": 5, "per_matter": 2}]
    proposal = war_proposal(sections=sections)
    assert sum(story.id.startswith("w") for story in proposal.printed) == 2


def test_the_matter_is_gathered_before_the_stories_are_ranked() -> None:
    """A lone event with more voices than any of the war's stories does not lead the week."""
    single = [
        article(f"s{at}", "Lighthouse of Cape Sol burns", source=f"Paper {at}", hours=96)
        for at in range(8)
    ]
    proposal = war_proposal(*single)
    assert proposal.lead is not None
    assert proposal.lead.id.startswith("w")
    alone = war_proposal(*single, ranking={"matter": 0})
    assert alone.lead is not None
    assert alone.lead.id == "s0"


def test_a_newsletter_on_the_war_prints_its_strands() -> None:
    """By its own query the war is all there is: what is below it are the matters."""
    query = {"match": "porto"}
    sections = [{"id": "war", "heading": "War", "items": 5, **query}]
    proposal = war_proposal(lead=query, sections=sections)
    assert sum(story.id.startswith("w") for story in proposal.printed) == 4


def test_apart_holds_for_matters_too() -> None:
    """What the editor parted is in no matter together."""
    parted = Decisions(split=(frozenset({"w0G", "w1G"}),))
    proposal = war_proposal(decisions=parted)
    assert story_of(proposal, "w0G").matter != story_of(proposal, "w1G").matter


def test_days_of_a_matter_are_those_of_the_newsletters_zone() -> None:
    """What came on Tuesday afternoon in London is Wednesday's in Auckland."""
    zone = {"title": "Harbour Letter", "timezone": "Pacific/Auckland"}
    matter = matter_of(war_proposal(newsletter=zone), "w0G")
    assert matter.extent == "Wed … Fri, 8 articles of 2 sources"


def test_matters_of_two_queries_have_ids_of_their_own() -> None:
    """Two sections may see other parts of a saga, of which the same story is the best."""
    best, one, other = (Story(id=name, article=article(name, name)) for name in "abc")
    strands = {
        ids: Strand(
            ids=ids, articles=(), centre={}, support=1, reach=dict.fromkeys(ids, 1), last=MONDAY
        )
        for ids in (("a", "b"), ("a", "c"))
    }
    known = Matters(
        within=lambda place, _: strands["a", "b"] if place == "lead" else strands["a", "c"],
        home=lambda _: strands["a", "b"],
        told_in=lambda _: (),
        centres={one: {} for one in "abc"},
    )
    picks = Picks(section="more", stories=(other,))
    proposal = with_matters(
        Proposal(window=WEEK, lead=best, sections=(picks,), candidates=(one,)), known, "en", "UTC"
    )
    told = [proposal.matter_of(story) for story in proposal.stories]
    assert [matter and matter.stories for matter in told] == [("a", "b"), ("a", "c"), ("a", "b")]


def as_like(likeness: dict[str, float]) -> Proposal:
    """A lead, and candidates of its matter that are so much like it, the first ranked best."""
    centres = {"lead": {0: 1.0}}
    for place, (name, cosine) in enumerate(likeness.items(), 1):
        centres[name] = {0: cosine, place: sqrt(1 - cosine**2)}
    ids = tuple(centres)
    strand = Strand(
        ids=ids, articles=(), centre={}, support=1, reach=dict.fromkeys(ids, 1), last=MONDAY
    )
    known = Matters(
        within=lambda *_: strand, home=lambda _: strand, told_in=lambda _: (), centres=centres
    )
    lead, *others = (scored(name, 9 - at) for at, name in enumerate(ids))
    proposal = Proposal(window=WEEK, lead=lead, candidates=tuple(others))
    return with_matters(proposal, known, "en", "UTC")


def test_the_lines_below_an_item_are_the_three_that_differ_most() -> None:
    """In the order of their rank; what hardly has to do with it has no line."""
    lead = as_like({"b": 0.4, "c": 0.3, "d": 0.2, "e": 0.1, "f": 0.07}).lead
    assert lead is not None
    assert [one.article for one in lead.also_this_week] == ["c", "d", "e"]


def test_the_likest_of_a_matter_is_offered_as_the_same_story() -> None:
    """It alone, and it has no line."""
    proposal = as_like({"b": 0.5, "c": 0.9, "d": 0.2})
    assert [(one.one, one.other) for one in proposal.offers] == [("lead", "c")]
    assert proposal.lead is not None
    assert [one.article for one in proposal.lead.also_this_week] == ["d"]
    assert as_like({"b": 0.41}).offers == ()


def test_together_makes_one_story() -> None:
    """Joined by the editor, two events of the war are one story of their matter."""
    joined = Decisions(merged=(frozenset({"w0G", "w3G"}),))
    proposal = war_proposal(decisions=joined)
    assert story_of(proposal, "w0G") is story_of(proposal, "w3G")
    assert story_of(proposal, "w0G").id in matter_of(proposal, "w1G").stories


def test_why_names_the_matter() -> None:
    """Its days, articles and sources, and the issue that told of it before."""
    item = PastItem(
        key="", headline="Norland guns close in on Porto Verde", url="", issue=MONDAY.date()
    )
    past = PastIssue(
        date=MONDAY.date(), number=41, headline="", url="", cut_off=MONDAY, items=(item,)
    )
    settings = newsletter()
    proposal = select([*war(), *others()], settings, window=WEEK, past=[past])
    story = explain(proposal, settings, "w0G").story
    assert story is not None
    reason = next(term.reason for term in story.terms if term.name == "matter")
    assert reason == (
        "one of 4 stories on its matter: Tue … Fri, 8 articles of 2 sources, told before in No. 41"
    )
    matter = matter_of(proposal, "w0G")
    assert matter.told_in == (41,)
    assert reason.endswith(f": {matter.extent}")
    assert explain(proposal, settings, "w0G").matter == matter
    assert explain(proposal, settings, "o1").matter is None
    lone = next(t.reason for t in story_of(proposal, "o1").terms if t.name == "matter")
    assert lone == "a matter of its own: Fri, 1 article of 1 source"


def test_two_attacks_of_one_week_are_two_matters() -> None:
    """Two events by the same names: with six days of silence between them they are two."""
    first, second = war()[:2], war()[2:4]
    near = select([*first, *second, *others()], newsletter(), window=WEEK)
    assert story_of(near, "w0G").matter == story_of(near, "w1G").matter
    early = [replace(one, published=MONDAY) for one in first]
    late = [replace(one, published=MONDAY + timedelta(hours=160)) for one in second]
    far = select([*early, *late, *others()], newsletter(), window=WEEK)
    assert story_of(far, "w0G").matter != story_of(far, "w1G").matter


def test_two_stories_that_are_probably_one_are_offered_once() -> None:
    """What the grouping left apart though much alike; the editor's split is not offered again."""
    parted = Decisions(split=(frozenset({"g1", "g2"}),))
    crowd = select(three_events(), newsletter(), window=WEEK, decisions=parted)
    assert crowd.offers == ()
    proposal = war_proposal(ranking={"granularity": "tight"})
    pairs = [frozenset({offer.one, offer.other}) for offer in proposal.offers]
    assert len(pairs) == len(set(pairs))
    printed = {story.id for story in proposal.printed}
    assert all(pair & printed for pair in pairs)


@settings(max_examples=examples(15))
@given(some.randoms(use_true_random=False))
def test_order_of_arrival_says_nothing(shuffle: random.Random) -> None:
    """Matters, lines and offers are the same for the same articles in any order."""
    articles = [*war(), *others()]
    expected = select(articles, newsletter(), window=WEEK)
    shuffle.shuffle(articles)
    assert select(articles, newsletter(), window=WEEK) == expected


@pytest.mark.parametrize("local", ["lead", "section"])
def test_a_local_piece_on_the_matter_is_printed_all_the_same(local: str) -> None:
    """Front matter beats the cap, and its matter counts as printed."""
    own = article("own", WAR[1][0], source="articles", summary=WAR[1][1], hours=60)
    own = replace(own, lead=True) if local == "lead" else replace(own, section="more")
    proposal = war_proposal(own)
    assert places(proposal)["own"] == ("lead" if local == "lead" else "more")


@pytest.mark.parametrize(
    ("parts", "one"), [({1: {2}, 2: {1}}, False), ({1: set(), 2: set()}, True)]
)
def test_a_name_of_two_words_is_one_name(parts: dict[int, set[int]], *, one: bool) -> None:
    """A port of two words joins no fire there with a regatta; a port and a mayor do."""
    fire = Growth([0], {1: 1.0, 2: 1.0, 3: 3.0}, {1: 1.0, 2: 1.0}, 0.0, 0.0)
    regatta = Growth([1], {1: 1.0, 2: 1.0, 4: 3.0}, {1: 1.0, 2: 1.0}, 0.0, 0.0)
    names = {name: frozenset(others) for name, others in parts.items()}
    assert (fire.worth(regatta, fire.likeness(regatta), 0.28, names) > 0) is one


@pytest.mark.parametrize(("names", "count"), [({9: frozenset({9})}, 1), ({}, 2)])
def test_below_a_subject_matters_must_be_more_alike(names: Names, count: int) -> None:
    """There nothing counts as a name: what the subject is about is named by all."""
    shared, own = sqrt(0.31), sqrt(0.69)
    seeds = [Growth([place], {1: shared, place + 2: own}, {}, 0, 0) for place in (0, 1)]
    growing = Growing(seeds, {}, names)
    growing.join_alike()
    assert len(growing.matters) == count


@pytest.mark.parametrize(("part", "support"), [("news", 1.0), ("sport", 0.0)])
def test_a_strand_is_supported_by_voices_of_the_news_alone(part: str, support: float) -> None:
    """What stands beside the news in a publication says nothing of a story's weight."""
    told = replace(article("a"), url=f"https://gazette.example/{part}/a")
    report = Report(place=0, articles=(told,), vectors=({},), centre={}, voices=("Gazette",))
    assert Strands([report], {}, {}, ()).home("a").support == support
