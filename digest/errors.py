"""Every way a run can stop, each with one exit code and a message that says what to do.

DigestError
├── CheckFailed         1   the check found errors in the mail
├── UsageError          2   an option or argument that cannot be followed
│   ├── ConfigError     2   newsletter.toml
│   └── DraftError      2   drafts/DATE.toml
│       ├── StaleEdit   2   a text that the editor changes was changed meanwhile
│       └── PageChanged 2   somebody saved the page while it was being worked on
├── NothingToPublish    3   no article for this issue, or too few
├── NoSourceAnswered    4   every source failed
├── RenderError         5   a template, or what it made
├── StorageError        6   the store or the archive
└── Locked             75   another run holds this newsletter (EX_TEMPFAIL in sysexits.h)
"""

from typing import ClassVar

FAULT = 70
"""The exit code of a fault of the program itself (EX_SOFTWARE in sysexits.h)."""

STOPPED = 130
"""The exit code of a run that somebody stopped (128 and the number of the signal, as in shells)."""


class DigestError(Exception):
    """A run that stops; `str(error)` is what the editor reads."""

    exit_code: ClassVar[int] = 2


class CheckFailed(DigestError):
    """The check found errors in the mail."""

    exit_code = 1


class UsageError(DigestError):
    """An option or argument that cannot be followed."""

    exit_code = 2


class ConfigError(UsageError):
    """newsletter.toml is missing or has problems; all of them are in the message."""


class DraftError(UsageError):
    """drafts/DATE.toml cannot be read; the message names the line and the fix."""


class StaleEdit(DraftError):
    """An edit of a text that is another by now: `present` on the page, `wanted` by the editor."""

    def __init__(self, sentence: str, *, present: str, wanted: str) -> None:
        super().__init__(sentence)
        self.present = present
        self.wanted = wanted


class AlreadyPublished(DraftError):
    """The issue went out meanwhile: what would be done to its page would reach no reader."""


class PageChanged(DraftError):
    """The page on disk is not the one that was read any more; nothing was written over it."""


class NothingToPublish(DigestError):
    """No article, or too few, for this issue."""

    exit_code = 3


class NoSourceAnswered(DigestError):
    """Every source failed."""

    exit_code = 4


class RenderError(DigestError):
    """A template failed, or the inliner lost something."""

    exit_code = 5


class StorageError(DigestError):
    """The store or the archive could not be read or written."""

    exit_code = 6


class NotSent(DigestError):
    """The mail server took nothing, or could not be asked: it may be tried again."""

    exit_code = 7


class SendingUnknown(DigestError):
    """Nobody knows whether the mail server took it: the editor has to say what to do."""

    exit_code = 8


class Locked(DigestError):
    """Another run holds this newsletter."""

    exit_code = 75


def fault_sentence(error: Exception) -> str:
    """What is said of an exception that is none of these."""
    return f"a fault of this program: {type(error).__name__}: {error}"
