"""A rendered issue in, a folder of the archive out: whole or not at all, and rebuilt at will."""

from digest.archive.issue_folder import save_issue

__all__ = ["save_issue"]
