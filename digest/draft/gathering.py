"""The stories that stay on the page and the proposal in; which article goes where out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from digest.draft.deciding import Group
from digest.model.stories import Proposal, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Each standing story's articles, in its order with the new ones last; and the candidates."""

    standing: tuple[Group, ...]
    candidates: tuple[Group, ...]


def gathered(
    proposal: Proposal,
    standing: Sequence[Group],
    *,
    dropped: Collection[str] = (),
    apart: Sequence[Group] = (),
) -> Gathered:
    """Every article of `proposal` in one place: where the page has it, else where its story is.

    An article that may not be in a story with what the page has there is a candidate of its own.
    """
    home = {one: place for place, group in reversed([*enumerate(standing)]) for one in group}
    groups = [list(group) for group in standing]
    candidates: list[Group] = []
    for story in proposal.stories:
        ids = [article.id for article in story.articles]
        fresh = [one for one in ids if one not in home and one not in dropped]
        places = sorted(home[one] for one in ids if one in home)
        if not places:
            if not {story.id, story.article.id} & {*dropped}:
                candidates += [tuple(group) for group in _unmixed(fresh, apart)]
            continue
        place = home.get(story.article.id, places[0])
        left = [one for one in fresh if _may_not_join(one, groups[place], apart)]
        groups[place] += [one for one in fresh if one not in left]
        candidates += [tuple(group) for group in _unmixed(left, apart)]
    return Gathered(standing=tuple(tuple(group) for group in groups), candidates=tuple(candidates))


def proposed_places(proposal: Proposal) -> Iterator[tuple[str, Story]]:
    """The stories that the program would print, and in which section."""
    if proposal.lead:
        yield "lead", proposal.lead
    for picks in proposal.sections:
        for story in picks.stories:
            yield picks.section, story


def _unmixed(ids: Sequence[str], apart: Sequence[Group]) -> list[list[str]]:
    """`ids` in as few groups as `apart` allows."""
    groups: list[list[str]] = []
    for one in ids:
        fitting = (group for group in groups if not _may_not_join(one, group, apart))
        group = next(fitting, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _may_not_join(one: str, group: Collection[str], apart: Sequence[Group]) -> bool:
    return any(one in pair and {*pair} & {*group} for pair in apart)
