"""The editor's page as values: its stories and lists, the blocks they stand in, what they mean."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from digest.config.settings import Newsletter
from digest.draft.page.blocks import PageBlock
from digest.draft.page.memory import Memory, text_print
from digest.model.stories import Decisions, Pin
from digest.text import shortened, unlinked

TEXTS = ("headline", "kicker", "dek", "blurb")
DETAILS = ("url", "byline", "image", "image_alt", "image_credit")
"""What the program never writes on a page: a line there is the editor's."""

LEAD = "lead"
CANDIDATES_LISTED = 40
OUTSIDE_LISTED = 5
_LONGEST_TITLE = 60

SLOT = "slots."
"""What the name of a slot's table begins with."""

SLOT_TEXTS = ("heading", "text", "button", "url")

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStory:
    """A [[story]] as it stands. `section` is where it is printed, "" where it is not.

    `lost` is the section that the page gives it and that newsletter.toml does not print;
    `also_this_week` says whether other stories of its matter may stand below it. One without
    articles is an item of the editor's own: all of it is the editor's, and no merge moves it.
    """

    block: PageBlock
    section: str
    articles: Group
    texts: Mapping[str, str]
    details: Mapping[str, str] = field(default_factory=dict)
    pinned: bool = False
    lost: str = ""
    also_this_week: bool = True

    @property
    def line(self) -> int:
        """The line of its header."""
        return self.block.line

    @property
    def title(self) -> str:
        """What to call it: its headline on the page, its first article's id, its opening words."""
        opening = shortened(unlinked(self.texts.get("blurb", "")), _LONGEST_TITLE)
        return self.texts.get("headline") or next(iter(self.articles), opening)

    @property
    def is_own(self) -> bool:
        """Whether it is an item of the editor's own, without articles."""
        return not self.articles

    @property
    def is_placed(self) -> bool:
        """Whether it has a section, be it one that newsletter.toml does not print."""
        return bool(self.section or self.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSlot:
    """A [slots.ID] as it stands: what is written there wins over newsletter.toml."""

    block: PageBlock
    id: str
    texts: Mapping[str, str]
    until: date | None = None
    show: bool | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether it stands as the program wrote it."""
        return not self.block.entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The stories that stand, each article in one of them, and what was decided of the others."""

    stories: tuple[PageStory, ...] = ()
    dropped: tuple[Group, ...] = ()
    together: tuple[Group, ...] = ()
    apart: tuple[Group, ...] = ()

    @property
    def printed(self) -> tuple[PageStory, ...]:
        """The stories that are in the issue."""
        return tuple(story for story in self.stories if story.section)

    def as_decisions(self, *, edited: bool) -> Decisions:
        """What the next selection must honour; on a page that was edited every pick is kept."""
        return Decisions(
            pins=tuple(
                Pin(article=story.articles[0], section=story.section)
                for story in self.printed
                if edited and not story.is_own
            ),
            drops=frozenset(one for group in self.dropped for one in group),
            merged=tuple(frozenset(group) for group in self.together),
            split=tuple(frozenset(group) for group in self.apart),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The editor's page, readable throughout, with the newsletter whose sections it names.

    `stories` and the lists are as they stand, `decided` is what the editor means by them. `changed`
    says that the page is not as the program left it, `sent` that readers have had it.
    """

    name: str
    text: str
    newsletter: Newsletter
    date: date
    blocks: tuple[PageBlock, ...]
    stories: tuple[PageStory, ...]
    subject: str = ""
    preheader: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    slots: tuple[PageSlot, ...] = ()
    listed: int = CANDIDATES_LISTED
    outside: int = OUTSIDE_LISTED
    dropped: tuple[Group, ...] = ()
    together: tuple[Group, ...] = ()
    apart: tuple[Group, ...] = ()
    decided: Decided = field(default_factory=Decided)
    memory: Memory
    changed: bool
    sent: bool = False

    @property
    def edited(self) -> bool:
        """Whether it is more than the program's proposal."""
        return self.changed or self.memory.edited or self.sent

    @property
    def earlier_sections(self) -> frozenset[str]:
        """The sections that newsletter.toml had when the page was written."""
        return frozenset({*self.headings, *(story.section for story in self.memory.stories)})

    def block(self, name: str) -> PageBlock | None:
        """The first block of that name."""
        return next((one for one in self.blocks if one.name == name), None)

    def is_own_heading(self, section: str) -> bool:
        """Whether an editor wrote the section's heading."""
        text = self.headings.get(section)
        return text is not None and text_print("heading", section, text) not in self.memory.headings

    def follows(self, story: PageStory, key: str) -> bool:
        """Whether the text under `key` is still the one the program wrote there, or none at all."""
        if key not in story.texts:
            return True
        prints = (text_print(key, one, story.texts[key]) for one in story.articles)
        return any(one in self.memory.texts for one in prints)

    def read_blurb(self, story: PageStory) -> str:
        """The blurb line that the program wrote for the article the story tells, "" if none."""
        text = story.texts.get("blurb", "")
        if story.is_own:
            return ""
        return text if text_print("blurb", story.articles[0], text) in self.memory.texts else ""


def printed_sections(newsletter: Newsletter) -> list[str]:
    """What a story's section may be, in the order of the issue."""
    return [LEAD] * newsletter.lead.show + [one.id for one in newsletter.sections if one.show]


def story_ids(stories: Iterable[PageStory]) -> Iterator[str]:
    """What each story is called by: its first article, or an id of its own where it has none.

    That is made of what the item says, so that it stays wherever the item goes.
    """
    seen: Counter[str] = Counter()
    for story in stories:
        if not story.is_own:
            yield story.articles[0]
            continue
        name = story.texts.get("headline") or story.details.get("url") or story.texts.get("blurb")
        own = f"own-{text_print('own', '', name or '')}"
        seen[own] += 1
        yield f"{own}-{seen[own]}" if seen[own] > 1 else own


def own_texts(page: Page, story: PageStory) -> list[str]:
    """The keys of those texts and details of `story` that the editor wrote."""
    written = [key for key in TEXTS if not page.follows(story, key)]
    return [*written, *(key for key in DETAILS if key in story.details)]
