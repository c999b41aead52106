"""A rendered issue in, a folder of the archive out: whole or not at all, and rebuilt at will."""

from digest.archive.differences import differences
from digest.archive.publishing import publish, reopen
from digest.archive.reading import listing, load, past_issues, status
from digest.archive.saving import Workshop, save
from digest.archive.site import rebuild_site
from digest.archive.verifying import mend, verify

__all__ = [
    "Workshop",
    "differences",
    "listing",
    "load",
    "mend",
    "past_issues",
    "publish",
    "rebuild_site",
    "reopen",
    "save",
    "status",
    "verify",
]
