"""The week and the page in; the stories that the page does not print, and what kept each out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.config.settings import Newsletter, SectionSettings
from digest.locales import language_name
from digest.model.articles import Article
from digest.model.drafts import Draft, DraftItem
from digest.model.stories import Proposal, Story
from digest.selection.languages import speaks, spoken
from digest.selection.placement import assigned
from digest.selection.ranked_week import Ranked, rank_week
from digest.text import counted, ordinal, shortened

_MOST = 40
_LOOKED_AT = 400
"""How many stories are looked at for some that fit a query."""

_LONGEST = 40
_LONGEST_SECTION = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A story that the page does not print, and in sentences what kept it out.

    `section` is where it would stand, "" where it fits none. `last` is the story that would have to
    go for it, by its told article, and `place` where that stands in words; "" where there is room.
    """

    story: Story
    reasons: tuple[str, ...]
    section: str = ""
    last: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Omissions:
    """What the page does not print: `regrets` are told by three sources or more, and by no other.

    `others` are the best of the rest, first what fits a query; `count` is how many fit in all.
    `regretted` counts the regrets, of which the best are listed; `told_otherwise` those of as many
    sources whose matter is on the page, by another of its stories.
    """

    regrets: tuple[Missing, ...] = ()
    others: tuple[Missing, ...] = ()
    count: int = 0
    regretted: int = 0
    told_otherwise: int = 0

    @property
    def verdict(self) -> str:
        """Whether something is missing that many told, in a sentence or two."""
        one = self.told_otherwise == 1
        belong = "belongs to a matter that is" if one else "belong to matters that are"
        more = f" {self.told_otherwise} more {belong}" if self.told_otherwise else ""
        if not self.regretted:
            rest = f"{more} on it." if more else ""
            return f"No story told by three sources or more is missing from the page.{rest}"
        stories = counted(self.regretted, "story", "stories")
        are = "is" if self.regretted == 1 else "are"
        rest = f"{more}." if more else ""
        return f"{stories} told by three sources or more {are} not on the page.{rest}"


@dataclass(frozen=True, slots=True)
class _Held:
    """What a section of the page prints."""

    settings: SectionSettings
    stories: tuple[Story, ...]
    names: tuple[str, ...]
    sources: Counter[str]
    count: int
    lowest: int | None
    lowest_score: float

    def rival(self, story: Story) -> int | None:
        """The place of the story that would have to go for `story`; None where there is room."""
        source = story.article.source
        if self.sources[source] >= self.settings.per_source:
            own = [at for at, one in enumerate(self.stories) if one.article.source == source]
            return min(own, key=lambda at: self.stories[at].score, default=None)
        return self.lowest if self.count >= self.settings.items else None


def list_left_out(
    draft: Draft, proposal: Proposal, newsletter: Newsletter, ranked: Ranked | None = None
) -> Omissions:
    """The stories of the week that `draft` does not print, best first."""
    ranked = ranked or rank_week(proposal, newsletter)
    view = _View(draft, proposal, newsletter, ranked)
    printed = {one for item in draft.items for one in item.articles}
    placed = {ranked.by_article[one].id for one in printed if one in ranked.by_article}
    outside = [story for story in ranked.stories if story.id not in placed]
    told = [one for one in ranked.told_by_many if one.id not in placed]
    regrets = [one for one in told if not view.tells_of(one) and not view.dropped(one)]
    known = {story.id for story in regrets}
    rest = [one for one in outside[:_LOOKED_AT] if one.id not in known]
    inside = [one for one in rest if ranked.fits_somewhere(one)]
    beyond = [one for one in rest if not ranked.fits_somewhere(one)]
    return Omissions(
        regrets=tuple(map(view.missing, regrets[:_MOST])),
        others=tuple(map(view.missing, [*inside, *beyond][:_MOST])),
        count=len(regrets) + len(inside),
        regretted=len(regrets),
        told_otherwise=sum(bool(view.tells_of(one)) for one in told),
    )


def why_missing(
    story: Story, draft: Draft, proposal: Proposal, newsletter: Newsletter, ranked: Ranked
) -> tuple[str, ...]:
    """What kept one story off the page."""
    return _View(draft, proposal, newsletter, ranked).missing(story).reasons


