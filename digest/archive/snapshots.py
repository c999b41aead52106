"""Templates' texts in; a snapshot in issues/templates/, kept once for all issues that share it."""

import re
import shutil
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from digest.archive.folders import clear_leftovers, put_folder
from digest.archive.names import RECORD, TEMPLATES, VERSIONS
from digest.archive.record import sha256_by_name, sha256_hex
from digest.whole_files import translate_os_errors

# A record that was changed by hand must not lead elsewhere.
_NAME = re.compile(r"[0-9a-f]{16}")


def keep_templates(issues: Path, templates: Mapping[str, str]) -> str:
    """Keep the texts, by name such as "partials/_lead.mjml.j2"; the name of the snapshot.

    "" for no templates. Raises StorageError.
    """
    if not templates:
        return ""
    files = {name: templates[name].encode() for name in sorted(templates)}
    name = _name(files)
    folder = snapshot_folder(issues, name)
    if not folder.is_dir():
        clear_leftovers(issues / TEMPLATES)
        put_folder(folder, files)
    return name


def snapshot_folder(issues: Path, name: str) -> Path:
    """The folder of the snapshot."""
    return issues / TEMPLATES / name


def drop_unused_snapshot(issues: Path, name: str) -> None:
    """Remove a snapshot that no record names: an editor at work on a template makes many.

    Raises StorageError.
    """
    folder = snapshot_folder(issues, name)
    with translate_os_errors(folder):
        if not name or not folder.is_dir():
            return
        records = chain(issues.glob(f"*/{RECORD}"), issues.glob(f"*/{VERSIONS}/*/{RECORD}"))
        if not any(name.encode() in record.read_bytes() for record in records):
            shutil.rmtree(folder)


def is_whole_snapshot(folder: Path) -> bool:
    """Whether a snapshot is there and holds what its name, a fingerprint of its contents, says.

    Raises StorageError.
    """
    if not _NAME.fullmatch(folder.name):
        return False
    with translate_os_errors(folder):
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    return bool(files) and _name(files) == folder.name


def _name(files: Mapping[str, bytes]) -> str:
    prints = sha256_by_name(files).items()
    listed = "".join(f"{name} {digits}\n" for name, digits in prints)
    # A file left there by hand may have a name that is no UTF-8.
    return sha256_hex(listed.encode(errors="surrogateescape"))[:16]
