"""Words in, those among them that only hold a place out: TODO, TK, lorem ipsum and their like.

Each pattern is narrow on purpose: "todo" is Spanish for all, TK an insurer, an airline and a shop.
"""

import re
from collections.abc import Callable, Iterator

# What a marker of its own stands beside: TK people, $TK, TK%.
_COUNTED = (
    "people|percent|per cent|words|dollars|euros|pounds|million|billion|years?|months?|weeks?|days?"
)
_PARTS = "headline|hed|dek|caption|byline|photo|credit|quote|name|number|date|link|url|blurb|intro"
_TO_WRITE = r"(?:[\w'’]+ ){0,3}"
# Each with what it begins with in lower case: most mails hold none of these beginnings, and to
# look for one is a hundred times as fast as the expression.
_STAND_INS = tuple(
    (beginning, re.compile(expression))
    for beginning, expression in (
        ("lorem", r"(?i)\blorem ipsum\b"),
        ("dolor", r"(?i)\bdolor sit amet\b"),
        ("todo", r"\bTODO\b|^(?i:todo)(?=:|$)"),
        ("fixme", r"\bFIXME\b"),
        ("tktk", r"(?i)\b(?:tk){2,}k*\b"),
        ("tk", r"\[(?:TK|tk)\]|<TK>|\bTK(?: TK)+\b|^(?:TK|tk)$|(?<=[$€£])TK\b|\bTK(?=%)"),
        ("tk", rf"\bTK(?= (?:{_COUNTED}|{_PARTS}|to come)\b)|\b(?:{_PARTS}|more) TK\b"),
        ("tk", r"(?<=[:,–—-] )TK(?=[.!]?$)|^TK(?=[:.])"),
        ("xxx", r"\bXXXX+\b"),
        ("[", r"(?i)\[insert\b[^\]]{0,60}\]"),
        ("[", rf"(?i)\[(?:add|write|your) {_TO_WRITE}(?:{_PARTS}|text|address|title|here)\]"),
        ("here", rf"(?i)\b(?:{_PARTS}|text|pitch|title) goes here\b"),
        ("here", rf"(?i)^(?:your )?(?:{_PARTS}|text|pitch|title) here$"),
    )
)
_IN_ADDRESS = re.compile(
    r"(?:(?<=[/#?&=_+-])|(?<=%[0-9A-Fa-f]{2}))(?:TODO|TKTK+|FIXME|(?i:lorem[+_-]ipsum))"
    r"(?=[/#?&=_+%-]|$)"
)
_MARKED = re.compile(r"[\[(<]TODO\b|\bTODO[:\])>]|^TODO [-–—]")
_TODO_IS_A_WORD = frozenset({"es", "pt", "gl", "it", "ast", "an"})
# Gmail cuts a mail off before a text is as long.
_LONGEST = 100_000


def stand_ins(words: str, language: Callable[[], str]) -> Iterator[str]:
    """The stand-ins in `words`, one line of a text, each as it is written.

    `language` is asked for its language ("es") only where that matters.
    """
    words = words[:_LONGEST]
    lowered = words.lower()
    for beginning, expression in _STAND_INS:
        if beginning not in lowered:
            continue
        for match in expression.finditer(words):
            if beginning != "todo" or _holds_a_place(words, language()):
                yield match[0]


def stand_ins_of_address(address: str) -> Iterator[str]:
    """The stand-ins in an address, as one of its parts: https://example.org/TODO."""
    yield from (match[0] for match in _IN_ADDRESS.finditer(address[:_LONGEST]))


def _holds_a_place(words: str, language: str) -> bool:
    """Whether TODO is a marker here, and no Spanish word among others in capitals."""
    if _MARKED.search(words):
        return True
    if language in _TODO_IS_A_WORD:
        return False
    others = words.replace("TODO", "")
    return not (others.isupper() and len(others.split()) > 1)
