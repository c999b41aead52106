"""The candidates in; those to list out: first what fits a section's query, then a few others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from digest.draft.page.page import Group
from digest.draft.page.toml_text import REMARK
from digest.draft.writing.story_text import Week
from digest.model.articles import Article
from digest.query import Query, parse_query
from digest.query.matching import article_fields
from digest.text import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The candidates, best first; of those `outside` the queries only a few are listed."""

    fitting: tuple[Group, ...]
    outside: tuple[Group, ...]
    fitting_listed: int
    outside_listed: int

    @property
    def listed(self) -> tuple[Group, ...]:
        """Those that the page shows."""
        return self.fitting[: self.fitting_listed] + self.outside[: self.outside_listed]

    @property
    def left_out(self) -> int:
        """How many have no room on the page."""
        return len(self.fitting) + len(self.outside) - len(self.listed)

    def remarks(self) -> list[str]:
        """What to say of those that have no room."""
        fitting = len(self.fitting) - self.fitting_listed
        outside = len(self.outside) - self.outside_listed
        lines = []
        if fitting > 0:
            more = counted(fitting, "more is", "more are")
            lines.append(f"{REMARK} {more} not listed; raise listed to see them")
        if outside > 0:
            how = f"outside = {min(len(self.outside), self.outside_listed + 20)}"
            lines.append(f"{REMARK} outside your queries: {outside} more; write {how} to see more")
        return lines

    def with_border(self, written: Sequence[list[str]]) -> list[list[str]]:
        """The lines of each listed candidate, those outside the queries under a line of theirs."""
        lines = list(written)
        first = len(self.fitting[: self.fitting_listed])
        if first < len(lines):
            # Without a blank line between, it belongs to no candidate above, which may be kept.
            lines[first] = [f"{REMARK} -------- Outside your queries --------", *lines[first]]
        return lines


def choose_candidates(
    week: Week,
    candidates: Sequence[Group],
    *,
    listed: int,
    outside: int,
    near: Collection[str] = (),
) -> Candidates:
    """`candidates` with room for `listed` that fit and for `outside` that do not.

    What the program would print, and what has an article `near` a story of the page, always fits.
    """
    queries = _queries(week)

    def fits(group: Group) -> bool:
        if not queries or week.place_of(group) or any(one in near for one in group):
            return True
        articles = [week.articles[one] for one in group if one in week.articles]
        return any(_fits(query, articles) for query in queries)

    fitting = [fits(group) for group in candidates]
    inside = [group for group, fit in zip(candidates, fitting, strict=True) if fit]
    others = [group for group, fit in zip(candidates, fitting, strict=True) if not fit]
    return Candidates(
        fitting=tuple(inside),
        outside=tuple(others),
        fitting_listed=min(listed, len(inside)),
        outside_listed=min(outside, listed, len(others)),
    )


def _queries(week: Week) -> list[Query]:
    """The sections' queries; none if one of them takes any story."""
    shown = dict.fromkeys(one.match for one in week.newsletter.sections if one.show)
    queries = [parse_query(text) for text in shown]
    return [] if any(query.takes_any for query in queries) else queries


def _fits(query: Query, articles: Sequence[Article]) -> bool:
    """Whether the first article fits, or half of all: the rule by which sections are filled."""
    matching = (query.matches(article_fields(article)) for article in articles)
    return next(matching, False) or 2 * sum(matching) >= len(articles) > 1
