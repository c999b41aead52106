"""The catalogue in; its topics out: what stands in a section, and the names that recur.

Either is a topic when a third issue has it. Issues are gone through from the first to the last, and
what a name is called when it becomes a topic, it is called for good: its address stays, and the
same archive has the same topics whichever way it was made.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from digest.archive.catalogue import CatalogueEntry, SearchItem
from digest.archive.record import sha256_hex
from digest.model.website import ToldStory, TopicKind, TopicLine, TopicLink, TopicPage
from digest.text import shortened

_ISSUES = 3
_ALONE = 2
# A page tells of the latest; the search finds the rest.
_STORIES = 200
_OF_AN_ISSUE = 12
_CURRENT = 8
_LENGTH = 180

Name = tuple[str, ...]


@dataclass(slots=True)
class Topic:
    """A topic and the places of its stories in the catalogue: of an issue and of an item in it.

    `forms` are the names that it goes by: "Joe Biden" and "Biden".
    """

    kind: TopicKind
    name: str
    slug: str
    forms: set[Name] = field(default_factory=set)
    stories: dict[tuple[int, int], None] = field(default_factory=dict)

    @property
    def link(self) -> TopicLink:
        """The way to its page."""
        return TopicLink(slug=self.slug, name=self.name)

    @property
    def line(self) -> TopicLine:
        """The topic in the list of all."""
        return TopicLine(slug=self.slug, name=self.name, kind=self.kind, count=len(self.stories))


def gather_topics(found: Sequence[CatalogueEntry]) -> tuple[Topic, ...]:
    """The topics of the catalogue, whose issues come newest first: sections, then names."""
    sections = _sections(found)
    names = _Names(taken={topic.slug for topic in sections})
    for at in reversed(range(len(found))):
        names.read(found[at])
    names.place(found)
    return (*sections, *names.topics)


def topics_by_issue(
    found: Sequence[CatalogueEntry], topics: Sequence[Topic]
) -> dict[date, tuple[TopicLink, ...]]:
    """By an issue's date the names that recur in it, those with most of its stories first."""
    counts: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    links = {topic.slug: topic.link for topic in topics}
    for topic in topics:
        if topic.kind is TopicKind.NAME:
            for issue, _ in topic.stories:
                counts[found[issue].date][topic.slug] += 1
    return {
        day: tuple(
            links[slug]
            for slug in sorted(slugs, key=lambda slug: (-slugs[slug], slug))[:_OF_AN_ISSUE]
        )
        for day, slugs in counts.items()
    }


def current_topics(topics: Sequence[Topic]) -> list[Topic]:
    """The names that recur most in the last issues."""
    counts = {
        topic.slug: sum(issue < _CURRENT for issue, _ in topic.stories)
        for topic in topics
        if topic.kind is TopicKind.NAME
    }
    told = [topic for topic in topics if counts.get(topic.slug)]
    return sorted(told, key=lambda topic: (-counts[topic.slug], topic.slug))[:_OF_AN_ISSUE]


def page_of(found: Sequence[CatalogueEntry], topic: Topic) -> TopicPage:
    """What the topic's page prints: its latest stories."""
    return TopicPage(
        slug=topic.slug,
        name=topic.name,
        kind=topic.kind,
        count=len(topic.stories),
        stories=tuple(
            _told(found[issue], found[issue].items[item])
            for issue, item in sorted(topic.stories)[:_STORIES]
        ),
    )


def topic_fingerprint(found: Sequence[CatalogueEntry], topic: Topic, made_from: str) -> str:
    """Changes when the topic's page would; `made_from` stands for what all pages share."""
    places = sorted(topic.stories)
    told = "".join(f" {found[issue].record} {item}" for issue, item in places[:_STORIES])
    whole = f"{made_from} {topic.kind} {topic.slug} {topic.name} {len(places)}{told}"
    return sha256_hex(whole.encode())[:16]


def _told(entry: CatalogueEntry, item: SearchItem) -> ToldStory:
    return ToldStory(
        date=entry.date,
        number=entry.number,
        id=item.id,
        headline=item.headline,
        text=shortened(item.text, _LENGTH),
        source=item.source,
    )


def _sections(found: Sequence[CatalogueEntry]) -> list[Topic]:
    """A topic a section; it is called as in the latest issue that has it."""
    topics: dict[str, Topic] = {}
    for issue, entry in enumerate(found):
        for at, item in enumerate(entry.items):
            if item.section:
                if item.section not in topics:
                    topics[item.section] = Topic(
                        kind=TopicKind.SECTION,
                        name=entry.sections.get(item.section) or item.section,
                        slug=f"section-{_slug(item.section)}",
                    )
                topics[item.section].stories[issue, at] = None
    issues = {topic.slug: {issue for issue, _ in topic.stories} for topic in topics.values()}
    return [topic for topic in topics.values() if len(issues[topic.slug]) >= _ISSUES]


