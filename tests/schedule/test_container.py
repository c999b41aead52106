"""The image's own loop, as the Containerfile has it: what is due is done, and a signal ends it."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
from schedule.readers import make_program

CONTAINERFILE = Path(__file__).parents[2] / "Containerfile"
SOON = 10.0


def loop() -> list[str]:
    """The command of the image."""
    text = CONTAINERFILE.read_text().rpartition("\nCMD ")[2].replace("\\\n", "")
    command: list[str] = json.loads(text)
    return command


def wait_for(path: Path) -> str:
    """What stands in the file, once it is there."""
    end = time.monotonic() + SOON
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.02)
    return path.read_text()


LONG_RUN = "trap 'kill $!; touch ended; exit 1' TERM\nsleep 60 & wait\n"


@pytest.mark.parametrize("run", ["", LONG_RUN], ids=["in the pause", "in a run"])
def test_a_signal_ends_the_loop_at_once(tmp_path: Path, run: str) -> None:
    """In a run, too, which gets the signal; passwords come from their file."""
    (tmp_path / ".digest").mkdir()
    (tmp_path / ".digest" / "environment").write_text("SMTP_PASSWORD='two  words'\n")
    make_program(
        tmp_path / "bin" / "digest",
        f'echo "$SMTP_PASSWORD" "$@" >new && mv new ran\n{run}',
    )
    environment = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    with subprocess.Popen(loop(), cwd=tmp_path, env=environment) as process:
        assert wait_for(tmp_path / "ran") == "two  words -C . run --quiet\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=SOON) == 0
    assert (tmp_path / "ended").exists() == bool(run)


def test_the_image_has_no_rights_and_says_how_it_is() -> None:
    """It runs as a user, on the newsletter's folder."""
    lines = CONTAINERFILE.read_text().splitlines()
    assert "USER 1000:1000" in lines
    assert "VOLUME /newsletter" in lines
    assert any(line.startswith("HEALTHCHECK ") for line in lines)


def test_the_image_has_its_templates_compiled() -> None:
    """Its user may write nothing beside them."""
    installed = CONTAINERFILE.read_text().partition("pip install")[2].partition("\nFROM")[0]
    assert installed.endswith("python -m digest.compile_templates\n")
