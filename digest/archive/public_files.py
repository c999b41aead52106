"""The archive in; the files that readers may have, by their names on the web, out.

What is public is decided here and nowhere else: the pages over published issues, and of each the
mail as it went out. Never a draft, an editor's page, a record or an .eml.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from digest.archive.catalogue import read_catalogue
from digest.archive.contents import issue_dates, kept_versions, published_version, read_record
from digest.archive.folders import find_folder
from digest.archive.names import HTML, PICTURES, SITE_FILES, TEXT, WEB_PAGE, topic_page
from digest.archive.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFile:
    """Where a file is, and the SHA-256 that its issue's record gives it; "" for the site's own."""

    path: Path
    built: str = ""


def public_files(issues: Path) -> dict[str, PublicFile]:
    """What readers may have, by names such as "2024-08-09/issue.html".

    Raises StorageError for a damaged record: nobody knows what of its issue went out.
    """
    topics = read_catalogue(issues).topics
    shared = (*SITE_FILES, *(topic_page(slug) for slug in ("", *topics) if topics))
    files = {name: PublicFile(path=issues / name) for name in shared}
    for day in issue_dates(issues):
        files |= {f"{day}/{name}": file for name, file in _of_issue(issues, day)}
    return {name: file for name, file in files.items() if file.built or file.path.is_file()}


def _of_issue(issues: Path, day: date) -> Iterator[tuple[str, PublicFile]]:
    found = published_version(issues, day)
    if found is None:
        return
    folder, record = found
    home = find_folder(issues / day.isoformat())
    # A mail that went out before a correction still asks for its pictures.
    for version in kept_versions(home):
        yield from _files(version, read_record(version), texts=())
    yield from _files(folder, record, texts=(HTML, TEXT))
    if folder != home:
        # While a correction is open, the issue's page leads to the version that went out.
        inside = folder.relative_to(home).as_posix()
        for name, file in _files(folder, record, texts=(HTML, TEXT)):
            yield f"{inside}/{name}", file
    yield WEB_PAGE, PublicFile(path=home / WEB_PAGE)


def _files(
    folder: Path, record: Record, *, texts: tuple[str, ...]
) -> Iterator[tuple[str, PublicFile]]:
    for name, digits in record.files.items():
        if name in texts or _is_picture(name):
            yield name, PublicFile(path=folder / name, built=digits)


def _is_picture(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) == 2 and parts[0] == PICTURES and not parts[1].startswith(".")
