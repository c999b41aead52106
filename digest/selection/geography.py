"""Articles in several languages in; the places and people they name, in words all share, out.

"Libyen", "Libye" and "ليبيا" are one place; so are a country and what is called after it, as long
as the first letters leave no doubt.
"""

import re
from collections import Counter
from collections.abc import Sequence
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
    in_title: list[str] = []
    for text, weight in ((opening(article), _IN_OPENING), (article.title, _IN_TITLE)):
        words = whole_words(text)
        in_title = sorted(set(_codes(_folded(words), language)))
        for code in in_title:
            found[_MARK + code] += weight
        for word in words:
            if not word.isascii() and word[0].isupper():
                found.update(dict.fromkeys(_in_latin(word), weight))
    two_by_two = combinations(in_title[:_MOST_PLACES], 2)
    found.update({_MARK + _MARK.join(two): _IN_TITLE for two in two_by_two})
    return found


def _in_latin(word: str) -> set[str]:
    """How Latin letters write a Cyrillic name, as it stands and without its ending: Kuleba."""
    forms = (word.lower(), stem(word))
    return {stem(form.translate(_LATIN)) for form in forms if _CYRILLIC.fullmatch(form)}


def _codes(words: Sequence[str], language: str) -> list[str]:
    whole, begins, _ = _known(language)
    found: list[str] = []
    for at, word in enumerate(words):
        codes: tuple[str, ...] | None = None
        if word in begins:
            names = (whole.get(tuple(words[at : at + length])) for length in (4, 3, 2, 1))
            codes = next(filter(None, names), None)
        found += _by_first_letters(word, language) if codes is None else codes
    return found


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    """As written but for case, accents and the Arabic article: a stem is too short to be sure."""
    return tuple([stem(word) if _is_arabic(word) else word.lower() for word in words])


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


@lru_cache(maxsize=1 << 15)
def _by_first_letters(word: str, language: str) -> tuple[str, ...]:
    beginnings = _known(language)[2]
    for length in range(len(word), _FEWEST_LETTERS - 1, -1):
        if word[:length] in beginnings:
            return beginnings[word[:length]]
    return ()


@lru_cache(maxsize=32)
def _known(
    language: str,
) -> tuple[dict[tuple[str, ...], tuple[str, ...]], frozenset[str], dict[str, tuple[str, ...]]]:
    """Codes by whole names, what these begin with, codes by the first letters of single words."""
    whole = {_folded(whole_words(name)): codes for name, codes in places(language).items()}
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
    return (
        whole,
        frozenset(words[0] for words in whole),
        {letters: codes for letters, codes in beginnings.items() if letters not in doubtful},
    )
