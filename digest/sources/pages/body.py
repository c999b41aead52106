"""The lines of a saved page below its headline in; which of them are the article's text out.

Buttons, pleas and credits go wherever they stand. The text ends where other articles begin: at
"keep reading" before a headline, at "Related", at another picture's credit or another byline.
"""

import re
from collections.abc import Iterator, Sequence

from digest.sources.pages.boilerplate import (
    count_words,
    ends_article,
    ends_sentence,
    find_address,
    find_byline,
    find_date,
    heads_aside,
    is_bullet,
    is_credit,
    is_crumb,
    is_lead_credit,
    is_name,
    is_prose,
    is_toggle,
)

LONGEST_SUBHEAD = 16
LONGEST_HEADLINE = 30
_LONGEST_SERIES = 6

_BIOGRAPHY = re.compile(
    r"(,.{0,80})?\s+(is|was|are|has|have|writes|covers|reports|works|teaches|serves|contributed)\b"
)


def find_text_lines(lines: Sequence[str], byline: str = "") -> list[int]:
    """The indices of the `lines` that are the article's own paragraphs, bullets and subheads."""
    kept: list[int] = []
    paragraphs = 0
    in_box = False
    for index, line in enumerate(lines):
        if paragraphs and _is_over(lines, index, byline, paragraphs):
            break
        in_box = ends_article(line) or (in_box and not is_prose(line))
        if in_box or not _belongs(lines, index, started=bool(kept)):
            continue
        kept.append(index)
        paragraphs += is_prose(line)
    while kept and not (ends_sentence(lines[kept[-1]]) or is_prose(lines[kept[-1]])):
        kept.pop()
    return kept


def names_other_part(line: str, title: str) -> bool:
    """Whether `line` is the headline of another part of the series that `title` names.

    "Strait Watch: Pilots walk out" under "Strait Watch: Talks resume" leads to an earlier issue.
    """
    series, colon, _ = title.partition(": ")
    if not colon or not 2 <= count_words(series) <= _LONGEST_SERIES:
        return False
    return line.startswith(f"{series}: ") and count_words(line) <= LONGEST_HEADLINE


def drop_site_lines(lines: Sequence[str], byline: str = "") -> list[int]:
    """The indices of those `lines` of an extracted article that are not the site's after all.

    Short ones stay, too: they are seldom a menu's here. On the 181 pages that extraction.py names,
    this raises precision from .950 to .956 (F1 .961); what find_text_lines asks of a line that
    stands anywhere on a page would lower F1 to .944.
    """
    kept: list[int] = []
    paragraphs = 0
    for index, line in enumerate(lines):
        if paragraphs and _is_over(lines, index, byline, paragraphs):
            break
        if not _is_of_site(line):
            kept.append(index)
        paragraphs += is_prose(line)
    return kept


def _is_of_site(line: str) -> bool:
    return is_crumb(line) or is_credit(line) or bool(find_address(line)) or ends_article(line)


def _belongs(lines: Sequence[str], index: int, *, started: bool) -> bool:
    line = lines[index]
    if _is_of_site(line):
        return False
    if is_prose(line) or is_bullet(line):
        return True
    if count_words(line) > LONGEST_SUBHEAD:
        return True
    if ends_sentence(line) and not line.endswith(":"):
        return started
    following = next(_own(lines, index + 1), "")
    return (started or line.endswith(":")) and (is_prose(following) or is_bullet(following))


def _is_over(lines: Sequence[str], index: int, byline: str, paragraphs: int) -> bool:
    line = lines[index]
    following = list(lines[index + 1 : index + 12])
    if is_toggle(line):
        after = next(_own(following, 0), "")
        return not (is_prose(after) or after.endswith(":") or is_bullet(after))
    if ends_article(line):
        return not (heads_aside(line) and _goes_on(following))
    if is_lead_credit(line):
        return paragraphs > 1
    if byline and _is_about(line, byline):
        return True
    if find_byline(line) or (is_name(line) and following and find_date(following[0])):
        return paragraphs > 1
    return False


def _goes_on(following: Sequence[str]) -> bool:
    """Whether a box in the text is followed by more of the text: two long paragraphs in a row."""
    run = 0
    for line in _own(following, 0):
        if find_byline(line) or find_date(line) or is_lead_credit(line):
            return False
        run = run + 1 if count_words(line) >= 20 else 0
        if run == 2:
            return True
    return False


def _own(lines: Sequence[str], start: int) -> Iterator[str]:
    """The lines from `start` on that are not the site's."""
    for line in lines[start : start + 12]:
        if not (is_crumb(line) or is_credit(line)):
            yield line


def _is_about(line: str, byline: str) -> bool:
    for name in re.split(r",\s*|\s+(?:and|&|und|et|y)\s+", byline):
        if len(name) > 4 and line.startswith(name):
            return line == name or bool(_BIOGRAPHY.match(line[len(name) :]))
    return False
