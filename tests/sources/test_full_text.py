"""The text of a page whose feed gave only a summary, and what happens where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from digest.sources.entries.trees import parse_html
from digest.sources.entries.values import Unreadable
from digest.sources.pages.extraction import extract_blocks
from digest.sources.pages.html_pages import read_full_text

PAGE = Path(__file__).parent / "pages" / "endless.html"


def test_the_text_of_a_page_is_found_and_cleaned() -> None:
    """Markup is safe, links are absolute, headline and dek are not said again."""
    page = read_full_text(PAGE.read_bytes(), "https://harbourwire.example.com/two-ministers")

    assert 'href="https://harbourwire.example.com/world/protocol"' in page.html
    assert page.text.startswith("When the foreign minister landed in Lisbon on Monday")
    assert "The country has had one aeroplane since the spring." in page.text
    assert "We use cookies" not in page.text


def test_a_page_in_an_old_encoding_is_read() -> None:
    """The page names it; nothing else would tell Cyrillic from Western letters."""
    text = "Переговоры возобновились в старой гавани, и послы говорили до ночи. " * 12
    html = f'<meta charset="windows-1251"><article><p>{text}</p></article>'.encode("cp1251")

    assert read_full_text(html, "https://wire.example/").text == text.strip()


def test_a_page_without_a_text_is_refused() -> None:
    """Nothing is kept as if it were the text."""
    with pytest.raises(Unreadable, match="no text"):
        read_full_text(b"<html><body><script>x()</script></body></html>", "https://wire.example/")


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One.</p>", ["One."]),
        ("<h1>Hi</h1><div>Loose<br>words</div>", ["Hi", "Loose", "words"]),
        ("<a href='/'><h2>A <b>bold</b> one</h2></a><p>Two.", ["A bold one", "Two."]),
        ("<p>Never.</p><p>Never.</p><!-- x --><p>Never.</p>", ["Never."] * 3),
        ("<nav>Home</nav><p>Ours.</p><script>x()</script>", ["Ours."]),
        ("<p>First.<br><br>Second.</p>", ["First.", "Second."]),
        ("<blockquote><p>It floats.</p><p>So far.</p></blockquote>", ["It floats.So far."]),
    ],
)
def test_a_page_of_a_few_words_is_taken_as_it_stands(html: str, texts: list[str]) -> None:
    """The library would make one paragraph of it, or nothing."""
    assert [block.text for block in extract_blocks(parse_html(html), html)] == texts


STUMBLING = """
from digest.sources.entries.values import Unreadable
from digest.sources.pages.html_pages import read_html_page
try:
    read_html_page(b"<p>One.</p>")
except Unreadable as error:
    print(error)
"""


def test_a_page_over_which_the_library_stumbles_is_named(tmp_path: Path) -> None:
    """It is the page that failed; no fault of this program is reported."""
    (tmp_path / "trafilatura.py").write_text("def extract(*_, **__): {}['x']\n", "utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", STUMBLING],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), *sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == "no article can be found in it (KeyError: 'x')\n"
