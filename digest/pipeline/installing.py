"""A plan in; its files and lines on this machine, switched on, or all of it gone again, out.

Only what the program wrote itself is changed or taken away; what somebody changed since is left as
it is, unless that is forced. Nothing is written before all of it was looked at.
"""

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from digest.errors import StorageError, UsageError
from digest.pipeline.programs import MISSING, Programs
from digest.pipeline.schedule_plans import Plan
from digest.programs import Ran
from digest.schedule.own_text import is_untouched
from digest.schedule.schedulers.cron import are_untouched, lines_of, with_lines
from digest.whole_files import put_file, sync_folder, translate_os_errors

CRONTAB = "your crontab"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedText:
    """What is about to be written, and where."""

    place: str
    text: str


def find_changes(plan: Plan, programs: Programs, *, force: bool = False) -> tuple[PlannedText, ...]:
    """What installing `plan` would write: nothing where it is installed already.

    Raises UsageError for what somebody changed and for another newsletter's, unless `force`;
    StorageError for what cannot be read.
    """
    wanted = [(str(file.path), file.text, file.whose) for file in plan.files]
    present = [_own_text(file.path, plan.name, force=force) for file in plan.files]
    if plan.lines:
        wanted.append((CRONTAB, plan.lines, plan.whose))
        present.append(_own_lines(plan, programs, force=force))
    if not force:
        for (place, _text, whose), text in zip(wanted, present, strict=True):
            if text and whose not in text:
                raise UsageError(
                    f"{place}: {plan.name} is the job of another newsletter; choose another "
                    "--name, or, if this one was moved, --force goes over it"
                )
    return tuple(
        PlannedText(place=place, text=text)
        for (place, text, _whose), now in zip(wanted, present, strict=True)
        if now != text
    )


def find_removals(plan: Plan, programs: Programs, *, force: bool = False) -> tuple[str, ...]:
    """Where removing `plan` would take something away; raises as find_changes does."""
    places = [str(file.path) for file in plan.files if _own_text(file.path, plan.name, force=force)]
    if plan.lines and _own_lines(plan, programs, force=force):
        places.append(CRONTAB)
    return tuple(places)


def install_plan(plan: Plan, programs: Programs, *, force: bool = False) -> str:
    """Write what is not there yet and switch it on; what could not be switched on, and how to.

    Raises UsageError, StorageError.
    """
    changes = {change.place for change in find_changes(plan, programs, force=force)}
    for file in plan.files:
        if str(file.path) in changes:
            put_file(file.path, file.text.encode())
    if CRONTAB in changes:
        _write_crontab(plan.name, plan.lines, programs)
    return _run_all(plan.switch_on, programs)


def remove_plan(plan: Plan, programs: Programs, *, force: bool = False) -> str:
    """Switch off and take away what is there; what could not be switched off, and how to.

    Raises UsageError, StorageError.
    """
    removals = find_removals(plan, programs, force=force)
    if not removals:
        return ""
    _run_all(plan.switch_off, programs)
    for path in (*plan.links, *(file.path for file in plan.files)):
        with translate_os_errors(path):
            if path.is_symlink() or path.exists():
                path.unlink()
                sync_folder(path.parent)
    if CRONTAB in removals:
        _write_crontab(plan.name, "", programs)
    return _run_all(plan.forget, programs)


def _own_text(path: Path, name: str, *, force: bool) -> str:
    """What stands in the file, "" for none; raises UsageError where it is not the program's."""
    with translate_os_errors(path):
        data = path.read_bytes() if path.exists() else b""
    text = data.decode(errors="replace")
    if data and not force and not is_untouched(text, title=name):
        raise UsageError(f"{path}: somebody changed or wrote this file; --force goes over it")
    return text


def _own_lines(plan: Plan, programs: Programs, *, force: bool) -> str:
    """The lines that the crontab has; raises UsageError where somebody changed them."""
    lines = lines_of(_read_crontab(programs), plan.name)
    if lines and not force and not are_untouched(lines, plan.name):
        raise UsageError(
            f"somebody changed the lines of {plan.name} in {CRONTAB}; --force goes over them"
        )
    return lines


def _read_crontab(programs: Programs) -> str:
    ran = programs.run("crontab", "-l")
    if ran.code and "no crontab for" not in ran.complaints:
        raise _crontab_error(ran)
    # Whatever bytes others have there, they are written back as they are.
    return "" if ran.code else ran.printed.decode(errors="surrogateescape")


def _write_crontab(name: str, lines: str, programs: Programs) -> None:
    """Put `lines` into the table as it is by now: whatever was said, others may have written."""
    table = with_lines(_read_crontab(programs), name, lines)
    ran = programs.run("crontab", "-", given=table.encode(errors="surrogateescape"))
    if ran.code:
        raise _crontab_error(ran)


def _crontab_error(ran: Ran) -> UsageError | StorageError:
    if ran.code == MISSING:
        return UsageError(f"{ran.complaint}; install cron, or take --as systemd")
    return StorageError(f"the crontab stays as it was: {ran.complaints or ran.complaint}")


def _run_all(commands: Iterable[tuple[str, ...]], programs: Programs) -> str:
    """Run them in turn; where one fails, what it said and the lines that are left to be run."""
    lines = tuple(commands)
    for at, (name, *arguments) in enumerate(lines):
        ran = programs.run(name, *arguments)
        if ran.code:
            left = "".join(f"\n    {shlex.join(line)}" for line in lines[at:])
            return f"systemd could not be told ({ran.complaint}); run yourself:{left}"
    return ""
