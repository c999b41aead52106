"""A proposal and the matters in; what is said of them, and what stands below an item, out."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from digest.model.articles import Article
from digest.model.stories import Matter, Mention, Offer, Picks, Proposal, Story
from digest.selection.article_kinds import is_explainer, is_roundup
from digest.selection.choosing import in_other_languages
from digest.selection.languages import spoken
from digest.selection.strands import Strand
from digest.selection.vectors import Vector, cosine
from digest.text import counted

# Two stories of one matter that are so much alike are probably one: of 34 such pairs read, 28 were.
_PROBABLY_ONE = 0.42
_ALSO = 3
# The stories that stand below an item are the least like it among so many that rank best.
_AMONG = 10
# As a share of the most central one; further out stand pieces that only touch the matter.
_MIDDLE = 0.25
# A matter may hold what is not of it: less like the item, a line puzzles more than it tells.
_NEAR = 0.08


def sentence(articles: Sequence[Article], stories: int, zone: str, told_in: Sequence[int]) -> str:
    """Such as "one of 9 stories on its matter: Mon … Fri, 41 articles of 14 sources"."""
    kind = f"one of {stories} stories on its matter" if stories > 1 else "a matter of its own"
    return f"{kind}: {_extent(articles, zone, told_in)}"


def _extent(articles: Sequence[Article], zone: str, told_in: Sequence[int]) -> str:
    """Such as "Mon … Fri, 41 articles of 14 sources, told before in No. 41"."""
    days = _days(articles, ZoneInfo(zone))
    sources = len({article.source for article in articles})
    said = f"{days}, {counted(len(articles), 'article')} of {counted(sources, 'source')}"
    before = f", told before in {', '.join(f'No. {number}' for number in told_in)}"
    return f"{said}{before if told_in else ''}"


def _days(articles: Sequence[Article], zone: ZoneInfo) -> str:
    first = min(article.when for article in articles).astimezone(zone)
    last = max(article.when for article in articles).astimezone(zone)
    if first.date() == last.date():
        return f"{first:%a}"
    # Beyond six days a weekday alone could be two days.
    form = "%a" if (last.date() - first.date()).days < 7 else "%a %d %b"
    return f"{first.strftime(form)} … {last.strftime(form)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matters:
    """What is known of matters: `within` says that of a story in a section, `home` by its rank."""

    within: Callable[[str, Story], Strand]
    home: Callable[[Story], Strand]
    told_in: Callable[[Strand], tuple[int, ...]]
    centres: Mapping[str, Vector]


def with_matters(proposal: Proposal, known: Matters, language: str, zone: str) -> Proposal:
    """`proposal` with each story's matter, and below the printed ones what else was told of it."""
    stories = {story.id: story for story in proposal.stories}
    strands = _printed_strands(proposal, known)
    printed = frozenset(strands)
    for story in proposal.candidates:
        strands[story.id] = known.home(story)
    by_score = {
        ids: sorted((stories[one] for one in ids), key=best_first)
        for ids in {strand.ids for strand in strands.values()}
    }
    names = _names(by_score)
    named: dict[str, Story] = {}
    shown: set[tuple[str, ...]] = set()
    for id_, strand in strands.items():
        members = by_score[strand.ids]
        lines: tuple[Mention, ...] = ()
        if id_ in printed and strand.ids not in shown:
            shown.add(strand.ids)
            others = _of_this_week(members, strand, proposal.window.start, printed)
            lines = _also_this_week(stories[id_], others, known.centres, language)
        named[id_] = replace(
            stories[id_],
            matter=names[strand.ids],
            also_this_week=lines,
            also_in=tuple(
                _mention(one, language) for one in in_other_languages(stories[id_], language)
            )
            if id_ in printed
            else (),
        )
    matters = {
        strand.ids: _matter(names[strand.ids], by_score[strand.ids], known.told_in(strand), zone)
        for strand in {strand.ids: strand for strand in strands.values()}.values()
        if len(strand.ids) > 1
    }
    return replace(
        proposal,
        lead=proposal.lead and named[proposal.lead.id],
        sections=tuple(
            Picks(section=picks.section, stories=tuple(named[one.id] for one in picks.stories))
            for picks in proposal.sections
        ),
        candidates=tuple(named[one.id] for one in proposal.candidates),
        matters=tuple(sorted(matters.values(), key=lambda one: (-one.articles, one.id))),
        offers=_offers([named[one] for one in strands if one in printed], strands, known.centres),
    )


