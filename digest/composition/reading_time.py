"""An issue in, the minutes that it takes to read out."""

import re
from collections.abc import Iterator

from digest.model.issues import Issue, Item

_WORDS = 238
"""English non-fiction, read silently by adults: Brysbaert 2019, a review of 190 studies."""

_CHARACTERS = 500
"""Chinese, Japanese and Korean, as Medium reckons them."""

_CHARACTER = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)

# Thai, Lao, Burmese and Khmer part no words, and no rate for them was found.
_UNRECKONED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def reading_minutes(issue: Issue) -> int:
    """Whole minutes for the stories, the headings over them and the slots.

    0 without a word, and where most is in a script whose readers nobody has timed.
    """
    texts = list(_texts(issue))
    letters = sum(map(len, texts))
    if sum(len(_UNRECKONED.findall(text)) for text in texts) > letters / 2:
        return 0
    minutes = sum(map(_minutes, texts))
    return max(int(minutes + 0.5), 1) if minutes else 0


def _minutes(text: str) -> float:
    words, characters = _CHARACTER.subn(" ", text)
    written = sum(any(map(str.isalnum, word)) for word in words.split())
    return written / _WORDS + characters / _CHARACTERS


def _texts(issue: Issue) -> Iterator[str]:
    for item in issue.items:
        yield from _texts_of_item(item)
    for section in issue.sections:
        yield section.heading
    for slot in issue.slots:
        yield slot.heading
        for paragraph in slot.words:
            yield "".join(span.text for span in paragraph.spans)


def _texts_of_item(item: Item) -> Iterator[str]:
    yield from (item.kicker, item.headline, item.dek, item.byline, item.words)
    for story in item.also_this_week:
        yield story.headline
