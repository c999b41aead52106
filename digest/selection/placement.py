"""Scored stories in; the lead, the sections and the candidates out. A story is in one place.

The order of the rules: pins, then front matter, then the score under the caps: so many items of a
source, so many of a matter.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.config.settings import Newsletter, SectionSettings
from digest.model.articles import Article
from digest.model.stories import Picks, Pin, Story
from digest.selection.admission import by_age
from digest.selection.strands import Strand
from digest.selection.topics import Topics
from digest.selection.vectors import Vector, cosine

_WEIGHT_OF_SCORE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What placing asks about a story.

    `centres` says by id what each is about, `tellers` by which articles it may be told (best first)
    and `matter_of` of which matter it is, as a section sees it.
    """

    centres: Mapping[str, Vector]
    tellers: Callable[[Story], Sequence[Article]]
    matter_of: Callable[[str, Story], Strand]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where every story went."""

    lead: Story | None
    sections: tuple[Picks, ...]
    candidates: tuple[Story, ...]


def place(
    stories: Sequence[Story],
    newsletter: Newsletter,
    pins: Sequence[Pin],
    topics: Topics,
    around: Surroundings,
) -> Placed:
    """`stories` (best first) in their places."""
    room = _Room(stories, newsletter, topics, pins, around)
    lead = room.lead() if newsletter.lead.show else None
    sections = tuple(
        Picks(section=section.id, stories=tuple(room.fill(section)))
        for section in newsletter.sections
        if section.show
    )
    return Placed(
        lead=lead,
        sections=tuple(picks for picks in sections if picks.stories),
        candidates=tuple(room.left),
    )


def assigned(story: Story) -> str:
    """The section that a local piece's front matter (or its source) names."""
    return next((article.section for article in story.articles if article.section), "")


def is_filed(story: Story, newsletter: Newsletter) -> bool:
    """Whether a local piece of it names its section: it stands there, and does not lead.

    One that stands in the section that its whole source has names none by itself.
    """
    of_source = {source.label: source.section for source in newsletter.sources}
    return any(
        article.file and article.section not in {"", of_source.get(article.source)}
        for article in story.articles
    )


def _retold(story: Story, article: Article) -> Story:
    if article is story.article:
        return story
    others = sorted((one for one in story.articles if one is not article), key=by_age)
    return replace(story, article=article, also=tuple(others))


class _Room:
    """The stories not placed yet."""

    def __init__(
        self,
        stories: Sequence[Story],
        newsletter: Newsletter,
        topics: Topics,
        pins: Sequence[Pin],
        around: Surroundings,
    ) -> None:
        self.left = list(stories)
        self._newsletter = newsletter
        self._around = around
        self._topics = topics
        self._taken: list[Story] = []
        self._matching: dict[tuple[str, str], bool] = {}
        self._pinned: dict[str, list[str]] = {}
        story_of = {article.id: story.id for story in stories for article in story.articles}
        for pin in pins:
            if pin.article in story_of:
                self._pinned.setdefault(pin.section, []).append(story_of[pin.article])
        self._spoken_for = {story for ids in self._pinned.values() for story in ids}

    def lead(self) -> Story | None:
        """The pinned story, else a local piece that wants to lead, else the best that matches."""
        pinned = self._take_pinned("lead")
        if pinned:
            return pinned[0]
        local = [story for story in self._free() if any(article.lead for article in story.articles)]
        if local:
            return self._take(max(local, key=lambda story: (story.article.when, story.id)))
        best = (s for s in self._free() if not self._is_filed(s) and self._matches(s, None))
        found = next(best, None)
        return self._take(found) if found else None

    def fill(self, section: SectionSettings) -> list[Story]:
        """The section's stories: pinned, assigned, then the best under its caps."""
        chosen = self._take_pinned(section.id)
        sources = Counter(story.article.source for story in chosen)
        for story in [story for story in self._free() if assigned(story) == section.id]:
            told = None if self._is_filed(story) else self._told(story, section, sources)
            if len(chosen) < section.items and (told or self._is_filed(story)):
                chosen.append(self._take(story, told))
                sources[chosen[-1].article.source] += 1
        while len(chosen) < section.items:
            best = self._best(section, sources)
            if best is None:
                break
            told = self._told(best, section, sources) or best
            chosen.append(self._take(best, told))
            sources[told.article.source] += 1
        return chosen

    def _best(self, section: SectionSettings, sources: Counter[str]) -> Story | None:
        """The story with the best mix of score and difference to what is taken."""
        best, worth = None, float("-inf")
        for story in self._free():
            # The stories come best first: from here on none can be worth more.
            if _WEIGHT_OF_SCORE * story.score <= worth:
                break
            if (
                not assigned(story)
                and self._printed_of_matter(story, section) < section.per_matter
                and self._matches(story, section)
                and (own := self._worth(story)) > worth
                and self._told(story, section, sources)
            ):
                best, worth = story, own
        return best

    def _is_filed(self, story: Story) -> bool:
        return is_filed(story, self._newsletter)

    def _free(self) -> Iterator[Story]:
        return (story for story in self.left if story.id not in self._spoken_for)

    def _take(self, story: Story, told: Story | None = None) -> Story:
        """Takes `story`, as it is `told`."""
        told = told or _retold(story, self._around.tellers(story)[0])
        self.left.remove(story)
        self._taken.append(told)
        return told

    def _told(self, story: Story, section: SectionSettings, sources: Counter[str]) -> Story | None:
        """`story` by its best article of a source that may have another item; None without one."""
        for article in self._around.tellers(story):
            if sources[article.source] < section.per_source:
                return _retold(story, article)
        return None

    def _take_pinned(self, section: str) -> list[Story]:
        wanted = dict.fromkeys(self._pinned.get(section, ()))
        here = {story.id: story for story in self.left}
        return [self._take(here[story]) for story in wanted if story in here]

    def _matches(self, story: Story, section: SectionSettings | None) -> bool:
        query = self._topics.sections[section.id] if section else self._topics.lead
        asked = (query.text, story.id)
        if asked not in self._matching:
            self._matching[asked] = self._topics.story_matches(query, story)
        return self._matching[asked]

    def _printed_of_matter(self, story: Story, section: SectionSettings) -> int:
        """How many stories of its matter are taken."""
        own = self._around.matter_of(section.id, story)
        return sum(self._around.matter_of(section.id, other) is own for other in self._taken)

    def _worth(self, story: Story) -> float:
        own = self._around.centres[story.id]
        likest = max(
            (cosine(own, self._around.centres[other.id]) for other in self._taken), default=0.0
        )
        return _WEIGHT_OF_SCORE * story.score - (1 - _WEIGHT_OF_SCORE) * likest
