"""A proposal in, the reasons out: why this lead, what would swap it, why an article is not in.

Data for `digest why`; what is printed is decided there.
"""

from collections import Counter
from dataclasses import dataclass

from digest.config.settings import Newsletter, SectionSettings
from digest.model.stories import PassedOver, Proposal, Story
from digest.selection.placement import assigned, is_filed
from digest.selection.topics import Topics
from digest.stems import tokens

_RUNNERS_UP = 5
# As [ranking] has it.
_MOST_WEIGHT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A change of newsletter.toml that would put `story` before the lead."""

    story: Story
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a story is where it is.

    `place` is "lead", a section's id, "candidate" or "passed over". `reasons` are sentences. For
    the lead `runners_up` and `swaps` say who was near and what would change the order; for an
    article that is in no story `passed_over` says why.
    """

    place: str
    story: Story | None = None
    passed_over: PassedOver | None = None
    reasons: tuple[str, ...] = ()
    runners_up: tuple[Story, ...] = ()
    swaps: tuple[Swap, ...] = ()


def explain(proposal: Proposal, newsletter: Newsletter, subject: str = "") -> Explanation:
    """Why `subject` is where it is: an id, an address or words of a headline; "" is the lead.

    Raises LookupError that names what is near where nothing fits.
    """
    if not subject:
        return _of_lead(proposal, newsletter)
    story = _find_story(proposal, subject)
    if story is None:
        passed = _find_passed(proposal, subject)
        if passed is None:
            raise LookupError(
                f"no article of this window is called {subject!r}; ask by its headline"
            )
        return Explanation(place="passed over", passed_over=passed, reasons=(passed.reason,))
    if story is proposal.lead:
        return _of_lead(proposal, newsletter)
    place = _place_of(proposal, story)
    if place == "candidate":
        return Explanation(place=place, story=story, reasons=_why_not(story, proposal, newsletter))
    return Explanation(place=place, story=story, reasons=(_why_in(story, place),))


def _of_lead(proposal: Proposal, newsletter: Newsletter) -> Explanation:
    others = (story for story in proposal.stories if story is not proposal.lead)
    near = sorted(others, key=lambda story: -story.score)[:_RUNNERS_UP]
    lead = proposal.lead
    if lead is None:
        reason = "no story matches [lead] match"
        if not near:
            reason = "no article is in this window"
        elif not newsletter.lead.show:
            reason = "[lead] show is false"
        return Explanation(place="lead", reasons=(reason,), runners_up=tuple(near))
    if any(article.lead for article in lead.articles):
        reason = "a local piece says lead: true"
    elif near and near[0].score > lead.score:
        reason = "pinned, or the best that matches [lead] match"
    else:
        reason = "the highest score"
    # No weight moves a local piece or a pin that leads, or lifts what may not lead.
    topics = Topics(newsletter)
    rivals = [s for s in near if not is_filed(s) and topics.story_matches(topics.lead, s)]
    pinned = any(story.score > lead.score + 1e-9 for story in rivals)
    fixed = pinned or any(article.lead for article in lead.articles)
    swaps = () if fixed else tuple(swap for story in rivals if (swap := _swap(lead, story)))
    return Explanation(
        place="lead", story=lead, reasons=(reason,), runners_up=tuple(near), swaps=swaps
    )


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


def _find_story(proposal: Proposal, subject: str) -> Story | None:
    for story in proposal.stories:
        for article in story.articles:
            if subject in {article.id, article.url, article.title}:
                return story
    wanted = set(tokens(subject))
    for story in proposal.stories:
        if any(wanted <= set(tokens(article.title)) for article in story.articles):
            return story
    return None


def _find_passed(proposal: Proposal, subject: str) -> PassedOver | None:
    wanted = set(tokens(subject))
    exact = (
        passed
        for passed in proposal.passed_over
        if subject in {passed.article.id, passed.article.url, passed.article.title}
    )
    near = (p for p in proposal.passed_over if wanted <= set(tokens(p.article.title)))
    return next(exact, None) or (next(near, None) if wanted else None)


def _place_of(proposal: Proposal, story: Story) -> str:
    places = (picks.section for picks in proposal.sections if story in picks.stories)
    return next(places, "candidate")


def _why_in(story: Story, place: str) -> str:
    if assigned(story) == place:
        where = "front matter" if is_filed(story) else "source"
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
    if not topics.story_matches(topics.sections[section.id], story):
        return "no match"
    sources = Counter(other.article.source for other in chosen)
    if sources[story.article.source] >= section.per_source:
        return f"cap: {section.per_source} items of {story.article.source} are in already"
    if len(chosen) >= section.items:
        last = min(other.score for other in chosen)
        return (
            f"full: {section.items} items; its score {story.score:.2f}, the last one's {last:.2f}"
        )
    return "taken off the page"
