"""Global options, the environment and the clock in; a Desk out. Nothing else reads the clock."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import typer

from digest.cli.options import globals_of
from digest.config import load_newsletter
from digest.config.settings import Newsletter
from digest.errors import UsageError
from digest.pipeline.desk import Desk


def open_desk(ctx: typer.Context) -> Desk:
    """The newsletter that the command works on; raises ConfigError."""
    options = globals_of(ctx)
    newsletter = load_newsletter(options.folder)
    return Desk(
        folder=options.folder,
        newsletter=newsletter,
        now=_now(newsletter),
        say=progress_voice(quiet=options.quiet),
    )


def clock() -> datetime:
    """The present moment, or the one that SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch!r} is not a number of seconds") from None


def _now(newsletter: Newsletter) -> datetime:
    return newsletter.schedule.as_of or clock()


def progress_voice(*, quiet: bool) -> Callable[[str], None]:
    """Says each message over the last one on a terminal, and nothing anywhere else."""
    if quiet or not sys.stderr.isatty():
        return lambda _message: None

    def say(message: str) -> None:
        sys.stderr.write(f"\r\x1b[K{message[:120]}" if message else "\r\x1b[K")
        sys.stderr.flush()

    return say
