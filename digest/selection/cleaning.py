"""A feed's words about an article in, the article's own words out: no byline, dateline, or crumbs."""

import re

from digest.text import one_line, without_controls

# Each takes away what publishers put before, after or between the sentences; in this order.
_CRUMBS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"\bThe post\b.{1,300}?\b(appeared first on|first appeared on)\b[^.\n]{1,120}\.?",
        r"\b(This (article|story|post)|Der Beitrag|L’article|L'article|La entrada)\b[^.\n]{1,200}"
        r"\b(was originally published|first appeared|originally appeared|erschien zuerst|est apparu en"
        r" premier|se publicó primero)\b[^.\n]{0,120}\.?",
        r"\bkeep reading\s*(show less)?|\bshow less\b$",
        r"[\[(]?\b(continue reading|read (more|on|the (full|rest)[\w ]{0,20}|full (story|article))"
        r"|click here[\w ]{0,30}|learn more|find out more|weiterlesen|mehr lesen|lire la suite|leer más"
        r"|seguir leyendo|sigue leyendo|читать далее|подробнее)\b[^.\n]{0,60}?[\])]?\s*(…|\.\.\.|»|→|>+|\.)*\s*$",
        r"^\s*\W?\s*(image|photo(graph)?|picture|credit|foto|bild|illustration|video)s?( credits?)?"
        r"\s*(by|:|/|©)[^\n]{1,140}$",
        r"[\[(]\s*(photo|image|picture|credit|source|foto|ap photo|getty images)\b[^\])\n]{0,120}[\])]",
        r"\b(enlarge this image|toggle caption|hide caption|advertisement|listen to this article|share this"
        r" article|sign up (to|for) our [\w ]{0,40}newsletter)\b\.?",
        r"^\s*(by|von|par|por|di|door)\s+[A-Z][\w.’'-]+(\s+(and|und|et|y|&)?\s*[A-Z][\w.’'-]+){0,6}"
        r"(,\s*[\w ]{2,40})?\s*(\n|$|\s[-–—|]\s)",
        r"\s*#\w+(\s+#\w+)*\s*$",
        r"https?://\S+",
    )
)
_DATELINE = re.compile(
    r"^\s*(?:(?:[A-Z][A-Z.’'-]+)(?:[ /][A-Z][A-Z.’'-]+){0,3}(?:,\s*[A-Z][\w. ]{1,25}){0,2}"
    r"(?:,\s*(?:[A-Z][a-z]{2,8}\.?\s+)?\d{1,2}(?:\s+[A-Z][a-z]{2,8}\.?)?)?\s*(?:\([^)]{2,30}\))?"
    r"|[A-Z][\w. ]{1,30}(?:,\s*[A-Z][\w. ]{1,25})?\s*\([A-Z][\w/ .]{1,25}\))\s*[-–—:]{1,2}\s+(?=\S)"
)
_AGENCY = re.compile(r"^\s*\((AP|AFP|Reuters|dpa|CNN|UPI|TASS|EFE|ANSA|Xinhua)\)\s*[-–—:]*\s*")
_CUT_OFF = re.compile(r"(\[\s*(…|\.\.\.)\s*\]|…|\.\.\.+|\[&hellip;\])\s*$")
_SPACE = re.compile(r"[^\S\n]+")


def own_words(text: str) -> str:
    """`text` without what is about the page rather than the matter; paragraphs stay apart."""
    cleaned = _SPACE.sub(" ", without_controls(text))
    for crumb in _CRUMBS:
        cleaned = crumb.sub(" ", cleaned)
    cleaned = _AGENCY.sub("", _DATELINE.sub("", cleaned.strip()))
    paragraphs = (one_line(paragraph) for paragraph in re.split(r"\n\s*\n", cleaned))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def is_cut_off(text: str) -> bool:
    """Whether `text` stops with dots because the feed cut it there."""
    return bool(_CUT_OFF.search(text))
