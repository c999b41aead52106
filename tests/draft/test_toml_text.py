"""What the program writes reads back as it was meant, whatever the text."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.draft.page.blocks import split_blocks
from digest.draft.page.toml_text import (
    comment_after,
    paragraphs,
    quote,
    rewrite_list,
    single_line,
    split_comment,
    write_entry,
    write_list,
)

TEXTS = st.text(
    st.sampled_from("ab \n\t\"'\\#[]=é漢\u00a0\u202e🙂") | st.characters(codec="utf-8"),
    max_size=120,
)


@given(TEXTS)
def test_a_text_reads_back(text: str) -> None:
    """One line, for the texts that have one."""
    said = single_line(text)
    assert tomllib.loads(f"x = {quote(said)}") == {"x": said}


@given(TEXTS)
def test_a_blurb_reads_back(text: str) -> None:
    """Wrapped and in paragraphs; and what it means does not change by being written again."""
    said = paragraphs(text)
    lines = write_entry("blurb", said)
    assert paragraphs(tomllib.loads("\n".join(lines))["blurb"]) == said
    blocks, problems = split_blocks(lines)
    assert problems == []
    assert [one.value for one in blocks[0].entries] == [tomllib.loads("\n".join(lines))["blurb"]]


@given(st.lists(TEXTS, max_size=12))
def test_blocks_keep_every_line(parts: list[str]) -> None:
    """Whatever stands on a page, readable or not, no line of it is lost."""
    lines = "\n[[story]]\n".join(parts).split("\n")
    blocks, _ = split_blocks(lines)
    assert [line for block in blocks for line in block.lines] == lines


def test_comments_directly_above_a_header_belong_to_its_block() -> None:
    """So a story is cut with the note above it."""
    page = ["# of the page", "", "# of the story", "[[story]]", 'headline = "x"']
    head, story = split_blocks(page)[0]
    assert head.lines == ("# of the page", "")
    assert story.line == 4


def test_a_header_inside_a_text_is_no_header() -> None:
    """Unless it is one of the page's own, which ends a text that was never closed."""
    page = ['blurb = """', "[not a header]", '"""', "[[story]]"]
    assert [block.name for block in split_blocks(page)[0]] == ["", "story"]


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ('a = "x"  # note', "# note"),
        ('a = "x # y"', ""),
        (r'a = "x \" # y"  # "q"', '# "q"'),
        ("a = 'x # y' # n", "# n"),
        ('a = """x # y""" # n', "# n"),
        ("a = \"'''\"  # n", "# n"),
        ('  ["a", "b"],  # it\'s', "# it's"),
    ],
)
def test_a_comment_is_found_whatever_marks_stand_before_it(line: str, comment: str) -> None:
    """A # inside a text starts no comment."""
    assert split_comment(line)[1] == comment


def test_the_comment_after_a_long_text_is_on_its_last_line() -> None:
    """What stands in the text before is not it."""
    assert comment_after(['a = """', "x # y", '"""  # n']) == "# n"


def test_a_list_keeps_the_lines_of_rows_that_stay() -> None:
    """Comments of the editor's, and commas that were forgotten, included."""
    lines = ["articles = [", "  # first", '  "a",   # told', '  "b"', "]  # all"]
    assert rewrite_list(lines, "articles", [('"b"', ""), ('"c"', "News")]) == [
        "articles = [",
        "  # first",
        '  "b",',
        '  "c",  # News',
        "]  # all",
    ]


def test_a_list_on_one_line_is_written_anew() -> None:
    """Its comment goes after it."""
    assert rewrite_list(['x = ["a"]  # n'], "x", [('"a"', ""), ('"b"', "B")]) == [
        *write_list("x", [('"a"', ""), ('"b"', "B")])[:-1],
        "]  # n",
    ]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("9" * 5000, "number: a number without end"),
        ("[" * 100_000, "a list is written"),
        ("{a=" * 5000, "nested too deeply"),
        ("9999-99-99", "number: "),
    ],
)
def test_what_no_parser_can_bear_is_a_problem_of_its_line(value: str, told: str) -> None:
    """A number without end, brackets without end, a date that is none: the page is not touched."""
    blocks, problems = split_blocks(["[[story]]", f"number = {value}", 'headline = "Talks"'])
    assert [problem.line for problem in problems] == [2]
    assert told in problems[0].sentence
    assert len(problems[0].sentence) < 300
    assert not blocks[1].readable
