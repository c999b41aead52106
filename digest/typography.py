"""Words in, the same words as a printer sets them out: quotation marks, apostrophes, spaces."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from digest.quotation_marks import NARROW_NO_BREAK, marks_of, set_marks

NO_BREAK = "\u00a0"
_KEEPING = frozenset({NO_BREAK, NARROW_NO_BREAK})
_LONGEST = 100_000
"""Longer texts, in characters, are left as they are written."""
_SHORT = 2_000
_REMEMBERED = 1 << 10
"""Texts of up to so many characters are kept as they were set, so many of them: an issue is set
twice, and after an edit again."""

_ORDINARY = re.compile("[ \"']")
_TOKEN = re.compile(r"\S+")
_CODE = re.compile(r"://|[=<>{}\\`|]|^www\.", re.IGNORECASE)
_UNITS = (
    r"[%‰€£¥₽₴$]|°[CF]?|[kmcµ]?m[²³]?|[km]?g|t|ha|[kMGT]Wh?|[kMG]?Hz|[kMGT]B"
    r"|Mio|Mrd|mln|mld|млн|млрд"
)
_END = r"""(?=[\s"'’”»›)\]]|$)"""
_UNIT = (re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))"), NO_BREAK)
_LONE_LETTER = (re.compile(r"(?<!\w)([^\W\d_]) (?=\w)"), rf"\1{NO_BREAK}")
_BEFORE_DASH = (re.compile(r"(?<=\S) (?=[—–] )"), NO_BREAK)
_RULES = {
    "fr": (
        (re.compile(rf"(?<=\S) (?=[;!?]+{_END})|(?<=«) (?=\S)|(?<=\S) (?=»)"), NARROW_NO_BREAK),
        (re.compile(r"(?<=\S) (?=:(?:\s|$))"), NO_BREAK),
    ),
    "de": ((re.compile(r"(?<!\w)([zdusovi]\.) (?=[BhaoäÄUTdRu]\.)"), rf"\1{NO_BREAK}"),),
    **dict.fromkeys(("cs", "pl", "sk"), (_LONE_LETTER,)),
    **dict.fromkeys(("be", "ru", "uk"), (_BEFORE_DASH, _LONE_LETTER)),
}
# One mark for all: Polish sets « » for single ones, others for double ones.
_TYPED = str.maketrans(dict.fromkeys('‘’‚‛‹›“”„‟«»"', "'") | dict.fromkeys("\u00a0\u202f", " "))
# Two words that are wider than a phone's column of large type would be broken between letters.
_SHORT_PAIR = 16
# Thai, Lao, Burmese, Khmer, Chinese, Japanese: lines break within what no space parts.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff]"
)


def typeset(
    texts: Sequence[str], language: str, *, as_written: Collection[int] = ()
) -> tuple[str, ...]:
    """`texts`, the parts of one paragraph, with the marks and no-break spaces of `language`.

    Only straight marks and ordinary spaces change; those whose partner is missing stay, and so do
    addresses, code, and the parts whose places are in `as_written`. A text set so is not changed
    again.
    """
    whole = "".join(texts)
    if marks_of(language) is None or len(whole) > _LONGEST or not _ORDINARY.search(whole):
        return tuple(texts)
    masked = "".join("x" * len(text) if at in as_written else text for at, text in enumerate(texts))
    set_signs = _set_signs_again if len(whole) <= _SHORT else _set_signs
    signs = set_signs(whole, masked, language)
    ends = (0, *accumulate(map(len, texts)))
    return tuple("".join(signs[start:end]) for start, end in pairwise(ends))


def as_typed(text: str) -> str:
    """`text` with one kind of mark and of space: for comparing what was set and what not."""
    bare = text.replace(f"«{NARROW_NO_BREAK}", "«").replace(f"{NARROW_NO_BREAK}»", "»")
    return bare.translate(_TYPED)


def _set_signs(whole: str, masked: str, language: str) -> tuple[str, ...]:
    """What stands for each sign of `whole`; `masked` has letters for what must not change."""
    masked = _without_code(masked)
    for rule, instead in (_UNIT, *_RULES.get(language.partition("-")[0].lower(), ())):
        masked = rule.sub(instead, masked)
    signs = [new if new in _KEEPING else old for old, new in zip(whole, masked, strict=True)]
    marks = marks_of(language)
    for at, mark in (set_marks(masked, marks) if marks else {}).items():
        signs[at] = mark
    return tuple(signs)


_set_signs_again = lru_cache(_REMEMBERED)(_set_signs)


def _without_code(text: str) -> str:
    return "".join(_letters_for_code(text))


def _letters_for_code(text: str) -> Iterator[str]:
    end = 0
    for token in _TOKEN.finditer(text):
        yield text[end : token.start()]
        yield "x" * len(token[0]) if _CODE.search(token[0]) else token[0]
        end = token.end()
    yield text[end:]


def keep_last_words_together(text: str) -> str:
    """`text` with a no-break space between its last two words: no line of a single short word.

    Only from the third word on, where the two have at most 16 letters together, in a script that
    parts words by spaces.
    """
    *before, one, other = ["", "", *text.split(" ")]
    pair = one + other
    if not (any(before) and one and other) or len(pair) > _SHORT_PAIR:
        return text
    if NO_BREAK in other or _WITHOUT_SPACES.search(pair):
        return text
    return text[: -len(other) - 1] + NO_BREAK + other