class _View:
    """The page and the week side by side."""

    def __init__(
        self, draft: Draft, proposal: Proposal, newsletter: Newsletter, ranked: Ranked
    ) -> None:
        self._draft, self._proposal = draft, proposal
        self._language = newsletter.newsletter.language
        self._ranked = ranked
        told = ((item, self._story(item)) for item in draft.items)
        self._told = {one.id: item.headline or one.headline for item, one in told if one}
        self._held = [self._section(one) for one in newsletter.sections if one.show]

    def missing(self, story: Story) -> Missing:
        """`story` with what kept it out: of the sections that it fits, the nearest says it."""
        reasons = ["You dropped it."] if self.dropped(story) else []
        if told := self.tells_of(story):
            reasons.append(f"Its matter is on the page: {_named(told)}.")
        fitting = [held for held in self._held if self._ranked.fits(story, held.settings.id)]
        best = min(fitting, key=lambda held: self._distance(story, held), default=None)
        if best is None:
            where = f"It belongs to “{assigned(story)}”, which is not shown."
            reasons.append(where if assigned(story) else "Outside your queries.")
        elif not reasons:
            reasons.append(_kept_out(story, best))
        if not speaks(story.article, self._language):
            reasons.append(f"In {language_name(spoken(story.article, self._language), 'en')}.")
        rival = best.rival(story) if best else None
        return Missing(
            story=story,
            reasons=tuple(reasons),
            section=best.settings.id if best else "",
            last=best.stories[rival].article.id if best and rival is not None else "",
            place=ordinal(rival + 1) if rival is not None else "",
        )

    def _section(self, settings: SectionSettings) -> _Held:
        items = [
            item for one in self._draft.sections if one.id == settings.id for item in one.items
        ]
        told = [(item, story) for item in items if (story := self._story(item))]
        scores = [story.score for _, story in told]
        return _Held(
            settings,
            tuple(story for _, story in told),
            tuple(item.headline or story.headline for item, story in told),
            Counter(_source(item, story) for item, story in told),
            len(items),
            scores.index(min(scores)) if scores else None,
            min(scores, default=0.0),
        )

    def _story(self, item: DraftItem) -> Story | None:
        stories = self._ranked.by_article
        return next((stories[one] for one in item.articles if one in stories), None)

    def _distance(self, story: Story, held: _Held) -> float:
        """How far it is from the section's lowest; less than all where there is room."""
        if held.count < held.settings.items or held.lowest is None:
            return float("-inf")
        return held.lowest_score - story.score

    def dropped(self, story: Story) -> bool:
        """Whether the editor decided against it."""
        return not self._draft.decisions.drops.isdisjoint(_ids(story))

    def tells_of(self, story: Story) -> str:
        """What the page calls another story of its matter, "" where it has none."""
        matter = self._proposal.matter_of(story)
        return (
            next((self._told[one] for one in matter.stories if one in self._told), "")
            if matter
            else ""
        )


def _kept_out(story: Story, held: _Held) -> str:
    settings, source = held.settings, story.article.source
    name = shortened(settings.heading.rstrip(":"), _LONGEST_SECTION)
    if held.sources[source] >= settings.per_source:
        has = counted(held.sources[source], "story", "stories")
        return f"{source} has {has} in “{name}” already, its limit."
    if held.count < settings.items:
        return f"“{name}” has room for it: {held.count} of {settings.items}."
    full = f"“{name}” is full: {held.count}."
    if held.lowest is None:
        return full
    which = f"the {ordinal(held.lowest + 1)}, {_named(held.names[held.lowest])}"
    gap = held.lowest_score - story.score
    if round(gap, 2) > 0:
        return f"{full} It lacks {gap:.2f} to {which}."
    if round(gap, 2) < 0:
        return f"{full} It has {-gap:.2f} more than {which}."
    return f"{full} It has as much as {which}."


def _source(item: DraftItem, story: Story) -> str:
    """The source that an item is printed from."""
    by_id: Mapping[str, Article] = {one.id: one for one in story.articles}
    told = next((by_id[one] for one in item.articles if one in by_id), story.article)
    return told.source


def _named(headline: str) -> str:
    return f"“{shortened(headline, _LONGEST)}”"


def _ids(story: Story) -> Sequence[str]:
    return [one.id for one in story.articles]
