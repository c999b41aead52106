"""A form about one source in; its lines of newsletter.toml changed, and what was done, out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from digest.config.file_differences import ShownLine
from digest.desk.rooms.forms import Form
from digest.desk.words import DeskWords
from digest.errors import UsageError
from digest.lock import hold_lock
from digest.pipeline.settings_edits import Choice, write_settings
from digest.pipeline.source_edits import pause_source, remove_source, rename_source, weigh_source
from digest.pipeline.workspace import Workspace

PATIENCE_FOR_SETTINGS = 10.0
"""Seconds that a change waits for another run to leave the newsletter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was done, the lines that it changed, and the form that takes it back, if one does."""

    sentence: str
    lines: tuple[ShownLine, ...] = ()
    back: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAct:
    """What is changed in the settings, what that is called, and the form that takes it back."""

    choice: Choice
    did: str
    back: tuple[tuple[str, str], ...] = ()


def change_source(workspace: Workspace, form: Form, words: DeskWords) -> Said:
    """Do what the form asks for to one source, and say it."""
    source = form.get("source", "")
    read = _ACTS.get(form.get("act", ""))
    if read is None:
        raise UsageError(words.say("sources.not_whole"))
    act = read(source, form, words)
    with hold_lock(workspace.folder, wait=PATIENCE_FOR_SETTINGS):
        written = write_settings(workspace.folder, act.choice)
    return Said(
        sentence=f"{act.did} {written.sentence.removesuffix('.')}.",
        lines=written.lines,
        back=act.back,
    )


def _pause(source: str, _form: Form, words: DeskWords) -> SourceAct:
    return SourceAct(
        choice=pause_source(source),
        did=words.say("sources.did_pause", name=source),
        back=(("act", "resume"), ("source", source)),
    )


def _resume(source: str, _form: Form, words: DeskWords) -> SourceAct:
    return SourceAct(
        choice=pause_source(source, paused=False),
        did=words.say("sources.did_resume", name=source),
        back=(("act", "pause"), ("source", source)),
    )


def _rename(source: str, form: Form, words: DeskWords) -> SourceAct:
    name = form.get("name", "").strip()
    return SourceAct(
        choice=rename_source(source, name),
        did=words.say("sources.did_rename", name=source, now=name),
        back=(("act", "rename"), ("source", name), ("name", source)),
    )


def _weigh(source: str, form: Form, words: DeskWords) -> SourceAct:
    try:
        weight = float(form.get("weight", ""))
    except ValueError:
        raise UsageError(words.say("sources.no_weight")) from None
    was = form.get("was", "")
    back = (("act", "weigh"), ("source", source), ("weight", was), ("was", f"{weight:g}"))
    return SourceAct(
        choice=weigh_source(source, weight),
        did=words.say("sources.did_weigh", name=source, weight=f"{weight:g}", was=was),
        back=back if was else (),
    )


def _remove(source: str, _form: Form, words: DeskWords) -> SourceAct:
    return SourceAct(choice=remove_source(source), did=words.say("sources.did_remove", name=source))


_ACTS: Mapping[str, Callable[[str, Form, DeskWords], SourceAct]] = {
    "pause": _pause,
    "resume": _resume,
    "rename": _rename,
    "weigh": _weigh,
    "remove": _remove,
}
