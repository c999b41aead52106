"""A mail in, every piece of wording that a reader may meet in it out, each whole and by itself."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from digest.checks.document import Document, Element, Text
from digest.checks.mail import WHOLE_MAIL, Mailing
from digest.text import one_line

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small"}
    | {"span", "strong", "sub", "sup", "time", "u"}
)
_SPOKEN = ("alt", "title", "aria-label")


class Passage(NamedTuple):
    """Words in one line, what they are ("The text"), and the element that has them, if any."""

    words: str
    what: str
    element: Element | None = None

    def block(self, mail: Mailing) -> str:
        """The block that the words stand in."""
        return mail.block(self.element) if self.element else WHOLE_MAIL

    def language(self, mail: Mailing) -> str:
        """The language of the words, such as "en"."""
        around = (self.element, *mail.document.around(self.element)) if self.element else ()
        marked = (one.attributes.get("lang", "") for one in around)
        language = next((one for one in marked if one), mail.issue.masthead.language)
        return language.partition("-")[0].lower()


def passages(mail: Mailing) -> Iterator[Passage]:
    """Subject, preheader, names in the headers, and all texts and spoken attributes of the HTML."""
    issue, envelope = mail.issue, mail.issue.envelope
    for what, words in (
        ("The subject", issue.subject),
        ("The preheader", issue.preheader),
        ("The sender", envelope.sender),
        ("The reply address", envelope.reply_to),
        ("The list's name", envelope.list_id),
    ):
        yield Passage(one_line(words), what)
    for element in mail.document.elements:
        for name in _SPOKEN:
            if words := one_line(element.attributes.get(name, "")):
                what = "An alt text" if name == "alt" else f"A {name}"
                yield Passage(words, what, element)
    for words, element in _texts(mail.document):
        yield Passage(words, "The text", element)


def _texts(document: Document) -> Iterator[tuple[str, Element]]:
    """Each run of text by itself, and the runs of a paragraph together where there are several.

    A word may be set in two ways, "To<em>do</em>"; what two paragraphs say never makes a word.
    """
    breaks = [element.start for element in document.elements if element.name not in _INLINE]
    standing = (text for text in document.texts if text.element >= 0)
    for _, group in groupby(standing, lambda text: bisect_right(breaks, text.start)):
        runs = _between_ends(document, group)
        for together in runs:
            element = document.elements[together[0].element]
            pieces = [text.words for text in together]
            if len(pieces) > 1:
                yield one_line("".join(pieces)), element
            for piece in pieces:
                if words := one_line(piece):
                    yield words, element


def _between_ends(document: Document, texts: Iterator[Text]) -> Iterator[list[Text]]:
    """The texts in runs that stand in the same paragraph: one that ended parts them, too."""
    for _, run in groupby(texts, lambda text: _paragraph(document, text)):
        yield list(run)


def _paragraph(document: Document, text: Text) -> int:
    """The number of the nearest element around a text that is not part of a line."""
    element = document.elements[text.element]
    while element.name in _INLINE and element.parent >= 0:
        element = document.elements[element.parent]
    return element.number
