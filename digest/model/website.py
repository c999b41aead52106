"""The archive as web pages: what its index and the pages of its issues are made from."""

from dataclasses import dataclass, field
from datetime import date

from digest.model.issues import Issue, Status
from digest.model.presentation import CallToAction, Masthead, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every page shares. `url` is where the site is on the web, without a slash at its end.

    It is "" for an archive that is only read from the disk. `feed_issues` is how many of the latest
    issues the feeds carry.
    """

    masthead: Masthead
    theme: Theme = field(default_factory=Theme)
    subscribe: CallToAction | None = None
    url: str = ""
    feed_issues: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """An issue in a line of the index, or as the neighbour of another."""

    date: date
    number: int
    status: Status
    headline: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """An issue as readers have it, and the issues before and after it.

    `files` is the folder of its files relative to its page: "" or "versions/N/" while a correction
    is open.
    """

    issue: Issue
    previous: IssueLine | None = None
    following: IssueLine | None = None
    files: str = ""
