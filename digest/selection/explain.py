"""A proposal in, the reasons out: why this lead, what would swap it, why an article is not in.

Data for `digest why`; what is printed is decided there.
"""

from collections import Counter
from dataclasses import dataclass, replace

from digest.config.settings import Newsletter, SectionSettings
from digest.model.articles import Article
from digest.model.stories import Matter, PassedOver, Proposal, Story
from digest.selection.placement import assigned, is_filed
from digest.selection.ranked_week import Ranked, rank_week
from digest.selection.topics import Topics
from digest.stems import tokens
from digest.text import counted, shortened

_RUNNERS_UP = 5
# As [ranking] has it.
_MOST_WEIGHT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A change of newsletter.toml that would put `story` before the lead."""

    story: Story
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A story, or an article that is in none, that may have been meant, by the id to ask for."""

    id: str
    """The id to ask for."""
    place: str
    """`lead`, a section's id, `candidate` or `passed over`."""
    headline: str
    """Its headline."""
    source: str
    """What the source of the told article is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a story is where it is.

    `place` is "lead", a section's id, "candidate", "passed over", or "several" where more than one
    was meant: `matches` lists them. `reasons` are sentences. For the lead `runners_up` and `swaps`
    say who was near and what would change the order; for an article that is in no story
    `passed_over` says why. `matter` is the story's, where it has other stories.
    """

    place: str
    story: Story | None = None
    passed_over: PassedOver | None = None
    reasons: tuple[str, ...] = ()
    runners_up: tuple[Story, ...] = ()
    swaps: tuple[Swap, ...] = ()
    matter: Matter | None = None
    matches: tuple[Match, ...] = ()


def explain(
    proposal: Proposal, newsletter: Newsletter, subject: str = "", ranked: Ranked | None = None
) -> Explanation:
    """Why `subject` is where it is: an id, an address or words of a headline; "" is the lead.

    Words that several stories have list these; articles in no story are looked at where no story
    has them. Raises LookupError that says how to ask where nothing fits.
    """
    explanation = _explain(proposal, newsletter, subject, ranked or rank_week(proposal, newsletter))
    matter = proposal.matter_of(explanation.story) if explanation.story else None
    return replace(explanation, matter=matter)


def _explain(
    proposal: Proposal, newsletter: Newsletter, subject: str, ranked: Ranked
) -> Explanation:
    if not subject:
        return _of_lead(proposal, newsletter, ranked)
    if stories := _find_stories(proposal, subject):
        if len(stories) > 1:
            return Explanation(
                place="several", matches=tuple(_match(proposal, story) for story in stories)
            )
        return _of_story(proposal, newsletter, stories[0], ranked)
    passed = _find_passed(proposal, subject)
    if not passed:
        raise LookupError(
            f"no article of this window is called {shortened(subject, 80)!r}; "
            "ask by words of its headline"
        )
    if len(passed) > 1:
        return Explanation(place="several", matches=tuple(map(_match_passed, passed)))
    return Explanation(place="passed over", passed_over=passed[0], reasons=(passed[0].reason,))


def _match(proposal: Proposal, story: Story) -> Match:
    place = "lead" if story is proposal.lead else _place_of(proposal, story)
    return Match(
        id=story.article.id, place=place, headline=story.headline, source=story.article.source
    )


def _match_passed(passed: PassedOver) -> Match:
    article = passed.article
    return Match(
        id=article.id, place="passed over", headline=article.heading, source=article.source
    )


def _of_story(
    proposal: Proposal, newsletter: Newsletter, story: Story, ranked: Ranked
) -> Explanation:
    if story is proposal.lead:
        return _of_lead(proposal, newsletter, ranked)
    place = _place_of(proposal, story)
    if place == "candidate":
        return Explanation(place=place, story=story, reasons=_why_not(story, proposal, newsletter))
    return Explanation(place=place, story=story, reasons=(_why_in(story, place, newsletter),))


