"""An article in; whether it is opinion, beside the news (sport), a roundup, the editor's own, out.

Judged by what publishers say themselves: the folders of the address, the categories, a label before
the headline, the headline's own set phrases.
"""

import re
from functools import lru_cache

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
# Headlines of pieces that tell a whole day: letters to readers, live pages, daily lists.
_ROUNDUP = re.compile(
    r"\byour (?:\w+ ){1,2}briefing\b"
    r"|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|daily|weekly|morning|afternoon|evening|live)"
    r" (?:briefing|round-?up|digest|recap|wrap)\b"
    r"|\b(?:morning|afternoon|evening) (?:report|update)\b"
    r"|\blive (?:updates|blog|coverage|news)\b|(?<!watch )\blive:|\s[-–—|] (?:[\w.]+ ){0,4}live$"
    r"|\bround-?up:|\bas it happened\b|\band more top headlines$"
    r"|^(?:newspaper headlines|the papers):|^up first\b"
    r"|\b(?:what we know|key events),? (?:so far )?(?:on )?day \d+|\bat a glance\b"
)
# One of these is in each: nine headlines in ten are told apart without the pattern.
_OF_ROUNDUPS = (
    *("briefing", "roundup", "round-up", "digest", "recap", "wrap", "report", "update", "live"),
    *("happened", "headlines", "day ", "glance", "the papers", "up first"),
)

# Headlines of pieces beside the report: questions, guides, pictures, what is to be seen or heard.
_EXPLAINER = re.compile(
    r"(?:how|why|what|who|where|which|meet|inside|here['’]s|here (?:is|are)|explained|analysis"
    r"|explainer|fact[- ]check|timeline|photos?|pictures|in pictures|video|watch|listen|podcast"
    r"|maps?|tracker|obituary|review|profile|interview|ask|quiz|story of|the story|comment|wie"
    r"|warum|was|pourquoi|comment|ce que|por qué|cómo|qué|почему|как|что)\b"
    r"|a (?:brief |short )?history of\b|\d+ (?:things|ways|questions|facts|charts)\b"
)
_EXPLAINING = re.compile(
    r"\?(?:\s|$)|\bin (?:pictures|photos|maps|charts)\b|\bexplain(?:ed|er)\b"
    r"|[-–—|:] ?(?:analysis|podcast"
    r"|video|photos?|a visual guide|a timeline|timeline|review|obituary)\b"
    r"|\b(?:podcast|obituary)$|\btakeaways\b|\b(?:big|biggest|key) moments\b"
    r"|\bwhat (?:to|we|you) (?:know|need)\b"
)
_OF_EXPLAINERS = (
    *("?", "in pictures", "in photos", "in maps", "in charts", "explain", "analysis", "podcast"),
    *("video", "photo", "visual guide", "timeline", "review", "obituary", "takeaways"),
    *("moments", "what "),
)


def is_explainer(article: Article) -> bool:
    """Whether its headline says that it stands beside the news: a guide, a gallery, a question."""
    title = article.title.lower().strip()[:300]
    if _EXPLAINER.match(title):
        return True
    return any(word in title for word in _OF_EXPLAINERS) and bool(_EXPLAINING.search(title))


def is_opinion(article: Article) -> bool:
    """Whether it says of itself that it is opinion."""
    labels = _labels(article.url, article.categories)
    return bool(_LABEL.match(article.title)) or any(map(_says_opinion, labels))


def is_beside_the_news(article: Article) -> bool:
    """Whether it stands in a part of the publication beside the news."""
    return any(map(_says_aside, _labels(article.url, article.categories)))


def is_roundup(article: Article) -> bool:
    """Whether its headline says that it tells many events: a daily briefing, a live page."""
    title = article.title.lower()
    return any(word in title for word in _OF_ROUNDUPS) and bool(_ROUNDUP.search(title))


def is_own(article: Article) -> bool:
    """Whether it is a piece of the newsletter itself, by its file or its front matter."""
    return bool(article.file or article.kicker or article.dek or article.lead)


# The folders of addresses return, thousands of times a week; every address is asked for thrice.
@lru_cache(maxsize=1 << 12)
def _says_opinion(label: str) -> bool:
    return bool(_OPINION.fullmatch(label))


@lru_cache(maxsize=1 << 12)
def _says_aside(label: str) -> bool:
    return bool(_ASIDE.fullmatch(label))


@lru_cache(maxsize=1 << 14)
def _labels(url: str, categories: tuple[str, ...]) -> tuple[str, ...]:
    path = url.partition("://")[2].partition("?")[0].split("/")
    # The last part is the piece's own name.
    return tuple([part.lower() for part in (*path[1:-1], *categories)])
