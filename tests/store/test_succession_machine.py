"""Whatever is renamed, moved, shared, removed and added: no article is lost, none misnamed."""

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from profiles import examples

from digest.config.settings import Source
from digest.model.articles import Article, FeedState, Outcome, Reading, article_id
from digest.store import open_store

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAMES = st.sampled_from("ABCD")
PLACES = st.sampled_from(["https://x.example", "articles"])
NUMBERS = st.integers(min_value=0, max_value=9)


@dataclass
class Known:
    """A source as its editor knows it: the articles that it must have, and those that it may."""

    name: str
    place: str
    must: set[str] = field(default_factory=set)
    may: set[str] = field(default_factory=set)

    def take(self, *others: "Known") -> None:
        """Be the same as each of the others: have what all of them must have."""
        if others:
            self.must |= set.intersection(*(one.must for one in others))
            self.may |= set.union(*(one.may for one in others))

    @property
    def source(self) -> Source:
        """The table in newsletter.toml."""
        if self.place.startswith("https:"):
            return Source(url=self.place, name=self.name)
        return Source(path=self.place, name=self.name)


class Editing(RuleBasedStateMachine):
    """An editor changes one thing after another, and the program runs after each."""

    def __init__(self) -> None:
        super().__init__()
        self.files = ExitStack()
        self.store = self.files.enter_context(open_store(Path("unused"), create=False))
        self.listed: list[Known] = []
        self.removed: list[Known] = []
        self.published = 0

    def teardown(self) -> None:
        """Let go of the store."""
        self.files.close()

    @property
    def sources(self) -> list[Source]:
        """What newsletter.toml lists."""
        return [one.source for one in self.listed]

    @rule(name=NAMES, place=PLACES)
    def add(self, name: str, place: str) -> None:
        """A source, new or known, is added: to an address of its own, or to another's."""
        if any(one.name == name for one in self.listed):
            return
        before = [one for one in self.removed if one.name == name]
        here = [one for one in self.removed if one.place == place]
        if not before and len(here) == 1:
            before = here
        if not before and here:
            # Of several that are gone, which one comes back is anybody's guess.
            return
        if before:
            self.removed.remove(before[0])
        one = before[0] if before else Known(name, place="")
        one.name = name
        self.settle(one, place)

    @precondition(lambda self: self.listed)
    @rule(number=NUMBERS, name=NAMES)
    def rename(self, number: int, name: str) -> None:
        """A source is renamed, perhaps to what another was called once."""
        if any(one.name == name for one in self.listed):
            return
        one = self.listed.pop(number % len(self.listed))
        for namesake in [other for other in self.removed if other.name == name]:
            self.removed.remove(namesake)
            one.take(namesake)
        one.name = name
        self.settle(one, one.place)

    @precondition(lambda self: self.listed)
    @rule(number=NUMBERS, place=PLACES)
    def move(self, number: int, place: str) -> None:
        """A source gets another address, perhaps one where another is or was."""
        self.settle(self.listed.pop(number % len(self.listed)), place)

    @precondition(lambda self: self.listed)
    @rule(number=NUMBERS)
    def remove(self, number: int) -> None:
        """A source is taken out."""
        self.removed.append(self.listed.pop(number % len(self.listed)))
        self.store.settle(self.sources)

    @rule(place=PLACES)
    def publish(self, place: str) -> None:
        """The feed at an address has a new article, and is read for all who share it."""
        self.published += 1
        title = f"article {self.published}"
        for one in self.listed:
            if one.place == place:
                one.must.add(title)
                one.may.add(title)
                self.read(one, title)

    def settle(self, one: Known, place: str) -> None:
        """List the source at its place; where it has just come, it joins those that are there."""
        if one.place != place:
            here = [other for other in self.listed if other.place == place]
            gone = [other for other in self.removed if other.place == place]
            one.take(*(here or gone))
            one.may |= set().union(*(other.may for other in here + gone))
            one.place = place
        self.listed.append(one)
        self.store.settle(self.sources)

    def read(self, one: Known, title: str) -> None:
        """Keep the article, its id made as the sources make it."""
        now = START + timedelta(minutes=self.published)
        state = self.store.known(self.sources)[one.name].state
        id_ = title
        for name in state.lineage:
            id_ = article_id(name, id_)
        article = Article(id=id_, source=one.name, title=title, first_seen=now)
        reading = Reading(
            source=one.name,
            state=replace(state, last_success=now),
            feed=FeedState(place=one.place),
            outcome=Outcome.READ,
            articles=(article,),
        )
        assert self.store.keep(reading, now) == 1

    @invariant()
    def every_source_has_its_articles(self) -> None:
        """No more and no fewer, and under the name that it has now."""
        until = START + timedelta(days=1)
        found = self.store.articles(since=START, until=until, sources=self.sources)
        for one in self.listed:
            titles = {article.title for article in found if article.source == one.name}
            assert one.must <= titles <= one.may
        assert {article.source for article in found} <= {one.name for one in self.listed}


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=examples(100), stateful_step_count=25, deadline=None)
