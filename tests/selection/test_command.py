"""The editor's own program: asked in JSON, believed only when it behaves."""

import sys

import pytest
from selection.news import GENEVA, article

from digest.model.stories import Story
from digest.selection import CommandBlurber

STORY = Story(id="a", article=article("a", "Ceasefire", summary=GENEVA))


def run(program: str, words: int = 60, timeout: float = 30) -> str:
    """What a little program proposes."""
    return CommandBlurber((sys.executable, "-c", program), timeout)(STORY, words)


def test_it_gets_the_story_and_its_answer_is_one_line() -> None:
    """Headline, source and summary are in the question."""
    program = (
        "import json, sys; q = json.load(sys.stdin);"
        "print(q['headline'], q['words'], q['articles'][0]['source'], sep='\\n')"
    )
    assert run(program) == "Ceasefire 60 Gazette"


@pytest.mark.parametrize(
    "program", ["raise SystemExit(3)", "pass", "print('a ' * 61)", "import time; time.sleep(9)"]
)
def test_a_program_that_misbehaves_proposes_nothing(program: str) -> None:
    """It failed, was silent, said too much, took too long."""
    assert run(program, timeout=1.0 if "sleep" in program else 30) == ""


def test_a_program_that_is_not_there_proposes_nothing() -> None:
    """No error stops the issue."""
    assert CommandBlurber(("/nowhere/blurb",))(STORY, 60) == ""
