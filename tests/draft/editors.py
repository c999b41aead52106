"""An editor at a text editor: changes the text of a page as hands would, by lines."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

_HEADER = re.compile(r"\[")


def _told(text: str) -> list[dict[str, list[str]]]:
    """The stories of a page that have articles."""
    return [one for one in tomllib.loads(text).get("story", []) if "articles" in one]


@dataclass
class Editor:
    """Holds the text of a page; every method is one change by hand."""

    text: str

    @property
    def blocks(self) -> list[list[str]]:
        """The lines from each header to the next, the head first."""
        blocks: list[list[str]] = [[]]
        for line in self.text.split("\n"):
            if _HEADER.match(line):
                blocks.append([])
            blocks[-1].append(line)
        return blocks

    def stories(self) -> list[list[str]]:
        """The ids of every story that has any, in the order of the page."""
        return [list(one["articles"]) for one in _told(self.text)]

    def printed(self) -> list[str]:
        """The first id of every story above the line."""
        above = self.text.partition("\n[candidates]")[0]
        return [one["articles"][0] for one in _told(above)]

    def candidates(self) -> list[str]:
        """The first id of every story below the line."""
        printed = self.printed()
        return [one[0] for one in self.stories() if one[0] not in printed]

    def story(self, article: str) -> list[str]:
        """The lines of the story that has `article`."""
        return self.blocks[self._place(article)]

    def write(self, article: str, key: str, value: str) -> None:
        """Put `key = value` in place of the entry, or under the header."""
        self._change(article, [f"{key} = {value}"], key)

    def erase(self, article: str, key: str) -> None:
        """Delete an entry."""
        self._change(article, [], key)

    def delete(self, article: str) -> None:
        """Delete a story."""
        self._put(
            [block for place, block in enumerate(self.blocks) if place != self._place(article)]
        )

    def move(self, article: str, before: str) -> None:
        """Cut a story and paste it before another."""
        blocks = self.blocks
        cut = blocks.pop(self._place(article))
        self.text = "\n".join(chain.from_iterable(blocks))
        blocks.insert(self._place(before), cut)
        self._put(blocks)

    def insert(self, lines: Sequence[str], *, before: str = "") -> None:
        """Write a story of one's own before that of an article, else under [candidates]."""
        blocks = self.blocks
        place = self._place(before) if before else self._line() + 1
        self._put([*blocks[:place], ["[[story]]", *lines, ""], *blocks[place:]])

    def replant(self, words: str, *, before: str = "") -> None:
        """Cut the story of one's own that says `words`, and paste it there."""
        blocks = self.blocks
        own = next(
            place
            for place, one in enumerate(blocks)
            if one[0] == "[[story]]" and words in "\n".join(one)
        )
        cut = blocks.pop(own)
        self._put(blocks)
        if before or not blocks:
            blocks.insert(self._place(before), cut)
        else:
            blocks.insert(self._line() + 1, cut)
        self._put(blocks)

    def move_below(self, article: str) -> None:
        """Cut a story and paste it under the line [candidates]."""
        blocks = self.blocks
        cut = blocks.pop(self._place(article))
        self._put(blocks)
        line = self._line()
        self._put([*blocks[: line + 1], cut, *blocks[line + 1 :]])

    def remark(self, article: str, comment: str) -> None:
        """Write a comment under the header of a story."""
        blocks = self.blocks
        blocks[self._place(article)].insert(1, f"# {comment}")
        self._put(blocks)

    def annotate(self, article: str, comment: str) -> None:
        """Write a comment after the headline of a story."""
        blocks = self.blocks
        block = blocks[self._place(article)]
        place = next((n for n, line in enumerate(block) if line.startswith("headline =")), None)
        if place is not None:
            block[place] += f"  # {comment}"
        self._put(blocks)

    def take_out(self, article: str) -> None:
        """Delete an article from its story's list."""
        self._list(article, [one for one in self._ids(article) if one != article])

    def add(self, article: str, to: str) -> None:
        """Write an article's id at the end of another story's list."""
        self._list(to, [*self._ids(to), article])

    def decide(self, key: str, articles: Sequence[str]) -> None:
        """Write a row into a list under [decisions]."""
        ids = ", ".join(f'"{one}"' for one in articles)
        lines = self.text.split("\n")
        place = next(place for place, line in enumerate(lines) if line.startswith(f"{key} = ["))
        end = lines[place].removeprefix(f"{key} = [")
        lines[place : place + 1] = [f"{key} = [", f"  [{ids}],", *([end] if end else [])]
        self.text = "\n".join(lines)

    def bring_back(self, article: str) -> None:
        """Delete the row of `dropped` that has `article`."""
        rows = (line for line in self.text.split("\n"))
        self.text = "\n".join(
            line for line in rows if not re.match(rf'  \[?(".*", )*"{article}"', line)
        )

    def _ids(self, article: str) -> list[str]:
        return next(ids for ids in self.stories() if article in ids)

    def _list(self, article: str, ids: Sequence[str]) -> None:
        """Write a story's list anew; rows that stay keep their lines."""
        blocks = self.blocks
        block = blocks[self._place(article)]
        first = next(place for place, line in enumerate(block) if line.startswith("articles ="))
        end = first + 1 if "]" in block[first] else block.index("]", first) + 1
        rows = {one: row for one in ids for row in block[first:end] if row.startswith(f'  "{one}"')}
        written = [rows.get(one, f'  "{one}",') for one in ids]
        block[first:end] = ["articles = [", *written, "]"]
        self._put(blocks)

    def _change(self, article: str, lines: Sequence[str], key: str) -> None:
        blocks = self.blocks
        place = self._place(article)
        block = blocks[place]
        first = next((n for n, line in enumerate(block) if line.startswith(f"{key} =")), None)
        if first is None:
            blocks[place] = [block[0], *lines, *block[1:]]
        else:
            end = first + 1
            if block[first].endswith('= """'):
                end = block.index('"""', first) + 1
            blocks[place] = [*block[:first], *lines, *block[end:]]
        self._put(blocks)

    def _place(self, article: str) -> int:
        found = (
            place
            for place, block in enumerate(self.blocks)
            if block
            and block[0] == "[[story]]"
            and any(f'"{article}"' in line for line in block if not line.startswith("#:"))
        )
        return next(found)

    def _line(self) -> int:
        return next(place for place, one in enumerate(self.blocks) if one[0] == "[candidates]")

    def _put(self, blocks: Sequence[Sequence[str]]) -> None:
        self.text = "\n".join(chain.from_iterable(blocks))
