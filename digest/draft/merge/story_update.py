"""A story of the page in; its lines with what is new, what to remember and what to say out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from digest.draft.merge.position import Position
from digest.draft.page.block_edit import BlockEdit, edit_block, mark_block
from digest.draft.page.memory import Remembered
from digest.draft.page.page import TEXTS, Group, PageStory
from digest.draft.writing.story_text import remember_story, words_print


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatedStory:
    """A story as it shall stand, and what it is called there."""

    story: PageStory
    lines: list[str]
    remembered: Remembered
    headline: str
    changes: tuple[str, ...] = ()


def update_story(story: PageStory, articles: Group, position: Position) -> UpdatedStory:
    """`story` with `articles`: its own texts stay, the others follow the told article."""
    if story.is_own:
        return _own_item(story, position)
    week = position.week
    follow = {key for key in TEXTS if position.page.follows(story, key)}
    standing = {key: text for key, text in story.texts.items() if key in follow}
    wanted = _wanted(story, articles, standing, position) if follow else {}
    changed = {
        key: wanted.get(key)
        for key in TEXTS
        if key in follow and wanted.get(key) != standing.get(key)
    }
    grown = articles[len(story.articles) :]
    anew = [
        key for key, text in changed.items() if text is not None and _is_news(key, story, position)
    ]
    own_blurb = "blurb" in story.texts and "blurb" not in follow
    edit = BlockEdit(
        section=story.section,
        remarks=[
            *position.marks_of_standing(articles, grown, anew, story.lost),
            *week.remarks(articles, story.section, own_blurb=own_blurb),
        ],
        texts=changed,
        rows=week.rows(articles),
    )
    return UpdatedStory(
        story=story,
        lines=edit_block(story.block, edit),
        remembered=remember_story(
            story.section,
            articles,
            {key: text for key, text in wanted.items() if key in follow},
            words=_words(story.section, articles, wanted, position),
        ),
        headline={**story.texts, **changed}.get("headline") or articles[0],
        changes=tuple(_changes(story, articles, grown, anew, position)),
    )


def _own_item(story: PageStory, position: Position) -> UpdatedStory:
    """An item of the editor's own as it stands; the program remembers nothing of it."""
    # It keeps its place and its section, so that the mark must not depend on an earlier merge.
    marks = [position.mark_of_unprinted(story.lost)] if story.lost else []
    edit = BlockEdit(section=story.section, remarks=marks, texts={}, rows=())
    return UpdatedStory(
        story=story,
        lines=edit_block(story.block, edit) if story.section else mark_block(story.block, marks),
        remembered=Remembered(section=story.section, articles=(), texts=frozenset()),
        headline=story.title,
    )


def _is_news(key: str, story: PageStory, position: Position) -> bool:
    """Whether a text that follows is no longer the article's, not only at another place now."""
    if key not in story.texts:
        return False
    before = position.page.memory.story_of(story.articles)
    if before is None or before.articles[0] not in position.week.articles:
        return True
    return position.week.texts(before.articles[0], before.section).get(key) != story.texts[key]


def _wanted(
    story: PageStory, articles: Group, standing: dict[str, str], position: Position
) -> dict[str, str]:
    """The texts that follow: of the told article where it is known, else as they stand.

    The blurb that the editor has read stays as long as the article has the same words.
    """
    week, page = position.week, position.page
    told = week.told_of(articles)
    if told is None:
        return standing
    follow = week.texts(told.id, story.section)
    if not story.section:
        return standing | follow
    read = page.read_blurb(story) if told.id == story.articles[0] else ""
    if read and not week.own_text_is_printed(told, story.section):
        same = words_print(told) in page.memory.texts
        follow["blurb"] = read if same else follow.get("blurb", read)
    return follow


def _words(
    section: str, articles: Group, wanted: dict[str, str], position: Position
) -> Collection[str]:
    """The fingerprint of the words that the blurb was made of; none where they are others now."""
    memory = position.page.memory
    told = position.week.told_of(articles)
    if told is None:
        # Its articles may come back: until then what was remembered of a printed story stays.
        before = memory.articles.get(articles[0])
        return before.texts if section and before and before.section else ()
    if "blurb" not in wanted:
        return ()
    words = words_print(told)
    proposed = position.week.texts(told.id, section).get("blurb")
    return [words] if wanted["blurb"] == proposed or words in memory.texts else ()


def _changes(
    story: PageStory,
    articles: Group,
    grown: Sequence[str],
    texts: Sequence[str],
    position: Position,
) -> list[str]:
    told = position.week.told_of(articles)
    title = story.texts.get("headline") or (told.heading if told else articles[0])
    changes = []
    if grown:
        changes.append(f"“{title}” is now also in {position.describe_growth(articles, grown)}")
    if texts:
        changes.append(f"“{title}”: {' and '.join(texts)} as the article has it now")
    if story.section and not told and "note: none of its" not in "\n".join(story.block.lines):
        changes.append(f"“{title}” stays, though none of its articles is there any more")
    return changes
