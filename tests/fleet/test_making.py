"""What a worker may cost, and which orders it takes."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from extensions.installed import site_in
from parsing import parse_here
from pipeline.newsletters import newsletter_in, workspace_at, write_piece

from digest import __version__
from digest.errors import RenderError, UsageError
from digest.fleet.making import Bounds, Order, make_order
from digest.model.stories import PastIssue
from digest.pipeline.collection import collect_articles
from digest.pipeline.gathered import Gathered
from digest.pipeline.gathering import gather_issue

DAY = date(2024, 8, 9)


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """An issue of one piece."""
    write_piece(newsletter_in(tmp_path), "Harbour", "2024-08-06")
    workspace = replace(workspace_at(tmp_path, DAY), parsing=parse_here)
    collect_articles(workspace, offline=True)
    return Order(
        folder=tmp_path,
        newsletter=workspace.newsletter,
        now=datetime(2024, 8, 9, 5, tzinfo=UTC),
        day=DAY,
        merge=False,
        gathered=gather_issue(workspace, DAY),
        bounds=Bounds(),
        version=__version__,
    )


def test_what_travels_back_is_the_issue_and_not_its_week(order: Order) -> None:
    """A week has thousands of articles."""
    made = make_order(order)
    assert made.shown
    assert "Harbour" in made.shown.rendered.html
    assert made.drafted.proposed.articles == {}


def test_one_that_takes_too_long_is_stopped(order: Order) -> None:
    """A loop that no template's own limit knows of; it is told like a fault of the template."""
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    gathered = replace(order.gathered, templates={"partials/_colophon.mjml.j2": endless.encode()})
    started = time.monotonic()
    made = make_order(replace(order, gathered=gathered, bounds=Bounds(seconds=0.5)))
    assert time.monotonic() - started < 4
    assert isinstance(made.trouble, RenderError)
    assert "took longer than 0.5 seconds" in str(made.trouble)


def test_threads_that_make_the_same_picture_do_not_meet(order: Order) -> None:
    """Each keeps it, and none finds that another took it away."""
    threads = 8
    with ThreadPoolExecutor(threads) as pool:
        made = list(pool.map(make_order, [order] * threads))
    assert [str(one.trouble) for one in made if one.trouble] == []


def test_a_worker_is_bounded_for_its_order_only(order: Order) -> None:
    """While it makes it, by what it has spent before; the next one has time of its own."""
    seen: list[int] = []

    class Watching(Gathered):
        """Holdings that note the limit whenever they are asked for past issues."""

        __slots__ = ()

        def past(self) -> tuple[PastIssue, ...]:
            seen.append(resource.getrlimit(resource.RLIMIT_CPU)[0])
            return self.past_issues

    values = {one.name: getattr(order.gathered, one.name) for one in fields(order.gathered)}
    before = resource.getrlimit(resource.RLIMIT_CPU)
    spent = time.process_time()
    make_order(replace(order, gathered=Watching(**values), bounds=Bounds(seconds=20)))
    assert seen
    assert all(spent + 20 < limit < spent + 60 for limit in seen)
    assert resource.getrlimit(resource.RLIMIT_CPU) == before


def test_one_that_is_too_large_is_not_kept(order: Order) -> None:
    """Its pictures would fill the disk of all."""
    made = make_order(replace(order, bounds=Bounds(archive=10_000)))
    assert made.shown is None
    assert "more than 10,000; use smaller pictures" in str(made.trouble)


def test_an_order_of_another_version_is_refused(order: Order) -> None:
    """Its issue might be another."""
    with pytest.raises(UsageError, match="install the same everywhere"):
        make_order(replace(order, version="0.0.1"))


def test_an_order_whose_extension_is_not_there_is_refused(order: Order) -> None:
    """Its code does not travel."""
    with pytest.raises(UsageError, match="a worker cannot make the issue, as there the extension"):
        make_order(replace(order, extensions={"nobody-made-this": "1.0"}))


def test_an_order_with_another_version_of_an_extension_is_refused(
    order: Order, tmp_path: Path
) -> None:
    """Its issue might be another."""
    (tmp_path / "site").mkdir()
    with site_in(tmp_path / "site") as site:
        name = site.install(entries={"digest.rules": {"all": "{package}"}})
        assert make_order(replace(order, extensions={name: "1.0"})).shown
        with pytest.raises(UsageError, match=f"has version 1.0 of the extension {name}, and"):
            make_order(replace(order, extensions={name: "2.0"}))
