"""An article in; whether it is opinion, or beside the news (sport, lifestyle), out.

Judged by what publishers say themselves: the folders of the address, the categories, a label before
the headline.
"""

import re

from digest.model.articles import Article

_OPINION = re.compile(
    r"opinions?|commentisfree|comment(ary)?|editorials?|op-?eds?|letters?|columns?|columnists?|viewpoints?"
    r"|meinung|kommentare?|leitartikel|tribunes?|chroniques?|opinion(es|i)|editoriale|blogs?",
)
_ASIDE = re.compile(
    r"sports?|football|soccer|cricket|rugby|tennis|golf|nfl|nba|mlb|nhl|formula-?1|olympics|racing|boxing"
    r"|life-?(and-?)?style|lifestyle|style|fashion|beauty|food|recipes?|travel|entertainment|celebrit(y|ies)"
    r"|showbiz|tv-?(and-?)?(radio|showbiz)?|television|film|movies?|music|games?|gaming|puzzles?|crosswords?|horoscopes?"
    r"|femail|homes?-and-(gardens?|property)|gardening|pets|dating|relationships|shopping|deals|quiz(zes)?"
    r"|culture|arts?|books|theater|theatre|dining|wellness|obituaries",
)
_LABEL = re.compile(
    r"\s*(opinion|comment|editorial|letters?|meinung|kommentar)\s*[:|–—]", re.IGNORECASE
)


def is_opinion(article: Article) -> bool:
    """Whether it says of itself that it is opinion."""
    return bool(_LABEL.match(article.title)) or any(map(_OPINION.fullmatch, _labels(article)))


def is_aside(article: Article) -> bool:
    """Whether it stands in a part of the publication beside the news."""
    return any(map(_ASIDE.fullmatch, _labels(article)))


def _labels(article: Article) -> list[str]:
    path = article.url.partition("://")[2].partition("?")[0].split("/")
    # The last part is the piece's own name.
    return [part.lower() for part in (*path[1:-1], *article.categories)]
