"""The editor's own program: asked in JSON, believed only when it behaves."""

import sys
from pathlib import Path

import pytest
from selection.news import GENEVA, article

from digest.model.stories import Story
from digest.selection import CommandBlurber, Suggestion

STORY = Story(id="a", article=article("a", "Ceasefire", summary=GENEVA))


def run(program: str, words: int = 60, timeout: float = 30) -> Suggestion:
    """What a little program proposes."""
    return CommandBlurber((sys.executable, "-c", program), timeout)(STORY, words)


def test_it_gets_the_story_and_its_answer_is_one_line() -> None:
    """Headline, source and summary are in the question."""
    program = (
        "import json, sys; q = json.load(sys.stdin);"
        "print(q['headline'], q['words'], q['articles'][0]['source'], sep='\\n')"
    )
    assert run(program) == Suggestion("Ceasefire 60 Gazette")


def test_it_may_use_all_the_words_that_it_was_asked_for() -> None:
    """The limit itself is none too many."""
    assert run("print('a ' * 60)") == Suggestion(" ".join("a" * 60))


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("raise SystemExit('no key\\nquota is used up')", "exit code 1: quota is used up"),
        ("raise SystemExit(3)", "failed with exit code 3;"),
        ("print('a ' * 61)", "wrote 61 words, not 60"),
        ("import time; time.sleep(9)", "took longer than 1 s"),
    ],
)
def test_a_program_that_misbehaves_proposes_nothing_and_it_is_told(program: str, why: str) -> None:
    """It failed, said too much, took too long."""
    said = run(program, timeout=1.0 if "sleep" in program else 30)
    assert said.text == ""
    assert why in said.failure


def test_a_program_that_says_nothing_declines() -> None:
    """That is no failure."""
    assert run("pass") == Suggestion()


def test_a_program_that_is_not_there_proposes_nothing() -> None:
    """No error stops the issue."""
    said = CommandBlurber(("/nowhere/blurb",))(STORY, 60)
    assert said.failure.startswith("[blurbs] command cannot be started: No such file")


def test_it_is_run_once_for_a_story(tmp_path: Path) -> None:
    """A second blurber of the same command, as after a rebuild, gives the first answer."""
    tally = tmp_path / "tally"
    program = f"open({str(tally)!r}, 'a').write('x'); raise SystemExit(1)"
    assert run(program) == run(program)
    assert tally.read_text("utf-8") == "x"
