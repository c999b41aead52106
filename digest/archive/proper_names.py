"""Running text in; the names of people, places and bodies in it, as they are written, out.

A name is written large where other words are small, so that only running text is asked, never a
headline. Languages that write every noun large tell only names of several words; scripts without
capitals tell none but the countries and cities that their languages know by name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile

from digest.locales import calendar_words, places
from digest.stems import main_tag, significant_words

_WORD = re.compile(r"[^\W\d_]+(?:[-.'’][^\W\d_]+)*\.?")
_PARTICLES = frozenset(
    (
        *("of", "de", "del", "della", "di", "da", "do", "dos", "du", "des", "la", "el", "al"),
        *("bin", "ibn", "van", "von", "der", "den", "ten", "zu", "y", "e"),
    )
)
# Other words end a sentence with their point.
_ABBREVIATIONS = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "st", "ste", "sen", "rep", "gov", "gen", "lt", "col", "sgt"),
        *("capt", "adm", "maj", "prof", "rev", "mt", "ft", "sr", "sra", "mme", "mlle", "fr", "hr"),
    )
)
_ALL_NOUNS_LARGE = frozenset({"de", "gsw", "lb", "nds"})
_WITHOUT_CAPITALS = frozenset({"ar", "fa", "he", "hi", "ja", "ka", "ko", "th", "ur", "yi", "zh"})
_SPACELESS = frozenset({"ja", "th", "zh"})
_POSSESSIVE = re.compile(r"['’]s?$")
_CLOSING = frozenset(',.;:!?)”"»—–…')
_SHORTEST = 3
# Between a sentence and the next stand a space and a quotation mark or two.
_LOOK_BACK = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ProperNames:
    """The names in a text: those that stand for themselves, and those that may only qualify.

    "Hamas" qualifies in "Hamas fighters" as "Russian" does in "Russian forces".
    """

    names: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    opens: bool

    @property
    def is_large(self) -> bool:
        return self.text[0].isupper()


def has_capitals(language: str) -> bool:
    """Whether a capital letter says that a word is a name."""
    return main_tag(language) not in _ALL_NOUNS_LARGE | _WITHOUT_CAPITALS


def proper_names(text: str, language: str) -> ProperNames:
    """The names in `text`, each once, in the order of appearance."""
    tag = main_tag(language)
    if tag in _WITHOUT_CAPITALS:
        return ProperNames(names=tuple(_places(text, tag)))
    names: dict[str, None] = {}
    mentions: dict[str, None] = {}
    for run in _runs(list(_words(text))):
        found = list(dropwhile(_says_nothing, run))
        words = [_POSSESSIVE.sub("", word.text) for word in found]
        if not _may_name(words, found, language):
            continue
        alone = len(words) == 1
        if not alone or (tag not in _ALL_NOUNS_LARGE and _stands_alone(text, found[-1])):
            names[" ".join(words)] = None
        elif tag not in _ALL_NOUNS_LARGE:
            mentions[words[0]] = None
    return ProperNames(names=tuple(names), mentions=tuple(mentions))


def small_words(text: str) -> frozenset[str]:
    """The words that `text` has without a capital."""
    return frozenset(word.rstrip(".") for word in _WORD.findall(text) if word[0].islower())


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        word, start = found[0], found.start()
        # The point of "U.S." or "Sen." belongs to it, that of a sentence does not.
        if word.endswith(".") and not _is_abbreviation(word):
            word = word[:-1]
        yield _Word(word, start, start + len(word), word[0].isupper() and _opens(text, start))


def _opens(text: str, start: int) -> bool:
    """Whether the word that starts there begins a sentence or a quotation."""
    before = text[max(0, start - _LOOK_BACK) : start].rstrip(" “\"‘'«(")[-1:]
    return before in ".!?…:•|·\n"


def _is_abbreviation(word: str) -> bool:
    return "." in word[:-1] or word[:-1].lower() in _ABBREVIATIONS


def _runs(words: list[_Word]) -> Iterator[list[_Word]]:
    """Large words side by side, with small particles between them: "Bank of England"."""
    run: list[_Word] = []
    for at, word in enumerate(words):
        joined = bool(run) and word.start == run[-1].end + 1 and not _is_possessive(run[-1])
        if joined and word.text in _PARTICLES and _is_followed(words, at):
            run.append(word)
            continue
        if run and not (joined and word.is_large):
            yield run
            run = []
        if word.is_large:
            run.append(word)
    if run:
        yield run


def _is_followed(words: list[_Word], at: int) -> bool:
    following = words[at + 1 : at + 2]
    return bool(following) and following[0].is_large and following[0].start == words[at].end + 1


def _is_possessive(word: _Word) -> bool:
    return _POSSESSIVE.search(word.text) is not None


def _says_nothing(word: _Word) -> bool:
    acronym = len(word.text) > 1 and word.text.isupper()
    return not acronym and not significant_words(word.text)


def _may_name(words: list[str], found: list[_Word], language: str) -> bool:
    if not words or not words[0]:
        return False
    if len(words) > 1:
        return True
    # A sentence's first word is large whatever it is; short capitals are titles: PM, CEO.
    short = len(words[0].replace(".", "")) <= _SHORTEST and words[0].isupper()
    calendar = words[0].lower().rstrip(".") in calendar_words(language)
    return not (found[0].opens or short or calendar or len(words[0]) < _SHORTEST)


def _stands_alone(text: str, word: _Word) -> bool:
    rest = text[word.end : word.end + 1]
    return _is_possessive(word) or not rest or rest in _CLOSING


def _places(text: str, tag: str) -> Iterable[str]:
    least = 2 if tag in _SPACELESS else _SHORTEST
    whole = frozenset(re.findall(r"\w+", text))
    for name in places(tag):
        if len(name) >= least and (name in text if tag in _SPACELESS else name in whole):
            yield name
