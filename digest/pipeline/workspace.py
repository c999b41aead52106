"""A newsletter's folder, settings, present moment and voice: what every command works on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest import cutoffs
from digest.config.settings import Newsletter
from digest.layouts import LAYOUTS, brought_folder, own_folder
from digest.pipeline.gathered import Gathered
from digest.selection import SelectionMemory
from digest.sources.workers.starting import parse_apart

if TYPE_CHECKING:
    from digest.sources.workers.tasks import Parsing


def _silent(_message: str) -> None:
    """Say nothing."""


def _silent_step(_name: str, _message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What a run reports to the person at the terminal: progress, facts, and what went wrong.

    A `step` that is done, by its name and in a sentence, is for the record of the run and for logs:
    what a person reads of it, the command itself says.
    """

    progress: Callable[[str], None] = _silent
    note: Callable[[str], None] = _silent
    warn: Callable[[str], None] = _silent
    step: Callable[[str, str], None] = _silent_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Where the work is done: a newsletter's folder, at a moment.

    `environment` has what `${NAME}` in a source's address stands for. `memory` is of the selections
    made so far, for those that follow. `parsing` starts the parsers of what sources hold. An issue
    that is made elsewhere is made of what was `gathered`, on a `bench`: another folder, for
    templates and the pictures that are made.
    """

    folder: Path
    newsletter: Newsletter
    now: datetime
    voice: Voice = field(default_factory=Voice)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    memory: SelectionMemory = field(default_factory=SelectionMemory, compare=False)
    gathered: Gathered | None = None
    bench: Path | None = None
    parsing: "Parsing" = parse_apart

    @property
    def zone(self) -> ZoneInfo:
        """The newsletter's time zone."""
        return ZoneInfo(self.newsletter.newsletter.timezone)

    @property
    def issues(self) -> Path:
        """The archive's folder."""
        return self.folder / "issues"

    @property
    def templates(self) -> Path:
        """The folder of the newsletter's own templates; it need not exist."""
        return own_folder(self.bench or self.folder)

    @property
    def store_file(self) -> Path:
        """The SQLite file of what was seen."""
        return self.folder / ".digest" / "store.sqlite3"

    @property
    def made_pictures(self) -> Path:
        """The folder of pictures that were made of the newsletter's own."""
        return (self.bench or self.folder) / ".digest" / "pictures"

    def brought_layout(self, layout: str) -> Path | None:
        """The folder of that layout where an extension of the newsletter brings it."""
        return brought_folder(self.newsletter.newsletter.extensions, layout)

    def page(self, day: date) -> Path:
        """The draft page of the issue of `day`."""
        return self.folder / "drafts" / f"{day.isoformat()}.toml"

    def due(self) -> date:
        """The issue being worked on now."""
        return cutoffs.issue_date(self.now, self.newsletter.schedule, self.zone)


def own_templates(workspace: Workspace, layout: str) -> dict[str, str]:
    """The newsletter's own templates, name to text, without those of other layouts."""
    found: dict[str, str] = {}
    for path in sorted(workspace.templates.rglob("*.j2")):
        place = path.relative_to(workspace.templates)
        elsewhere = place.parts[0] == LAYOUTS and place.parts[1] != layout
        if path.is_file() and not elsewhere:
            found[place.as_posix()] = path.read_text("utf-8", errors="replace")
    return found