def best_first(story: Story) -> tuple[object, ...]:
    """Sorts stories by their score, always in the same order."""
    return (-round(story.score, 9), story.article.when, story.id)


def _printed_strands(proposal: Proposal, known: Matters) -> dict[str, Strand]:
    found = {proposal.lead.id: known.within("lead", proposal.lead)} if proposal.lead else {}
    for picks in proposal.sections:
        found |= {story.id: known.within(picks.section, story) for story in picks.stories}
    return found


def _names(members: Mapping[tuple[str, ...], Sequence[Story]]) -> dict[tuple[str, ...], str]:
    """An id for each matter: its best story's, though two queries may see two with the same best.

    The smaller ones choose first, so that a story alone on its matter has its own id.
    """
    names: dict[tuple[str, ...], str] = {}
    taken: set[str] = set()
    for ids in sorted(members, key=lambda ids: (len(ids), ids)):
        free = (story.id for story in members[ids] if story.id not in taken)
        names[ids] = next(free, "+".join(ids))
        taken.add(names[ids])
    return names


def _matter(id_: str, stories: Sequence[Story], told_in: tuple[int, ...], zone: str) -> Matter:
    articles = [article for story in stories for article in story.articles]
    return Matter(
        id=id_,
        stories=tuple(story.id for story in stories),
        articles=len(articles),
        sources=len({article.source for article in articles}),
        first=min(article.when for article in articles),
        last=max(article.when for article in articles),
        told_in=told_in,
        extent=_extent(articles, zone, told_in),
    )


def _of_this_week(
    members: Sequence[Story], strand: Strand, start: datetime, printed: Container[str]
) -> Iterator[Story]:
    """Those of a strand that are not printed; one that came late is not of this week."""
    for one in members:
        if one.id not in printed and one.article.when >= start and _stands(one, strand):
            yield one


def _stands(story: Story, strand: Strand) -> bool:
    """Whether it is news from the middle of its matter, fit for a line."""
    beside = is_explainer(story.article) or is_roundup(story.article)
    return strand.reach[story.id] >= _MIDDLE and not beside


def _also_this_week(
    story: Story, others: Iterable[Story], centres: Mapping[str, Vector], language: str
) -> tuple[Mention, ...]:
    """Of the stories of its matter (best first) those that differ most from it and each other."""
    shown = [centres[story.id]]
    near = (one for one in others if cosine(centres[one.id], shown[0]) >= _NEAR)
    best = list(islice(near, _AMONG))
    left = list(best)
    found: list[Story] = []

    def likest(one: Story) -> float:
        return round(max(cosine(centres[one.id], other) for other in shown), 9)

    while left and len(found) < _ALSO:
        unlike = min(left, key=likest)
        left.remove(unlike)
        if likest(unlike) < _PROBABLY_ONE:
            found.append(unlike)
            shown.append(centres[unlike.id])
    return tuple(_mention(one.article, language) for one in sorted(found, key=best.index))


def _mention(article: Article, language: str) -> Mention:
    return Mention(
        article=article.id,
        headline=article.heading,
        url=article.url,
        source=article.source,
        when=article.when,
        language=spoken(article, language),
    )


def _offers(
    printed: Sequence[Story], strands: Mapping[str, Strand], centres: Mapping[str, Vector]
) -> tuple[Offer, ...]:
    """Each printed story with the likest of its matter where the two are probably one."""
    found: dict[tuple[str, str], float] = {}
    for story in printed:
        others = [one for one in strands[story.id].ids if one != story.id]
        near = {one: cosine(centres[story.id], centres[one]) for one in others}
        likest = max(near, key=lambda one: (round(near[one], 9), one), default="")
        if likest and near[likest] >= _PROBABLY_ONE and (likest, story.id) not in found:
            found[story.id, likest] = near[likest]
    ordered = sorted(found.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))
    return tuple(
        Offer(one=one, other=other, likeness=round(likeness, 6))
        for (one, other), likeness in ordered
    )