class _Names:
    """The names of the issues that were read so far, and the topics that some of them became."""

    def __init__(self, taken: set[str]) -> None:
        self.topics: list[Topic] = []
        self._slugs = taken | {"", "index"}
        self._by_form: dict[Name, Topic] = {}
        self._common: set[str] = set()
        self._sources: set[Name] = set()
        self._written: dict[str, set[date]] = defaultdict(set)
        self._issues: dict[Name, set[date]] = defaultdict(set)
        self._full_names: dict[str, dict[Name, None]] = defaultdict(dict)

    def read(self, entry: CatalogueEntry) -> None:
        """Count an issue's names; those that are told for the third time become topics."""
        self._common.update(entry.common)
        self._sources.update(_folded(item.source) for item in entry.items)
        for item in entry.items:
            for written in (*item.names, *item.mentions):
                self._written[written].add(entry.date)
        told = {self._name(name) for item in entry.items for name in item.names} - {()}
        for name in told:
            self._issues[name].add(entry.date)
            if len(name) == 2:
                self._full_names[name[1]][name] = None
        ready = [name for name in told if len(self._issues[name]) >= _ISSUES]
        # Longer ones first: "Biden" is then another form of "Joe Biden".
        for name in sorted(ready, key=lambda one: (-len(one), one)):
            if self._topic(name) is None:
                self._found(name)

    def place(self, found: Sequence[CatalogueEntry]) -> None:
        """Give each topic its stories."""
        for issue, entry in enumerate(found):
            for at, item in enumerate(entry.items):
                for written in (*item.names, *item.mentions):
                    topic = self._topic(self._name(written))
                    if topic is not None:
                        topic.stories[issue, at] = None

    def _name(self, written: str) -> Name:
        """Without what goes before a name: "Ukrainian President Volodymyr Zelensky"."""
        parts = written.split()
        words = tuple(word.replace(".", "") for word in parts)
        if _folded(written) in self._sources:
            return ()
        if words in self._by_form:
            return words
        last = max((at for at, word in enumerate(parts) if self._is_title(word)), default=-1)
        rest = words[last + 1 :]
        # "President Biden" is Biden, who also stands alone; "North Korea" is no Korea.
        if len(rest) > 1 or last < 0 or (rest and self._stands_alone(rest[0], written)):
            return rest
        return words if len(words) > 1 else ()

    def _is_title(self, word: str) -> bool:
        return word.lower() in self._common or (word.endswith(".") and len(word) > 2)

    def _stands_alone(self, word: str, run: str) -> bool:
        alone = len(self._written.get(word, ()))
        return alone >= max(_ALONE, len(self._written.get(run, ())))

    def _topic(self, name: Name) -> Topic | None:
        """The topic that goes by the name, or by the end of it."""
        for start in range(max(len(name) - 1, 1)):
            if name[start:] in self._by_form:
                return self._by_form[name[start:]]
        return None

    def _found(self, name: Name) -> None:
        title = " ".join(self._full(name))
        slug = _slug(title)
        while slug in self._slugs:
            slug += "-2"
        self._slugs.add(slug)
        topic = Topic(kind=TopicKind.NAME, name=title, slug=slug)
        self.topics.append(topic)
        for form in {name, self._full(name), name[-1:]}:
            if form == name or self._goes_by(form, name):
                topic.forms.add(form)
                self._by_form.setdefault(form, topic)

    def _full(self, name: Name) -> Name:
        """The full name that goes with a surname, where there is only one."""
        full = self._bearers(name[0]) if len(name) == 1 else []
        return full[0] if len(full) == 1 else name

    def _goes_by(self, form: Name, name: Name) -> bool:
        """Whether a full name's last word means it and nobody else, or a surname its full name."""
        if len(form) > 1:
            return True
        surname = form[0] in self._written and not self._is_title(form[0])
        return surname and self._bearers(form[0]) == [name]

    def _bearers(self, surname: str) -> list[Name]:
        """The full names that end with the surname."""
        named = self._full_names.get(surname, ())
        return [one for one in named if self._name(" ".join(one)) == one]


def _folded(name: str) -> Name:
    return tuple(re.findall(r"\w+", name.lower()))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words)[:60] or f"n-{sha256_hex(text.encode())[:8]}"
