"""Text of strangers in, text that no mailing service takes for one of its merge tags out.

Services replace their tags (`{{ x }}`, `*|X|*`, `%X%`, `[X]`, `$X$` …) in the raw source of a mail.
In HTML their characters become numeric entities; but the inliner turns entities back into
characters, so they travel as private-use characters until it is done. In plain text an invisible
word joiner breaks the tag.
"""

import re

from digest.rendering.addresses import is_address, safe_address
from digest.text import without_controls

_FIRST = 0xE000
_TELLING = "{}[]|%~@$#-.<"
_CARRIED = {ord(character): chr(_FIRST + at) for at, character in enumerate(_TELLING)}
_ENTITIES = {chr(_FIRST + at): f"&#{ord(character)};" for at, character in enumerate(_TELLING)}
_RESERVED = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + len(_TELLING) - 1)}]")

_WORD_JOINER = "\u2060"
_OPENING = re.compile(
    r"&#123;(?=&#(?:123|37|35|36);|[#$!])|&#37;(?=&#37;&#123;)|\*(?=&#124;)|&#91;(?=&#91;)"
)
# Signs that prose needs are shielded only where they could open a tag: @x@, $x$, #x#, #if(, -x-
# and <x. The dot is that of our own placeholders.
_PROSE = (
    r"[@$#](?=[\w@$#.:]+?[@$#(])|(?<!\w)-(?=[\w.]+-(?!\w))|<(?=[\w%#/!?])|(?<=merge)\.(?=invalid)"
)
_SIGN = re.compile(r"[][{}|%~@$#<-]|merge\.")
_TO_ENTITY = re.compile(r"[{}\[\]|%~]|" + _PROSE)
# A text may pass here twice, as a macro's result does; [1] is a footnote.
_TO_BREAK = re.compile(rf"(?:[{{~]|\[(?!\d+\])|[|%](?=[^\s\d.,;:)])|{_PROSE})(?!{_WORD_JOINER})")


class Placeholder(str):
    """A text of the program's own that stands for a merge tag; it is printed as it is."""

    __slots__ = ()


def escape_in_markup(text: str) -> str:
    """`text` for the MJML template: characters of tags as private-use ones, addresses as `safe`."""
    if is_address(text):
        return safe_address(text)
    plain = text if text.isprintable() else _RESERVED.sub("", without_controls(text))
    if not _SIGN.search(plain):
        return plain
    return _TO_ENTITY.sub(lambda found: found[0].translate(_CARRIED), plain)


def write_entities(html: str) -> str:
    """`html` with what `escape_in_markup` put aside written as numeric entities."""
    return _RESERVED.sub(lambda found: _ENTITIES[found[0]], html)


def part_entities(html: str) -> str:
    """`html` for a service whose editor may turn entities back into characters.

    A word joiner stands where those would open a tag.
    """
    return _OPENING.sub(lambda found: f"{found[0]}&#8288;", html)


def escape_in_text(text: str) -> str:
    """`text` for the plain text part and headers: a word joiner after each character of a tag."""
    if is_address(text):
        return safe_address(text)
    plain = text if text.isprintable() else without_controls(text)
    if not _SIGN.search(plain):
        return plain
    return _TO_BREAK.sub(lambda found: found[0] + _WORD_JOINER, plain)
