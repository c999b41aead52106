"""What was read through the week in, kept in one SQLite file: `open_store` opens it."""

from digest.store.connection import open_store

__all__ = ["open_store"]
