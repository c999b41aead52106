"""The archive as web pages: what its index and the pages of its issues and topics are made from."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from digest.model.articles import Image
from digest.model.issues import Issue, Status
from digest.model.presentation import CallToAction, Masthead, Theme

PICTURES: Final = "images/"
"""The folder of an issue's own pictures, as their addresses begin."""

_CARD_WIDTH, _CARD_HEIGHT = 1200, 630


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every page shares. `url` is where the site is on the web, without a slash at its end.

    It is "" for an archive that is only read from the disk. `feed_issues` is how many of the latest
    issues the feeds carry.
    """

    masthead: Masthead
    theme: Theme = field(default_factory=Theme)
    subscribe: CallToAction | None = None
    url: str = ""
    feed_issues: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """An issue in a line of the index, or as the neighbour of another.

    `picture` stands for it; its address is relative to the issue's page. `updated` is when it was
    published or last corrected.
    """

    date: date
    number: int
    status: Status
    headline: str
    description: str = ""
    minutes: int = 0
    picture: Image | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story as another page names it: in which issue it stands, and its place there."""

    date: date
    number: int
    id: str
    headline: str
    text: str = ""
    source: str = ""


class TopicKind(StrEnum):
    """What a topic's stories have in common: their section, or a name that recurs."""

    SECTION = "section"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLink:
    """A topic by its name; its page is topics/`slug`.html."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine(TopicLink):
    """A topic in the list of all, and how many stories it has."""

    kind: TopicKind
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage(TopicLine):
    """A topic with its latest stories, the newest first."""

    stories: tuple[ToldStory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """An issue as readers have it, and the issues before and after it.

    `files` is the folder of its files relative to its page: "" or "versions/N/" while a correction
    is open. `told` is, by an item's id, where its story was told before; `topics` are those that
    its items belong to.
    """

    issue: Issue
    previous: IssueLine | None = None
    following: IssueLine | None = None
    files: str = ""
    updated: datetime | None = None
    told: dict[str, tuple[ToldStory, ...]] = field(default_factory=dict)
    topics: tuple[TopicLink, ...] = ()


def issue_headline(issue: Issue) -> str:
    """What the issue is called by: its lead's headline or opening words, else its subject."""
    return issue.lead.name if issue.lead else issue.subject


def own_picture(issue: Issue, image: Image | None) -> str:
    """Where a picture of the issue's own folder is inside it, as images/NAME; "" for any other."""
    if image is None:
        return ""
    base = issue.masthead.view_in_browser
    for start in (f"{base}{PICTURES}" if base else PICTURES, PICTURES):
        if image.url.startswith(start):
            return PICTURES + image.url.removeprefix(start)
    return ""


def portrait(issue: Issue) -> Image | None:
    """The picture that stands for the issue: its first item's, its card, any other; images/NAME."""
    own = [
        replace(item.image, url=place)
        for item in issue.items
        if item.image and (place := own_picture(issue, item.image))
    ]
    first = next((item.image for item in issue.items), None)
    if issue.card and not own_picture(issue, first):
        url = PICTURES + issue.card
        return Image(url=url, alt=issue.subject, width=_CARD_WIDTH, height=_CARD_HEIGHT)
    return own[0] if own else None
