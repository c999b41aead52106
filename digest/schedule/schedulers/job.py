"""What every scheduler is told: which newsletter, by which program, under which name."""

import hashlib
import re
from dataclasses import dataclass

from digest.errors import UsageError

MINUTES = 15
"""How often a scheduler asks; what is due then is the program's own business."""

LONGEST_MINUTES = 30
"""A run that takes longer hangs: it is ended, and the next one goes on where it was."""

USUAL_PATH = "/usr/local/bin:/usr/bin:/bin"
"""Where programs of the editor's own are looked for, as a terminal would; cron's is shorter."""

READ_ENVIRONMENT = 'set -a; test ! -r "$0" || . "$0"; exec "$@"'
"""For `sh -c`, with the environment's file and then the command behind it."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}", re.ASCII)
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_UNFIT = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One newsletter that is to be looked after every few minutes.

    `program` is the absolute path of this program and what stands before its options, `folder` the
    newsletter's as an absolute path, `user` whom a unit of the whole system runs as. Raises
    UsageError for a path that no table of a scheduler can hold.
    """

    name: str
    program: tuple[str, ...]
    folder: str
    user: str = ""

    def __post_init__(self) -> None:
        for text in (*self.program, self.folder, self.user):
            if _UNFIT.search(text):
                raise UsageError(
                    f"{text!r}: no scheduler can be told a path with a line break, a control "
                    "character or bytes that are not UTF-8; rename the folder"
                )

    @property
    def command(self) -> tuple[str, ...]:
        """The line that every scheduler runs, word by word."""
        return (*self.program, "-C", self.folder, "run", "--quiet")

    @property
    def environment_file(self) -> str:
        """Where passwords for the run may be, a line NAME='value' each, as a shell reads it."""
        return f"{self.folder.rstrip('/')}/.digest/environment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleText:
    """One text for a scheduler, and the name of the file that it is looked for in.

    `whose` is the part of it that only this newsletter's has, "" where it has none.
    """

    name: str
    text: str
    whose: str = ""


def job_name(folder: str, asked: str = "") -> str:
    """What the job of the newsletter in `folder` is called: the same each time, unlike any other's.

    Raises UsageError where the name that was `asked` for cannot be one of a file.
    """
    if not asked:
        last = folder.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
        slug = _NO_SLUG.sub("-", last.lower()).strip("-")[:40].rstrip("-") or "newsletter"
        place = hashlib.sha256(folder.encode(errors="surrogatepass")).hexdigest()[:6]
        return f"digest-{slug}-{place}"
    if not _NAME.fullmatch(asked):
        raise UsageError(
            f"--name {asked!r}: take up to 61 letters, digits, dots, hyphens and underscores, "
            "a letter or digit first"
        )
    return f"digest-{asked.removeprefix('digest-')}"
