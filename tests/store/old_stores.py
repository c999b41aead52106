"""A store as version 1 wrote it, by its own SQL."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

SCHEMA = """
CREATE TABLE articles (id TEXT PRIMARY KEY, source TEXT NOT NULL, first_seen REAL NOT NULL,
  published REAL, file TEXT NOT NULL, article TEXT NOT NULL);
CREATE INDEX articles_first_seen ON articles (first_seen);
CREATE INDEX articles_published ON articles (published);
CREATE INDEX articles_file ON articles (source) WHERE file <> '';
CREATE TABLE sources (source TEXT PRIMARY KEY, state TEXT NOT NULL);
PRAGMA user_version = 1;
"""
MOMENT = "2026-03-02T09:00:00Z"
SECONDS = 1772442000.0


def state(source: str, url: str, **more: object) -> tuple[str, str]:
    """A row of sources: what version 1 remembered."""
    said = {
        "source": source,
        "url": url,
        "moved_to": "",
        "etag": '"1"',
        "last_modified": "Mon",
        "body_sha256": "abc",
        "next_check": "2026-03-02T10:00:00Z",
        "last_check": MOMENT,
        "last_success": MOMENT,
        "last_new_article": "2026-03-01T09:00:00Z",
        "failures": 0,
        "failure": "",
        "gone": False,
        "undated": 1,
        "future_dated": 2,
        "ttl_seconds": 60,
    }
    return source, json.dumps(said | more)


def article(number: int, source: str = "Wire", words: int = 5) -> tuple[object, ...]:
    """A row of articles."""
    said: dict[str, object] = {
        "id": f"a{number:06}",
        "source": source,
        "title": f"Talks {number}",
        "first_seen": MOMENT,
        "key": f"wire.example/{number}",
        "text": "word " * words,
        "image": None,
        "categories": [],
    }
    return (f"a{number:06}", source, SECONDS, None, "", json.dumps(said))


def write_old_store(
    file: Path,
    states: Iterable[tuple[str, str]] = (),
    articles: Iterable[tuple[object, ...]] = (),
) -> None:
    """Write a store as version 1 left it."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(SCHEMA)
        connection.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", articles)
        connection.executemany("INSERT INTO sources VALUES (?, ?)", states)


SCHEMA_2 = """
CREATE TABLE articles (id TEXT PRIMARY KEY, source TEXT NOT NULL, first_seen REAL NOT NULL,
  published REAL, file TEXT NOT NULL, article TEXT NOT NULL);
CREATE INDEX articles_first_seen ON articles (first_seen);
CREATE INDEX articles_published ON articles (published);
CREATE INDEX articles_file ON articles (source) WHERE file <> '';
CREATE TABLE sources (key TEXT PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE feeds (place TEXT PRIMARY KEY, state TEXT NOT NULL);
PRAGMA user_version = 2;
"""


def write_store_of_version_2(
    file: Path, place: str, articles: Iterable[tuple[object, ...]] = ()
) -> None:
    """Write a store as version 2 left it: the source and the feed of `state`, in two tables."""
    source = {
        "source": "Wire",
        "place": place,
        "lineage": ["Wire"],
        "absorbed": [],
        "present": True,
        "sha256": "abc",
        "last_success": MOMENT,
        "last_new_article": "2026-03-01T09:00:00Z",
        "undated": 1,
        "future_dated": 2,
    }
    feed = {
        "place": place,
        "moved_to": "",
        "etag": '"1"',
        "last_modified": "Mon",
        "sha256": "abc",
        "next_check": "2026-03-02T10:00:00Z",
        "last_check": MOMENT,
        "failures": 0,
        "failure": "",
        "gone": False,
        "ttl_seconds": 60,
    }
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(SCHEMA_2)
        connection.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", articles)
        connection.execute("INSERT INTO sources VALUES ('Wire', ?)", (json.dumps(source),))
        connection.execute("INSERT INTO feeds VALUES (?, ?)", (place, json.dumps(feed)))
