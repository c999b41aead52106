"""The words in which two texts differ are marked, and nothing of either text is lost."""

import time

from hypothesis import given
from hypothesis import strategies as st

from digest.desk.views.word_marks import mark_words

CASES = {
    "one word": ("The quay opens on Friday.", "The quay closes on Friday.", "opens ", "closes "),
    "an insertion": ("The quay opens.", "The old quay opens.", "", "old "),
    "the end": ("It opens.", "It opens. It is free.", "", "It is free."),
    "all": ("One two", "Three four", "One two", "Three four"),
    "nothing": ("The same", "The same", "", ""),
    "empty": ("", "All of it", "", "All of it"),
    "only spaces": ("The  quay", "The quay", "", ""),
}


def marked(mine: str, other: str) -> list[str]:
    """What is marked in each of them."""
    return ["".join(run.text for run in runs if run.differs) for runs in mark_words(mine, other)]


def test_the_words_that_differ_are_marked() -> None:
    """No more of them than must be."""
    for name, (mine, other, ours, theirs) in CASES.items():
        assert marked(mine, other) == [ours, theirs], name


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_the_runs_make_the_texts_again(mine: str, other: str) -> None:
    """And what is not marked is the same in both, but for the space between words."""
    runs = mark_words(mine, other)
    assert ["".join(run.text for run in one) for one in runs] == [mine, other]
    kept = ["".join("".join(run.text for run in one if not run.differs).split()) for one in runs]
    assert kept[0] == kept[1]


def test_texts_without_end_are_marked_in_bounded_time() -> None:
    """Hostile ones, too: a common beginning and end are found, what lies between is all marked."""
    lone, words = "x" * 200_000, "a b " * 50_000
    started = time.process_time()
    assert marked(f"Same {words}", f"Same {'b a ' * 50_000}")[0].startswith("a b")
    marked(lone, lone + "y")
    marked(" " * 100_000, "\n" * 100_000)
    assert time.process_time() - started < 2
