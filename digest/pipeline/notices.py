"""A notice in; the editor told by mail, webhook and command, each of them by itself, out.

The same is not told again for `[notices] again_after`: `.digest/notices.json` remembers what was.
Without that file everything counts as never told. A way that fails hides no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from digest.config.values import is_http_address
from digest.delivery.command import pipe_notice
from digest.delivery.webhook import Unanswered, get_address, post_json, slack_message
from digest.errors import DigestError, UsageError
from digest.json_records import from_json, to_json
from digest.model.notices import Notice, NoticeKind
from digest.pipeline.notes import PostNote, post_note
from digest.pipeline.occasions import is_worth_a_word, sources_notice
from digest.pipeline.sources import source_health
from digest.pipeline.workspace import Workspace
from digest.programs import ProgramFailed
from digest.rendering.message import header_text
from digest.text import filled, one_line, placeholders, shortened, without_controls
from digest.whole_files import put_file

MOST_REMEMBERED = 200
_MOST_BYTES = 1_000_000
_LONGEST_KEY = 200
_LONGEST_SUBJECT = 150
_LONGEST_TEXT = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What came of one way of telling."""

    way: str
    """Which way: `webhook`, or `mail to` whom, or `command` and which."""
    said: str = ""
    """What was answered, where it went well."""
    problem: str = ""
    """Why it did not go well; empty where it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeMemory:
    """When each notice was told last, by its key, and how the sources that are ill were told of."""

    told: Mapping[str, datetime] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


def tell_notice(workspace: Workspace, notice: Notice, *, post: PostNote = post_note) -> bool:
    """Tell `notice` by every way that [notices] names; whether it was told, now or lately.

    What did not go well is said on stderr. One that reached nobody is tried again next time. The
    caller holds the newsletter's lock.
    """
    key, now = notice.key[:_LONGEST_KEY], workspace.now
    memory = read_told(workspace)
    last = memory.told.get(key)
    # One of the future was told before the clock was set back.
    if last and timedelta(0) <= now - last < workspace.newsletter.notices.again_after:
        return True
    told = tell_each(workspace, notice, post=post)
    for one in told:
        if one.problem:
            subject = one_line(notice.subject)
            workspace.voice.warn(f"“{subject}” was not told by {one.way}: {one.problem}")
    if all(one.problem for one in told):
        return False
    keep_told(workspace, replace(memory, told={**memory.told, key: now}))
    return True


def try_notices(workspace: Workspace, *, post: PostNote = post_note) -> tuple[Telling, ...]:
    """Tell a trial notice by every way; what each of them answered. Raises UsageError for none."""
    title = workspace.newsletter.newsletter.title
    notice = Notice(
        kind=NoticeKind.TRIAL,
        subject="a trial notice",
        text=f"{title} would tell you in this way when something needs a hand. Nothing does now.",
        key="trial",
    )
    told = tuple(tell_each(workspace, notice, post=post))
    if not told:
        raise UsageError("nobody is told: set [notices] mail, webhook or command")
    return told


def tell_each(workspace: Workspace, notice: Notice, *, post: PostNote) -> list[Telling]:
    """Tell it by each way; what they answered."""
    settings, told = workspace.newsletter.notices, list[Telling]()
    notice = _as_told(notice)
    for address in settings.mail:
        told.append(_mailed(workspace, notice, address, post))
    if settings.webhook:
        told.append(_posted(workspace, notice))
    if settings.command:
        told.append(_piped(workspace, notice))
    return told


def tell_of_sources(workspace: Workspace, *, post: PostNote = post_note) -> None:
    """Tell which sources are gone, fail or have fallen silent since they were last told of.

    One that is well again is forgotten, and told of when it falls ill once more. Raises
    StorageError.
    """
    ill = [one for one in source_health(workspace) if is_worth_a_word(one)]
    now = {one.source: one.condition.value for one in ill}
    before = read_told(workspace).sources
    new = [one for one in ill if before.get(one.source) != one.condition]
    if not new or tell_notice(workspace, sources_notice(new), post=post):
        known = now
    else:
        known = {name: word for name, word in before.items() if name in now}
    if known != before:
        keep_told(workspace, replace(read_told(workspace), sources=known))


def beat(workspace: Workspace) -> None:
    """Ask the heartbeat's address, that silence be noticed elsewhere; a failure is a warning."""
    address = workspace.newsletter.notices.heartbeat
    if not address:
        return
    try:
        get_address(_filled_address(address, "heartbeat", workspace.environment))
    except (Unanswered, UsageError) as failure:
        workspace.voice.warn(f"The heartbeat's address was not reached: {failure}.")


