"""A published issue at a Pressroom on this machine, by the commands that its editor uses."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

KEY = "a-key-of-this-test"
SETTINGS = """
[newsletter]
title = "Lock Keeper"
extensions = ["digest-example-pressroom"]
[schedule]
as_of = 2024-08-09T05:00:00Z
[[sources]]
path = "articles"
[colophon]
reason = "You asked for it."
address = "1 Lock Street, Canal Town"
unsubscribe_url = "https://lock.example/out"
[archive]
url = "https://lock.example/"
[mail]
sender = "Lock Keeper <desk@lock.example>"
[services.pressroom]
url = "{url}"
key = "${{PRESSROOM_KEY}}"
"""


@dataclass
class Room:
    """What a Pressroom holds, by id."""

    url: str = ""
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)

    def answer(self, method: str, path: str, body: dict[str, str]) -> object:
        """What it answers; None for 404."""
        place, _, query = path.partition("?")
        held_id = place.removeprefix("/drafts").strip("/")
        if method == "POST":
            held_id = f"d{len(self.drafts) + 1}"
            self.drafts[held_id] = {"id": held_id, "state": "draft", **body}
        elif method == "PUT":
            self.drafts[held_id] |= body
        elif not held_id:
            asked = query.removeprefix("key=")
            return {"drafts": [one for one in self.drafts.values() if one["key"] == asked]}
        return self.drafts.get(held_id)


@pytest.fixture
def room() -> Iterator[Room]:
    """A Pressroom that listens on this machine."""
    room = Room()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            known = self.headers["Authorization"] == f"Bearer {KEY}"
            answer = room.answer(self.command, self.path, json.loads(body or b"{}"))
            status = (404 if answer is None else 200) if known else 401
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer if status == 200 else {}).encode())

        do_POST = do_PUT = do_GET

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    room.url = f"http://127.0.0.1:{server.server_port}"
    yield room
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(room: Room, tmp_path: Path) -> Path:
    """A newsletter whose issue is out."""
    (tmp_path / "newsletter.toml").write_text(SETTINGS.format(url=room.url))
    (tmp_path / "articles").mkdir()
    text = "The river rose twice this week, and the lock was shut for a day each time. " * 8
    piece = f"---\ntitle: The river rose twice\ndate: 2024-08-06\n---\n\n{text}\n"
    (tmp_path / "articles" / "piece.md").write_text(piece)
    assert digest(tmp_path, "build", "--offline", "--publish").returncode == 0
    return tmp_path


def digest(folder: Path, *words: str, key: str = KEY) -> "subprocess.CompletedProcess[str]":
    """A command as it ended."""
    return subprocess.run(
        [sys.executable, "-m", "digest", "-C", str(folder), *words],
        env={**os.environ, "PRESSROOM_KEY": key},
        capture_output=True,
        text=True,
        check=False,
    )


def draft(folder: Path, *words: str) -> str:
    """What came of putting the issue there: created, unchanged, updated, refused."""
    return digest(folder, "send", "--draft", *words).stdout.split("\t")[1]


def test_an_issue_is_one_draft_there(folder: Path, room: Room) -> None:
    """Put again it is known; once edited there it stays, but for --force."""
    assert draft(folder) == "created"
    assert draft(folder) == "unchanged"
    (held,) = room.drafts.values()
    assert held["subject"] == "The river rose twice"
    held["subject"] = "Edited there"
    assert draft(folder) == "refused"
    assert draft(folder, "--force") == "updated"
    assert len(room.drafts) == 1


def test_a_dry_run_writes_nothing(folder: Path, room: Room) -> None:
    """It shows what it would ask, without the key."""
    done = digest(folder, "send", "--draft", "--dry-run")
    assert "POST http://127.0.0.1" in done.stdout + done.stderr
    assert KEY not in done.stdout + done.stderr
    assert room.drafts == {}


def test_a_wrong_key_is_told(folder: Path) -> None:
    """In a sentence."""
    done = digest(folder, "send", "--draft", key="another")
    assert done.returncode == 7
    assert "Pressroom does not know the key" in done.stderr
