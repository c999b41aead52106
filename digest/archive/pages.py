"""What the archive asks of whoever makes its web pages."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from digest.model.website import IssueLine, IssuePage, Site


class Pages(Protocol):
    """Makes pages and feed contents; the same values give the same text."""

    def index(self, site: Site, issues: Sequence[IssueLine]) -> str:
        """The HTML of issues/index.html, for issues that come newest first."""

    def issue(self, site: Site, page: IssuePage) -> str:
        """The HTML of issues/DATE/index.html."""

    def content(self, site: Site, page: IssuePage) -> str:
        """The issue as a piece of HTML for feeds: absolute links, no style, no script."""

    def assets(self, site: Site) -> Mapping[str, str]:
        """The texts of the style sheet and the script that the pages share, by file name."""

    def fingerprint(self) -> str:
        """Changes when a template of the pages does."""
