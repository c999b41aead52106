"""Cleaned HTML, plain text or the page's words in, paragraphs of spans out: what is printed.

Only the words of the page, which the editor and the program write, make links of
`[words](https://…)`; in what strangers say it is text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import groupby
from operator import attrgetter

from digest.model.issues import Emphasis, Paragraph, ParagraphKind, Span
from digest.text import MARKED_LINK, marked_link, unlinked

_SPACE = re.compile(r"\s+")
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), ParagraphKind.HEADING),
    "blockquote": ParagraphKind.QUOTE,
    "li": ParagraphKind.BULLET,
}
_EMPHASIS = {
    "em": Emphasis.EMPHASIS,
    "i": Emphasis.EMPHASIS,
    "strong": Emphasis.STRONG,
    "b": Emphasis.STRONG,
}
_BLOCKS = {
    *_KINDS,
    *("p", "div", "ul", "ol", "table", "tr", "td", "th", "figure", "pre", "hr", "section"),
    *("article", "header", "footer", "dl", "dt", "dd", "img"),
}


def paragraphs_of_html(html: str) -> tuple[Paragraph, ...]:
    """The paragraphs of sanitised `html`; links and emphasis stay, captions and pictures go."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finish()


def paragraphs_of_text(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a stranger's plain `text`, parted by blank lines; nothing is a link."""
    return linked_paragraphs(unlinked(text))


def linked_paragraphs(words: str) -> tuple[Paragraph, ...]:
    """The paragraphs of the page's `words`, parted by blank lines."""
    blocks = re.split(r"\n\s*\n", words)
    return tuple(Paragraph(spans=spans) for block in blocks if (spans := linked_spans(block)))


def linked_spans(words: str) -> tuple[Span, ...]:
    """The page's `words` as one run; `[words](https://…)` becomes a link, nothing else does."""
    return tuple(_linked(_SPACE.sub(" ", words).strip()))


def marked_words(paragraph: Paragraph) -> str:
    """`paragraph` as the page writes it: its links as `[words](https://…)`, its emphasis gone."""
    runs = ((linked, list(run)) for linked, run in groupby(paragraph.spans, _leads))
    # A stranger's words that tags tear apart must not be a link when they are joined.
    return "".join(
        "".join(map(_marked, run)) if linked else unlinked("".join(span.text for span in run))
        for linked, run in runs
    )


def _linked(text: str) -> Iterator[Span]:
    end = 0
    for match in MARKED_LINK.finditer(text):
        if match.start() > end:
            yield Span(text=text[end : match.start()])
        yield Span(text=match[1], url=match[2])
        end = match.end()
    if end < len(text):
        yield Span(text=text[end:])


def _leads(span: Span) -> bool:
    return bool(span.text.strip()) and span.url.startswith(("http://", "https://"))


def _marked(span: Span) -> str:
    words = span.text.strip()
    before, _, after = span.text.partition(words)
    return f"{before}{marked_link(words, span.url)}{after}"


class _Reader(HTMLParser):
    """Collects spans until a block ends. Emphasis and links may nest; the innermost wins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[Paragraph] = []
        self._spans: list[Span] = []
        self._kinds: list[ParagraphKind] = []
        self._emphasis: list[Emphasis] = []
        self._url = ""
        self._captions = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end_paragraph()
        if tag in _KINDS:
            self._kinds.append(_KINDS[tag])
        elif tag in _EMPHASIS:
            self._emphasis.append(_EMPHASIS[tag])
        elif tag == "a":
            self._url = dict(attrs).get("href") or ""
        elif tag == "br":
            self._add(" ")
        elif tag == "figcaption":
            self._captions += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_paragraph()
        if tag in _KINDS and self._kinds:
            self._kinds.pop()
        elif tag in _EMPHASIS and self._emphasis:
            self._emphasis.pop()
        elif tag == "a":
            self._url = ""
        elif tag == "figcaption" and self._captions:
            self._captions -= 1

    def handle_data(self, data: str) -> None:
        if not self._captions:
            self._add(_SPACE.sub(" ", unlinked(data)))

    def finish(self) -> tuple[Paragraph, ...]:
        self._end_paragraph()
        return tuple(self._paragraphs)

    def _add(self, text: str) -> None:
        emphasis = self._emphasis[-1] if self._emphasis else Emphasis.PLAIN
        url = self._url if self._url.startswith(("http://", "https://", "mailto:")) else ""
        self._spans.append(Span(text=text, url=url, emphasis=emphasis))

    def _end_paragraph(self) -> None:
        spans = _joined(self._spans)
        self._spans = []
        if spans:
            kind = self._kinds[-1] if self._kinds else ParagraphKind.TEXT
            self._paragraphs.append(Paragraph(spans=spans, kind=kind))


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """`spans` with like neighbours joined, single spaces, and none at either end."""
    spaced: list[Span] = []
    for span in _merged(spans):
        text = _SPACE.sub(" ", span.text)
        if not spaced or spaced[-1].text.endswith(" "):
            text = text.lstrip()
        if text:
            spaced.append(replace(span, text=text))
    while spaced and not spaced[-1].text.strip():
        spaced.pop()
    if spaced:
        spaced[-1] = replace(spaced[-1], text=spaced[-1].text.rstrip())
    # What stood between two like ones may have been a space too many.
    return tuple(_merged(spaced))


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    for (url, emphasis), alike in groupby(spans, attrgetter("url", "emphasis")):
        yield Span(text="".join(span.text for span in alike), url=url, emphasis=emphasis)
