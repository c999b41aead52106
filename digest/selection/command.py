"""A story in, as JSON to the input of an editor's own program; its output, the blurb, out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.model.stories import Story
from digest.programs import ProgramFailed, run_program
from digest.selection.blurb_writing import Suggestion
from digest.text import one_line

_LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class CommandBlurber:
    """Runs `command` (a program and its arguments; no shell) once a story.

    Asked again about the same story while the process lives, it gives the first answer. A program
    that cannot start, fails, takes longer than `timeout` seconds or says more words than asked for
    proposes nothing and the failure is told; one that says nothing declines.
    """

    command: Sequence[str]
    timeout: float = 30.0

    def __call__(self, story: Story, words: int) -> Suggestion:
        """What the program proposes, on one line."""
        question = json.dumps(_question(story, words), ensure_ascii=False)
        return _answer(tuple(self.command), self.timeout, question, words)


@lru_cache(maxsize=512)
def _answer(command: tuple[str, ...], timeout: float, question: str, words: int) -> Suggestion:
    try:
        said = run_program(command, question.encode(), seconds=timeout)
    except ProgramFailed as failure:
        return _failed(str(failure))
    text = one_line(said)
    count = len(text.split())
    return Suggestion(text) if count <= words else _failed(f"wrote {count} words, not {words}")


def _failed(why: str) -> Suggestion:
    return Suggestion(failure=f"[blurbs] command {why}; the extracted blurb stands")


def _question(story: Story, words: int) -> dict[str, object]:
    return {
        "words": words,
        "headline": story.headline,
        "articles": [
            {
                "source": article.source,
                "title": article.title,
                "url": article.url,
                "summary": article.summary,
                "text": article.text[:_LONGEST_TEXT],
            }
            for article in story.articles
        ],
    }
