"""A source of the newsletter and what to do with it in; the changes of newsletter.toml out.

Each is a choice for `write_settings`; it raises UsageError where there is no such source.
"""

from dataclasses import dataclass

from digest.config.file_changes import Change, RemoveKey, RemoveTable, SetKey, Value
from digest.config.file_differences import ShownLine
from digest.config.names import nearest_name
from digest.config.settings import Newsletter
from digest.errors import UsageError
from digest.pipeline.settings_edits import Choice
from digest.text import one_line, shortened

STEP = 0.1
"""By how much a weight is raised or lowered at a time."""

HEAVIEST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedSource:
    """What was done to a source in newsletter.toml."""

    source: str
    """What was named."""
    did: str
    """What was done, in a sentence."""
    changed: bool
    """False where the file said so already."""
    lines: tuple[ShownLine, ...]
    """The lines that it changed."""


def pause_source(label: str, *, paused: bool = True) -> Choice:
    """Read the source no longer, or again."""

    def choose(newsletter: Newsletter) -> tuple[Change, ...]:
        number = source_number(newsletter, label)
        if newsletter.sources[number].paused == paused:
            return ()
        return (SetKey(("sources", number), "paused", True),) if paused else (_unset(number),)

    return choose


def _unset(number: int) -> Change:
    return RemoveKey(("sources", number), "paused")


def rename_source(label: str, name: str) -> Choice:
    """Call the source by another name; its articles stay."""
    wanted = one_line(name)
    if not wanted:
        raise UsageError("a source needs a name; write the one that readers know it by")
    return _set(label, "name", wanted)


def weigh_source(label: str, weight: float) -> Choice:
    """Let its coverage count more, or less."""
    return _set(label, "weight", round(weight, 2))


def remove_source(label: str) -> Choice:
    """Take the source out of the settings."""
    return lambda newsletter: (RemoveTable("sources", source_number(newsletter, label)),)


def next_weight(weight: float, *, up: bool) -> float:
    """The weight a step higher or lower, within what the settings allow."""
    return round(min(max(weight + (STEP if up else -STEP), 0.0), HEAVIEST), 2)


def source_number(newsletter: Newsletter, label: str) -> int:
    """Which of the sources is called so, or is at that address or path; raises UsageError."""
    for number, source in enumerate(newsletter.sources):
        if label in {source.label, source.place, source.shown_place}:
            return number
    known = [source.label for source in newsletter.sources]
    hint = nearest_name(label, known) if known else "there is none yet: digest sources add"
    hint = hint.replace("the ids are:", "the sources are:")
    raise UsageError(f"{shortened(one_line(label), 60)} is no source of newsletter.toml; {hint}")


def _set(label: str, key: str, value: Value) -> Choice:
    return lambda newsletter: (SetKey(("sources", source_number(newsletter, label)), key, value),)
