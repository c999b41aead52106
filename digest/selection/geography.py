"""Articles in several languages in; the places and people they name, in words all share, out.

"Libyen", "Libye" and "ليبيا" are one place; so are a country and what is called after it, as long
as the first letters leave no doubt.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from digest.locales import places
from digest.model.articles import Article
from digest.selection.vectors import opening
from digest.stems import stem, whole_words

_MARK = "@"
_MOST_PLACES = 6
_FEWEST_LETTERS = 4
_ENDING = 2
# Across languages little else is in common, so that a place must say more than a word would.
_IN_TITLE, _IN_OPENING = 8, 2
_CYRILLIC = re.compile("[\u0400-\u04ff]{4,}")
_LETTERS = {
    **dict(zip("абвгдезийклмнопрстуфыэієґў", "abvgdeziyklmnoprstufyeiegu", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ё": "e",
    "ъ": "",
    "ь": "",
    "ї": "i",
    "ј": "j",
}
_LATIN = str.maketrans(_LETTERS)


def shared_places(article: Article, language: str) -> Counter[str]:
    """The places that the article names, in its title also by twos; Cyrillic names in Latin."""
    found: Counter[str] = Counter()
    for text, weight in ((article.title, _IN_TITLE), (opening(article), _IN_OPENING)):
        for code in sorted(set(_codes(_words(text), language))):
            found[_MARK + code] += weight
        for word in whole_words(text):
            if word[0].isupper() and not word.isascii():
                found.update(dict.fromkeys(_in_latin(word), weight))
    places = sorted(set(_codes(_words(article.title), language)))[:_MOST_PLACES]
    found.update({_MARK + _MARK.join(two): _IN_TITLE for two in combinations(places, 2)})
    return found


def _in_latin(word: str) -> set[str]:
    """How Latin letters write a Cyrillic name, as it stands and without its ending: Kuleba."""
    forms = (word.lower(), stem(word))
    return {stem(form.translate(_LATIN)) for form in forms if _CYRILLIC.fullmatch(form)}


def _codes(words: Sequence[str], language: str) -> list[str]:
    whole, beginnings = _known(language)
    found: list[str] = []
    for at, word in enumerate(words):
        for length in (4, 3, 2, 1):
            codes = whole.get(tuple(words[at : at + length]))
            if codes:
                found += codes
                break
        else:
            found += _by_first_letters(word, beginnings)
    return found


def _words(text: str) -> tuple[str, ...]:
    """As written but for case, accents and the Arabic article: a stem is too short to be sure."""
    return tuple(stem(word) if _is_arabic(word) else word.lower() for word in whole_words(text))


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def _by_first_letters(word: str, beginnings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    for length in range(len(word), _FEWEST_LETTERS - 1, -1):
        if word[:length] in beginnings:
            return beginnings[word[:length]]
    return ()


@lru_cache(maxsize=32)
def _known(
    language: str,
) -> tuple[dict[tuple[str, ...], tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Codes by the stems of whole names, and by the first letters of names of one word."""
    whole = {_words(name): codes for name, codes in places(language).items()}
    whole.pop((), None)
    whole["usa",] = ("US",)
    beginnings: dict[str, tuple[str, ...]] = {}
    doubtful: set[str] = set()
    for words, codes in whole.items():
        letters = words[0][: max(_FEWEST_LETTERS, len(words[0]) - _ENDING)]
        if len(words) > 1 or len(letters) < _FEWEST_LETTERS or len(codes) > 1:
            continue
        if beginnings.setdefault(letters, codes) != codes:
            doubtful.add(letters)
    return whole, {
        letters: codes for letters, codes in beginnings.items() if letters not in doubtful
    }
