"""What the program wrote last, kept at the foot of the page, so that it can tell what was changed.

Texts are kept as fingerprints, each bound to its field and article: a text whose fingerprint is
here was written by the program for this very place and follows its article; any other is the
editor's. The page needs no second file, and a lost foot only makes every text the editor's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from digest.draft.page.blocks import PageBlock
from digest.draft.page.problems import PageProblem
from digest.draft.page.toml_text import quote, quote_all, write_list

_HEADER = (
    "#: -------- For the program --------",
    "#: What it wrote last, so that it can tell your changes from its own. Leave it as it is.",
    "[memory]",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A story as the program left it: its section ("" below the line), articles, texts."""

    section: str
    articles: tuple[str, ...]
    texts: frozenset[str]


# Without slots: its look-ups are made once.
@dataclass(frozen=True, kw_only=True)
class Memory:
    """The page as the program left it.

    `page` is the fingerprint of all lines above the memory; `edited` says that someone had changed
    them before. `listed_until` is set when not every candidate had room on the page: the newest
    moment at which one of them was first seen.
    """

    page: str = ""
    edited: bool = True
    headings: frozenset[str] = frozenset()
    stories: tuple[Remembered, ...] = ()
    listed_until: datetime | None = None

    @cached_property
    def articles(self) -> dict[str, Remembered]:
        """The story of each article."""
        return {one: story for story in self.stories for one in story.articles}

    def story_of(self, articles: Iterable[str]) -> Remembered | None:
        """The story of the first of `articles` that the program wrote on the page."""
        return next((self.articles[one] for one in articles if one in self.articles), None)

    @cached_property
    def texts(self) -> frozenset[str]:
        """The fingerprints of all texts the program wrote."""
        return self.headings.union(*(story.texts for story in self.stories))


def text_print(field: str, owner: str, text: str) -> str:
    """Ten hexadecimal digits that stand for `text` in this field of this article or section."""
    # Only the texts of one page are compared: 40 bits are plenty, and the foot stays short.
    return sha256(f"{field}\0{owner}\0{text}".encode()).hexdigest()[:10]


def page_fingerprint(lines: Iterable[str]) -> str:
    """Stands for the lines of the page; blanks at the ends of lines or page count nothing."""
    text = "\n".join(line.rstrip() for line in lines).strip()
    return sha256(text.encode()).hexdigest()[:16]


def memory_lines(memory: Memory) -> list[str]:
    """`memory` as the last block of the page."""
    until = [f"listed_until = {memory.listed_until.isoformat()}"] if memory.listed_until else []
    rows = [
        (quote_all([story.section, " ".join(sorted(story.texts)), *story.articles]), "")
        for story in sorted(memory.stories, key=lambda story: story.articles)
    ]
    return [
        *_HEADER,
        f"page = {quote(memory.page)}",
        f"edited = {str(memory.edited).lower()}",
        *until,
        f"headings = {quote_all(sorted(memory.headings))}",
        *write_list("stories", rows),
    ]


def read_memory(block: PageBlock, problems: list[PageProblem]) -> Memory:
    """The memory that `block` holds."""
    values = {entry.key: entry.value for entry in block.entries}
    until = values.get("listed_until")
    try:
        return Memory(
            page=str(values.get("page", "")),
            edited=values.get("edited") is not False,
            headings=frozenset(_row(values.get("headings", []))),
            stories=tuple(_remembered(_row(row)) for row in _rows(values.get("stories", []))),
            listed_until=until if isinstance(until, datetime) else None,
        )
    except ValueError:
        remedy = "undo your change there, or delete all of it: every text then counts as yours"
        problems.append(PageProblem(block.line, f"[memory] was changed; {remedy}"))
        return Memory()


def _rows(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise ValueError(value)
    return value


def _row(value: object) -> list[str]:
    texts = [one for one in _rows(value) if isinstance(one, str)]
    if len(texts) != len(_rows(value)):
        raise ValueError(value)
    return texts


def _remembered(row: list[str]) -> Remembered:
    section, texts, *articles = row + [""] * (2 - len(row))
    return Remembered(section=section, articles=tuple(articles), texts=frozenset(texts.split()))
