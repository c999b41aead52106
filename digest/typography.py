"""Words in, the same words as a printer sets them out."""

import re

NO_BREAK = "\u00a0"
# Two words that are wider than a phone's column of large type would be broken between letters.
_SHORT_PAIR = 16
# Thai, Lao, Burmese, Khmer, Chinese, Japanese: lines break within what no space parts.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff]"
)


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
