"""Which newsletters a fleet has, and which clusters may make its issues."""

from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.fleet.cluster import require_safe
from digest.fleet.planning import choose_newsletters, read_list

BASE = Path("/srv")


def test_a_list_has_a_folder_a_line_from_where_it_stands() -> None:
    """Comments, empty lines and the mark that Windows editors begin a file with are passed over."""
    text = b"\xef\xbb\xbfweekly\r\n\n# those of the second desk\n  /var/monthly  \n"
    assert read_list(text, name="list", base=BASE) == (Path("/srv/weekly"), Path("/var/monthly"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"mon\0thly", "is no folder; write one path a line"),
        (b"~nobody-of-this-name/monthly", "write the whole path"),
        (b"m\xf6nthly", "is not UTF-8; save the list again as UTF-8"),
    ],
)
def test_what_can_be_no_folder_is_named_by_its_line(line: bytes, told: str) -> None:
    """A list that is no text, for example."""
    with pytest.raises(UsageError, match=f"list:2: .*{told}"):
        read_list(b"weekly\n" + line + b"\n", name="list", base=BASE)


def test_each_is_worked_on_once_and_none_is_an_error() -> None:
    """In the order in which they are named first."""
    named = [Path("/b"), Path("/a"), Path("/b")]
    assert choose_newsletters(named) == (Path("/b"), Path("/a"))
    with pytest.raises(UsageError, match="--from FILE"):
        choose_newsletters([])


def test_two_ways_to_one_folder_are_one_newsletter(tmp_path: Path) -> None:
    """By its first name; two runs in one folder would stand in each other's way."""
    weekly, monthly = tmp_path / "weekly", tmp_path / "monthly"
    for folder in (weekly, monthly):
        folder.mkdir()
    link = tmp_path / "link"
    link.symlink_to(weekly)
    through = tmp_path / "fleet"
    through.symlink_to(tmp_path)
    others = [monthly / ".." / "weekly", link, through / "weekly", weekly / "issues" / ".."]
    assert choose_newsletters([weekly, *others, monthly]) == (weekly, monthly)
    assert choose_newsletters([link, weekly]) == (link,)


def test_where_nobody_can_look_is_a_folder_like_others(tmp_path: Path) -> None:
    """Links that lead to each other, a name too long: what came of them is told like any other."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    named = [tmp_path / "a", tmp_path / "a" / "weekly", tmp_path / ("x" * 300)]
    assert choose_newsletters(named) == tuple(named)


@pytest.mark.parametrize(
    "address",
    [
        "tls://scheduler.example:8786",
        "tcp://127.0.0.1:8786",
        "tcp://localhost:8786",
        "tcp://[::1]:1",
    ],
)
def test_a_cluster_is_reached_by_tls_or_is_this_machine(address: str) -> None:
    """Whoever reaches a scheduler can run programs on its workers."""
    require_safe(address)


@pytest.mark.parametrize(
    "address",
    [
        *("tcp://10.0.0.1:8786", "tcp://scheduler:8786", "ws://127.0.0.1:1", "127.0.0.1:8786", ""),
        *("tcp://localhost@evil.example:1", "tcp://127.0.0.1.evil.example:1", "tls://"),
    ],
)
def test_any_other_address_is_refused(address: str) -> None:
    """With the two that are safe."""
    with pytest.raises(UsageError, match="use tls://"):
        require_safe(address)
