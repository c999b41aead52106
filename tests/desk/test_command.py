"""`digest preview` as a process of its own."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cli.terminal import digest
from desk.newsletters import start
from growth.feeds import newsletter_of


def test_ctrl_c_ends_it_with_a_page_open(tmp_path: Path) -> None:
    """With exit code 0, and without a word that something had to be cut off."""
    command = [sys.executable, "-m", "digest", "-C", str(start(tmp_path)), "preview"]
    with subprocess.Popen(
        [*command, "--offline", "--port", "0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().split()[-1])
        page = http.client.HTTPConnection(address.netloc, timeout=60)
        page.request("GET", f"/?{address.query}")
        answer = page.getresponse()
        answer.read()
        page.request("GET", "/events", headers={"Cookie": answer.headers["Set-Cookie"]})
        events = page.getresponse()
        while not events.readline().startswith(b"data: 1 built"):
            pass
        process.send_signal(signal.SIGINT)
        _out, complaints = process.communicate(timeout=60)
        page.close()
    assert process.returncode == 0
    assert "Traceback" not in complaints
    assert "Cancel" not in complaints


HUNG = """
import re, sys
from pathlib import Path
from digest.desk import OnDesk, serve_desk
from digest.desk.listeners import open_listeners

class Maker:
    def build(self):
        print("building", flush=True)
        re.match("(a*)*b", "a" * 40)

on_desk = OnDesk(
    maker=Maker(),
    open_workspace=None,
    search=None,
    archive=Path(sys.argv[1]),
    watched=lambda: [],
)
serve_desk(on_desk, listeners=open_listeners(0), ready=lambda access: None)
"""
"""A desk whose build never lets go of the interpreter."""


@pytest.mark.parametrize(
    "sent", [pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGTERM]
)
def test_ctrl_c_and_sigterm_end_it_in_the_middle_of_a_build(
    sent: signal.Signals, tmp_path: Path
) -> None:
    """Also while a library in C keeps Python from acting on a signal."""
    with subprocess.Popen(
        [sys.executable, "-c", HUNG, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "building\n"
        process.send_signal(sent)
        try:
            process.wait(timeout=20)
        finally:
            process.kill()
    assert process.returncode == -sent


@pytest.mark.parametrize(
    "sent", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)]
)
def test_a_blurb_command_that_takes_its_time_does_not_hold_it(
    sent: signal.Signals, tmp_path: Path
) -> None:
    """Nor does the command stay behind: the terminal ends what belongs to the desk."""
    begun = tmp_path / "begun"
    program = f"import pathlib, time; pathlib.Path({str(begun)!r}).touch(); time.sleep(60)"
    command = f"[blurbs]\ncommand = {json.dumps([sys.executable, '-c', program])}\n"
    newsletter_of(tmp_path, [("Harbour opens", "Ships came in.", "<p>Ships came in.</p>")], command)
    desk = [sys.executable, "-m", "digest", "-C", str(tmp_path), "preview", "--offline"]
    with subprocess.Popen(
        [*desk, "--port", "0", "--no-open"], stdout=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            for _ in range(600):
                if begun.exists():
                    break
                time.sleep(0.1)
            assert begun.exists()
            os.killpg(process.pid, sent)
            process.wait(timeout=20)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -sent


def test_a_port_in_use_is_told_before_anything_is_built(tmp_path: Path) -> None:
    """With exit code 2."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = digest("-C", start(tmp_path), "preview", "--offline", "--port", str(port))
    assert ended.code == 2
    assert f"port {port} cannot be used" in ended.err
    assert not (tmp_path / "issues").exists()


@pytest.mark.parametrize("words", ["[newsletter", "[newsletter]\ntitle = 1"])
def test_settings_that_cannot_be_read_are_told_at_the_start(tmp_path: Path, words: str) -> None:
    """There is nothing to show and nothing to watch yet."""
    (tmp_path / "newsletter.toml").write_text(words)
    ended = digest("-C", tmp_path, "preview", "--offline", "--port", "0")
    assert ended.code == 2
    assert "newsletter.toml" in ended.err
