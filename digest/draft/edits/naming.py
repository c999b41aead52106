"""What an editor calls a story, an article or a dropped one in; the one that is meant out."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from digest.draft.page.page import Group, Page, PageStory, story_ids
from digest.draft.page.toml_text import comment_after, split_comment
from digest.errors import DraftError
from digest.text import shortened

_LONGEST = 60
_MOST = 8


def named(story: PageStory) -> str:
    """`story` as a sentence names it."""
    return in_quotes(_title(story))


def in_quotes(text: str) -> str:
    """`text` on one line, between quotation marks."""
    return f"“{shortened(text, _LONGEST)}”"


def page_story(page: Page, name: str) -> PageStory:
    """The story called `name`; raises DraftError that says which one may be meant."""
    stories = page.decided.stories
    for own, story in zip(story_ids(stories), stories, strict=True):
        if name == own or name in story.articles:
            return story
    if any(name in group for group in page.decided.dropped):
        raise DraftError(f'"{name}" was dropped; `digest edit restore {name}` brings it back')
    raise DraftError(f'no story of the page is called "{name}"; {_nearest(name, _titles(page))}')


def id_of(page: Page, story: PageStory) -> str:
    """What `story` is called by."""
    stories = page.decided.stories
    found = (own for own, one in zip(story_ids(stories), stories, strict=True) if one == story)
    return next(found)


def find_story(page: Page, words: str) -> str:
    """The id of the story that `words` name: an id, or words that one headline alone has."""
    titles = _titles(page)
    if words in titles:
        return words
    for story in page.decided.stories:
        if words in story.articles:
            return id_of(page, story)
    return _one_of(words, titles, "story of the page")


def find_dropped(page: Page, words: str) -> str:
    """The id of a dropped story: one of its articles, or words of the remark on it."""
    groups = page.decided.dropped
    found = (group[0] for group in groups if words in group)
    notes = {group[0]: dropped_title(page, group) for group in groups}
    return next(found, None) or _one_of(words, notes, "dropped story")


def find_article(story: PageStory, words: str) -> str:
    """The id of an article of `story`: its own, or words of the remark on it."""
    if words in story.articles:
        return words
    return _one_of(words, article_titles(story), f"article of {named(story)}")


def article_titles(story: PageStory) -> dict[str, str]:
    """What the page says of each article of `story`, "" where it says nothing."""
    entry = story.block.entry("articles")
    lines = story.block.lines[entry.first : entry.end] if entry else ()
    notes = {one: _note_on(one, lines) for one in story.articles}
    if len(story.articles) == 1 and lines:
        alone = _bare(comment_after(lines)) or story.texts.get("headline", "")
        notes = {one: note or alone for one, note in notes.items()}
    return notes


def dropped_title(page: Page, group: Group) -> str:
    """What the page says of a dropped story, else its first article's id."""
    block = page.block("decisions")
    lines = block.lines if block else ()
    return next((note for one in group if (note := _note_on(one, lines))), group[0])


def _titles(page: Page) -> dict[str, str]:
    stories = page.decided.stories
    ids = story_ids(stories)
    return {own: _title(story) for own, story in zip(ids, stories, strict=True)}


def _title(story: PageStory) -> str:
    """Its headline, or what stands beside its first article where the page has none yet."""
    if story.texts.get("headline") or story.is_own:
        return story.title
    return article_titles(story).get(story.articles[0]) or story.title


def _note_on(article: str, lines: Sequence[str]) -> str:
    """The remark on the row of `article`."""
    for line in lines:
        code, note = split_comment(line)
        if f'"{article}"' in code or f"'{article}'" in code:
            return _bare(note)
    return ""


def _bare(note: str) -> str:
    return note.lstrip("#: ").strip()


def _one_of(words: str, titles: Mapping[str, str], what: str) -> str:
    wanted = words.casefold().split()
    found = [own for own, title in titles.items() if _has_all(title, wanted)] if wanted else []
    if len(found) == 1:
        return found[0]
    exact = [own for own in found if titles[own].casefold() == words.casefold()]
    if len(exact) == 1:
        return exact[0]
    if not found:
        raise DraftError(f'no {what} has the words "{words}"; {_nearest(words, titles)}')
    listed = [f"\n  {own}  {titles[own]}" for own in found[:_MOST]]
    more = f"\n  … and {len(found) - _MOST} more; add a word" if len(found) > _MOST else ""
    what = f'"{words}" may mean {len(found)} of them; name one by its id:'
    raise DraftError(what + "".join(listed) + more)


def _has_all(title: str, words: Iterable[str]) -> bool:
    within = title.casefold()
    return all(word in within for word in words)


def _nearest(words: str, titles: Mapping[str, str]) -> str:
    """The title that has most of the words, or is most like them; else what to do."""
    wanted = words.casefold().split()
    shared = {
        own: sum(len(one) for one in wanted if one in title.casefold())
        for own, title in titles.items()
    }
    best = max(shared, key=lambda own: shared[own], default="")
    if not best or not shared[best]:
        by_title = {title.casefold(): own for own, title in titles.items()}
        near = get_close_matches(words.casefold(), [*by_title, *titles], n=1, cutoff=0.5)
        best = by_title.get(near[0], near[0]) if near else ""
    if best:
        return f"did you mean {in_quotes(titles[best])} ({best})?"
    return "give its id, or other words of its headline" if titles else "there is none"
