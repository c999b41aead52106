"""A story of the page in; its lines with what is new, what to remember and what to tell out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from digest.draft.deciding import Group
from digest.draft.memory import Memory, Remembered
from digest.draft.news import News, growth
from digest.draft.page import TEXTS, PageStory
from digest.draft.reading import follows, standing_blurb
from digest.draft.rewriting import Renewal, own_comments, renewed
from digest.draft.telling import Week, block_print, remembered, words_print


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """A story as it shall stand, and what it is called there."""

    story: PageStory
    lines: list[str]
    remembered: Remembered
    headline: str
    changes: tuple[str, ...] = ()


def renewed_story(story: PageStory, articles: Group, news: News) -> Renewed:
    """`story` with `articles`: its own texts stay, the others follow the told article."""
    week = news.week
    follow = {key for key in TEXTS if follows(story, key, news.page.memory)}
    standing = {key: text for key, text in story.texts.items() if key in follow}
    wanted = _wanted(story, articles, standing, news) if follow else {}
    changed = {
        key: wanted.get(key)
        for key in TEXTS
        if key in follow and wanted.get(key) != standing.get(key)
    }
    grown = articles[len(story.articles) :]
    anew = [key for key, text in changed.items() if text is not None and _is_news(key, story, news)]
    own_blurb = "blurb" in story.texts and "blurb" not in follow
    renewal = Renewal(
        section=story.section,
        remarks=[
            *news.marks_of_standing(articles, grown, anew, story.lost),
            *week.remarks(articles, story.section, own_blurb=own_blurb),
        ],
        texts=changed,
        rows=week.rows(articles),
    )
    return Renewed(
        story=story,
        lines=renewed(story.block, renewal),
        remembered=remembered(
            story.section,
            articles,
            {key: text for key, text in wanted.items() if key in follow},
            words=_words(story.section, articles, wanted, news),
        ),
        headline={**story.texts, **changed}.get("headline") or articles[0],
        changes=tuple(_changes(story, articles, grown, anew, week)),
    )


def _is_news(key: str, story: PageStory, news: News) -> bool:
    """Whether a text that follows is no longer the article's, not only at another place now."""
    if key not in story.texts:
        return False
    before = next(
        (found for one in story.articles if (found := news.page.memory.articles.get(one))), None
    )
    if before is None or before.articles[0] not in news.week.articles:
        return True
    return news.week.texts(before.articles[0], before.section).get(key) != story.texts[key]


def _wanted(
    story: PageStory, articles: Group, standing: dict[str, str], news: News
) -> dict[str, str]:
    """The texts that follow: of the told article where it is known, else as they stand.

    The blurb that the editor has read stays as long as the article has the same words.
    """
    week, memory = news.week, news.page.memory
    told = next((one for one in articles if one in week.articles), None)
    if told is None:
        return standing
    follow = week.texts(told, story.section)
    if not story.section:
        return standing | follow
    read = standing_blurb(story, memory) if told == story.articles[0] else ""
    if read and not week.own_text_is_printed(week.articles[told], story.section):
        same = words_print(week.articles[told]) in memory.texts
        follow["blurb"] = read if same else follow.get("blurb", read)
    return follow


def _words(section: str, articles: Group, wanted: dict[str, str], news: News) -> Collection[str]:
    """The fingerprint of the words that the blurb was made of; none where they are others now."""
    told = next((one for one in articles if one in news.week.articles), None)
    if told is None:
        # Its articles may come back: until then nothing of what was remembered is forgotten.
        before = news.page.memory.articles.get(articles[0])
        return before.texts if before else ()
    if "blurb" not in wanted:
        return ()
    words = words_print(news.week.articles[told])
    proposed = news.week.texts(told, section).get("blurb")
    return [words] if wanted["blurb"] == proposed or words in news.page.memory.texts else ()


def is_untouched(story: PageStory, memory: Memory) -> bool:
    """Whether a candidate stands as the program wrote it, or was a pick and only moved down."""
    before = memory.articles.get(story.articles[0])
    if before is None or before.articles != story.articles or story.lost:
        return False
    if block_print(story.articles[0], story.block.lines) in memory.texts:
        return True
    plain = all(follows(story, key, memory) for key in TEXTS) and not story.pinned
    return bool(before.section) and plain and not own_comments(story.block)


def _changes(
    story: PageStory, articles: Group, grown: Sequence[str], texts: Sequence[str], week: Week
) -> list[str]:
    known = [week.articles[one] for one in articles if one in week.articles]
    title = story.texts.get("headline") or (known[0].heading if known else articles[0])
    changes = []
    if grown:
        changes.append(f"“{title}” is now also in {growth(articles, grown, week)}")
    if texts:
        names = " and ".join(texts)
        changes.append(f"“{title}”: {names} as the article has it now")
    if story.section and not known and "note: none of its" not in "\n".join(story.block.lines):
        changes.append(f"“{title}” stays, though none of its articles is there any more")
    return changes
