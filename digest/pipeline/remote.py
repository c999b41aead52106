"""The archive and [archive] storage in; a copy there, or what is there brought here, out."""

from digest.errors import UsageError
from digest.pipeline.desk import Desk
from digest.pipeline.site import update_site


def push_archive(desk: Desk) -> tuple[str, ...]:
    """Bring the copy up to date; the files written, none where no storage is set."""
    if not desk.newsletter.archive.storage:
        return ()
    # fsspec comes with the extra `remote`.
    from digest.archive.remote import push

    return push(desk.issues, desk.newsletter.archive.storage)


def pull_archive(desk: Desk) -> tuple[str, ...]:
    """Bring the local archive and its site up to date with the copy; the files that were read.

    An issue that was left as it is here is told. Raises UsageError where no storage is set.
    """
    if not desk.newsletter.archive.storage:
        raise UsageError("newsletter.toml names no [archive] storage to pull from")
    from digest.archive.remote import pull

    pulled = pull(desk.newsletter.archive.storage, desk.issues)
    for issue in pulled.kept:
        desk.voice.warn(f"The issue of {issue.date} was left alone: {issue.reason}")
    update_site(desk)
    return pulled.files
