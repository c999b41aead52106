"""A line of a saved page in; what it is out: prose, a crumb of the site around it, a credit."""

import re
from zoneinfo import ZoneInfo

from digest.sources.entries.dates import parse_date
from digest.sources.entries.images import photo_credit
from digest.sources.pages.site_words import ASIDE, BUTTON, ENDING, PLEA, POINTER, TOGGLE

LONGEST_DATE_LINE = 150
LONGEST_CRUMB = 2_000

_ANY_ZONE = ZoneInfo("UTC")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_FOREIGN_CREDIT = re.compile(r"(top|lead|main|featured?)\s+(photo|image|picture)\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"\W*(?:(?:written|reported|posted|published)\s+)?(?:by|von|par|por|di|door)[:\s]+(?P<who>\S.*)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-Я][\w'’.-]*|de|del|der|den|di|da|dos|la|le|van|von|bin|bint|al|el|ibn"
    r"|and|&|y|und|et)[ ,]+){2,9}"
)
_DATE_WORDS = re.compile(
    r"\W*(published|posted|updated|last updated|created|on|date|veröffentlicht|stand|publié( le)?"
    r"|publicado)\b[\s:]*(on |at )?",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d{2}\b")
_TRAIL = re.compile(r"[^>›»→]{1,40}(\s[>›»→]\s[^>›»→]{1,60})+")
_BAR = re.compile(r"\s+[|·•]\s+|\s{3,}|\t")
_BULLET = re.compile(r"(?:[-*•‣◦–—]|\d{1,2}[.)])\s+(?=\S)")
_ADDRESS = re.compile(r"<?(https?://\S+?)>?")


def count_words(line: str) -> int:
    """How many words `line` has; numbers are none."""
    return len(_WORD.findall(line))


def is_prose(line: str) -> bool:
    """Whether `line` reads like a paragraph of running text rather than a label or a headline."""
    words = count_words(line)
    return words >= 25 or (words >= 8 and bool(_SENTENCE_END.search(line)))


def ends_sentence(line: str) -> bool:
    """Whether `line` ends as a sentence does, or announces what follows with a colon."""
    return bool(_SENTENCE_END.search(line))


def is_bullet(line: str) -> bool:
    """Whether `line` is an item of a list with something to say."""
    return bool(_BULLET.match(line)) and count_words(line) > 3


def is_toggle(line: str) -> bool:
    """Whether `line` only opens or folds a text: "keep reading", "Show less", or both in one."""
    return len(line) < 60 and bool(TOGGLE.fullmatch(line))


def is_crumb(line: str) -> bool:
    """Whether `line` belongs to the site: a button, a menu entry, a plea, small print."""
    if len(line) > LONGEST_CRUMB:
        return False
    if PLEA.match(line) or is_toggle(line) or _TRAIL.fullmatch(line) or POINTER.fullmatch(line):
        return True
    parts = [part for part in _BAR.split(line) if part.strip()]
    return len(line) < 120 and all(BUTTON.fullmatch(part) for part in parts)


def ends_article(line: str) -> bool:
    """Whether what follows `line` is about other articles, the author or the readers."""
    return len(line) < 90 and bool(ENDING.fullmatch(line))


def heads_aside(line: str) -> bool:
    """Whether `line` may also head a box in the middle of a text, such as "Related"."""
    return bool(ASIDE.match(line))


def is_lead_credit(line: str) -> bool:
    """Whether `line` credits the picture that stands over an article."""
    return bool(_FOREIGN_CREDIT.match(line)) and bool(photo_credit(line))


def is_credit(line: str) -> bool:
    """Whether `line` does nothing but credit a picture."""
    return count_words(line) < 40 and bool(photo_credit(line))


def find_byline(line: str) -> str:
    """The name in a line such as "By Marta Ellwood | Aug 9, 2024", else ""."""
    found = _BYLINE.fullmatch(_BAR.split(line)[0])
    who = found["who"].strip(" ,.") if found else ""
    who = re.split(r",\s+(?=\w+ \d|\d)|\s+(?:on|–|-)\s+(?=\w+ \d|\d)", who)[0]
    return who if who and count_words(who) <= 12 and _NAME.match(who + " ") else ""


def is_name(line: str) -> bool:
    """Whether `line` could be nothing but a person's name, or several."""
    return count_words(line) <= 8 and bool(_NAME.fullmatch(line + " ")) and not is_crumb(line)


def find_date(line: str) -> str:
    """The date that a short line gives, with its year, as written; "" where there is none."""
    for part in (*_BAR.split(line), line):
        if len(part) > LONGEST_DATE_LINE:
            continue
        bare = _DATE_WORDS.sub("", part, count=1).strip()
        is_short = count_words(bare) <= 5 and len(bare) < 50
        if is_short and _HAS_YEAR.search(bare) and parse_date(bare, _ANY_ZONE):
            return bare
    return ""


def find_address(line: str) -> str:
    """The address, where a line is nothing else."""
    found = _ADDRESS.fullmatch(line.strip())
    return found[1] if found else ""
