"""With --json every command prints what its schema says: each is run, and failures, too."""

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from cli.newsletters import NEWSLETTER
from cli.printed_json import objects_of
from cli.terminal import Ended, digest
from delivery.ghost_server import KEY, GhostServer
from delivery.mail_servers import scripted
from servers import Reply, serving

from digest.cli.outputs import OUTPUTS

MORE = """
[[sections]]
id = "cards"
heading = "Worth reading"
style = "cards"
match = "nothing"
[[slots]]
id = "note"
[review]
then = "publish"
window = "3 hours"
[notices]
command = ["true"]
[mail]
sender = "Desk <desk@example.org>"
[sending]
to = "Readers <list@example.org>"
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
[services.ghost]
url = "{ghost}"
key = "${{GHOST_KEY}}"
"""
FEED = (
    b"<rss version='2.0'><channel><title>The Wire</title><item><title>Storm</title>"
    b"<link>https://news.example/1</link></item></channel></rss>"
)
PAGE = b'<link rel="alternate" type="application/rss+xml" title="Wire" href="/feed">'
PIECE = "---\ntitle: {0} opens\ndate: {1}\nurl: https://example.org/{0}\n---\n\n{2}\n"
DAYS = {
    "Crane": "2024-08-01",
    "Harbour": "2024-08-08",
    "Bridge": "2024-08-08",
    "Ferry": "2024-08-08",
    "Quay": "2024-08-08",
}
COMMAND_LINES = """\
sources list
sources add {site}/feed --allow-private
sources add {site}/page {site}/nothing --allow-private
sources discover {site}/page --allow-private
sources discover {site}/page --allow-private --add
sources read articles {site}/nothing --allow-private
sources weight Ferries 1.2
sources rename Ferries Quays
sources pause Quays
sources resume Quays
sources remove Quays
collect
sources health
build --date 2024-08-02
draft
why
why bridge
why opens
why crane
edit promote bridge
edit move ferry --to 1
edit send ferry --to cards
edit drop quay
edit restore quay
edit take quay --to other
edit pin quay
edit rewrite quay --headline Mole
edit follow mole
edit join quay harbour
edit tell quay harbour
edit part harbour quay
edit add --to other --blurb Words
edit retitle other Elsewhere
edit subject Words
edit preheader Words
edit slot note --text Words
edit slot note --text Words
undo
redo
history
build
check
hold --reason Words
approve
run --offline
schedule next
schedule show --as systemd
schedule install --as github --yes
schedule remove --as github
send 2024-08-09 --to ann@example.org --dry-run
send 2024-08-09 --to ann@example.org --to bob@example.org
publish
send 2024-08-09 --live
send 2024-08-09 --draft --dry-run
send 2024-08-09 --draft
issues list
archive verify
archive diff 2024-08-02 2024-08-09
layouts list
notices test
runs
fleet build nowhere --state state
fleet run . --state state
""".splitlines()
"""In this order: each works on what the ones before it left."""


def command_of(line: str) -> str:
    """The command of a command line: as many words as one has."""
    first, second, *_ = [*line.split(), ""]
    return f"{first} {second}" if f"{first} {second}" in OUTPUTS else first


def newsletter(folder: Path, *, port: int, ghost: str) -> Path:
    """A newsletter of two folders, in a repository; it mails and has a service."""
    second = '[[sources]]\npath = "ferries"\nname = "Ferries"\n[[sections]]'
    settings = NEWSLETTER.replace("[[sections]]", second).replace("06:00:00Z", "08:00:00Z")
    (folder / "newsletter.toml").write_text(settings + MORE.format(port=port, ghost=ghost))
    (folder / ".git").mkdir()
    for name in ("articles", "ferries"):
        (folder / name).mkdir()
    for title, day in DAYS.items():
        words = " ".join(f"{title.lower()}{number}" for number in range(12))
        (folder / "articles" / f"{title}.md").write_text(PIECE.format(title, day, words))
    return folder


def run(line: str) -> Ended:
    """Run a command line with its log as JSON, and its results, too, where it prints any so."""
    as_json = ["--json"] if command_of(line) in OUTPUTS else []
    return digest(*line.split(), *as_json, "--log-format", "json")


def run_apart(line: str) -> Ended:
    """The same as a process, which has the key of the service in its environment."""
    command = [sys.executable, "-m", "digest", *line.split(), "--json", "--log-format", "json"]
    environment = {**os.environ, "GHOST_KEY": KEY}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return Ended(code=ended.returncode, out=ended.stdout, err=ended.stderr)


def test_every_command_prints_what_its_schema_says(tmp_path: Path) -> None:
    """No field more, none less; so does the log beside it."""
    replies = {"/feed": Reply(body=FEED), "/page": Reply(body=PAGE)}
    with scripted() as mails, serving(GhostServer().answer) as ghost, serving(replies) as site:
        folder = newsletter(tmp_path, port=mails.port, ghost=ghost.url(""))
        with chdir(folder):
            for line in (one.format(site=site.url("")) for one in COMMAND_LINES):
                ended = run_apart(line) if "--draft" in line else run(line)
                assert objects_of("log", ended.err)[-1]["exit_code"] == ended.code
                if command_of(line) in OUTPUTS:
                    assert objects_of(command_of(line), ended.out), f"{line}: {ended.err}"


def test_every_command_is_among_them() -> None:
    """One that is new is to be tried, too."""
    assert OUTPUTS.keys() - {command_of(line) for line in COMMAND_LINES} == set()


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_a_failure_is_told_on_stderr(tmp_path: Path, line: str) -> None:
    """Where there is no newsletter; stdout has nothing but objects, also then."""
    with chdir(tmp_path):
        ended = run(line.format(site="http://127.0.0.1:9"))
    last = objects_of("log", ended.err)[-1]
    assert last["exit_code"] == ended.code
    assert (last["level"], bool(last["message"])) == ("error" if ended.code else "info", True)
    if command_of(line) in OUTPUTS:
        objects_of(command_of(line), ended.out)


@pytest.mark.skipif(sys.platform != "linux", reason="folders have names in UTF-8 there")
@pytest.mark.parametrize("line", ["build", "edit subject Words --date 2024-08-09"])
def test_a_folder_may_be_called_in_no_encoding(tmp_path: Path, line: str) -> None:
    """Its path is printed without the bytes that no text has."""
    folder = tmp_path / os.fsdecode(b"weekly\xff")
    folder.mkdir()
    newsletter(folder, port=9, ghost="http://127.0.0.1:9")
    assert digest("-C", folder, "draft", "-q").code == 0
    ended = digest("-C", folder, *line.split(), "--json")
    (told,) = objects_of(command_of(line), ended.out)
    assert str(told["path"]).startswith(f"{tmp_path}/weekly/")


def test_a_failure_is_a_sentence_for_people(tmp_path: Path) -> None:
    """Unless the log is asked for as JSON; what stands on stdout may be read whatever happens."""
    ended = digest("-C", tmp_path, "issues", "list", "--json")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"digest: {tmp_path}/newsletter.toml: there is no newsletter.toml")
