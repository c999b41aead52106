"""Which newsletters a fleet has, and which clusters may make its issues."""

from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.fleet.cluster import require_safe
from digest.fleet.planning import choose_newsletters, read_list

BASE = Path("/srv")


def test_a_list_has_a_folder_a_line_from_where_it_stands() -> None:
    """Comments and empty lines are passed over."""
    text = "weekly\n\n# those of the second desk\n  /var/monthly  \n"
    assert read_list(text, name="list", base=BASE) == (Path("/srv/weekly"), Path("/var/monthly"))


def test_what_can_be_no_folder_is_named_by_its_line() -> None:
    """A list that is no text, for example."""
    with pytest.raises(UsageError, match="list:2: is no folder"):
        read_list("weekly\nmon\0thly\n", name="list", base=BASE)


def test_each_is_worked_on_once_and_none_is_an_error() -> None:
    """In the order in which they are named first."""
    named = [Path("/b"), Path("/a"), Path("/b")]
    assert choose_newsletters(named) == (Path("/b"), Path("/a"))
    with pytest.raises(UsageError, match="--from FILE"):
        choose_newsletters([])


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
