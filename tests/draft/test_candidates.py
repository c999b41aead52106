"""The page lists the best candidates, and of those outside the queries only a few."""

import pytest
from draft.weeks import NARROW, story, week

from digest.draft.writing.candidates import choose_candidates
from digest.draft.writing.story_text import article_ids, index_week


@pytest.mark.parametrize(
    ("there", "listed", "outside", "expected"),
    [
        # Under the cap, at it, and over it.
        (4, 40, 5, 4),
        (5, 40, 5, 5),
        (6, 40, 5, 5),
        # `listed` caps them, too: whoever wants a short page gets one.
        (6, 6, 6, 6),
        (6, 5, 6, 5),
        (6, 4, 5, 4),
        (6, 0, 5, 0),
        (6, 40, 0, 0),
    ],
)
def test_of_those_outside_the_queries_so_many_are_listed(
    there: int, listed: int, outside: int, expected: int
) -> None:
    """The smaller of the two limits holds, and the rest is counted."""
    stories = [story(f"fes-{count}") for count in range(there)]
    groups = [article_ids(one) for one in stories]
    found = choose_candidates(
        index_week(week(None, [], stories), NARROW), groups, listed=listed, outside=outside
    )
    assert found.listed == tuple(groups[:expected])
    assert found.left_out == there - expected


@pytest.mark.parametrize(("listed", "expected"), [(0, 0), (1, 1), (2, 2), (3, 2)])
def test_of_those_that_fit_a_query_so_many_are_listed(listed: int, expected: int) -> None:
    """What fits leaves those outside their own room."""
    stories = [story("fes"), story("erevan"), story("istanbul")]
    groups = [article_ids(one) for one in stories]
    found = choose_candidates(
        index_week(week(None, [], stories), NARROW), groups, listed=listed, outside=1
    )
    assert found.listed[:expected] == (("erevan",), ("istanbul",))[:expected]
    assert found.listed[expected:] == ((("fes",),) if listed else ())
