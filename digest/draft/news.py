"""The page and the week in; what came since the editor last changed it out, as marks on stories."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.draft.page import Page, printed_sections
from digest.draft.problems import nearest
from digest.draft.quoting import single_line
from digest.draft.telling import REMARK, Week
from digest.text import shortened

_NAMED = 3
_LONGEST = 70
NEW = f"{REMARK} new since your last edit"
SINCE = f"{REMARK} since your last edit "
LOST = f"{REMARK} not printed: "


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
        return self.marks_of_standing(articles, grown)

    def marks_of_standing(
        self,
        articles: Sequence[str],
        grown: Sequence[str],
        texts: Sequence[str] = (),
        lost: str = "",
    ) -> list[str]:
        """The marks of a story of the page.

        `grown` came to its articles, `texts` changed, newsletter.toml does not print `lost`.
        """
        marks = [mark for one in articles for mark in self.carried.get(one, ())]
        if lost:
            marks.append(self._lost_section(lost))
        if grown:
            marks.append(f"{SINCE}also in {growth(articles, grown, self.week)}")
        if texts:
            marks.append(f"{SINCE}the {' and the '.join(texts)} changed")
        return list(dict.fromkeys(marks))

    def _lost_section(self, section: str) -> str:
        if section in self.page.earlier_sections:
            return f"{SINCE}newsletter.toml does not print the section “{section}” any more"
        hint = nearest(section, printed_sections(self.week.newsletter))
        return f"{LOST}newsletter.toml prints no section “{section}”; {hint}"


def lost_section_in(lines: Sequence[str]) -> str:
    """Why a candidate with those `lines` is no longer printed, as a mark there says; "" if none."""
    for line in lines:
        for prefix in (SINCE, LOST):
            if line.startswith(f"{prefix}newsletter.toml "):
                return line.removeprefix(prefix)
    return ""


def growth(articles: Sequence[str], grown: Sequence[str], week: Week) -> str:
    """The sources that came to a story with `grown`, and what they say.

    Those it had are not named as new.
    """
    known = [week.articles[one] for one in articles if one in week.articles]
    before = {one.source for one in known if one.id not in grown}
    came = [one for one in known if one.id in grown]
    after = list(dict.fromkeys(one.source for one in came))
    sources = [source for source in after if source not in before]
    more = len(grown)
    who = ", ".join(sources) or f"{more} more article{'s' * (more > 1)} of {', '.join(after)}"
    # A person can tell from the titles whether they belong to the story.
    return f"{who}: {in_words([one.heading for one in came])}"


def in_words(headlines: Sequence[str]) -> str:
    """The first few of `headlines`, and how many there are besides."""
    named = ", ".join(f"“{shortened(single_line(one), _LONGEST)}”" for one in headlines[:_NAMED])
    more = len(headlines) - _NAMED
    return f"{named} and {more} more" if more > 0 else named


def news_of(page: Page, week: Week) -> News:
    """What is new to `page`."""
    carried: dict[str, tuple[str, ...]] = {}
    for story in page.stories if not page.changed else ():
        marks = tuple(line for line in story.block.lines if line.startswith((NEW, SINCE, LOST)))
        carried |= dict.fromkeys(story.articles, marks)
    return News(page=page, week=week, carried=carried)
