"""A rendered issue in, issues/DATE/ out: whole or not at all, also when it replaces a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digest.archive.contents import issue_record, kept_versions
from digest.archive.folders import Content, clear_leftovers, put_folder
from digest.archive.names import HTML, MAIL, PAGE, PICTURES, RECORD, TEXT, WEB_PAGE
from digest.archive.record import Record, encode_record, sha256_by_name
from digest.archive.snapshots import drop_unused_snapshot, keep_templates
from digest.errors import StorageError, UsageError
from digest.model.issues import RenderedIssue, Status
from digest.typography import as_typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolchain:
    """What an issue is made with: the templates' texts by name, the tools' versions by name."""

    templates: Mapping[str, str] = field(default_factory=dict)
    tools: Mapping[str, str] = field(default_factory=dict)


def save_issue(
    issues: Path,
    rendered: RenderedIssue,
    *,
    page: str,
    pictures: Mapping[str, bytes] | None = None,
    workshop: Toolchain | None = None,
) -> Path:
    """Write the draft of an issue and return its folder; nothing is written when nothing changed.

    `page` is the editor's page, `pictures` gives each file of images/ by its name. Raises
    UsageError when the issue is published, StorageError when it cannot be written.
    """
    clear_leftovers(issues)
    folder = issues / rendered.issue.date.isoformat()
    before = _replaceable(issues, folder, rendered)
    workshop = workshop or Toolchain()
    files = issue_files(rendered, page, pictures or {})
    record = Record(
        issue=rendered.issue,
        templates=keep_templates(issues, workshop.templates),
        tools=dict(sorted(workshop.tools.items())),
        files=sha256_by_name(files),
        corrections=before.corrections if before else (),
    )
    contents: dict[str, Content] = {RECORD: encode_record(record), **files}
    if not _stands(folder, contents):
        put_folder(folder, contents | kept_files(folder))
        if before and before.templates != record.templates:
            drop_unused_snapshot(issues, before.templates)
    return folder


def issue_files(
    rendered: RenderedIssue, page: str, pictures: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of an issue beside its record, by name."""
    return {
        HTML: rendered.html.encode(),
        TEXT: rendered.text.encode(),
        MAIL: rendered.eml,
        PAGE: page.encode(),
        **{f"{PICTURES}/{name}": data for name, data in sorted(pictures.items())},
    }


def kept_files(folder: Path) -> dict[str, Content]:
    """What stays in an issue's folder when its files are replaced: versions and the web page."""
    kept: dict[str, Content] = {
        path.relative_to(folder).as_posix(): path
        for version in kept_versions(folder)
        for path in sorted(version.rglob("*"))
        if path.is_file()
    }
    if (folder / WEB_PAGE).is_file():
        kept[WEB_PAGE] = folder / WEB_PAGE
    return kept


def _replaceable(issues: Path, folder: Path, rendered: RenderedIssue) -> Record | None:
    """The draft that is about to be replaced; None where there is none."""
    if not folder.is_dir():
        return None
    day = rendered.issue.date
    before = issue_record(issues, day)
    if before.issue.status is not Status.DRAFT:
        raise UsageError(
            f"the issue of {day} is published and frozen; "
            f"`digest reopen {day}` opens it for a correction"
        )
    said = as_typed(rendered.issue.correction)
    for correction in before.corrections:
        if as_typed(correction.text) not in said:
            raise StorageError(
                f"the issue of {day} is reopened for a correction, and must say so: "
                f"“{correction.text}” is missing"
            )
    return before


def _stands(folder: Path, files: Mapping[str, Content]) -> bool:
    if not folder.is_dir():
        return False
    here = {
        path.relative_to(folder).as_posix()
        for path in (*folder.iterdir(), *folder.glob(f"{PICTURES}/*"))
        if path.is_file() and path.name != WEB_PAGE
    }
    return here == set(files) and all(
        (folder / name).read_bytes() == content for name, content in files.items()
    )
