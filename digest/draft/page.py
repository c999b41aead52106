"""The editor's page as values: its stories and lists, with the blocks that they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from digest.config.settings import Newsletter
from digest.draft.blocks import Block
from digest.draft.memory import Memory

TEXTS = ("headline", "kicker", "dek", "blurb")
LEAD = "lead"
CANDIDATES_LISTED = 40
OUTSIDE_LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStory:
    """A [[story]] as it stands. `section` is where it is printed, "" where it is not.

    `lost` is the section that the page gives it and that newsletter.toml does not print.
    """

    block: Block
    section: str
    articles: tuple[str, ...]
    texts: Mapping[str, str]
    pinned: bool = False
    lost: str = ""

    @property
    def line(self) -> int:
        """The line of its header."""
        return self.block.line

    @property
    def is_placed(self) -> bool:
        """Whether it has a section, be it one that newsletter.toml does not print."""
        return bool(self.section or self.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The editor's page, readable throughout.

    `edited` says that someone ever changed it, or that readers have had it (`sent`).
    """

    blocks: tuple[Block, ...]
    stories: tuple[PageStory, ...]
    date: date | None
    subject: str = ""
    preheader: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    listed: int = CANDIDATES_LISTED
    outside: int = OUTSIDE_LISTED
    dropped: tuple[tuple[str, ...], ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    memory: Memory
    changed: bool
    sent: bool = False

    @property
    def earlier_sections(self) -> frozenset[str]:
        """The sections that newsletter.toml had when the page was written."""
        return frozenset({*self.headings, *(story.section for story in self.memory.stories)})

    @property
    def edited(self) -> bool:
        """Whether it is more than the program's proposal."""
        return self.changed or self.memory.edited or self.sent


def printed_sections(newsletter: Newsletter) -> list[str]:
    """What a story's section may be, in the order of the issue."""
    return [LEAD] * newsletter.lead.show + [one.id for one in newsletter.sections if one.show]
