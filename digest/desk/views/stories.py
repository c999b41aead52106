"""The page as it stands and the proposal in; the column of stories, and the one selected, out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from digest.desk.place import Place
from digest.draft import Page, own_texts, value_print
from digest.draft.page.page import LEAD, PageStory, printed_sections, story_ids
from digest.model.articles import Article
from digest.model.issues import Issue, Item, SectionStyle
from digest.model.stories import Proposal, Story

FIRST_TEXTS = ("kicker", "headline", "dek", "blurb")
MORE_TEXTS = ("url", "byline", "image", "image_alt", "image_credit")
LONG_TEXTS = frozenset({"dek", "blurb"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A story of the page in the list: `place` counts from 1 within its section.

    `score` is None for an item of the editor's own. `yours` says that the editor wrote a text of
    it; `pinned`, that it stays whatever comes. `beside` is the story after it on the page, or the
    one before the last: that is selected when this one is dropped.
    """

    id: str
    headline: str
    language: str
    place: int
    score: float | None
    sources: int
    yours: bool
    pinned: bool
    is_own: bool
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A section of the page with its stories; `room` is how many it takes at most."""

    id: str
    heading: str
    room: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField:
    """A text of a story in a box: what stands there, what the page has, whose it is.

    `was` is the fingerprint of the page's line, by which a change made meanwhile is seen.
    """

    key: str
    text: str
    was: str
    yours: bool
    long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The selected story: its row, where it stands, its articles, and its texts in boxes."""

    row: Row
    section: str
    articles: tuple[Article, ...]
    told: Article | None
    story: Story | None
    texts: tuple[TextField, ...]
    more: tuple[TextField, ...]
    also_this_week: bool


class WeekByArticle(NamedTuple):
    """What the week has, by article id."""

    stories: Mapping[str, Story]
    articles: Mapping[str, Article]


def know_week(proposal: Proposal) -> WeekByArticle:
    """The stories and articles of `proposal` by the ids of articles."""
    stories = {one.id: story for story in proposal.stories for one in story.articles}
    articles = {one.id: one for story in proposal.stories for one in story.articles}
    return WeekByArticle(stories, articles)


def group_stories(page: Page, known: WeekByArticle) -> tuple[Group, ...]:
    """The printed stories of `page`, section by section, in the order of the issue."""
    newsletter = page.newsletter
    headings = {
        one.id: page.headings[one.id] if page.is_own_heading(one.id) else one.heading
        for one in newsletter.sections
    }
    rooms = {one.id: one.items for one in newsletter.sections}
    printed: dict[str, list[tuple[str, PageStory]]] = {
        one: [] for one in printed_sections(newsletter)
    }
    for own, story in _named(page):
        if story.section in printed:
            printed[story.section].append((own, story))
    order = [own for stories in printed.values() for own, _ in stories]
    beside = dict(zip(order, [*order[1:], *order[-2:-1]], strict=False))
    return tuple(
        Group(
            id=section,
            heading="" if section == LEAD else headings[section].removesuffix(":"),
            room=1 if section == LEAD else rooms[section],
            rows=tuple(
                replace(_row(page, own, story, known, place), beside=beside.get(own, ""))
                for place, (own, story) in enumerate(stories, 1)
            ),
        )
        for section, stories in printed.items()
    )


def choose_story(groups: Sequence[Group], place: Place) -> Row | None:
    """The story that `place` names, else the first of the page."""
    rows = [row for group in groups for row in group.rows]
    named = (row for row in rows if row.id == place.story)
    return next(named, rows[0] if rows else None)


def describe_chosen(page: Page, row: Row, known: WeekByArticle, issue: Issue) -> Chosen:
    """All that the desk shows of the story of `row`; `issue` has what is printed of it."""
    story = next(one for own, one in _named(page) if own == row.id)
    articles = tuple(known.articles[one] for one in story.articles if one in known.articles)
    item = _item(issue, (row.id, *story.articles))
    style = next((one.style for one in page.newsletter.sections if one.id == story.section), None)
    keys = {
        None: FIRST_TEXTS if story.is_own or "blurb" in story.texts else FIRST_TEXTS[:3],
        SectionStyle.BULLETS: ("headline", "blurb"),
        SectionStyle.CARDS: ("kicker", "headline", "blurb"),
    }[style]
    own = set(own_texts(page, story))
    more = [key for key in (*FIRST_TEXTS, *MORE_TEXTS) if key not in keys]
    return Chosen(
        row=row,
        section=story.section,
        articles=articles,
        told=articles[0] if articles else None,
        story=next((known.stories[one] for one in story.articles if one in known.stories), None),
        texts=tuple(_field(key, story, item, own) for key in keys),
        more=tuple(_field(key, story, item, own) for key in more),
        also_this_week=story.also_this_week,
    )


def _named(page: Page) -> Iterator[tuple[str, PageStory]]:
    stories = page.decided.stories
    return zip(story_ids(stories), stories, strict=True)


def _row(page: Page, own: str, story: PageStory, known: WeekByArticle, place: int) -> Row:
    told = next((one for one in story.articles if one in known.stories), "")
    scored = known.stories.get(told)
    first = known.articles.get(told)
    sources = {known.articles[one].source for one in story.articles if one in known.articles}
    return Row(
        id=own,
        headline=story.texts.get("headline") or (first.heading if first else story.title),
        language=first.language if first and "headline" not in own_texts(page, story) else "",
        place=place,
        score=scored.score if scored else None,
        sources=len(sources),
        yours=bool(own_texts(page, story)),
        pinned=story.pinned,
        is_own=story.is_own,
    )


def _item(issue: Issue, names: Sequence[str]) -> Item | None:
    return next((one for one in issue.items if one.id in names), None)


def _field(key: str, story: PageStory, item: Item | None, own: set[str]) -> TextField:
    written = story.texts.get(key, story.details.get(key))
    return TextField(
        key=key,
        text=_printed(key, item) if written is None else written,
        was=value_print(written),
        yours=key in own,
        long=key in LONG_TEXTS,
    )


def _printed(key: str, item: Item | None) -> str:
    """The text of the article that is printed where the page has none."""
    if item is None:
        return ""
    image = item.image
    return {
        "kicker": item.kicker,
        "headline": item.headline,
        "dek": item.dek,
        "blurb": "" if item.body else item.words,
        "url": item.url,
        "byline": item.byline,
        "image": image.url if image else "",
        "image_alt": image.alt if image else "",
        "image_credit": image.credit if image else "",
    }[key]
