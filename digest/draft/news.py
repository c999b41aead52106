"""The page and the week in; what came since the editor last changed it out, as marks on stories."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.draft.page import Page
from digest.draft.telling import REMARK, Week

NEW = f"{REMARK} new since your last edit"
GROWN = f"{REMARK} since your last edit also in "


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Tells new from known. `carried` are the marks of a page that nobody changed since."""

    page: Page
    week: Week
    carried: Mapping[str, tuple[str, ...]]

    def is_new(self, articles: Iterable[str]) -> bool:
        """Whether the program knew none of `articles` when it wrote the page."""
        memory = self.page.memory
        if not memory.page or any(one in memory.articles for one in articles):
            return False
        seen = [self.week.articles[one].first_seen for one in articles if one in self.week.articles]
        return memory.listed_until is None or any(one > memory.listed_until for one in seen)

    def marks(self, articles: Sequence[str]) -> list[str]:
        """The marks of a story that the program places itself."""
        if self.is_new(articles):
            return [NEW]
        known = [one for one in articles if one in self.page.memory.articles]
        grown = [one for one in articles if known and one not in known]
        return self.marks_of_grown(articles, grown)

    def marks_of_grown(self, articles: Sequence[str], grown: Sequence[str]) -> list[str]:
        """The marks of a story that stands on the page, when `grown` came to its articles."""
        marks = [mark for one in articles for mark in self.carried.get(one, ())]
        sources = [self.week.articles[one].source for one in grown if one in self.week.articles]
        if sources:
            marks.append(GROWN + ", ".join(dict.fromkeys(sources)))
        return list(dict.fromkeys(marks))


def news_of(page: Page, week: Week) -> News:
    """What is new to `page`."""
    carried: dict[str, tuple[str, ...]] = {}
    for story in page.stories if not page.changed else ():
        marks = tuple(line for line in story.block.lines if line.startswith((NEW, GROWN)))
        carried |= dict.fromkeys(story.articles, marks)
    return News(page=page, week=week, carried=carried)
