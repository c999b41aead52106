"""newsletter.toml: what it may say, and how its mistakes are told."""

from datetime import time
from pathlib import Path

import pytest

from digest.config import load_newsletter, parse_newsletter
from digest.errors import ConfigError

SMALLEST = '[newsletter]\ntitle = "Weekly"\n'


def problems(text: str) -> list[str]:
    """The lines of the error that `text` causes."""
    with pytest.raises(ConfigError) as caught:
        parse_newsletter(text)
    return [line.strip() for line in str(caught.value).splitlines()]


def test_a_title_is_enough() -> None:
    """Everything but the title has a default."""
    newsletter = parse_newsletter(SMALLEST)
    assert newsletter.newsletter.title == "Weekly"
    assert newsletter.schedule.at == time(7)
    assert newsletter.sources == ()


def test_every_problem_is_told_at_once() -> None:
    """Three mistakes make three lines, in the order of the file."""
    text = (
        '[newsletter]\ntitle = "W"\ntimezone = "Mars/Olympus"\n[schedule]\nevery = "wek"\n[leed]\n'
    )
    told = problems(text)
    assert told[0] == "newsletter.toml has 3 problems:"
    assert [line.split(":")[1] for line in told[1:]] == ["3", "5", "6"]


def test_an_unknown_key_names_the_nearest_valid_one() -> None:
    """A slip of the finger is answered with the key that was meant."""
    told = problems(SMALLEST + '[[sources]]\nurl = "https://a.example/f"\nweigth = 2\n')
    assert told[1] == "newsletter.toml:5: sources[0].weigth is not a key here; did you mean weight?"


def test_an_unknown_table_far_from_any_lists_the_valid_ones() -> None:
    """Where nothing is near, all are named."""
    assert "valid keys are" in problems(SMALLEST + "[xyzzyq]\n")[1]


def test_a_problem_in_the_second_source_is_found_on_its_line() -> None:
    """The line is that of the key, not of the first table of that name."""
    text = SMALLEST + '[[sources]]\npath = "a"\n\n[[sources]]\nname = "x"\nurl = "ftp://b"\n'
    assert problems(text)[1].startswith(
        "newsletter.toml:8: sources[1].url = 'ftp://b' is not a web"
    )


def test_a_source_needs_one_place() -> None:
    """Neither url nor path, or both, is a mistake."""
    assert (
        "sources[0] needs either url or path" in problems(SMALLEST + '[[sources]]\nname = "x"\n')[1]
    )


def test_a_missing_title_is_told() -> None:
    """The only key without a default is asked for."""
    assert "newsletter.title is missing" in problems("[newsletter]\n")[1]


def test_two_sections_of_one_id_are_a_mistake() -> None:
    """An id names one section."""
    section = '[[sections]]\nid = "a"\nheading = "A"\n'
    assert "sections.id is used twice: a" in problems(SMALLEST + section + section)[1]


def test_broken_toml_says_where() -> None:
    """The parser's own line and column are in the message."""
    assert "line 2" in problems("[newsletter]\ntitle = \n")[0]


def test_a_folder_without_a_newsletter_says_what_to_do(tmp_path: Path) -> None:
    """The message names init and -C."""
    with pytest.raises(ConfigError, match="digest init"):
        load_newsletter(tmp_path)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """Windows editors put one there."""
    (tmp_path / "newsletter.toml").write_bytes(b"\xef\xbb\xbf" + SMALLEST.encode())
    assert load_newsletter(tmp_path).newsletter.title == "Weekly"


def test_a_file_that_is_no_utf_8_is_a_clear_error(tmp_path: Path) -> None:
    """Latin-1 bytes are not guessed at."""
    (tmp_path / "newsletter.toml").write_bytes('[newsletter]\ntitle = "Café"\n'.encode("latin-1"))
    with pytest.raises(ConfigError, match="cannot be read"):
        load_newsletter(tmp_path)
