"""The lines of a saved page in; what stands over its text, and where the text begins, out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.sources.pages.body import LONGEST_HEADLINE
from digest.sources.pages.boilerplate import (
    count_words,
    find_address,
    find_byline,
    find_date,
    is_credit,
    is_crumb,
    is_name,
    is_prose,
)

LONGEST_DEK = 60

_SITE_NAME = re.compile(r"\s+[|–—-]\s+[^|–—]{2,50}$")
_BARRED_SITE_NAME = re.compile(r"\s+\|\s+[^|]{2,50}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands over a text; the text is in the lines from `end` on."""

    title: str = ""
    kicker: str = ""
    dek: str = ""
    byline: str = ""
    date: str = ""
    address: str = ""
    end: int = 0


def read_head(lines: Sequence[str]) -> Head:
    """What stands over the text of a page that has `lines`."""
    end = _end(lines)
    above = lines[:end]
    title_at, title = _title(above)
    group = [line for line in above[title_at + 1 :] if _may_be_dek(line, title)]
    before = above[title_at - 1] if title_at else ""
    return Head(
        title=title,
        kicker=before if is_kicker(before) else "",
        dek=group[-1] if group and count_words(group[-1]) > 4 else "",
        byline=_byline(above),
        date=_first_date(above),
        address=next(filter(None, map(find_address, above)), ""),
        end=end,
    )


def _end(lines: Sequence[str]) -> int:
    """Where the text begins: at the first paragraph that is no dek and not a site's motto."""
    prose = [
        index for index, line in enumerate(lines) if is_prose(line) and not _is_furniture(line)
    ]
    start = next((index for index in prose if _begins_text(lines, index)), None)
    if start is None:
        start = prose[0] if prose else min(1, len(lines))
    end = max(start, min(1, len(lines)))
    for index in range(start + 1, min(start + 6, len(lines))):
        if find_byline(lines[index]) or find_date(lines[index]):
            end = index + 1
        elif count_words(lines[index]) >= 25:
            break
    return end


def _begins_text(lines: Sequence[str], index: int) -> bool:
    if count_words(lines[index]) >= 20:
        return True
    following = (line for line in lines[index + 1 : index + 8] if not _is_furniture(line))
    after = next(following, "")
    return is_prose(after) or bool(find_byline(after) or find_date(after))


def read_plain_head(lines: Sequence[str]) -> Head:
    """What stands over a text of one's own: a headline if the first line is short, byline, date."""
    if is_prose(lines[0]) and len(lines) > 1:
        return Head()
    end = 1
    while end < len(lines) and (find_byline(lines[end]) or find_date(lines[end])):
        end += 1
    return Head(title=lines[0], byline=_byline(lines[:end]), date=_first_date(lines[:end]), end=end)


def _title(above: Sequence[str]) -> tuple[int, str]:
    """The headline and where it stands: said twice, else first, else over the byline."""
    bare = [_SITE_NAME.sub("", line) for line in above]
    for index, line in enumerate(above):
        if index and count_words(line) > 2 and line in {above[0], bare[0]}:
            return index, line
    if above and count_words(above[0]) > 3 and _is_headline(above[0]):
        return 0, _BARRED_SITE_NAME.sub("", above[0])
    for index in reversed(range(len(above))):
        if count_words(above[index]) > 3 and _is_headline(above[index]):
            higher = index
            # A dek stands under its headline; a menu's entries are shorter than either.
            while higher and count_words(above[higher - 1]) > 3 and _is_headline(above[higher - 1]):
                higher -= 1
            return higher, above[higher]
    first = next((index for index, line in enumerate(above) if _is_headline(line)), None)
    return (0, "") if first is None else (first, above[first])


def _is_headline(line: str) -> bool:
    return (
        count_words(line) <= LONGEST_HEADLINE
        and not _is_furniture(line)
        and not find_byline(line)
        and not find_date(line)
        and not is_kicker(line)
        and not find_address(line)
    )


def _may_be_dek(line: str, title: str) -> bool:
    return (
        line != title
        and count_words(line) > 3
        and count_words(line) <= LONGEST_DEK
        and not (_is_furniture(line) or find_byline(line) or find_date(line) or find_address(line))
    )


def is_kicker(line: str) -> bool:
    """Whether `line` is a label such as "Reporting | World"."""
    return " | " in line and count_words(line) <= 8 and not is_crumb(line) and not find_date(line)


def _byline(above: Sequence[str]) -> str:
    if said := next(filter(None, map(find_byline, above)), ""):
        return said
    for index, line in enumerate(above):
        # A name and a date between bars: "Jane Roe | August 12, 2024".
        parts = [part.strip() for part in line.split("|")]
        if len(parts) > 1 and is_name(parts[0]) and any(map(find_date, parts[1:])):
            return parts[0]
        near = (*above[max(0, index - 1) : index], *above[index + 1 : index + 2])
        if is_name(line) and any(map(find_date, near)):
            return line
    return ""


def _first_date(above: Sequence[str]) -> str:
    return next(filter(None, map(_date, above)), "")


def _date(line: str) -> str:
    who = find_byline(line)
    return find_date(line.partition(who)[2].strip(" ,-–|·")) if who else find_date(line)


def _is_furniture(line: str) -> bool:
    return is_crumb(line) or is_credit(line)
