"""What the tests of extensions may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from extensions.installed import Site, site_in


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Where distributions can be installed."""
    place = tmp_path / "site"
    place.mkdir()
    with site_in(place) as made:
        yield made
