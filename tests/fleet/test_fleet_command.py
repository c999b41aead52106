"""`digest fleet build` with real processes, as somebody starts it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pipeline.newsletters import newsletter_in, write_piece
from servers import Reply, serving

from digest.lock import hold_lock

MOMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1723179600"}
"""Friday 9 August 2024, 05:00 UTC."""

ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


def newsletter(place: Path, name: str, more: str = "") -> Path:
    """A newsletter of one piece."""
    folder = place / name
    folder.mkdir()
    newsletter_in(folder, more)
    write_piece(folder, "Harbour", "2024-08-06")
    return folder


def built(place: Path, *names: str) -> tuple[int, dict[str, dict[str, object]], str]:
    """The exit code, what was told of each folder, and what stands on stderr."""
    (place / "list.txt").write_text("\n".join(names))
    command = [sys.executable, "-m", "digest", "fleet", "build", "--from", "list.txt", "--json"]
    done = subprocess.run(
        [*command, "--jobs", "2", "--state", str(place / "state")],
        cwd=place,
        env=MOMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, {Path(str(one["folder"])).name: one for one in told}, done.stderr


def test_newsletters_of_a_list_are_built_by_processes(tmp_path: Path) -> None:
    """Each has its archive; one without settings is named, and the code says that one failed."""
    newsletter(tmp_path, "a")
    newsletter(tmp_path, "b")
    code, told, said = built(tmp_path, "a", "b", "nothing")
    assert code == 1
    assert [told[name]["state"] for name in ("a", "b", "nothing")] == ["built", "built", "failed"]
    assert "there is no newsletter.toml here" in str(told["nothing"]["sentence"])
    assert "3 newsletters: 2 built, 1 failed." in said
    for name in ("a", "b"):
        html = (tmp_path / name / "issues" / "2024-08-09" / "issue.html").read_text()
        assert "Harbour" in html


def test_a_list_of_stdin_is_read_as_a_file_is() -> None:
    """With the line of what is wrong, and what to do."""
    done = subprocess.run(
        [sys.executable, "-m", "digest", "fleet", "build", "--from", "-"],
        input=b"weekly\nm\xf6nthly\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"standard input:2: is not UTF-8" in done.stderr


@pytest.mark.slow
def test_three_that_would_hold_up_a_fleet_hold_up_nobody(tmp_path: Path) -> None:
    """A template that loops, a feed without an end, a folder that another run holds."""
    for name in ("a", "b", "c"):
        newsletter(tmp_path, name)
    looping = newsletter(tmp_path, "looping") / "templates" / "partials" / "_colophon.mjml.j2"
    looping.parent.mkdir(parents=True)
    looping.write_text(ENDLESS)
    held = newsletter(tmp_path, "held")
    with serving({"/feed": Reply(body=b"<rss>" + bytes(2**20), endless=True)}) as server:
        source = f'[[sources]]\nurl = "{server.url("/feed")}"\nallow_private = true\n'
        endless = newsletter(tmp_path, "endless", source)
        for piece in (endless / "articles").iterdir():
            piece.unlink()
        with hold_lock(held):
            code, told, _ = built(tmp_path, "a", "looping", "b", "endless", "held", "c")
    assert code == 1
    assert {name: one["state"] for name, one in told.items()} == {
        **dict.fromkeys(("a", "b", "c"), "built"),
        "looping": "failed",
        "endless": "thin",
        "held": "held",
    }
    assert "did not end and was stopped" in str(told["looping"]["sentence"])
    assert "10 MB" in str(told["endless"]["said"])
    assert "another run" in str(told["held"]["sentence"])
