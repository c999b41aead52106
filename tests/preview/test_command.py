"""`digest preview` as a process of its own."""

import http.client
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from cli.terminal import digest
from preview.newsletters import start


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
        address = process.stdout.readline().split()[4]
        page = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=60)
        page.request("GET", "/events")
        assert page.getresponse().readline().startswith(b"data: ")
        process.send_signal(signal.SIGINT)
        _out, complaints = process.communicate(timeout=60)
        page.close()
    assert process.returncode == 0
    assert "Traceback" not in complaints
    assert "Cancel" not in complaints


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
