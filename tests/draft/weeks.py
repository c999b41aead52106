"""Weeks to make pages of: a newsletter, articles named by their ids, stories of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from digest.config.settings import Newsletter
from digest.draft import Page, read_page
from digest.model.articles import Article
from digest.model.stories import Picks, Proposal, Story, Term, Window

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


USUAL = week(
    story("ankara", article("ankara-2", source="Strait Times")),
    [story("berlin"), story("cairo"), story("delhi")],
    [story("erevan"), story("fes"), story("geneva")],
    [story("havana")],
)
