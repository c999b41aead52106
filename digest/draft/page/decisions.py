"""A page in; its stories as the editor means them and the editor's lasting decisions out.

What was decided is read from the difference between the page and what the program wrote last: a
story that is gone was dropped, an article that changed its place was joined or taken apart. The
lists under [decisions] keep what was read so, for arrivals to come.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from digest.draft.page.page import Decided, Group, Page, PageStory


def decide(page: Page) -> Decided:
    """What the editor of `page` wants; of wishes that exclude each other the newer one holds."""
    known = page.memory.articles
    on_page = {one for story in page.stories for one in story.articles}
    listed = {one for group in page.dropped for one in group}
    # Listed and on the page: just dropped if it stood there before, else just brought back.
    gone = {one for one in listed & on_page if one in known}
    stories = _without(page.stories, gone)
    # What was just done by hand is newer than any list: it is read first, and lists yield to it.
    taken_out = [*_taken_out(page, stories)]
    stories, parted = _parted(stories, page)
    homes = _homes(stories)
    together = [group for group in page.together if not _holds_one_of(group, taken_out + parted)]
    # Whoever puts two articles into one story takes back that they are apart.
    apart = [group for group in page.apart if len({*_places(group, homes)}) == len(group)]
    apart = [group for group in apart if not any(_holds_one_of(one, [group]) for one in together)]
    apart += [group for group in taken_out if not {*group} & listed]
    stories, together = _joined(stories, together, apart + taken_out + parted)
    # Joining may have moved articles, and whatever stands nowhere after all that was dropped.
    homes = _homes(stories)
    dropped = [tuple(one for one in group if one not in homes) for group in page.dropped]
    dropped += _deleted(page, homes)
    return Decided(
        stories=tuple(stories),
        dropped=tuple(group for group in dropped if group),
        together=tuple(dict.fromkeys([*together, *_newly_joined(page, stories)])),
        apart=tuple(dict.fromkeys(apart)),
    )


def _holds_one_of(group: Collection[str], pairs: Iterable[Group]) -> bool:
    """Whether `group` has two articles of one of `pairs`."""
    return any(len({*group} & {*pair}) > 1 for pair in pairs)


def _without(stories: Sequence[PageStory], gone: set[str]) -> list[PageStory]:
    """`stories` without dropped articles; what has a section is not also a candidate."""
    placed = {one for story in stories if story.is_placed for one in story.articles}
    kept = []
    for story in stories:
        others = gone if story.is_placed else gone | placed
        articles = tuple(one for one in story.articles if one not in others)
        if articles or story.is_own:
            kept.append(replace(story, articles=articles))
    return kept


def _homes(stories: Sequence[PageStory]) -> dict[str, int]:
    """The place of the story that each article stands in."""
    return {one: place for place, story in enumerate(stories) for one in story.articles}


def _places(group: Group, homes: Mapping[str, int]) -> Iterator[int]:
    """A place for each of `group`; one that stands nowhere has a place of its own."""
    for count, one in enumerate(group, 1):
        yield homes.get(one, -count)


def _taken_out(page: Page, stories: Sequence[PageStory]) -> Iterator[Group]:
    """Articles that were one story and no longer stand in one."""
    homes = _homes(stories)
    listed = {one for group in page.dropped for one in group}
    for before in page.memory.stories:
        first_of: dict[int, str] = {}
        for one in before.articles:
            if one in homes:
                first_of.setdefault(homes[one], one)
        if len(first_of) > 1:
            yield tuple(first_of.values())
        for one in before.articles if first_of else ():
            if one not in homes and one not in listed:
                yield (next(iter(first_of.values())), one)


def _deleted(page: Page, homes: Mapping[str, int]) -> Iterator[Group]:
    """The stories that the program wrote and that stand nowhere any more."""
    listed = {one for group in page.dropped for one in group if one not in homes}
    for before in page.memory.stories:
        if not any(one in homes or one in listed for one in before.articles):
            yield before.articles


def _parted(stories: Sequence[PageStory], page: Page) -> tuple[list[PageStory], list[Group]]:
    """`stories` without articles that were written into `apart` since, and the pairs that part."""
    before = page.memory.articles
    pairs: list[Group] = []
    parted = []
    for story in stories:
        kept: list[str] = []
        for one in story.articles:
            new = [
                (other, one)
                for other in kept
                for group in page.apart
                if {one, other} <= {*group} and before.get(one) == before.get(other, one)
            ]
            pairs += new
            if not new:
                kept.append(one)
        parted.append(replace(story, articles=tuple(kept)))
    return parted, pairs


def _joined(
    stories: Sequence[PageStory], together: Sequence[Group], apart: Sequence[Group]
) -> tuple[list[PageStory], list[Group]]:
    """`stories` with those joined that `together` lists, at the first one's place.

    Also the groups that could be followed: none that would bring together what is `apart`.
    """
    joined = sorted(stories, key=lambda story: not story.section)
    followed: list[Group] = []
    # Articles that stand nowhere yet are held together, too, by the groups followed so far.
    held = [{*story.articles} for story in joined]
    for group in together:
        touched = [one for one in held if one & {*group}]
        whole = {*group}.union(*touched)
        if _holds_one_of(whole, apart):
            continue
        held = [one for one in held if one not in touched] + [whole]
        followed.append(group)
        members = [story for story in joined if whole & {*story.articles}]
        if len(members) > 1:
            articles = tuple(one for story in members for one in story.articles)
            first = replace(members[0], articles=articles)
            rest = [story for story in joined if story not in members[1:]]
            joined = [first if story is members[0] else story for story in rest]
    return sorted(joined, key=lambda story: story.line), followed


def _newly_joined(page: Page, stories: Sequence[PageStory]) -> Iterator[Group]:
    """Stories of articles that the program had not put into one."""
    before = page.memory.articles
    for story in stories:
        origins = {before[one].articles if one in before else (one,) for one in story.articles}
        if len(origins) > 1 and page.memory.stories:
            yield story.articles