def read_told(workspace: Workspace) -> NoticeMemory:
    """What was told; nothing where the file is missing or damaged."""
    try:
        with _file(workspace).open("rb") as file:
            memory = from_json(NoticeMemory, file.read(_MOST_BYTES))
    except (OSError, ValueError):
        return NoticeMemory()
    aware = {key: when for key, when in memory.told.items() if when.tzinfo}
    return replace(memory, told=aware)


def keep_told(workspace: Workspace, memory: NoticeMemory) -> None:
    """Remember the newest; that it cannot be written costs no more than telling again."""
    newest = sorted(memory.told.items(), key=lambda told: told[1])[-MOST_REMEMBERED:]
    try:
        put_file(_file(workspace), to_json(replace(memory, told=dict(newest)), indent=1))
    except DigestError as error:
        workspace.voice.warn(f"What was told is not remembered: {error}")


def _file(workspace: Workspace) -> Path:
    return workspace.folder / ".digest" / "notices.json"


def _as_told(notice: Notice) -> Notice:
    """`notice` without anything that a feed could steer a mail, a terminal or a chat with."""
    lines = without_controls(notice.text)[:_LONGEST_TEXT].splitlines()
    return replace(
        notice,
        subject=header_text(shortened(notice.subject, _LONGEST_SUBJECT)),
        text="\n".join(line.rstrip() for line in lines),
    )


def _mailed(workspace: Workspace, notice: Notice, address: str, post: PostNote) -> Telling:
    way, title = f"mail to {address}", header_text(workspace.newsletter.newsletter.title)
    try:
        subject = f"[Notice] {title}: {notice.subject}"
        post(workspace, address, subject=subject, text=f"{notice.text}\n")
    except DigestError as error:
        return Telling(way=way, problem=str(error))
    return Telling(way=way, said="taken by the mail server")


def _posted(workspace: Workspace, notice: Notice) -> Telling:
    title = one_line(workspace.newsletter.newsletter.title)
    text = f"{title}: {notice.subject}\n{notice.text}"
    try:
        address = _filled_address(
            workspace.newsletter.notices.webhook, "webhook", workspace.environment
        )
        return Telling(way="webhook", said=post_json(address, slack_message(text)))
    except (Unanswered, UsageError) as failure:
        return Telling(way="webhook", problem=str(failure))


def _piped(workspace: Workspace, notice: Notice) -> Telling:
    settings = workspace.newsletter
    way = f"command {settings.notices.command[0]}"
    try:
        pipe_notice(
            settings.notices.command,
            notice,
            newsletter=settings.newsletter.title,
            when=workspace.now,
        )
    except ProgramFailed as failure:
        return Telling(way=way, problem=f"it {failure}")
    return Telling(way=way, said="ended well")


def _filled_address(address: str, name: str, environment: Mapping[str, str]) -> str:
    """`address` as it is asked; raises UsageError, which names no value of the environment."""
    values = {one: environment.get(one, "").strip() for one in placeholders(address)}
    if missing := next((one for one, value in values.items() if not value), ""):
        raise UsageError(
            f"[notices] {name} names ${{{missing}}}, which is not set where digest runs"
        )
    whole = filled(address, values)
    if not is_http_address(whole):
        raise UsageError(
            f"[notices] {name}: what it stands for is no web address, which begins with https://"
        )
    return whole
