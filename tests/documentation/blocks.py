"""The fenced blocks of every page of the documentation."""

import re
from dataclasses import dataclass

from docs.links import ROOT, pages

FENCED = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of a page: what stands behind its fence, and its lines."""

    page: str
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def language(self) -> str:
        """The first word behind its fence."""
        return self.kind.partition(" ")[0]

    @property
    def excuse(self) -> str:
        """Why it is not run; "" where it is."""
        return self.kind.partition("sh not run: ")[2].strip()


def blocks_of(page: str, text: str) -> list[Block]:
    """Every fenced block of a page."""
    return [
        Block(page=page, line=text.count("\n", 0, at.start()) + 1, kind=at[1], text=at[2])
        for at in FENCED.finditer(text)
    ]


TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text("utf-8") for page in pages()}
"""Every page by its name."""

BLOCKS = [block for name, text in TEXTS.items() for block in blocks_of(name, text)]
