"""An article in, its language out: what its source says, unless the letters say otherwise."""

from functools import lru_cache
from unicodedata import name

from digest.model.articles import Article
from digest.stems import main_tag

# A language for each script other than the Latin, and those that are written in it as well.
_SCRIPTS = {
    "CYRILLIC": ("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg"),
    "ARABIC": ("ar", "fa", "ur", "ps", "ckb", "ug", "sd"),
    "HEBREW": ("he", "yi"),
    "GREEK": ("el",),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "CJK": ("zh", "ja"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "THAI": ("th",),
    "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy",),
}
_UKRAINIAN = frozenset("іїєґІЇЄҐ")
_LOOKED_AT = 60


def spoken(article: Article, default: str) -> str:
    """The main tag of its language; `default` where neither it nor its letters name one."""
    said = main_tag(article.language or default)
    title = article.heading[:_LOOKED_AT]
    if title.isascii():
        return said
    able = _writers(title)
    if not able or said in able:
        return said
    return "uk" if "uk" in able and _UKRAINIAN & set(title) else able[0]


def speaks(article: Article, language: str) -> bool:
    """Whether it is in `language`."""
    return spoken(article, language) == main_tag(language)


@lru_cache(maxsize=1 << 12)
def _writers(title: str) -> tuple[str, ...]:
    """The languages written in the script of most letters; none for Latin ones."""
    scripts = [name(sign, "").partition(" ")[0] for sign in title if sign.isalpha()]
    most = max(sorted(set(scripts)), key=scripts.count, default="")
    return _SCRIPTS.get(most, ())
