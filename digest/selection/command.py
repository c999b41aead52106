"""A story in, as JSON to the input of an editor's own program; its output, the blurb, out."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from digest.model.stories import Story
from digest.text import one_line

_LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class CommandBlurber:
    """Runs `command` (a program and its arguments; no shell) once a story.

    A program that fails, takes longer than `timeout` seconds, says nothing or more words than asked
    for proposes nothing: the extracted blurb stands.
    """

    command: Sequence[str]
    timeout: float = 30.0

    def __call__(self, story: Story, words: int) -> str:
        """What the program proposes, on one line; "" where it does not."""
        try:
            done = subprocess.run(  # noqa: S603
                list(self.command),
                input=json.dumps(_question(story, words), ensure_ascii=False).encode(),
                capture_output=True,
                timeout=self.timeout,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        text = one_line(done.stdout.decode(errors="replace"))
        return text if len(text.split()) <= words else ""


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
