"""A story and the week in; the sum of its score as an editor reads it out."""

from collections.abc import Mapping
from dataclasses import dataclass

from digest.config.settings import Newsletter
from digest.model.drafts import Draft, DraftItem
from digest.model.stories import Proposal, Story, Term
from digest.selection.explain import Explanation, Swap, explain
from digest.selection.left_out import why_missing
from digest.selection.ranked_week import Ranked, rank_week
from digest.text import shortened

LEAD = "lead"
_LONGEST = 40
_RIVALS = 5
_NAMES = {
    "coverage": "Coverage",
    "articles": "Articles",
    "matter": "Matter",
    "related": "Related",
    "topic": "Topic",
    "recency": "Recency",
    "newness": "Newness",
    "substance": "Substance",
    "image": "Picture",
    "novelty": "Novelty",
    "taste": "Taste",
    "opinion": "Opinion",
    "aside": "Aside",
    "foreign": "Language",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBar:
    """A term that counts; `share` is its part, 0 to 1, of the most that any term can have."""

    name: str
    points: float
    share: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A story near another one: its told article, what it is called, its score and the gap."""

    article: str
    headline: str
    score: float
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Why a story stands where it does: the sentences first, then the bars and their sum.

    `place` is "lead", a section's id or "" for a candidate; `nothing` says which terms count
    nothing. `rivals` are near the lead, `swaps` say what would put one of them first.
    """

    place: str
    standing: str
    headline: str = ""
    article: str = ""
    score: float = 0.0
    bars: tuple[ScoreBar, ...] = ()
    nothing: str = ""
    distance: str = ""
    reasons: tuple[str, ...] = ()
    spread: str = ""
    rivals: tuple[Rival, ...] = ()
    swaps: tuple[Swap, ...] = ()


def add_up(
    subject: str,
    draft: Draft,
    proposal: Proposal,
    newsletter: Newsletter,
    ranked: Ranked | None = None,
) -> Sum | None:
    """The sum of the story of an article, or of an item of the editor's own; None if unknown."""
    ranked = ranked or rank_week(proposal, newsletter)
    places = _places(draft)
    item = next((one for _, one in places if subject in (*one.articles, one.own)), None)
    if item and item.own:
        return _own(item, places, newsletter)
    by_article = ranked.by_article
    named = item.articles if item else (subject,)
    story = next((by_article[one] for one in named if one in by_article), None)
    if story is None:
        return _unknown(item, places, newsletter) if item else None
    scores = _scores(places, by_article)
    place = next((where for where, one in places if one == item), "")
    is_lead = place == LEAD
    explanation = explain(proposal, newsletter, ranked=ranked) if is_lead else None
    ours = explanation is not None and explanation.story is story
    return Sum(
        place=place,
        standing=_standing(item, place, places, scores, newsletter),
        headline=_called(item, story),
        article=item.articles[0] if item else story.article.id,
        score=story.score,
        bars=_bars(story, newsletter),
        nothing=_nothing(story.terms),
        distance="" if is_lead else _distance(story, draft, by_article),
        reasons=_of_lead(explanation, ours=ours)
        if item
        else why_missing(story, draft, proposal, newsletter, ranked),
        spread=story.spread,
        rivals=_rivals(story, ranked) if is_lead else (),
        swaps=explanation.swaps if explanation and ours else (),
    )


def _of_lead(explanation: Explanation | None, *, ours: bool) -> tuple[str, ...]:
    """Why the lead leads, in sentences; nothing of any other story."""
    if explanation is None:
        return ()
    if not ours:
        return ("You put it there.",)
    return tuple(f"{one[:1].upper()}{one[1:]}." for one in explanation.reasons)


def term_name(term: str) -> str:
    """What an editor calls a term of [ranking]."""
    return _NAMES.get(term, term)


_Places = list[tuple[str, DraftItem]]


def _places(draft: Draft) -> _Places:
    lead = [(LEAD, draft.lead)] if draft.lead else []
    return [*lead, *((one.id, item) for one in draft.sections for item in one.items)]


def _own(item: DraftItem, places: _Places, newsletter: Newsletter) -> Sum:
    place = next(where for where, one in places if one == item)
    return Sum(
        place=place,
        standing=_standing(item, place, places, {}, newsletter),
        headline=item.headline or "",
        article=item.own,
        reasons=("You wrote it; nothing is weighed.",),
    )


def _unknown(item: DraftItem, places: _Places, newsletter: Newsletter) -> Sum:
    place = next(where for where, one in places if one == item)
    return Sum(
        place=place,
        standing=_standing(item, place, places, {}, newsletter),
        headline=item.headline or "",
        article=item.articles[0],
        reasons=("None of its articles is among those of this issue any more.",),
    )


def _scores(places: _Places, by_article: Mapping[str, Story]) -> dict[DraftItem, Story]:
    found = {
        item: next((by_article[one] for one in item.articles if one in by_article), None)
        for _, item in places
    }
    return {item: story for item, story in found.items() if story}


def _bars(story: Story, newsletter: Newsletter) -> tuple[ScoreBar, ...]:
    """The terms that count, the heaviest first, all stories of all weeks on one scale."""
    ranking = newsletter.ranking.model_dump()
    most = max((value for value in ranking.values() if isinstance(value, float)), default=0.0)
    counting = sorted(
        (term for term in story.terms if round(term.points, 2)), key=lambda one: -abs(one.points)
    )
    return tuple(
        ScoreBar(
            name=term_name(term.name),
            points=term.points,
            share=min(abs(term.points) / most, 1.0) if most else 0.0,
            reason=term.reason,
        )
        for term in counting
    )


def _nothing(terms: tuple[Term, ...]) -> str:
    """The terms that add and take nothing, in a sentence."""
    silent = [term for term in terms if not round(term.points, 2)]
    plus = [term_name(term.name).lower() for term in silent if term.weight > 0]
    minus = [term_name(term.name).lower() for term in silent if term.weight < 0]
    sentences = []
    if plus:
        sentences.append(f"Nothing for {_listed(plus, 'or')}.")
    if minus:
        sentences.append(f"Nothing taken off for {_listed(minus, 'or')}.")
    return " ".join(sentences)


def _listed(names: list[str], last: str) -> str:
    return f" {last} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _standing(
    item: DraftItem | None,
    place: str,
    places: _Places,
    scores: dict[DraftItem, Story],
    newsletter: Newsletter,
) -> str:
    """Where it stands among its neighbours, in a sentence."""
    if item is None:
        return "Not on the page."
    if place == LEAD:
        return "It leads the issue."
    row = [one for where, one in places if where == place]
    at = row.index(item)
    heading = next((one.heading for one in newsletter.sections if one.id == place), place)
    said = f"{at + 1} of {len(row)} in “{heading.rstrip(':')}”."
    following = row[at + 1] if at + 1 < len(row) else None
    if following is None:
        return said
    story = scores.get(following)
    named = f"“{shortened(_called(following, story), _LONGEST)}”"
    return f"{said} Below it: {named}{f', {story.score:.2f}' if story else ''}."


def _called(item: DraftItem | None, story: Story | None) -> str:
    return (item.headline if item else None) or (story.headline if story else "")


def _distance(story: Story, draft: Draft, by_article: Mapping[str, Story]) -> str:
    """How far it is from the lead."""
    lead = draft.lead
    if lead is None:
        return ""
    if lead.own:
        return "The lead is your own piece."
    told = next((by_article[one] for one in lead.articles if one in by_article), None)
    if told is None:
        return ""
    gap = round(told.score - story.score, 2)
    marked = any(article.lead for article in told.articles)
    local = ", and the lead is your own piece, marked to lead" if marked else ""
    if gap > 0:
        return f"It trails the lead by {gap:.2f}{local}."
    if gap < 0:
        return f"It is {-gap:.2f} ahead of the lead{local or ', which you put there'}."
    return f"It has as much as the lead{local}."


def _rivals(lead: Story, ranked: Ranked) -> tuple[Rival, ...]:
    return tuple(
        Rival(
            article=story.article.id,
            headline=story.headline,
            score=story.score,
            gap=story.score - lead.score,
        )
        for story in ranked.near(lead, _RIVALS)
    )
