"""A job in, its lines of a crontab out; and a table with those lines put in or taken out.

The lines stand between two marks, so that all others stay as they are, byte for byte. There is no
`NAME=value` line among them: cron would let it hold for every line below.
"""

import re
from dataclasses import dataclass

from digest.errors import UsageError
from digest.schedule.own_text import begins_own_text, is_untouched, marked
from digest.schedule.schedulers.job import MINUTES, USUAL_PATH, Job

_SAFE = re.compile(r"[A-Za-z0-9_@+:,./-]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A crontab around the lines of one job; `own` is "" where it has none."""

    before: str
    own: str
    after: str


def cron_lines(job: Job) -> str:
    """The lines between their two marks."""
    environment = _quoted(job.environment_file)
    act = (
        f"*/{MINUTES} * * * * PATH={USUAL_PATH}; "
        f"set -a; test ! -r {environment} || . {environment}; "
        f"exec {' '.join(map(_quoted, job.command))}\n"
    )
    return marked(act, title=job.name) + _end(job.name)


def whose_lines(job: Job) -> str:
    """The part of the lines that only those of this newsletter have."""
    return f" -C {_quoted(job.folder)} "


def lines_of(table: str, name: str) -> str:
    """The lines that `table` has for the job `name`, with their marks; "" where it has none.

    Raises UsageError where a mark is missing.
    """
    return _parted(table, name).own


def are_untouched(lines: str, name: str) -> bool:
    """Whether `lines`, with their marks, are as the program wrote them."""
    return is_untouched(lines.removesuffix(_end(name)), title=name)


def with_lines(table: str, name: str, lines: str) -> str:
    """`table` with `lines` where those of the job `name` stand, or at its end; "" takes them out.

    Raises UsageError where a mark is missing.
    """
    parts = _parted(table, name)
    if lines and not parts.own and parts.before and not parts.before.endswith("\n"):
        return f"{parts.before}\n{lines}"
    return parts.before + lines + parts.after


def _parted(table: str, name: str) -> _Table:
    lines = table.splitlines(keepends=True)
    begins = [at for at, line in enumerate(lines) if begins_own_text(line, title=name)]
    ends = [at for at, line in enumerate(lines) if line == _end(name)]
    if not begins and not ends:
        return _Table(before=table, own="", after="")
    if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
        raise UsageError(
            f"of the two marks around the lines of {name} in the crontab one is missing; "
            "take those lines out with `crontab -e`, then run it again"
        )
    first, behind = begins[0], ends[0] + 1
    return _Table(
        before="".join(lines[:first]),
        own="".join(lines[first:behind]),
        after="".join(lines[behind:]),
    )


def _end(name: str) -> str:
    return f"# end of {name}\n"


def _quoted(word: str) -> str:
    r"""`word` as sh reads it out of a line of any cron.

    cron takes a bare % for a line feed. Some make one of two backslashes and others do not, so no
    two stand beside each other: the quotes are closed behind each.
    """
    if _SAFE.fullmatch(word):
        return word
    inside = word.replace("'", "'\"'\"'").replace("\\", "\\''").replace("%", "\\%")
    return f"'{inside}'"
