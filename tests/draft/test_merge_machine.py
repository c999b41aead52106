"""Random weeks of edits and arrivals: no edit is lost, no story is in two places."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from difflib import unified_diff

import pytest
from draft.editors import Editor
from draft.weeks import DAY, NAME, NARROW, NEWSLETTER, article, of_one_matter, page_of, story, week
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from digest.config.blocks import SlotSettings
from digest.draft import fresh_page, merge_page, read_draft
from digest.draft.page.decisions import decide
from digest.draft.page.parser import read_page
from digest.draft.page.toml_text import quote, single_line
from digest.model.articles import Article
from digest.model.drafts import Draft
from digest.model.stories import Picks, Proposal, Story

SECTIONS = ["lead", "other", "reading"]
TEXTS = ["headline", "kicker", "dek", "blurb"]
AWKWARD = st.text(
    st.sampled_from("ab \n\t\"'\\#[]=é漢\u00a0\u202e🙂") | st.characters(codec="utf-8"), max_size=80
)


class EditorsWeek(RuleBasedStateMachine):
    """A page between its editor and the program, from the first draft to the last merge."""

    newsletter = NEWSLETTER

    @initialize(count=st.integers(1, 8))
    def first_draft(self, count: int) -> None:
        """The program writes the page."""
        self.count = 0
        self.tokens = 0
        self.notes: list[str] = []
        self.own: list[str] = []
        self.newsletter = type(self).newsletter
        self.read: dict[str, tuple[str, str]] = {}
        self.groups: list[list[Article]] = []
        for _ in range(count):
            self.arrival("")
        self.page = Editor(fresh_page(self.proposal(), self.newsletter, date=DAY))
        self.remember_blurbs()
        assert self.draft().date == DAY

    def token(self) -> str:
        """Words that stand nowhere else."""
        self.tokens += 1
        return f"words-{self.tokens}-"

    def proposal(self, *, obedient: bool = True) -> Proposal:
        """What the program would print: lead, two others, one card, the rest below."""
        dropped = (
            self.draft().decisions.drops if obedient and hasattr(self, "page") else frozenset()
        )
        stories = [
            widely_told(group) for group in self.groups if not {one.id for one in group} & dropped
        ]
        cards = [Picks(section=self.cards, stories=tuple(stories[3:4]))] if stories[3:] else []
        proposed = week(stories[0] if stories else None, stories[1:3], stories[4:])
        proposed = replace(proposed, sections=(*proposed.sections, *cards))
        # Every second story is of one saga, and the first of it is probably one with the last.
        return of_one_matter(proposed, stories[::2]) if stories[2:] else proposed

    @property
    def cards(self) -> str:
        """What the section of cards is called by now."""
        return self.newsletter.sections[1].id

    def draft(self) -> Draft:
        """The page as the program reads it."""
        return read_draft(page_of(self.page.text, self.newsletter))

    # What the world does.

    @rule(title=AWKWARD)
    def arrival(self, title: str) -> None:
        """A story of its own arrives."""
        self.count += 1
        self.groups.insert(0, [article(f"a{self.count}", title=title)])

    @rule(data=st.data())
    def coverage(self, data: st.DataObject) -> None:
        """One more source covers a story."""
        self.count += 1
        group = self.groups[data.draw(st.integers(0, len(self.groups) - 1))]
        group.append(article(f"a{self.count}", source=f"Source {self.count}"))

    @rule(data=st.data())
    def regrouped(self, data: st.DataObject) -> None:
        """The program now takes two stories for one."""
        if len(self.groups) > 1:
            one, other = data.draw(st.permutations(range(len(self.groups))))[:2]
            first, second = self.groups[one], self.groups[other]
            first += second
            self.groups.remove(second)

    @rule(data=st.data())
    def scattered(self, data: st.DataObject) -> None:
        """The program now takes a story for two, or ranks all anew."""
        group = self.groups[data.draw(st.integers(0, len(self.groups) - 1))]
        if len(group) > 1:
            self.groups.append([group.pop()])
        order = data.draw(st.permutations(range(len(self.groups))))
        self.groups = [self.groups[place] for place in order]

    @rule(data=st.data(), title=AWKWARD, summary=AWKWARD)
    def corrected(self, data: st.DataObject, title: str, summary: str) -> None:
        """A source changes its words."""
        group = self.groups[data.draw(st.integers(0, len(self.groups) - 1))]
        group[0] = replace(group[0], title=title, summary=summary)

    @precondition(lambda self: len(self.groups) > 1)
    @rule(data=st.data())
    def vanished(self, data: st.DataObject) -> None:
        """A source takes its articles back."""
        self.groups.remove(self.groups[data.draw(st.integers(0, len(self.groups) - 1))])

    @rule(name=st.sampled_from(["reading", "longer"]))
    def renames(self, name: str) -> None:
        """The section of cards gets another id in newsletter.toml, or its old one again."""
        one, cards, *others = self.newsletter.sections
        sections = (one, cards.model_copy(update={"id": name}), *others)
        self.newsletter = self.newsletter.model_copy(update={"sections": sections})

    @rule(name=st.sampled_from(["note", "dinner"]))
    def gains_or_loses_a_slot(self, name: str) -> None:
        """Newsletter.toml gets a slot, or loses it."""
        others = tuple(one for one in self.newsletter.slots if one.id != name)
        gained = others == self.newsletter.slots
        slots = (*others, SlotSettings(id=name)) if gained else others
        self.newsletter = self.newsletter.model_copy(update={"slots": slots})

    # What the editor does.

    def any_story(self, data: st.DataObject) -> str | None:
        """The first article of a story of the page."""
        stories = self.page.stories()
        return data.draw(st.sampled_from(stories))[0] if stories else None

    def any_printed(self, data: st.DataObject) -> str | None:
        """The first article of a story above the line."""
        printed = self.page.printed()
        return data.draw(st.sampled_from(printed)) if printed else None

    @rule(data=st.data(), key=st.sampled_from(TEXTS), text=AWKWARD)
    def rewrites(self, data: st.DataObject, key: str, text: str) -> None:
        """The editor writes a text."""
        if one := self.any_printed(data):
            self.page.write(one, key, quote(self.token() + text))

    @rule(data=st.data(), key=st.sampled_from(TEXTS), text=st.sampled_from(['""', None]))
    def empties(self, data: st.DataObject, key: str, text: str | None) -> None:
        """The editor wants no such text, or the article's own again."""
        if one := self.any_printed(data):
            if text is None:
                self.page.erase(one, key)
            else:
                self.page.write(one, key, text)

    @rule(name=st.sampled_from(["note", "dinner"]), text=AWKWARD)
    def fills_a_slot(self, name: str, text: str) -> None:
        """The editor writes what a slot says."""
        table = f"[slots.{name}]\n"
        head, _, rest = self.page.text.partition(table)
        # A merge writes its remarks between the table's name and what it says.
        if rest and "text =" not in rest.partition("\n[")[0]:
            self.page.text = f"{head}{table}text = {quote(self.token() + text)}\n{rest}"

    def own_slots(self, text: str) -> dict[str, str]:
        """What the editor wrote into slots."""
        slots = page_of(text, self.newsletter).slots
        return {one.id: one.texts["text"] for one in slots if not one.says_nothing}

    @rule(data=st.data())
    def reorders(self, data: st.DataObject) -> None:
        """The editor cuts a story and pastes it elsewhere."""
        one, other = self.any_story(data), self.any_story(data)
        if one and other and one != other and self.page.story(one) != self.page.story(other):
            self.page.move(one, other)

    @rule(data=st.data(), section=st.sampled_from(["other", "reading", "longer", "othre"]))
    def places(self, data: st.DataObject, section: str) -> None:
        """The editor gives a story another section, or one that newsletter.toml has not."""
        if one := self.any_story(data):
            self.page.write(one, "section", quote(section))

    @rule(data=st.data())
    def leaves_out(self, data: st.DataObject) -> None:
        """The editor deletes a story."""
        if one := self.any_story(data):
            self.page.delete(one)

    @rule(data=st.data())
    def moves_down(self, data: st.DataObject) -> None:
        """The editor moves a pick below the line."""
        if one := self.any_printed(data):
            self.page.move_below(one)

    @rule(
        data=st.data(),
        section=st.sampled_from(["other", "reading", "longer", "othre", "lead", ""]),
        blurb=AWKWARD,
        printed=st.booleans(),
    )
    def says(self, data: st.DataObject, section: str, blurb: str, *, printed: bool) -> None:
        """The editor writes an item of their own, somewhere above the line or below it."""
        before = self.any_printed(data) if printed else None
        if section == "lead" and 'section = "lead"' in self.page.text:
            return
        words = self.token()
        lines = [f"section = {quote(section)}"] if section else []
        self.page.insert([*lines, f"blurb = {quote(words + blurb)}"], before=before or "")
        self.own.append(words)

    @rule(data=st.data(), printed=st.booleans())
    def moves_own(self, data: st.DataObject, *, printed: bool) -> None:
        """The editor pastes such an item elsewhere."""
        if self.own:
            before = self.any_printed(data) if printed else None
            self.page.replant(data.draw(st.sampled_from(self.own)), before=before or "")

    @rule(data=st.data())
    def pins(self, data: st.DataObject) -> None:
        """The editor pins a story."""
        if one := self.any_story(data):
            self.page.write(one, "pin", "true")

    @rule(data=st.data(), after=st.booleans())
    def comments(self, data: st.DataObject, *, after: bool) -> None:
        """The editor writes a note."""
        if one := self.any_story(data):
            note = self.token()
            (self.page.annotate if after else self.page.remark)(one, note)
            self.notes.append(note)

    @rule(data=st.data())
    def joins(self, data: st.DataObject) -> None:
        """The editor moves an article to another story."""
        one, other = self.any_story(data), self.any_printed(data)
        if one and other and one not in (own := self.page.story(other)) and one != other:
            if f'"{one}"' in "\n".join(own):
                return
            whole = next(ids for ids in self.page.stories() if one in ids)
            if len(whole) > 1:
                self.page.take_out(one)
            elif "\n".join(self.page.story(one)).find("words-") < 0:
                self.page.delete(one)
            else:
                return
            self.page.add(one, other)

    @rule(data=st.data())
    def parts(self, data: st.DataObject) -> None:
        """The editor takes an article out of its story."""
        several = [ids for ids in self.page.stories() if len(ids) > 1]
        if several:
            self.page.take_out(data.draw(st.sampled_from(several))[-1])

    @rule(data=st.data())
    def brings_back(self, data: st.DataObject) -> None:
        """The editor takes a story out of the list of the dropped."""
        rows = tomllib.loads(self.page.text).get("decisions", {}).get("dropped", [])
        if rows:
            row = data.draw(st.sampled_from(rows))
            self.page.bring_back(row if isinstance(row, str) else row[0])

    @rule(data=st.data(), kind=st.sampled_from(["together", "apart"]))
    def lists(self, data: st.DataObject, kind: str) -> None:
        """The editor writes two articles into a list of decisions."""
        ids = [one for ids in self.page.stories() for one in ids]
        if len(ids) > 1 and "[decisions]" in self.page.text:
            pair = data.draw(st.permutations(ids))[:2]
            self.page.decide(kind, pair)

    @rule(listed=st.integers(0, 4))
    def lists_fewer(self, listed: int) -> None:
        """The editor wants fewer candidates on the page."""
        self.page.text = re.sub("(?m)^listed = .*", f"listed = {listed}", self.page.text)

    # What must hold.

    @rule(obedient=st.booleans(), blurbs=st.booleans())
    def merge(self, *, obedient: bool, blurbs: bool) -> None:
        """The program merges what is new; all that the editor did is still there."""
        before = self.draft()
        proposal = self.proposal(obedient=obedient)
        proposal = proposal if blurbs else without_blurbs(proposal)
        text = self.page.text
        written = self.lost_words()
        untouched = tomllib.loads(text)["memory"]
        notes = [note for note in self.notes if note in text]
        merged = merge_page(page_of(text, self.newsletter), proposal)
        self.page.text = merged.text
        again = merge_page(page_of(merged.text, self.newsletter), proposal)
        changed = difference(merged.text, again.text)
        assert not changed, changed
        assert again.changes == ()
        assert [note for note in notes if note not in merged.text] == []
        assert [one for one in written if one not in merged.text] == []
        assert self.own_slots(merged.text) == self.own_slots(text)
        after = self.draft()
        read = self.remember_blurbs()
        if not tomllib.loads(merged.text)["memory"]["edited"]:
            assert not untouched["edited"]
            return
        assert before.decisions.drops <= after.decisions.drops
        assert {*after.decisions.merged} <= {*before.decisions.merged}
        given_up = {*before.decisions.merged} - {*after.decisions.merged}
        # Only what another wish of the editor's keeps apart may be given up.
        assert not any(group <= {*ids} for group in given_up for ids in self.page.stories())
        assert not given_up or after.decisions.split
        assert {*before.decisions.split} == {*after.decisions.split}
        assert [*_sections(before)] == [*_sections(after)]
        there = {one.id for whole in proposal.stories for one in whole.articles}
        assert [one for one in self.own if merged.text.count(one) != 1] == []
        assert self.order_of_own(merged.text) == self.order_of_own(text)
        for was, now in zip(before.items, after.items, strict=True):
            assert now.articles[: len(was.articles)] == was.articles
            assert replace(now, articles=(), read="") == replace(was, articles=(), read="")
            if was.own:
                continue
            told = was.articles[0]
            # Where its article is away, the story may be told by another, and the blurb with it.
            same = read.get(told) == (was.read, self.words_of(told))
            if was.read and same and told in there:
                assert now.read == was.read
        self.untouched_texts_follow(after, proposal)
        self.nothing_is_missing(after, proposal)

    def order_of_own(self, text: str) -> list[str]:
        """The editor's own items as they follow each other, and the line between."""
        places = [(text.index(one), one) for one in [*self.own, "\n[candidates]"]]
        return [one for _, one in sorted(places)]

    def words_of(self, article: str) -> str:
        """What an article says by now."""
        found = (one for group in self.groups for one in group if one.id == article)
        return next((one.title + one.summary for one in found), "")

    def remember_blurbs(self) -> dict[str, tuple[str, str]]:
        """Each blurb of the page with the words it was made of; what was remembered before."""
        before = dict(self.read)
        for item in self.draft().items:
            if item.own:
                continue
            told = item.articles[0]
            now = (item.read, self.words_of(told))
            known = before.get(told, now)
            # A blurb that outlives the words it was made of follows them as soon as it can.
            outlived = known[0] == now[0] and known != now
            self.read[told] = (item.read, "outlived") if outlived else now
        return before

    def lost_words(self) -> list[str]:
        """What the editor wrote into stories of sections that are gone."""
        page = read_page(self.page.text, name=NAME, newsletter=self.newsletter)
        # One that was dropped, or joined to another, goes with its words.
        lost = [one for one in decide(page).stories if one.lost and page.edited]
        return [
            word for one in lost for word in re.findall(r"words-\d+-", "\n".join(one.block.lines))
        ]

    def untouched_texts_follow(self, draft: Draft, proposal: Proposal) -> None:
        """What the editor did not write is what the article says now."""
        articles = {one.id: one for whole in proposal.stories for one in whole.articles}
        stories = tomllib.loads(self.page.text).get("story", [])
        values = {one["articles"][0]: one for one in stories if "articles" in one}
        for item in draft.items:
            told = next((articles[one] for one in item.articles if one in articles), None)
            if told and item.headline is None:
                assert single_line(values[item.articles[0]]["headline"]) == single_line(
                    told.heading
                )

    def nothing_is_missing(self, draft: Draft, proposal: Proposal) -> None:
        """Every article is on the page unless it was dropped or had no room."""
        page = tomllib.loads(self.page.text)
        placed = {one for ids in self.page.stories() for one in ids} | draft.decisions.drops
        missing = {
            one.id
            for whole in proposal.stories
            if whole.article.id not in draft.decisions.drops
            for one in whole.articles
        } - placed
        few = page["candidates"]["listed"] < 40 or "#: outside your queries" in self.page.text
        assert not missing or few

    @invariant()
    def one_place_each(self) -> None:
        """No article is printed twice, none is printed and dropped."""
        draft = self.draft()
        printed = [one for item in draft.items for one in item.articles]
        assert len(printed) == len(set(printed))
        assert not draft.decisions.drops & {*printed}


