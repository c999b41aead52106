"""Sources added to newsletter.toml, which otherwise stays as it is, byte for byte."""

from pathlib import Path

import pytest

from digest.config import load_newsletter
from digest.errors import ConfigError, UsageError
from digest.pipeline.sources import add_sources, source_from_argument

SETTINGS = b'\xef\xbb\xbf# Mine.\r\n[newsletter]\r\ntitle = "Weekly"\r\n'


def add(folder: Path, *places: str) -> list[str]:
    """Add these places; what they are called."""
    return [
        one.label for one in add_sources(folder, [source_from_argument(place) for place in places])
    ]


def test_line_ends_and_the_mark_at_the_start_stay(tmp_path: Path) -> None:
    """A file of Windows remains one."""
    path = tmp_path / "newsletter.toml"
    path.write_bytes(SETTINGS)
    add(tmp_path, "https://a.example/feed")
    data = path.read_bytes()
    assert data.startswith(SETTINGS)
    assert data.count(b"\n") == data.count(b"\r\n") > 5
    assert [one.url for one in load_newsletter(tmp_path).sources] == ["https://a.example/feed"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Settings are often kept elsewhere."""
    real = tmp_path / "elsewhere.toml"
    real.write_bytes(SETTINGS)
    real.chmod(0o600)
    (tmp_path / "newsletter.toml").symlink_to(real)
    add(tmp_path, "articles")
    assert (tmp_path / "newsletter.toml").is_symlink()
    assert b"articles" in real.read_bytes()
    assert real.stat().st_mode & 0o777 == 0o600


def test_feeds_of_one_host_are_told_apart(tmp_path: Path) -> None:
    """By their paths, and where these are the same by a number."""
    (tmp_path / "newsletter.toml").write_bytes(SETTINGS)
    assert add(tmp_path, "https://a.example/one", "https://a.example/two?x=1") == [
        "a.example",
        "a.example/two",
    ]
    assert add(tmp_path, "https://a.example/two?x=2") == ["a.example/two 2"]
    assert add(tmp_path, "https://a.example/one") == []
    assert len(load_newsletter(tmp_path).sources) == 3


def test_without_a_newsletter_nothing_is_added(tmp_path: Path) -> None:
    """The message is that of every command."""
    with pytest.raises(ConfigError, match="digest init"):
        add(tmp_path, "articles")


@pytest.mark.parametrize("place", ["", " ", "http://", "http:///", "https://?", "a\0b"])
def test_what_is_no_place_is_told(place: str) -> None:
    """Neither an address nor a path."""
    with pytest.raises(UsageError):
        source_from_argument(place)
