"""The stories that stay on the page and the proposal in; which article goes where out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from digest.draft.deciding import Group
from digest.model.stories import Proposal, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the editor decided about articles."""

    dropped: Collection[str] = ()
    together: Sequence[Group] = ()
    apart: Sequence[Group] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Each standing story's articles, in its order with the new ones last; and the candidates.

    `together` are the wishes to join that could be followed.
    """

    standing: tuple[Group, ...]
    candidates: tuple[Group, ...]
    together: tuple[Group, ...]


def gathered(proposal: Proposal, standing: Sequence[Group], wishes: Wishes) -> Gathered:
    """Every article of `proposal` in one place: where the page has it, else where its story is.

    An article that may not be in a story with what the page has there is a candidate of its own.
    """
    places = _placed(proposal, standing, wishes)
    everyone = enumerate([*places.standing, *places.candidates])
    homes = {one: place for place, group in everyone for one in group}
    followed = tuple(
        group for group in wishes.together if len({homes[one] for one in group if one in homes}) < 2
    )
    # A wish that cannot be followed must leave no trace, or the next merge would differ.
    if len(followed) < len(wishes.together):
        return gathered(proposal, standing, replace(wishes, together=followed))
    return places


def _placed(proposal: Proposal, standing: Sequence[Group], wishes: Wishes) -> Gathered:
    home = {one: place for place, group in reversed([*enumerate(standing)]) for one in group}
    groups = [list(group) for group in standing]
    candidates: list[Group] = []
    chosen = {one for group in wishes.together for one in group}
    for whole in _united(proposal, standing, wishes):
        fresh = [one for one in whole if one not in home and one not in wishes.dropped]
        # What the editor joined goes first, so that it is never kept out by what only came along.
        fresh.sort(key=lambda one: one not in chosen)
        place = next((home[one] for one in whole if one in home), None)
        if place is not None:
            groups[place], *others = _unmixed(fresh, wishes.apart, groups[place])
            candidates += [tuple(group) for group in others]
            continue
        candidates += [tuple(group) for group in _unmixed(fresh, wishes.apart)]
    return Gathered(
        standing=tuple(tuple(group) for group in groups),
        candidates=tuple(candidates),
        together=tuple(wishes.together),
    )


def _united(proposal: Proposal, standing: Sequence[Group], wishes: Wishes) -> list[list[str]]:
    """The proposal's stories, told article first, those in one that the editor joined."""
    on_page = {one for group in standing for one in group}
    wholes: dict[str, list[str]] = {}
    for story in proposal.stories:
        if story.id in wishes.dropped or story.article.id in wishes.dropped:
            continue
        ids = [article.id for article in story.articles]
        wanted = {one for group in wishes.together if {*group} & {*ids} for one in group}
        same = [first for first, whole in wholes.items() if wanted & {*whole}] if wanted else []
        if same:
            ids = [one for first in same for one in wholes[first]] + ids
            for first in same[1:]:
                del wholes[first]
        ids += [one for one in sorted(wanted & on_page) if one not in ids]
        wholes[same[0] if same else ids[0]] = ids
    return list(wholes.values())


def proposed_places(proposal: Proposal) -> Iterator[tuple[str, Story]]:
    """The stories that the program would print, and in which section."""
    if proposal.lead:
        yield "lead", proposal.lead
    for picks in proposal.sections:
        for story in picks.stories:
            yield picks.section, story


def _unmixed(
    ids: Sequence[str], apart: Sequence[Group], first: Sequence[str] = ()
) -> list[list[str]]:
    """`ids` in as few groups as `apart` allows, one of them with `first`."""
    groups = [list(first)] if first else []
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
