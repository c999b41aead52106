"""Every rule of the preflight, found in the files of this folder.

A function that `@rule` decorates in any file here runs. `THEMES` only says in which order an editor
reads what the files find; within a file the order is that of the functions.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from digest.checks.rule import Rule

THEMES = (
    # What can keep the whole mail from being read comes first.
    *("size", "safety", "law", "inbox"),
    # The stories, while they can still be changed on the draft page.
    *("stories", "slots", "placeholders"),
    # Where the mail leads, what it shows, how it is read: by eye, by ear, as plain text.
    *("links", "web_answers", "images", "colours", "structure", "text_part"),
    # For whoever writes templates and settings.
    *("templates", "settings"),
)


def _rules() -> Iterator[Rule]:
    files = [file.name for file in iter_modules(__path__)]
    unlisted = sorted({*files} - {*THEMES})
    for theme in (*THEMES, *unlisted):
        module = import_module(f"{__name__}.{theme}")
        yield from (value for value in vars(module).values() if isinstance(value, Rule))


RULES = tuple(_rules())
