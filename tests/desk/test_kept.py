"""What was worked out is kept: by what was asked about, and by names that nobody can guess."""

from digest.desk.kept import MOST_ANSWERS, MOST_NAMED, Kept, KeptByName


def test_an_answer_is_worked_out_once_for_the_very_object() -> None:
    """An equal one, another detail, or one that was asked about long ago are worked out anew."""
    kept = Kept[list[int], str]()
    asked = [1]
    assert kept.of(asked, lambda: "first") == "first"
    assert kept.of(asked, lambda: "again") == "first"
    assert kept.of([1], lambda: "equal") == "equal"
    assert kept.of(asked, lambda: "detail", detail="x") == "detail"
    for number in range(MOST_ANSWERS):
        kept.of([number], lambda: "more")
    assert kept.of(asked, lambda: "forgotten") == "forgotten"


def test_only_the_last_few_are_kept_and_no_name_can_be_guessed() -> None:
    """What is no longer known is None."""
    kept = KeptByName[int]()
    names = [kept.put(number) for number in range(MOST_NAMED + 2)]
    assert [kept.find(name) for name in names[:3]] == [None, None, 2]
    assert kept.find("") is None
    assert len(set(names)) == len(names)
