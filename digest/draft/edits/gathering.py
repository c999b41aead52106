"""What a story is made of, and whether it is there at all, in; the lines that change out."""

import re
from collections.abc import Mapping, Sequence

from digest.draft.edits.entries import forget_rows, list_dropped, set_articles
from digest.draft.edits.naming import (
    article_titles,
    dropped_title,
    in_quotes,
    named,
    page_story,
)
from digest.draft.edits.placing import Arrangement, place_in, require_printed
from digest.draft.edits.sheet import Sheet, Splice
from digest.draft.page.page import DETAILS, LEAD, TEXTS, PageStory
from digest.draft.page.problems import suggestion
from digest.draft.page.toml_text import (
    Row,
    paragraphs,
    quote,
    single_line,
    write_entry,
    write_list,
)
from digest.errors import DraftError
from digest.model.edits import AddOwn, Drop, Join, Part, Restore, Take, Tell

_TOKEN = re.compile(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\r\n]*""")


def drop(sheet: Sheet, edit: Drop) -> Arrangement:
    """The story off the page, and into the list of the dropped."""
    story = page_story(sheet.page, edit.story)
    splices = [_without(sheet, story)]
    if not story.is_own:
        note = article_titles(story)[story.articles[0]] or story.title
        splices += list_dropped(sheet, story.articles, note)
    return Arrangement(splices=splices)


def restore(sheet: Sheet, edit: Restore) -> Arrangement:
    """A dropped story out of that list, and on top of the candidates."""
    page = sheet.page
    require_printed(page, "")
    group = next((one for one in page.decided.dropped if edit.story in one), None)
    if group is None:
        known = [one for dropped in page.decided.dropped for one in dropped]
        hint = suggestion(edit.story, known) if known else "nothing was dropped"
        raise DraftError(f'no dropped story has the article "{edit.story}"; {hint}')
    note = dropped_title(page, group)
    return Arrangement(
        splices=[
            *forget_rows(sheet, "dropped", group),
            _candidate(sheet, group, "" if note == group[0] else note),
        ]
    )


def join(sheet: Sheet, edit: Join) -> Arrangement:
    """The other story's articles in the story's list; the rest of it goes."""
    page = sheet.page
    story, other = page_story(page, edit.story), page_story(page, edit.other)
    _require_articles(story, "join to another")
    _require_articles(other, "join to another")
    if story == other:
        raise DraftError(f"{named(story)} is one story already; name the one that is to join it")
    if other.section == LEAD:
        what = f"{named(other)} is the lead"
        raise DraftError(f"{what}; name it first, and {named(story)} joins it")
    rows = article_titles(story) | article_titles(other)
    return Arrangement(
        splices=[
            *set_articles(sheet, story.block, rows),
            _without(sheet, other),
            *forget_rows(sheet, "apart", story.articles, other.articles),
        ]
    )


def part(sheet: Sheet, edit: Part) -> Arrangement:
    """The article out of the story's list, and a candidate."""
    page = sheet.page
    require_printed(page, "")
    story = page_story(page, edit.story)
    _require_article(story, edit.article)
    if len(story.articles) == 1:
        raise DraftError(f"{named(story)} has no other article; drop it to leave it out")
    rows = article_titles(story)
    note = rows.pop(edit.article)
    return Arrangement(
        splices=[
            *set_articles(sheet, story.block, rows),
            *forget_rows(sheet, "together", [edit.article], [*rows]),
            _candidate(sheet, (edit.article,), note),
        ],
        sections={edit.article: ""},
    )


def tell_other(sheet: Sheet, edit: Tell) -> Arrangement:
    """The article's row in place of the first one's."""
    story = page_story(sheet.page, edit.story)
    _require_article(story, edit.article)
    if story.articles[0] == edit.article:
        raise DraftError(f"{named(story)} is told by that article already")
    entry = story.block.entry("articles")
    if entry is None:
        return Arrangement(splices=[])
    first, end = sheet.entry(story.block, entry)
    lines = _swapped(sheet.lines[first:end], story.articles[0], edit.article)
    return Arrangement(splices=[Splice(first=first, end=end, lines=tuple(lines))])


def add_own(sheet: Sheet, edit: AddOwn) -> Arrangement:
    """An item of the editor's own in its section."""
    page = sheet.page
    require_printed(page, edit.section)
    for key in edit.texts:
        if key not in {*TEXTS, *DETAILS}:
            hint = suggestion(key, (*TEXTS, *DETAILS))
            raise DraftError(f"{key} is not a key of an item of your own; {hint}")
    if edit.section == LEAD and any(one.section == LEAD for one in page.decided.printed):
        raise DraftError("there is a lead; add the item to a section, then promote it")
    at = place_in(sheet, edit.section, edit.to)
    lines = ["[[story]]", *([f"section = {quote(edit.section)}"] if edit.section else [])]
    for key in (*TEXTS, *DETAILS):
        if key in edit.texts:
            text = edit.texts[key]
            lines += write_entry(key, paragraphs(text) if key == "blurb" else single_line(text))
    return Arrangement(splices=[_inserted(sheet, at, lines)])


