"""Text in, comparable words out: cut, folded and stemmed alike for grouping and for queries.

The script of a word decides how it is treated, so that nobody has to name a language: Latin and
Cyrillic words lose their endings, Arabic ones the article, and scripts without spaces (Han, Kana,
Hangul, Thai …) are cut into pairs of characters.
"""

import re
import unicodedata
from functools import lru_cache

_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
# Indic vowel signs are no word characters to `re`; without them every word would fall apart.
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|[{_SPACELESS}]+"
    rf"|(?:[^\W_{_SPACELESS}]|[\u0900-\u0963\u0966-\u0dff])+(?:['’](?:[^\W_{_SPACELESS}])+)*"
)
_ASCII_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
_TYPOGRAPHY = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."}
_SPACELESS_RUN = re.compile(rf"[{_SPACELESS}]+")
_ACCENTS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f]")
_VOWEL = re.compile("[aeiouy]")
_CYRILLIC = re.compile("[\u0400-\u04ff]+")
_ARABIC = re.compile("[\u0600-\u06ff]+")
_CYRILLIC_ENDINGS = re.compile(
    "(?:ами|ями|[ое]го|[ое]му|[ыи]ми|[оея]й|ая|яя|[оеыи]е|[ыиая]х|[ыиоеая]м|[оею]ю|[оеь]в|[ьия]ю"
    "|и[ия]|[аяоеыиуюьії])$"
)

_STOPWORDS = """
    a about above after again against all also although am among an and any are around as at be
    because been before being between both but by can could did do does doing down during each
    either else even ever every for from further get gets got had has have having he her here
    hers herself him himself his how however i if in into is it its itself just last latest
    least less like live made make many may me might more most much must my near never new news
    next no nor not now of off on once one only or other our out over own per same said say says
    she should since so some still such than that the their them then there these they this
    those though three through to too two under until up update updates upon very was watch way
    we were what when where whether which while who whom whose why will with within without
    would year years yet you your week weeks day days monday tuesday wednesday thursday friday
    saturday sunday today yesterday tomorrow first second told people time according amid

    der die das den dem des ein eine einer eines einem einen und oder aber nicht ist sind war
    hat haben wird werden im zu zum zur mit von vom auf für als auch bei nach aus sich es er sie
    wir ihr

    le la les un une du de et ou mais ne pas est sont ont au aux en dans pour par sur avec ce
    cette ces que qui il elle ils elles se sa son ses leur plus

    el los las unos unas y o pero del al con por para como su sus lo

    и в во не на с со что как по а из у о от за для это к но до же з із та і й що як про від це

    في من على إلى عن مع أن إن هذا هذه التي الذي ما لا و
"""


def tokens(text: str) -> tuple[str, ...]:
    """The words of `text` in order, folded (no case, no accents) and stemmed; none left out."""
    return _short(text) if len(text) <= _SHORT else _cut(text)


def _cut(text: str) -> tuple[str, ...]:
    return tuple(map(stem, whole_words(text)))


# Titles and summaries are cut again by grouping, by queries and by blurbs; whole texts rarely.
_SHORT = 1000
_short = lru_cache(maxsize=1 << 15)(_cut)


def whole_words(text: str) -> list[str]:
    """The words of `text` in order without their accents, but as they were written otherwise."""
    plain = text if text.isascii() else _typed(text)
    if plain.isascii():
        return _ASCII_WORD.findall(plain)
    plain = _folded(plain)
    found: list[str] = _WORD.findall(plain)
    if not _SPACELESS_RUN.search(plain):
        return found
    words: list[str] = []
    for word in found:
        words.extend(_pairs(word) if _SPACELESS_RUN.match(word) else (word,))
    return words


def significant_words(text: str) -> list[str]:
    """The words of `text` that say what it is about: no stopwords, no single letters."""
    return [word for word in tokens(text) if word not in _SILENT and len(word) > 1]


def main_tag(language: str) -> str:
    """The language alone of a BCP 47 tag: en for en-GB."""
    return language.partition("-")[0].lower()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """One word, folded and without its ending; words of one family mostly come out equal."""
    if word in {"US", "USA", "U.S.", "U.S.A."}:
        return "usa"
    plain = word.replace(".", "").lower().partition("'s")[0]
    if _CYRILLIC.fullmatch(plain):
        return _cyrillic_stem(plain)
    if _ARABIC.fullmatch(plain):
        return plain[2:] if plain.startswith("ال") and len(plain) > 4 else plain
    return _latin_stem(plain)


def _typed(text: str) -> str:
    """`text` with the quotation marks and dashes of a keyboard."""
    # Many times as quick as str.translate().
    for printed, typed in _TYPOGRAPHY.items():
        text = text.replace(printed, typed)
    return text


def _folded(text: str) -> str:
    # Composed again afterwards: Hangul and Kana would otherwise stay in pieces.
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def _cyrillic_stem(word: str) -> str:
    root = _CYRILLIC_ENDINGS.sub("", word, count=1)
    return root if len(root) >= 3 else word


def _latin_stem(word: str) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    return _without_tail(_singular(word))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_tail(word: str) -> str:
    if word.endswith(("iy", "yy")):  # Zelenskiy, Zelenskyy, Zelensky
        return word[:-2] + "y"
    if word.endswith("ation") and len(word) > 7:
        return word[:-3]
    if word.endswith("eed"):
        return word.removesuffix("ed")
    for tail in ("ing", "ed"):
        root = word.removesuffix(tail)
        if root != word and len(root) >= 3 and _VOWEL.search(root):
            doubled = root[-1] == root[-2] and root[-1] not in "lsz"
            return (root[:-1] if doubled else root).removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


_SILENT = frozenset(stem(_folded(word)) for word in _STOPWORDS.split())