def difference(one: str, other: str) -> str:
    """How two pages differ, line by line."""
    return "\n".join(unified_diff(one.split("\n"), other.split("\n"), lineterm="", n=3))


def widely_told(group: list[Article]) -> Story:
    """A story whose blurb changes with its coverage."""
    return replace(story(*group), blurb=f"{group[0].title}, said {len(group)} of them.")


def without_blurbs(proposal: Proposal) -> Proposal:
    """The same with all of it below the best sixty."""

    def silent(stories: Iterable[Story]) -> tuple[Story, ...]:
        return tuple(replace(one, blurb="") for one in stories)

    picks = tuple(replace(one, stories=silent(one.stories)) for one in proposal.sections)
    lead = proposal.lead and replace(proposal.lead, blurb="")
    return replace(proposal, lead=lead, sections=picks, candidates=silent(proposal.candidates))


def _sections(draft: Draft) -> list[tuple[str, int]]:
    lead = [("lead", 1)] * (draft.lead is not None)
    return lead + [(section.id, len(section.items)) for section in draft.sections]


class NarrowWeek(EditorsWeek):
    """The same for a newsletter whose queries many stories do not match."""

    newsletter = NARROW


def run(kind: type[EditorsWeek], examples: int, steps: int, *, repeatable: bool) -> None:
    """Play that many weeks, the same ones each time or others."""
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=repeatable,
            # A failing week is told as it was played: making it smaller takes many minutes.
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("kind", [EditorsWeek, NarrowWeek])
def test_weeks_of_edits_and_arrivals(kind: type[EditorsWeek]) -> None:
    """Whatever an editor and a week of news do to a page, nothing of the editor's is lost."""
    run(kind, 20, 25, repeatable=True)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [EditorsWeek, NarrowWeek])
def test_many_weeks(kind: type[EditorsWeek]) -> None:
    """The same, longer."""
    run(kind, 300, 40, repeatable=True)