def take(sheet: Sheet, edit: Take) -> Arrangement:
    """Articles of the week in a story of the page, or in one of their own."""
    page = sheet.page
    if not edit.articles:
        raise DraftError("name at least one article to take in")
    for one, note in edit.articles.items():
        if any(one in story.articles for story in page.decided.stories):
            what = f"{in_quotes(note or one)} is on the page already"
            raise DraftError(f"{what}; send it to a section, or join it to a story")
    rows = {one: single_line(note) for one, note in edit.articles.items()}
    back = forget_rows(sheet, "dropped", [*rows])
    if edit.story:
        story = page_story(page, edit.story)
        _require_articles(story, "join others to")
        known = article_titles(story)
        apart = forget_rows(sheet, "apart", [*rows], story.articles)
        return Arrangement(splices=[*set_articles(sheet, story.block, known | rows), *apart, *back])
    require_printed(page, edit.section)
    if edit.section == LEAD and any(one.section == LEAD for one in page.decided.printed):
        raise DraftError("there is a lead; take the story into a section, then promote it")
    at = place_in(sheet, edit.section, edit.to)
    splices = [_inserted(sheet, at, _story_of(rows, edit.section)), *back]
    return Arrangement(splices=splices, sections={next(iter(rows)): edit.section})


def _story_of(rows: Mapping[str, str], section: str) -> list[str]:
    """The lines of a story whose texts all follow its first article."""
    where = [f"section = {quote(section)}"] if section else []
    listed: list[Row] = [(quote(one), note) for one, note in rows.items()]
    return ["[[story]]", *where, *write_list("articles", listed)]


def _without(sheet: Sheet, story: PageStory) -> Splice:
    return Splice(first=sheet.cut(story.block), end=sheet.end(story.block))


def _candidate(sheet: Sheet, articles: Sequence[str], note: str) -> Splice:
    """A story of the program's own texts on top of the candidates."""
    rows = [
        f"  {quote(one)},{f'  # {note}' if note and one == articles[0] else ''}" for one in articles
    ]
    return _inserted(sheet, place_in(sheet, "", 0), ["[[story]]", "articles = [", *rows, "]"])


def _inserted(sheet: Sheet, at: int, lines: Sequence[str]) -> Splice:
    above = [""] if at and sheet.lines[at - 1].strip() else []
    return Splice(first=at, end=at, lines=sheet.fresh([*above, *lines, ""]))


def _require_articles(story: PageStory, act: str) -> None:
    if story.is_own:
        raise DraftError(f"{named(story)} is an item of your own: it has no articles to {act}")


def _require_article(story: PageStory, article: str) -> None:
    _require_articles(story, "choose from")
    entry = story.block.entry("articles")
    written = entry.value if entry else ()
    ids = [written] if isinstance(written, str) else written
    if not isinstance(ids, list) or article in ids:
        return
    if article in story.articles:
        what = f'"{article}" was joined to {named(story)} under [decisions]'
        raise DraftError(f"{what}; `digest draft` puts it into its articles, then do this again")
    raise DraftError(
        f'{named(story)} has no article "{article}"; {suggestion(article, story.articles)}'
    )


def _swapped(lines: Sequence[str], one: str, other: str) -> list[str]:
    """A list in which two articles have changed places, each with the remark on its row."""
    text = "\n".join(lines)
    found = list(_TOKEN.finditer(text))
    places = [_place_of(found, name) for name in (one, other)]
    if None in places:
        raise DraftError(f'"{other}" stands in a form that only a text editor can move')
    parts: list[tuple[re.Match[str], re.Match[str]]] = []
    first, second = (place for place in places if place is not None)
    parts.append((found[first], found[second]))
    notes = [_note_of(text, found, place) for place in (first, second)]
    if notes[0] and notes[1]:
        parts.append((notes[0], notes[1]))
    changes = {one.span(): other[0] for pair in parts for one, other in (pair, pair[::-1])}
    for (start, end), instead in sorted(changes.items(), reverse=True):
        text = text[:start] + instead + text[end:]
    return text.split("\n")


def _place_of(tokens: Sequence[re.Match[str]], name: str) -> int | None:
    return next(
        (n for n, one in enumerate(tokens) if one[0][1:-1] == name and one[0][0] in "\"'"), None
    )


def _note_of(text: str, tokens: Sequence[re.Match[str]], place: int) -> re.Match[str] | None:
    """The comment after a token, where it stands on a row of its own."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or not following[0].startswith("#"):
        return None
    return following if "\n" not in text[tokens[place].end() : following.start()] else None
