"""A feed's words about an article in, the article's own out: no byline, dateline or crumbs."""

import re

from digest.text import one_line, unlinked, without_controls

LONGEST = 4000
"""Characters of a text that are read: blurbs are made of its first sentences."""

_NAME = r"[A-Z][\w.’'-]+"
# These are words of the matter, too ("pupils continue reading"): only where one has a capital, or a
# line or sentence begins.
_APART = r"(?:(?-i:(?=[A-ZА-Я]))|(?<![^\n])|(?<=[.!?…\])”»:|] )|(?<=[\[(]))"
_MORE = (
    rf"{_APART}\b(?:continue reading|read (?:the (?:full|rest)|full (?:story|article))|click here"
    r"|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|sigue leyendo|читать далее"
    r"|подробнее)\b"
)
# These are words of the matter, too ("people read more"): only where a sentence begins.
_MORE_AT_START = r"(?:^|(?<=[.!?…\])”\"»:])) ?[\[(]?(?:read (?:more|on)|learn more|find out more)\b"
_PICTURE = r"image|photo(?:graph)?|picture|credit|foto|bild|illustration|video"

# Each takes away what publishers put before, after or between the sentences; in this order. Blanks
# are single when they come here. Nothing without a bound may stand beside what can match the same.
_CRUMBS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"\bThe post\b.{1,300}?\b(?:appeared first on|first appeared on)\b[^.\n]{1,120}\.?",
        r"\b(?:This (?:article|story|post)|Der Beitrag|L[’']article|La entrada)\b[^.\n]{1,200}"
        r"\b(?:was originally published|first appeared|originally appeared|erschien zuerst"
        r"|est apparu en premier|se publicó primero)\b[^.\n]{0,120}\.?",
        rf"{_APART}\bkeep reading\s*(?:show less)?|\bshow less\b$",
        rf"[\[(]?(?:{_MORE}|{_MORE_AT_START})[^.\n]{{0,60}}?[\])]?[ ….»→>]*+$",
        rf"^ ?[^\w\n]? ?(?:{_PICTURE})s?(?: credits?)? ?(?:by|:|/|©)[^\n]{{1,140}}$",
        rf"[\[(] ?(?:{_PICTURE}|source|ap photo|getty images)\b[^\])\n]{{0,120}}[\])]",
        r"\b(?:enlarge this image|toggle caption|hide caption|listen to this article"
        r"|share this article)\b\.?",
        rf"{_APART}\b(?:advertisement|sign up (?:to|for) our [\w ]{{0,40}}newsletter)\b\.?",
        rf"{_APART}\bfollow (?:our|us)\b[^.\n]{{0,60}}(?:latest updates|@\w+|live ?blog)\.?",
        rf"{_APART}\b(?:get|sign up (?:here|for|to)) our\b"
        r"[^.\n]{0,90}(?:podcast|newsletter|emails?)\.?",
        rf"{_APART}\bsign up (?:here|now|today)\b[^.\n]{{0,80}}\.?",
        r"©[\w ]{0,20}/ ?\w+(?: [A-Z]\w+)?|^ ?\{\w+\}",
        r"https?://\S+",
    )
)
_HASHTAGS = re.compile(r"(?: ?#\w++)++ ?(?P<last>$)?", re.MULTILINE)
_BYLINE = re.compile(
    rf"^\s*(?:By|BY|Von|Par|Por|Di|Door)\s+{_NAME}(?:(?:,?\s+|,)(?:(?:and|und|et|y|&)\s+)?{_NAME}){{0,6}}"
    r"(?:,\s*[\w ]{2,40})?\s*(?:\n|$|\s[-–—|]\s)"
)
_PLACE = r"[A-Z][A-Z.’'-]+(?:[ /][A-Z][A-Z.’'-]+){0,3}(?:,\s*[A-Z][\w. ]{1,25}){0,2}"
_DATE = r"(?:,\s*(?:[A-Z][a-z]{2,8}\.?\s+)?\d{1,2}(?:\s+[A-Z][a-z]{2,8}\.?)?)?"
_DATELINE = re.compile(
    rf"^\s*(?:{_PLACE}{_DATE}(?:\s*\([^)]{{2,30}}\))?"
    r"|[A-Z][\w. ]{1,30}(?:,\s*[A-Z][\w. ]{1,25})?\s*\([A-Z][\w/ .]{1,25}\))"
    r"\s*[-–—:]{1,2}\s+(?=[\"“‘']?[A-ZÀ-Þ0-9])"
)
_AGENCY = re.compile(r"^\s*\((AP|AFP|Reuters|dpa|CNN|UPI|TASS|EFE|ANSA|Xinhua)\)\s*[-–—:]*\s*")
_CAPTION = re.compile(r"\([^()]{2,60}(?:/| via |Getty|Courtesy of|Reuters)[^()]{0,60}\)\s*$")
_SPACE = re.compile(r"[^\S\n]+")


def own_words(text: str) -> str:
    """The first LONGEST characters of `text` less what is about the page; paragraphs stay apart."""
    cleaned = _SPACE.sub(" ", unlinked(without_controls(text[:LONGEST])))
    for crumb in _CRUMBS:
        cleaned = crumb.sub(" ", cleaned)
    cleaned = _HASHTAGS.sub(lambda tags: tags[0] if tags["last"] is None else " ", cleaned)
    cleaned = _AGENCY.sub("", _DATELINE.sub("", _BYLINE.sub("", cleaned.strip())))
    paragraphs = (one_line(paragraph) for paragraph in re.split(r"\n\s*\n", cleaned))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def is_cut_off(text: str) -> bool:
    """Whether `text` stops with dots because the feed cut it there."""
    return text.rstrip().removesuffix("]").rstrip().endswith(("…", "...", "[&hellip;"))


def is_caption(text: str) -> bool:
    """Whether `text` ends in a photographer's name and so tells a picture, not the matter."""
    return bool(_CAPTION.search(text))
