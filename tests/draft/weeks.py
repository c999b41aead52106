"""Weeks to make pages of: a newsletter, articles named by their ids, stories of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from digest.config.settings import Newsletter
from digest.draft import Page, read_page
from digest.model.articles import Article
from digest.model.stories import (
    Matter,
    Mention,
    Offer,
    Picks,
    Proposal,
    Story,
    Term,
    Window,
)

DAY = date(2024, 8, 9)
NAME = "drafts/2024-08-09.toml"
MONDAY = datetime(2024, 8, 5, 9, tzinfo=UTC)
FULL_TEXT = "Much was said at the table. " * 6 + "\n\n" + "Little was agreed. " * 12
WINDOW = Window(start=MONDAY - timedelta(days=3), end=MONDAY + timedelta(days=4))

NEWSLETTER = Newsletter.model_validate(
    {
        "newsletter": {"title": "Harbour Letter", "timezone": "Europe/Berlin"},
        "sections": [
            {"id": "other", "heading": "In other diplomatic news:"},
            {"id": "reading", "heading": "Worth reading", "style": "cards"},
            {"id": "archive", "heading": "From the archive", "show": False},
        ],
    }
)
NARROW = Newsletter.model_validate(
    {
        "newsletter": {"title": "Harbour Letter", "timezone": "Europe/Berlin"},
        "sections": [
            {"id": "other", "heading": "Elsewhere", "match": "erevan OR istanbul OR a1 OR a3"},
            {
                "id": "reading",
                "heading": "Worth reading",
                "style": "cards",
                "match": "havana OR a2 OR a7",
            },
        ],
    }
)


def page_of(text: str, newsletter: Newsletter = NEWSLETTER, *, sent: bool = False) -> Page:
    """The page of the day as the program reads it."""
    return read_page(text, name=NAME, newsletter=newsletter, sent=sent)


def article(name: str, *, source: str = "Harbour Wire", title: str = "", text: str = "") -> Article:
    """An article whose id is `name`."""
    return Article(
        id=name,
        source=source,
        title=title or f"Envoys on {name}",
        first_seen=MONDAY,
        url=f"https://wire.example.com/{name}",
        summary=f"Officials spoke of {name}.",
        text=text,
    )


def story(*articles: Article | str, points: float = 1.0) -> Story:
    """A story that tells the first of `articles`."""
    told, *also = (article(one) if isinstance(one, str) else one for one in articles)
    return Story(
        id=told.id,
        article=told,
        also=tuple(also),
        terms=(Term(name="coverage", value=points, weight=1, reason=f"{len(also) + 1} sources"),),
        blurb=f"{told.title}, officials said.",
    )


def week(
    lead: Story | None,
    other: Sequence[Story] = (),
    candidates: Sequence[Story] = (),
    reading: Sequence[Story] = (),
) -> Proposal:
    """A proposal with these picks and candidates."""
    sections = [("other", other), ("reading", reading)]
    return Proposal(
        window=WINDOW,
        lead=lead,
        sections=tuple(
            Picks(section=name, stories=tuple(stories)) for name, stories in sections if stories
        ),
        candidates=tuple(candidates),
    )


def of_one_matter(proposal: Proposal, stories: Sequence[Story]) -> Proposal:
    """`proposal` where `stories` are one matter, and the first is probably one with the last.

    The last stands below the first, which Le Monde tells, too.
    """
    first, last = stories[0], stories[-1]
    matter = Matter(
        id=first.id,
        stories=tuple(one.id for one in stories),
        articles=41,
        sources=14,
        first=MONDAY,
        last=MONDAY + timedelta(days=4),
        told_in=(41,),
        extent="Mon … Fri, 41 articles of 14 sources, told before in No. 41",
    )
    below = Mention(
        article=last.article.id,
        headline=last.headline,
        url=last.article.url,
        source=last.article.source,
        when=MONDAY + timedelta(hours=14),
    )
    french = replace(below, article="fr", source="Le Monde", language="fr")
    told = {one.id: replace(one, matter=matter.id) for one in stories}
    told[first.id] = replace(
        told[first.id],
        terms=(*first.terms, Term(name="matter", value=0.5, weight=1, reason="one of a matter")),
        spread="7 of 9 groups; none of Libya",
        also_this_week=(below,),
        also_in=(french,),
    )
    return replace(
        proposal,
        lead=proposal.lead and told.get(proposal.lead.id, proposal.lead),
        sections=tuple(
            replace(picks, stories=tuple(told.get(one.id, one) for one in picks.stories))
            for picks in proposal.sections
        ),
        candidates=tuple(told.get(one.id, one) for one in proposal.candidates),
        matters=(matter,),
        offers=(Offer(one=first.id, other=last.id, likeness=0.5),),
    )


USUAL = week(
    story("ankara", article("ankara-2", source="Strait Times")),
    [story("berlin"), story("cairo"), story("delhi")],
    [story("erevan"), story("fes"), story("geneva")],
    [story("havana")],
)
