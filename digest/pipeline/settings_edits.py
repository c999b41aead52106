"""An editor's changes to the settings in; newsletter.toml changed on disk, the rest as it was, out.

What comes of a change is read as settings before it is written: what would not be a newsletter is
refused with every problem of it, and the file stays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest.config import FILE_NAME, load_newsletter, parse_newsletter
from digest.config.file_changes import Change, change_text
from digest.config.file_differences import (
    ShownLine,
    count_changes,
    differing_lines,
    loses_comments,
)
from digest.config.settings import Newsletter
from digest.errors import ConfigError
from digest.text import counted, without_credentials
from digest.whole_files import put_file, translate_os_errors

Choice = Callable[[Newsletter], Sequence[Change]]
"""What to change, once the settings are read."""

_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSettings:
    """newsletter.toml before and after a change, and the newsletter that it describes then."""

    path: Path
    before: str
    after: str
    newsletter: Newsletter

    @property
    def lines(self) -> tuple[ShownLine, ...]:
        """The lines that differ, to be shown: without the passwords of addresses."""
        lines = differing_lines(_without_mark(self.before), _without_mark(self.after))
        return tuple(replace(line, text=without_credentials(line.text)) for line in lines)

    @property
    def sentence(self) -> str:
        """How much of the file is changed."""
        if self.before == self.after:
            return f"{self.path.name} stays as it is."
        lines = self.lines
        kept = "" if loses_comments(lines) else "; your comments stay"
        return f"{self.path.name}, {counted(count_changes(lines), 'line')}{kept}"


def plan_settings(folder: Path, choose: Choice) -> ChangedSettings:
    """What newsletter.toml would be; nothing is written. Raises ConfigError, also for problems."""
    path = folder / FILE_NAME
    newsletter = load_newsletter(folder)
    with translate_os_errors(path):
        before = path.read_bytes().decode()
    after = change_text(before, choose(newsletter), str(path))
    if after == before:
        return ChangedSettings(path=path, before=before, after=after, newsletter=newsletter)
    changed = parse_newsletter(_without_mark(after), name=f"{path} with this change", folder=folder)
    return ChangedSettings(path=path, before=before, after=after, newsletter=changed)


def write_settings(folder: Path, choose: Choice) -> ChangedSettings:
    """Change newsletter.toml; again, where somebody saved it meanwhile.

    The caller holds the newsletter's lock. Raises ConfigError and StorageError; the file is then as
    it was.
    """
    for _ in range(_TRIES):
        planned = plan_settings(folder, choose)
        if planned.after == planned.before:
            return planned
        with translate_os_errors(planned.path):
            is_same = planned.path.read_bytes() == planned.before.encode()
        if is_same:
            put_file(planned.path, planned.after.encode())
            return planned
    raise ConfigError(
        f"{planned.path} is being saved again and again by another program; try again"
    )


def problem_sentences(error: ConfigError) -> tuple[str, ...]:
    """What is wrong, a sentence a problem, without the heading and the file that all are in."""
    heading, *lines = str(error).splitlines()
    return tuple(line.strip().partition(": ")[2] for line in lines) or (heading,)


def _without_mark(text: str) -> str:
    return text.removeprefix("\ufeff")
