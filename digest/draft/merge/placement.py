"""The stories that stay on the page and the proposal in; which article goes where out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.draft.page.page import Group
from digest.model.stories import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the editor decided about articles."""

    dropped: Collection[str] = ()
    together: Sequence[Group] = ()
    apart: Sequence[Group] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Each standing story's articles, in its order with the new ones last; and the candidates.

    `together` are the wishes to join that could be followed.
    """

    standing: tuple[Group, ...]
    candidates: tuple[Group, ...]
    together: tuple[Group, ...]


def place_articles(proposal: Proposal, standing: Sequence[Group], wishes: Wishes) -> Placement:
    """Every article of `proposal` in one place: where the page has it, else where its story is.

    A story of the page grows by what is grouped with the article it tells; what is grouped with
    another of its articles, or may not be in a story with them, is a candidate of its own.
    """
    places = _placed(proposal, standing, wishes)
    everyone = enumerate([*places.standing, *places.candidates])
    homes = {one: place for place, group in everyone for one in group}
    followed = tuple(
        group for group in wishes.together if len({homes[one] for one in group if one in homes}) < 2
    )
    # A wish that cannot be followed must leave no trace, or the next merge would differ.
    if len(followed) < len(wishes.together):
        return place_articles(proposal, standing, replace(wishes, together=followed))
    return places


def _placed(proposal: Proposal, standing: Sequence[Group], wishes: Wishes) -> Placement:
    # Where two stories list an article, the first keeps it.
    home = {one: place for place, group in reversed([*enumerate(standing)]) for one in group}
    beside = _beside_told(proposal, standing)
    groups = [list(group) for group in standing]
    candidates: list[Group] = []
    for whole in _united(proposal, home.keys(), wishes):
        fresh = [one for one in whole if one not in wishes.dropped]
        # What the editor joined goes first, so that it is never kept out by what only came along.
        chosen = [(one, _chosen_home(one, home, wishes)) for one in fresh]
        for one, at in [*chosen, *((one, beside.get(one)) for one in fresh)]:
            if at is None or one not in fresh:
                continue
            if not _may_not_join(one, groups[at], wishes.apart):
                groups[at].append(one)
                fresh.remove(one)
        candidates += [tuple(group) for group in _unmixed(fresh, wishes)]
    return Placement(
        standing=tuple(tuple(group) for group in groups),
        candidates=tuple(candidates),
        together=tuple(wishes.together),
    )


def _beside_told(proposal: Proposal, standing: Sequence[Group]) -> dict[str, int]:
    """For each article, the story of the page whose told article the program groups it with.

    What is grouped with another article of a story may be about something else. Told is the first
    article that is still there.
    """
    known = {article.id for story in proposal.stories for article in story.articles}
    told: dict[str, int] = {}
    for at, group in enumerate(standing):
        for first in [one for one in group if one in known][:1]:
            told.setdefault(first, at)
    beside: dict[str, int] = {}
    for story in proposal.stories:
        ids = [article.id for article in story.articles]
        place = next((told[one] for one in ids if one in told), None)
        if place is not None:
            beside |= dict.fromkeys(ids, place)
    return beside


def _chosen_home(one: str, home: Mapping[str, int], wishes: Wishes) -> int | None:
    """The story of the page that the editor joined an article to which is not on the page."""
    joined = {one}
    if not any(one in group for group in wishes.together):
        return None
    # Wishes hang together in chains, each of which is followed to its end.
    for _ in wishes.together:
        joined |= {other for group in wishes.together if joined & {*group} for other in group}
    return min((home[other] for other in joined if other in home), default=None)


def _united(proposal: Proposal, on_page: Collection[str], wishes: Wishes) -> list[list[str]]:
    """What the proposal's stories have that is not `on_page`, those in one that were joined."""
    wholes: dict[str, list[str]] = {}
    for story in proposal.stories:
        if story.id in wishes.dropped or story.article.id in wishes.dropped:
            continue
        ids = [one.id for one in story.articles if one.id not in on_page]
        if not ids:
            continue
        wanted = {one for group in wishes.together if {*group} & {*ids} for one in group}
        same = [first for first, whole in wholes.items() if wanted & {*whole}] if wanted else []
        if same:
            ids = [one for first in same for one in wholes[first]] + ids
            for first in same[1:]:
                del wholes[first]
        wholes[same[0] if same else ids[0]] = ids
    return list(wholes.values())


def _unmixed(ids: Sequence[str], wishes: Wishes) -> list[list[str]]:
    """`ids` in as few groups as the editor allows, what was joined first."""
    chosen = {one for group in wishes.together for one in group}
    groups: list[list[str]] = []
    for one in sorted(ids, key=lambda one: one not in chosen):
        fitting = (group for group in groups if not _may_not_join(one, group, wishes.apart))
        group = next(fitting, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _may_not_join(one: str, group: Collection[str], apart: Sequence[Group]) -> bool:
    return any(one in pair and {*pair} & {*group} for pair in apart)
