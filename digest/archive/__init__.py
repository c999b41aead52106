"""A rendered issue in, a folder of the archive out: whole or not at all, and rebuilt at will."""

from digest.archive.saving import save

__all__ = ["save"]
