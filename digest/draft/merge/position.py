"""The page and the week side by side: what stands, what is known, and what is new, as marks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.draft.page.block_edit import own_comments
from digest.draft.page.page import TEXTS, Page, PageStory, printed_sections
from digest.draft.page.problems import suggestion
from digest.draft.page.toml_text import REMARK
from digest.draft.writing.story_text import Week, block_print, index_week, name_headlines
from digest.model.stories import Proposal
from digest.text import counted

_NEW = f"{REMARK} new since your last edit"
_SINCE = f"{REMARK} since your last edit "
_NOT_PRINTED = f"{REMARK} not printed: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a merge begins; worked out once, and asked by every step of it.

    `standing` are the stories that keep their place: the printed ones, the candidates that the
    editor changed, and every item of the editor's own. `carried` are the marks of a page that
    nobody changed since, by article.
    """

    page: Page
    week: Week
    standing: tuple[PageStory, ...]
    carried: Mapping[str, tuple[str, ...]]

    def is_new(self, articles: Iterable[str]) -> bool:
        """Whether the program knew none of `articles` when it wrote the page."""
        memory = self.page.memory
        if not memory.page or any(one in memory.articles for one in articles):
            return False
        # Not every candidate had room on the page: what is older was known all the same.
        seen = [self.week.articles[one].first_seen for one in articles if one in self.week.articles]
        return memory.listed_until is None or any(one > memory.listed_until for one in seen)

    def marks(self, articles: Sequence[str]) -> list[str]:
        """The marks of a story that the program places itself."""
        if self.is_new(articles):
            return [_NEW]
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
            marks.append(self._mark_of_lost(lost))
        if grown:
            marks.append(f"{_SINCE}also in {self.describe_growth(articles, grown)}")
        if texts:
            marks.append(f"{_SINCE}the {' and the '.join(texts)} changed")
        return list(dict.fromkeys(marks))

    def describe_growth(self, articles: Sequence[str], grown: Sequence[str]) -> str:
        """The sources that came to a story with `grown`, and what they say.

        Those it had are not named as new.
        """
        known = [self.week.articles[one] for one in articles if one in self.week.articles]
        before = {one.source for one in known if one.id not in grown}
        came = [one for one in known if one.id in grown]
        after = list(dict.fromkeys(one.source for one in came))
        sources = [source for source in after if source not in before]
        more = len(grown)
        who = ", ".join(sources) or f"{counted(more, 'more article')} of {', '.join(after)}"
        # A person can tell from the titles whether they belong to the story.
        return f"{who}: {name_headlines([one.heading for one in came])}"

    def _mark_of_lost(self, section: str) -> str:
        if section in self.page.earlier_sections:
            return f"{_SINCE}newsletter.toml does not print the section “{section}” any more"
        return self.mark_of_unprinted(section)

    def mark_of_unprinted(self, section: str) -> str:
        """The mark of a story whose section newsletter.toml does not know."""
        hint = suggestion(section, printed_sections(self.page.newsletter))
        return f"{_NOT_PRINTED}newsletter.toml prints no section “{section}”; {hint}"


def take_position(page: Page, proposal: Proposal) -> Position:
    """Where the merge of `proposal` into `page` begins."""
    carried: dict[str, tuple[str, ...]] = {}
    for story in page.stories if not page.changed else ():
        lines = story.block.lines
        marks = tuple(one for one in lines if one.startswith((_NEW, _SINCE, _NOT_PRINTED)))
        carried |= dict.fromkeys(story.articles, marks)
    # Candidates that stand as the program wrote them are placed anew by rank.
    below = (story for story in page.decided.stories if not story.section)
    kept = [story for story in below if not _is_untouched(story, page)]
    standing = (*page.decided.printed, *kept)
    return Position(
        page=page,
        week=index_week(proposal, page.newsletter, _headlines(page, standing, proposal)),
        standing=standing,
        carried=carried,
    )


def _headlines(page: Page, standing: Sequence[PageStory], proposal: Proposal) -> dict[str, str]:
    """What each article of the stories that stand is called on the page once it is merged.

    The other candidates are written anew, and are called what the proposal calls them.
    """
    heading = {one.id: one.heading for story in proposal.stories for one in story.articles}
    headlines: dict[str, str] = {}
    for story in standing:
        # A headline that nobody wrote follows the told article, whatever stands there yet.
        follows = page.follows(story, "headline")
        own = "" if follows else story.texts["headline"]
        # Whether a candidate stands or is written anew may change with the next merge, and what
        # others say of it must not: only the editor's own headline names one.
        named = story.articles if story.section else ()
        told = (heading[one] for one in named if one in heading)
        if called := own or next(told, ""):
            headlines |= dict.fromkeys(story.articles, called)
    return headlines


def why_not_printed(story: PageStory) -> str:
    """Why a candidate is printed no longer, as a mark of an earlier merge says; "" if none does."""
    for line in story.block.lines if not story.is_placed else ():
        for prefix in (_SINCE, _NOT_PRINTED):
            if line.startswith(f"{prefix}newsletter.toml "):
                return line.removeprefix(prefix)
    return ""


def _is_untouched(story: PageStory, page: Page) -> bool:
    """Whether a candidate stands as the program wrote it, or was a pick and only moved down."""
    if story.is_own:
        return False
    before = page.memory.articles.get(story.articles[0])
    if before is None or before.articles != story.articles or story.lost:
        return False
    if block_print(story.articles[0], story.block.lines) in page.memory.texts:
        return True
    plain = all(page.follows(story, key) for key in TEXTS) and not story.pinned
    plain = plain and not story.details
    return bool(before.section) and plain and not own_comments(story.block)
