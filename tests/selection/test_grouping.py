"""Grouping: mean likeness, the editor's wishes, and copies."""

from dataclasses import replace

from selection.news import article

from digest.selection.duplicates import copies
from digest.selection.grouping import GRAINS, Grain, group

PLAIN = Grain(0.5)
CHAIN = [(0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.9)]


def test_a_chain_is_not_one_group() -> None:
    """Each is like the next but not like all: the mean counts, not the nearest."""
    assert group(4, CHAIN, PLAIN) == [(0, 1), (2, 3)]


def test_wishes_win_over_likeness() -> None:
    """What is together joins though unlike, what is apart does not though alike."""
    assert group(4, CHAIN, PLAIN, together=[frozenset({0, 3})])[0] == (0, 3)
    assert group(2, [(0, 1, 1.0)], PLAIN, apart=[frozenset({0, 1})]) == [(0,), (1,)]
    assert group(2, [], PLAIN, copies=[frozenset({0, 1})], apart=[frozenset({0, 1})]) == [
        (0,),
        (1,),
    ]
    assert group(2, [], PLAIN, together=[frozenset({0, 1})], apart=[frozenset({0, 1})]) == [(0, 1)]


def test_apart_holds_for_groups_that_grew() -> None:
    """0 and 3 are apart: whoever joins one of them does not bring the other."""
    pairs = [(a, b, 0.9) for a in range(4) for b in range(a + 1, 4)]
    groups = group(4, pairs, PLAIN, apart=[frozenset({0, 3})])
    assert all(not {0, 3} <= set(places) for places in groups)


def test_a_crowd_demands_more() -> None:
    """The same two are one story alone, and two among thirty that are half alike."""
    pair = (0, 1, 0.21)
    crowd = [(a, b, 0.19) for a in range(30) for b in range(a + 1, 30) if (a, b) != (0, 1)]
    assert group(2, [pair], GRAINS["tight"]) == [(0, 1)]
    assert (0, 1) not in group(30, [pair, *crowd], GRAINS["tight"])


def test_loose_makes_the_biggest_stories() -> None:
    """A likeness of .18 joins by normal and loose, .15 by loose alone."""
    joined = [
        [
            len(group(2, [(0, 1, likeness)], GRAINS[name])) == 1
            for name in ("tight", "normal", "loose")
        ]
        for likeness in (0.15, 0.18, 0.22)
    ]
    assert joined == [[False, False, True], [False, True, True], [True, True, True]]


TEXT = " ".join(f"Clause {n} sets the toll for ship {n * 7} at gate {n % 5}." for n in range(40))


def test_a_copy_cut_to_its_first_half_is_a_copy() -> None:
    """The shorter text's runs decide."""
    whole = replace(article("a", source="Wire"), text=TEXT)
    cut = replace(article("b", source="Courier"), text=TEXT[: len(TEXT) // 2])
    other = replace(article("c", source="Herald"), text=TEXT.upper().replace("TOLL", "x")[::-1])
    assert copies([whole, cut, other], []) == [frozenset({0, 1})]


def test_a_template_of_one_source_is_no_copy() -> None:
    """Monday's and Tuesday's exchange rates differ in the number alone."""
    rates = [
        replace(article(day, f"Exchange rate today: crown at {rate} to the mark"), text=TEXT)
        for day, rate in (("mon", 21), ("tue", 22))
    ]
    assert copies(rates, []) == []
    again = [replace(each, title=rates[0].title) for each in rates]
    assert copies(again, []) == [frozenset({0, 1})]
