"""What was gathered for an issue in; the issue made out: all that a worker does, on any machine.

Nothing of the newsletter's folder is there, and nothing is published, sent or kept here, so that it
may be done twice.
"""

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType

from digest import __version__
from digest.config.settings import Newsletter
from digest.errors import RenderError, UsageError
from digest.extensions import UnfitExtension, find_extension
from digest.model.stories import Proposal
from digest.pipeline.gathered import Gathered
from digest.pipeline.making import MadeIssue, make_issue
from digest.pipeline.workspace import Workspace
from digest.whole_files import put_file

if sys.platform != "win32":
    import resource
    import signal

_GRACE = 10
"""Seconds of the processor beyond its bounds after which the system ends a worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one issue may cost: seconds of time, bytes of memory, bytes in the archive."""

    seconds: float = 60
    memory: int = 2**30
    archive: int = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An issue to be made: of whom, for when, of what.

    `folder` is where the newsletter is at home; messages name it. `extensions` are those of the
    newsletter, with their versions.
    """

    folder: Path
    newsletter: Newsletter
    now: datetime
    day: date
    merge: bool
    gathered: Gathered
    bounds: Bounds
    version: str
    extensions: Mapping[str, str] = field(default_factory=dict)


def make_order(order: Order) -> MadeIssue:
    """The issue, without the week that it was chosen from; raises DigestError, NotGathered."""
    if order.version != __version__:
        raise UsageError(
            f"a worker has version {__version__} of this program, and the order comes from version "
            f"{order.version}; install the same everywhere"
        )
    _require_extensions(order.extensions)
    workspace = Workspace(
        folder=order.folder,
        newsletter=order.newsletter,
        now=order.now,
        gathered=order.gathered,
        bench=_bench(order),
    )
    with _bounded(order.bounds):
        made = _without_week(make_issue(workspace, order.day, merge=order.merge))
    return _kept_small(made, order.bounds)


def _require_extensions(wanted: Mapping[str, str]) -> None:
    """Raise UsageError unless those of the order are here, too: their code does not travel."""
    for name, version in wanted.items():
        try:
            present = find_extension(name).version
        except UnfitExtension as unfit:
            raise UsageError(f"a worker cannot make the issue, as there {unfit}") from None
        if present != version:
            raise UsageError(
                f"a worker has version {present} of the extension {name}, and the order comes from "
                f"version {version}; install the same everywhere"
            )


def _kept_small(made: MadeIssue, bounds: Bounds) -> MadeIssue:
    """`made`, or the trouble that it is larger than an archive may take."""
    if made.shown is None:
        return made
    rendered = made.shown.rendered
    size = len(rendered.html) + len(rendered.eml) + sum(map(len, made.shown.pictures.values()))
    if size <= bounds.archive:
        return made
    trouble = RenderError(
        f"the issue has {size:,} bytes with its pictures, more than {bounds.archive:,}; "
        "use smaller pictures, or fewer items"
    )
    return replace(made, shown=None, trouble=trouble)


def _without_week(made: MadeIssue) -> MadeIssue:
    """`made` as it travels: a week has thousands of articles, an issue a dozen."""
    proposed = made.drafted.proposed
    window = proposed.proposal.window
    empty = replace(proposed, proposal=Proposal(window=window, lead=None), past=(), articles={})
    drafted = replace(made.drafted, proposed=empty)
    shown = made.shown and replace(made.shown, drafted=drafted)
    return replace(made, drafted=drafted, shown=shown)


def _bench(order: Order) -> Path:
    """A folder with the newsletter's own templates, shared by all that have the same.

    Each thread has its own: whoever writes in such a folder must be alone there.
    """
    templates = order.gathered.templates
    sums = (f"{name} {sha256(data).hexdigest()}\n" for name, data in sorted(templates.items()))
    mine = _benches() / str(threading.get_ident())
    place = mine / sha256("".join(sums).encode()).hexdigest()[:20]
    for name, data in templates.items():
        path = place / "templates" / name
        if not path.exists():
            put_file(path, data)
    return place


@cache
def _benches() -> Path:
    return Path(mkdtemp(prefix="digest-bench-"))


def bound_memory(bounds: Bounds) -> None:
    """Let this process, a worker, take no more memory than an issue may cost."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (bounds.memory, hard))


@contextmanager
def _bounded(bounds: Bounds) -> Iterator[None]:
    """Stop what takes too long, be it a template, a picture or a loop of this program.

    What heeds no signal, since it never comes back from C, is ended by the system with its process.
    """
    # Only the main thread hears signals; elsewhere templates are bounded by themselves.
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise RenderError(
            f"making the issue took longer than {bounds.seconds:g} seconds; "
            "`digest build` in its folder shows where"
        )

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds)
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + bounds.seconds + _GRACE), hard))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
