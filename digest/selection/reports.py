"""Admitted articles in, reports out: the articles on one event, with what ranking needs to know."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.model.articles import Article
from digest.model.stories import Decisions
from digest.selection.article_kinds import is_roundup
from digest.selection.duplicates import Copies, copies, equal_texts
from digest.selection.grouping import GRAINS, Groups, group
from digest.selection.lexicon import Lexicon
from digest.selection.vectors import (
    Pair,
    Vector,
    centroid,
    cosine,
)

_FLOOR = 0.08
_RELATED = 0.1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Report:
    """The articles on one event, earliest first.

    `copied` are the ids of those whose text another, earlier one has too. `voices` are the sources
    that have a text of their own, `echoes` those that only chose another's, in order of appearance.
    `near` are other reports on the same matter, by place, with how alike they are (0..1).
    """

    place: int
    articles: tuple[Article, ...]
    vectors: tuple[Vector, ...]
    centre: Vector
    copied: frozenset[str] = frozenset()
    voices: tuple[str, ...] = ()
    echoes: tuple[str, ...] = ()
    near: tuple[tuple[int, float], ...] = ()

    @property
    def id(self) -> str:
        """The id of the earliest article."""
        return self.articles[0].id

    @property
    def typical(self) -> tuple[float, ...]:
        """How near each article is to what they all say, 0..1."""
        return tuple(cosine(vector, self.centre) for vector in self.vectors)


def texts(articles: Sequence[Article], decisions: Decisions) -> list[int]:
    """For every article the place of the first that has its text: equal ones are looked at once.

    Those that the editor parted from any other stand for themselves.
    """
    parted = {one for ids in decisions.split for one in ids}
    first = list(range(len(articles)))
    for places in equal_texts(articles):
        free = sorted(place for place in places if articles[place].id not in parted)
        for place in free:
            first[place] = free[0]
    return first


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Likeness:
    """Which of the distinct texts, by their order, are alike, and which copy one another."""

    pairs: Sequence[Pair]
    copies: Copies


def likeness(words: Lexicon) -> Likeness:
    """How alike the distinct texts of `words` are, whatever the editor decided on them."""
    distinct = sorted(set(words.equal))
    bearers = [words.articles[place] for place in distinct]
    alike = words.similar(distinct, _FLOOR)
    return Likeness(pairs=telling_one_event(bearers, alike), copies=copies(bearers, alike))


def gather(
    words: Lexicon,
    decisions: Decisions,
    granularity: str = "normal",
    likeness_of: Callable[[Lexicon], Likeness] = likeness,
) -> tuple[Report, ...]:
    """The reports that the articles of `words` (earliest first) make, in their order."""
    articles, equal = words.articles, words.equal
    distinct = sorted(set(equal))
    number = {place: at for at, place in enumerate(distinct)}
    bearers = [articles[place] for place in distinct]
    known = likeness_of(words)
    same, pairs = known.copies, known.pairs
    place_of = {article.id: number[equal[at]] for at, article in enumerate(articles)}
    groups = group(
        len(distinct),
        pairs,
        GRAINS[granularity],
        together=_places(place_of, decisions.merged),
        copies=same,
        apart=_places(place_of, decisions.split),
    )
    copied = {bearers[place].id for places in same for place in places - {min(places)}}
    copied |= {articles[at].id for at, first in enumerate(equal) if at != first}
    bearing: dict[int, list[int]] = {}
    for at, first in enumerate(equal):
        bearing.setdefault(number[first], []).append(at)
    near = _near(groups, pairs)
    whole = [sorted(at for bearer in places for at in bearing[bearer]) for places in groups]
    return tuple(_report(which, at, words, copied, near[which]) for which, at in enumerate(whole))


def _report(
    which: int,
    places: Sequence[int],
    words: Lexicon,
    copied: Collection[str],
    near: tuple[tuple[int, float], ...],
) -> Report:
    articles = [words.articles[at] for at in places]
    voices = dict.fromkeys(each.source for each in articles if each.id not in copied)
    echoes = dict.fromkeys(each.source for each in articles if each.source not in voices)
    return Report(
        place=which,
        articles=tuple(articles),
        vectors=tuple(words.of_articles[at] for at in places),
        centre=centroid([words.of_articles[at] for at in places if at == words.equal[at]]),
        copied=frozenset(each.id for each in articles if each.id in copied),
        voices=tuple(voices),
        echoes=tuple(echoes),
        near=near,
    )


def telling_one_event(articles: Sequence[Article], pairs: Iterable[Pair]) -> list[Pair]:
    """`pairs` without the roundups: a piece on ten events would glue their stories together."""
    roundups = {place for place, article in enumerate(articles) if is_roundup(article)}
    return [p for p in pairs if p[0] not in roundups and p[1] not in roundups]


def _places(place_of: Mapping[str, int], wishes: Iterable[frozenset[str]]) -> list[frozenset[int]]:
    return [frozenset(place_of[name] for name in ids if name in place_of) for ids in wishes]


def _near(groups: Groups, pairs: Sequence[Pair]) -> list[tuple[tuple[int, float], ...]]:
    group_of = {place: number for number, places in enumerate(groups) for place in places}
    sums: list[dict[int, float]] = [{} for _ in groups]
    for first, second, likeness in pairs:
        one, other = group_of[first], group_of[second]
        if one != other:
            share = likeness / (len(groups[one]) * len(groups[other]))
            sums[one][other] = sums[one].get(other, 0.0) + share
            sums[other][one] = sums[other].get(one, 0.0) + share
    return [
        tuple(sorted((other, share) for other, share in near.items() if share >= _RELATED))
        for near in sums
    ]
