"""A page with mistakes is refused with all of them: line, what was found, how to mend it."""

from pathlib import Path

import pytest
from draft.editors import Editor
from draft.weeks import DAY, NAME, NEWSLETTER, USUAL, page_of

from digest.draft import fresh_page, merge_page, read_draft, read_page
from digest.errors import DraftError

MISTAKES = sorted((Path(__file__).parent / "mistakes").glob("*.toml"))


@pytest.mark.parametrize("page", MISTAKES, ids=lambda page: page.stem)
def test_each_mistake_is_told_with_its_line(page: Path) -> None:
    """The message holds exactly what the page's own first lines expect."""
    text = page.read_text(encoding="utf-8")
    expected = [
        f"  {NAME}:{line.removeprefix('# Expect: ')}"
        for line in text.splitlines()
        if line.startswith("# Expect: ")
    ]
    with pytest.raises(DraftError) as refused:
        read_draft(page_of(text))
    assert str(refused.value).splitlines()[1:] == expected


def test_a_page_with_a_mistake_is_not_merged() -> None:
    """There is no new text that could be written over it."""
    page = Editor(fresh_page(USUAL, NEWSLETTER, date=DAY))
    page.write("berlin", "pin", '"yes"')
    with pytest.raises(DraftError, match="was not changed"):
        merge_page(page_of(page.text), USUAL)


def test_a_page_must_be_of_some_day() -> None:
    """The date stands on the page or in its name."""
    with pytest.raises(DraftError, match="date = 2024-08-09"):
        read_page("", name="page.toml", newsletter=NEWSLETTER)
    assert page_of("").date == DAY
