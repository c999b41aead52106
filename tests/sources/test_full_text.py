"""The text of a page whose feed gave only a summary; with or without the extra library."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from digest.sources.entries.values import Unreadable
from digest.sources.pages.full_text import read_full_text

PAGE = Path(__file__).parent / "pages" / "endless.html"


def test_the_text_of_a_page_is_found_and_cleaned() -> None:
    """Markup is safe and links are absolute."""
    page = read_full_text(PAGE.read_bytes(), "https://harbourwire.example.com/two-ministers")

    assert 'href="https://harbourwire.example.com/world/protocol"' in page.html
    assert "The country has had one aeroplane since the spring." in page.text
    assert "We use cookies" not in page.text
    assert page.note == ""


def test_a_page_without_a_text_is_told() -> None:
    """Nothing is kept as if it were the text."""
    with pytest.raises(Unreadable, match="no text"):
        read_full_text(b"<html><body><script>x()</script></body></html>", "https://wire.example/")


BROKEN = """
from digest.sources.pages.full_text import read_full_text
page = read_full_text(open(r"{page}", "rb").read(), "https://wire.example/")
print(page.note)
print("one aeroplane since the spring" in page.text)
"""


def test_half_an_extra_falls_back_with_a_warning(tmp_path: Path) -> None:
    """trafilatura fails to import where pip did not bring all that it needs."""
    (tmp_path / "trafilatura.py").write_text("import lxml_html_clean_that_is_not_there\n", "utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", BROKEN.format(page=PAGE)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), *sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "trafilatura failed (ModuleNotFoundError" in ended.stdout
    assert ended.stdout.endswith("True\n")
