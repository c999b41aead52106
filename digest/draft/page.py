"""The editor's page as values: its stories and lists, with the blocks that they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from digest.draft.blocks import Block
from digest.draft.memory import Memory

TEXTS = ("headline", "kicker", "dek", "blurb")
LEAD = "lead"
CANDIDATES_LISTED = 40
OUTSIDE_LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStory:
    """A [[story]] as it stands. `section` is where it is printed, "" where it is not.

    `lost` is the section that it had until newsletter.toml had it no more.
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
    def edited(self) -> bool:
        """Whether it is more than the program's proposal."""
        return self.changed or self.memory.edited or self.sent
