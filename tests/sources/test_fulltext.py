"""The text of a page whose feed gave only a summary; with or without the extra library."""

from pathlib import Path

from digest.sources.pages.fulltext import full_text

PAGE = Path(__file__).parent / "pages" / "endless.html"


def test_the_text_of_a_page_is_found_and_cleaned() -> None:
    """Markup is safe, links are absolute, and the date is the page's own, with its time."""
    html, text, date = full_text(PAGE.read_bytes(), "https://harbourwire.example.com/two-ministers")

    assert 'href="https://harbourwire.example.com/world/protocol"' in html
    assert "The country has had one aeroplane since the spring." in text
    assert "We use cookies" not in text
    assert date == "2024-10-01T08:00:00+01:00"
