"""The issues folder and a place elsewhere in; the archive there brought up to date out.

An archive that knows less than the one there must not touch it: its index, feeds and search would
lead past issues that readers have. So a push is refused until a pull has brought them here.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from digest.archive.folders import restored
from digest.archive.layout import (
    ATOM,
    JSON_FEED,
    RECORD,
    SEARCH,
    SEARCH_SCRIPT,
    SITE_MAP,
    SKIPPED,
    TEMPLATES,
    WEB_PAGE,
    day_of,
)
from digest.archive.lineage import History, supersedes
from digest.archive.skipping import skipped_in, skipped_issues
from digest.archive.stored_list import (
    LIST,
    Place,
    by_day,
    changed_issues,
    local_files,
    of_the_site,
    read_list,
    written_list,
)
from digest.archive.templates import is_named
from digest.errors import StorageError

# In this order: what is linked before what links to it.
_LAST = (SEARCH_SCRIPT, SEARCH, ATOM, JSON_FEED, SITE_MAP, WEB_PAGE)
_FEW = 5


def push_to(issues: Path, place: Place, root: str) -> tuple[str, ...]:
    """`push` to a folder of a file system; raises what the file system raises."""
    restored(issues)
    here, there = local_files(issues), read_list(place, root)
    changed = changed_issues(issues, place, root, here, there)
    behind = [day for day, (mine, theirs) in changed.items() if not supersedes(mine, theirs)]
    # A damaged record knows nothing any more; the one there may mend it.
    behind += [
        day for day, (mine, _) in changed.items() if not mine.records and f"{day}/{RECORD}" in here
    ]
    behind += _skipped_only_there(issues, place, root, here, there)
    if behind:
        raise StorageError(
            f"{root}: the archive there knows more of {_told(behind)} than this one; "
            "bring it here first: digest archive pull"
        )
    wanted = here | _sound_there(changed, there)
    gone = {name: digits for name, digits in there.items() if name not in wanted}
    unknown = [theirs for mine, theirs in changed.values() if not mine.records]
    wanted |= _kept(issues, here, gone, unknown)
    new = sorted((name for name in wanted if there.get(name) != wanted[name]), key=_rank)
    for name in new:
        _write(place, f"{root}/{name}", (issues / name).read_bytes())
    if wanted != there:
        _write(place, f"{root}/{LIST}", written_list(wanted))
    for name in there:
        if name not in wanted:
            place.rm_file(f"{root}/{name}")
    return tuple(new)


def _skipped_only_there(
    issues: Path, place: Place, root: str, here: Mapping[str, str], there: Mapping[str, str]
) -> Iterator[date]:
    if SKIPPED not in there or here.get(SKIPPED) == there[SKIPPED]:
        return
    known = {one.date for one in skipped_issues(issues)}
    theirs = skipped_in(place.cat_file(f"{root}/{SKIPPED}"), f"{root}/{SKIPPED}")
    yield from (one.date for one in theirs if one.date not in known)


def _sound_there(
    changed: Mapping[date, tuple[History, History]], there: Mapping[str, str]
) -> dict[str, str]:
    """Files that are as their record here says: damage here must not replace them."""
    return {
        f"{day}/{place}{name}": digits
        for day, (mine, _) in changed.items()
        for place, record in mine.records.items()
        for name, digits in record.files.items()
        if there.get(f"{day}/{place}{name}") == digits
    }


def _kept(
    issues: Path, here: Mapping[str, str], gone: Mapping[str, str], unknown: list[History]
) -> dict[str, str]:
    """Of the files that are there only, those that are not this archive's to remove."""
    known = {day for day, files in by_day(here).items() if RECORD in files}
    named = {record.templates for history in unknown for record in history.records.values()}

    def stays(name: str) -> bool:
        head, _, rest = name.partition("/")
        if of_the_site(name):
            return WEB_PAGE not in here
        if head == TEMPLATES:
            snapshot = rest.partition("/")[0]
            return snapshot in named or is_named(issues, snapshot)
        return day_of(head) not in known

    return {name: digits for name, digits in gone.items() if stays(name)}


def _told(days: list[date]) -> str:
    ordered = sorted(set(days))
    more = f" and {len(ordered) - _FEW} more" if len(ordered) > _FEW else ""
    return ", ".join(map(str, ordered[:_FEW])) + more


def _rank(name: str) -> tuple[int, str]:
    """Issues and templates, then their pages, then what leads to them."""
    if name in _LAST:
        return 2 + _LAST.index(name), name
    return (1 if name.endswith(f"/{WEB_PAGE}") else 0), name


def _write(place: Place, path: str, data: bytes) -> None:
    place.makedirs(path.rpartition("/")[0], exist_ok=True)
    place.pipe_file(path, data)
