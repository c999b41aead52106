"""What an issue is made of: as the newsletter's folder has it, or as values that can be sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from digest.archive.record import Correction
from digest.archive.skipped import SkippedIssue
from digest.model.articles import Article
from digest.model.stories import PastIssue
from digest.pictures import UnfitPicture


class Holdings(Protocol):
    """What a newsletter has for the issue of one day."""

    def past(self) -> tuple[PastIssue, ...]:
        """The published issues, newest first; raises StorageError."""

    def skipped(self) -> tuple[SkippedIssue, ...]:
        """The issues that were skipped, newest first; raises StorageError."""

    def is_sent(self) -> bool:
        """Whether readers have had a version of the issue; raises StorageError."""

    def corrections(self) -> tuple[Correction, ...]:
        """Those that the issue carries; raises StorageError."""

    def page(self) -> str:
        """The draft page as it stands, "" where there is none; raises DraftError."""

    def articles(self, *, since: datetime, until: datetime) -> tuple[Article, ...]:
        """Those published or first seen in since <= moment < until, the oldest first."""

    def by_id(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Those of the articles that are kept, in no order."""

    def count(self) -> int:
        """How many articles are kept."""


class NotGathered(LookupError):
    """Something that an issue is made of and that nobody gathered: it is made in its folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The holdings of a newsletter as they were at one moment, by value.

    `week` has the articles of the widest window that the settings allow, `named` those that the
    page names besides. `pictures` have the bytes, or why a file is unfit, by path. `templates` are
    the newsletter's own, by their names.
    """

    past_issues: tuple[PastIssue, ...]
    skipped_issues: tuple[SkippedIssue, ...]
    sent: bool
    corrected: tuple[Correction, ...]
    text: str
    since: datetime
    week: tuple[Article, ...]
    named: tuple[Article, ...]
    asked_for: frozenset[str]
    kept: int
    pictures: Mapping[str, bytes | str] = field(default_factory=dict)
    templates: Mapping[str, bytes] = field(default_factory=dict)

    def past(self) -> tuple[PastIssue, ...]:
        """The published issues, newest first."""
        return self.past_issues

    def skipped(self) -> tuple[SkippedIssue, ...]:
        """The issues that were skipped, newest first."""
        return self.skipped_issues

    def is_sent(self) -> bool:
        """Whether readers have had a version of the issue."""
        return self.sent

    def corrections(self) -> tuple[Correction, ...]:
        """Those that the issue carries."""
        return self.corrected

    def page(self) -> str:
        """The draft page, "" where there is none."""
        return self.text

    def articles(self, *, since: datetime, until: datetime) -> tuple[Article, ...]:
        """Those published or first seen in since <= moment < until; raises NotGathered."""
        if since < self.since:
            raise NotGathered(f"articles since {since:%Y-%m-%d %H:%M}")
        return tuple(
            one
            for one in self.week
            if (one.published and since <= one.published < until) or since <= one.first_seen < until
        )

    def by_id(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Those of the articles that are kept, in no order; raises NotGathered."""
        known = {one.id: one for one in (*self.week, *self.named)}
        if missing := {*ids} - known.keys() - self.asked_for:
            raise NotGathered(f"articles {', '.join(sorted(missing))}")
        return tuple(known[one] for one in {*ids} if one in known)

    def count(self) -> int:
        """How many articles are kept."""
        return self.kept

    def picture(self, path: str) -> bytes:
        """The picture at `path`; raises UnfitPicture, NotGathered."""
        match self.pictures.get(path):
            case bytes() as data:
                return data
            case str() as reason:
                raise UnfitPicture(reason)
            case _:
                raise NotGathered(f"the picture {path}")