def _of_lead(proposal: Proposal, newsletter: Newsletter, ranked: Ranked) -> Explanation:
    lead = proposal.lead
    near = ranked.near(lead, _RUNNERS_UP)
    if lead is None:
        reason = "every story belongs to a section by its front matter"
        if newsletter.lead.match:
            reason = "no story matches [lead] match"
        if not near:
            reason = "no article is in this window"
        elif not newsletter.lead.show:
            reason = "[lead] show is false"
        return Explanation(place="lead", reasons=(reason,), runners_up=near)
    if any(article.lead for article in lead.articles):
        reason = "a local piece says lead: true"
    elif near and near[0].score > lead.score:
        reason = "pinned, or the best that matches [lead] match"
    else:
        reason = "the highest score"
    # No weight moves a local piece or a pin that leads, or lifts what may not lead.
    topics = ranked.topics
    rivals = [
        story
        for story in near
        if not is_filed(story, newsletter) and topics.story_matches(topics.lead, story)
    ]
    pinned = any(story.score > lead.score + 1e-9 for story in rivals)
    fixed = pinned or any(article.lead for article in lead.articles)
    swaps = () if fixed else tuple(swap for story in rivals if (swap := _swap(lead, story)))
    return Explanation(place="lead", story=lead, reasons=(reason,), runners_up=near, swaps=swaps)


def _swap(lead: Story, other: Story) -> Swap | None:
    """The smallest relative change of one weight that turns the order of the two."""
    gap = lead.score - other.score
    values = {term.name: term.value for term in other.terms}
    changes: list[tuple[float, str]] = []
    for term in lead.terms:
        difference = abs(values.get(term.name, 0.0)) - abs(term.value)
        if term.weight < 0:
            difference = -difference
        if abs(difference) > 1e-9:
            weight = abs(term.weight) + gap / difference
            if 0 <= weight <= _MOST_WEIGHT:
                relative = abs(gap / difference) / abs(term.weight)
                sign = "above" if weight > abs(term.weight) else "below"
                changes.append((relative, f"[ranking] {term.name} {sign} {weight:.2f}"))
    return Swap(story=other, change=min(changes)[1]) if changes and gap >= 0 else None


def _find_stories(proposal: Proposal, subject: str) -> list[Story]:
    """The one with an article of this id, address or title; else all with a title of its words."""
    stories = list(proposal.stories)
    for story in stories:
        if any(_is_called(article, subject) for article in story.articles):
            return [story]
    wanted = set(tokens(subject))
    return [
        story
        for story in stories
        if wanted and any(wanted <= set(tokens(article.title)) for article in story.articles)
    ]


def _find_passed(proposal: Proposal, subject: str) -> list[PassedOver]:
    exact = [one for one in proposal.passed_over if _is_called(one.article, subject)]
    wanted = set(tokens(subject))
    near = (one for one in proposal.passed_over if wanted <= set(tokens(one.article.title)))
    return exact[:1] or (list(near) if wanted else [])


def _is_called(article: Article, subject: str) -> bool:
    return subject in {article.id, article.url, article.title}


def _place_of(proposal: Proposal, story: Story) -> str:
    places = (picks.section for picks in proposal.sections if story in picks.stories)
    return next(places, "candidate")


def _why_in(story: Story, place: str, newsletter: Newsletter) -> str:
    if assigned(story) == place:
        where = "front matter" if is_filed(story, newsletter) else "source"
        return f"its {where} says section: {place}"
    return "pinned, or among the best that match"


def _why_not(story: Story, proposal: Proposal, newsletter: Newsletter) -> tuple[str, ...]:
    topics = Topics(newsletter)
    filled = {picks.section: picks.stories for picks in proposal.sections}
    return tuple(
        f"{section.id}: {_why_not_here(story, section, filled.get(section.id, ()), topics)}"
        for section in newsletter.sections
        if section.show
    ) or ("newsletter.toml has no section that is shown",)


def _why_not_here(
    story: Story, section: SectionSettings, chosen: tuple[Story, ...], topics: Topics
) -> str:
    if assigned(story) not in {"", section.id}:
        return f"it belongs to section {assigned(story)}"
    if not assigned(story) and not topics.story_matches(topics.sections[section.id], story):
        return "no match"
    sources = Counter(other.article.source for other in chosen)
    if sources[story.article.source] >= section.per_source:
        caps = counted(section.per_source, "item")
        return f"cap: {caps} of {story.article.source} in already"
    if len(chosen) >= section.items:
        last = min(other.score for other in chosen)
        return (
            f"full: {counted(section.items, 'item')}; "
            f"its score {story.score:.2f}, the last one's {last:.2f}"
        )
    return "taken off the page"
