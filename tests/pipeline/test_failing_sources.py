"""Sources that fail: who counts as well, what is said of them, and how often."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pipeline.newsletters import newsletter_in, workspace_at, write_piece
from servers import Reply, serving

from digest.errors import NoSourceAnswered
from digest.pipeline.build import build_issue
from digest.pipeline.collection import collect_articles
from digest.pipeline.workspace import Voice, Workspace

DAY = date(2024, 8, 2)
FEED = Reply(
    headers={"Content-Type": "application/rss+xml"},
    body=b'<rss version="2.0"><channel><title>News</title><link>https://news.example/</link>'
    b"<description>News</description><item><title>Harbour</title>"
    b"<link>https://news.example/1</link><pubDate>Wed, 31 Jul 2024 10:00:00 GMT</pubDate>"
    b"</item></channel></rss>",
)


class Notebook:
    """A workspace's voice, written down."""

    def __init__(self) -> None:
        self.aloud: list[str] = []
        self.noted: list[str] = []
        self.voice = Voice(note=self.noted.append, warn=self.aloud.append)


def workspace_reading(folder: Path, url: str, notebook: Notebook) -> Workspace:
    """A newsletter whose only source is `url`."""
    newsletter_in(folder)
    settings = folder / "newsletter.toml"
    feed = f'url = "{url}"\nallow_private = true\n'
    settings.write_text(settings.read_text().replace('path = "articles"\n', feed))
    return replace(workspace_at(folder, DAY), voice=notebook.voice)


def test_a_dead_source_does_not_count_as_answered_until_it_is_asked_again(tmp_path: Path) -> None:
    """Both runs have nothing, and say why."""
    with serving({}) as server:
        workspace = workspace_reading(tmp_path, server.url("/feed"), Notebook())
        for _ in range(2):
            collection = collect_articles(workspace)
            assert collection.answered == 0
            with pytest.raises(NoSourceAnswered, match=r"Desk: .*404"):
                collection.require_an_answer()
        assert len(server.asked) == 1


def test_a_source_that_is_gone_has_not_answered(tmp_path: Path) -> None:
    """410, and never asked again."""
    with serving({"/feed": Reply(status=410)}) as server:
        notebook = Notebook()
        workspace = workspace_reading(tmp_path, server.url("/feed"), notebook)
        for _ in range(2):
            with pytest.raises(NoSourceAnswered, match=r"Desk: .*410"):
                collect_articles(workspace).require_an_answer()
    assert all(note.startswith("Desk: ") for note in notebook.noted)


def test_a_week_without_a_source_is_no_week_without_news(tmp_path: Path) -> None:
    """The build ends as collect does."""
    with serving({}) as server:
        workspace = workspace_reading(tmp_path, server.url("/feed"), Notebook())
        with pytest.raises(NoSourceAnswered):
            build_issue(workspace, DAY)


def test_a_source_that_was_well_rests_without_a_word(tmp_path: Path) -> None:
    """It counts as answered; that it was not asked is a number."""
    with serving({"/feed": FEED}) as server:
        notebook = Notebook()
        workspace = workspace_reading(tmp_path, server.url("/feed"), notebook)
        collect_articles(workspace)
        again = collect_articles(workspace)
    assert (again.answered, again.resting, notebook.noted) == (1, 1, [])


def test_a_failing_source_is_told_aloud_once(tmp_path: Path) -> None:
    """At the third failure in a row; the others are notes, which --quiet does not show."""
    with serving({"/feed": FEED}) as server:
        notebook = Notebook()
        workspace = workspace_reading(tmp_path, server.url("/feed"), notebook)
        collect_articles(workspace)
    for days in range(1, 6):
        collect_articles(replace(workspace, now=workspace.now + timedelta(days=days)), force=True)
    assert len(notebook.aloud) == 1
    assert notebook.aloud[0].startswith("Desk: ")
    assert notebook.aloud[0].endswith("(last read well at 2024-08-02 05:00 UTC)")
    assert len([note for note in notebook.noted if note.startswith("Desk: ")]) == 4


def test_what_is_wrong_with_a_file_is_told_aloud_until_it_is_mended(tmp_path: Path) -> None:
    """It is the editor's own; no server gets well by itself there. Other files are read."""
    newsletter_in(tmp_path)
    write_piece(tmp_path, "Harbour", "2024-08-01")
    broken = tmp_path / "articles" / "broken.md"
    broken.write_text("---\ndate: [\n---\n\nIt rained.\n")
    notebook = Notebook()
    workspace = replace(workspace_at(tmp_path, DAY), voice=notebook.voice)
    for days in range(5):
        collect_articles(replace(workspace, now=workspace.now + timedelta(days=days)))
    assert [line for line in notebook.aloud if "broken.md" in line] == notebook.aloud
    assert (len(notebook.aloud), notebook.noted) == (5, [])
    broken.unlink()
    assert collect_articles(workspace).failures == ()
    assert len(notebook.aloud) == 5


def test_a_folder_that_is_gone_is_told_in_the_same_words_every_time(tmp_path: Path) -> None:
    """Since when it fails is a matter of servers."""
    newsletter_in(tmp_path)
    notebook = Notebook()
    workspace = replace(workspace_at(tmp_path, DAY), voice=notebook.voice)
    (tmp_path / "articles").rmdir()
    for days in range(5):
        collect_articles(replace(workspace, now=workspace.now + timedelta(days=days)))
    assert (len(notebook.aloud), len(set(notebook.aloud))) == (5, 1)


def test_offline_asks_no_server_and_reads_the_files(tmp_path: Path) -> None:
    """A server that was not to be asked has not failed, either."""
    with serving({"/feed": FEED}) as server:
        newsletter_in(
            tmp_path,
            f'[[sources]]\nname = "News"\nurl = "{server.url("/feed")}"\nallow_private = true\n',
        )
        write_piece(tmp_path, "Quay", "2024-08-01")
        workspace = workspace_at(tmp_path, DAY)
        offline = collect_articles(workspace, offline=True)
        assert (offline.sources, offline.answered, offline.failures) == (1, 1, ())
        assert (offline.new, len(server.asked)) == (1, 0)
        online = collect_articles(workspace)
        assert (online.sources, online.answered, online.new) == (2, 2, 1)


class Line:
    """A terminal's last line; Ctrl-C is pressed when it has been drawn `patience` times."""

    def __init__(self, *, patience: int) -> None:
        self.drawn: list[str] = []
        self._patience = patience

    def draw(self, message: str) -> None:
        """Show `message`."""
        self.drawn.append(message)
        if message and len(self.drawn) > self._patience:
            raise KeyboardInterrupt


def test_what_is_awaited_is_said_until_it_is_read(tmp_path: Path) -> None:
    """Before the first answer; nothing stays on the line, also when the run is interrupted."""
    newsletter_in(tmp_path)
    said = "Read 0 of 1 source; waiting for Desk"
    for patience, drawn in ((9, [said, "", ""]), (0, [said, ""])):
        line = Line(patience=patience)
        workspace = replace(workspace_at(tmp_path, DAY), voice=Voice(progress=line.draw))
        with nullcontext() if patience else pytest.raises(KeyboardInterrupt):
            collect_articles(workspace)
        assert line.drawn == drawn
