"""What the tests of selection are made of: articles, newsletters, proposals by a word or two."""

from datetime import UTC, datetime, timedelta

from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.stories import Proposal, Window

MONDAY = datetime(2024, 8, 5, 7, 0, tzinfo=UTC)
WEEK = Window(start=MONDAY, end=MONDAY + timedelta(days=7))

GENEVA = (
    "Foreign ministers of Norland and Sudria signed a ceasefire in Geneva after nine days of talks."
)
FLOODS = "Heavy rain flooded the harbour of Porto Verde and cut the railway to the north."
FISH = "The fisheries council lowered the herring quota for boats of the eastern coast."
# What is told of one war: each is an event of its own, by the same names.
WAR = (
    (
        "Last road to Porto Verde is cut",
        "Artillery of Norland closed the coastal road on Monday night, so that no convoy of Sudria"
        " reaches Porto Verde, and trucks with flour turned back at the bridge.",
    ),
    (
        "Surgeons work by candle light as fuel runs out",
        "In the clinic of Porto Verde generators stopped; doctors begged Norland for diesel, and"
        " nurses from Sudria pumped air into lungs by hand, a surgeon said.",
    ),
    (
        "Council votes for a truce over three vetoes",
        "Ambassadors of Sudria asked the assembly to save Porto Verde; the resolution against"
        " Norland won ninety votes, but three vetoes stopped any peacekeeping mandate.",
    ),
    (
        "Families read names of hostages on a wall",
        "Parents in Sudria found their missing children on a list that Norland hung in Porto Verde;"
        " forty captives shall be exchanged for jailed officers at the weekend.",
    ),
)


def article(
    name: str, title: str = "", *, source: str = "Gazette", summary: str = "", hours: float = 24
) -> Article:
    """An article called `name`, published some hours into the week."""
    moment = MONDAY + timedelta(hours=hours)
    return Article(
        id=name,
        source=source,
        title=title or name,
        summary=summary,
        published=moment,
        first_seen=moment,
        key=f"https://{source.lower().replace(' ', '')}.example/{name}",
    )


def three_events() -> list[Article]:
    """Three reports on a ceasefire, two on a flood, one on fish."""
    return [
        article("g1", "Norland and Sudria sign ceasefire in Geneva", summary=GENEVA, hours=30),
        article(
            "g2",
            "Ceasefire signed in Geneva by Sudria and Norland",
            source="Courier",
            summary="The ceasefire between Norland and Sudria was signed by both ministers.",
            hours=31,
        ),
        article(
            "g3",
            "Geneva ceasefire: what Norland and Sudria agreed",
            source="Herald",
            summary="Ministers agreed on a ceasefire and on more talks in Geneva.",
            hours=33,
        ),
        article("f1", "Flood cuts railway at Porto Verde", summary=FLOODS, hours=40),
        article(
            "f2",
            "Porto Verde harbour flooded",
            source="Courier",
            summary="Rain flooded the harbour at Porto Verde; the railway is closed.",
            hours=41,
        ),
        article("h1", "Herring quota lowered", source="Herald", summary=FISH, hours=50),
    ]


def newsletter(**tables: object) -> Newsletter:
    """A newsletter with one section that takes any story, and these tables."""
    return Newsletter.model_validate(
        {
            "newsletter": {"title": "Test"},
            "sections": [{"id": "more", "heading": "In other news", "items": 5}],
            **tables,
        }
    )


def places(proposal: Proposal) -> dict[str, str]:
    """Where every article went, by its id; fails where one is in two places."""
    found: dict[str, str] = {}
    stories = [("lead", proposal.lead)] if proposal.lead is not None else []
    stories += [(picks.section, story) for picks in proposal.sections for story in picks.stories]
    stories += [("candidate", story) for story in proposal.candidates]
    for place, story in stories:
        for each in story.articles:
            assert each.id not in found, f"{each.id} is in two places"
            found[each.id] = place
    for passed in proposal.passed_over:
        assert passed.article.id not in found, f"{passed.article.id} is in two places"
        found[passed.article.id] = "passed over"
    return found
