"""Published issues in; the archive's pages, the contents of its feeds, its style and script out.

Nothing on a page comes from elsewhere: pictures are those in the issue's own folder.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest.model.articles import Image
from digest.model.issues import Issue
from digest.model.website import IssueLine, IssuePage, Site
from digest.rendering.dates import IssueDates
from digest.rendering.templates import page_template, template_texts, text_template

_FOLDER = "archive"
_PICTURES = "images/"
_WORDS = "words.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePages:
    """The stock pages, or the newsletter's own: `overrides` is its folder of templates."""

    overrides: Path | None = None

    def index(self, site: Site, issues: Sequence[IssueLine]) -> str:
        """The HTML of issues/index.html; raises RenderError when a template fails."""
        return self._html("index", site, {"issues": issues, "up": ""})

    def issue(self, site: Site, page: IssuePage) -> str:
        """The HTML of issues/DATE/index.html; raises RenderError when a template fails."""
        pictures = PagePictures(page, site.url, absolute=False)
        context = {"page": page, "issue": page.issue, "pictures": pictures, "up": "../"}
        return self._html("issue", site, context)

    def content(self, site: Site, page: IssuePage) -> str:
        """The issue as feeds carry it, pictures by their web address; raises RenderError."""
        pictures = PagePictures(page, site.url, absolute=True)
        return self._html("content", site, {"issue": page.issue, "pictures": pictures})

    def assets(self, site: Site) -> Mapping[str, str]:
        """site.css in the theme's colours, and site.js; raises RenderError."""
        return {
            name: text_template(f"{_FOLDER}/{name}.j2", self.overrides).render(
                {"theme": site.theme}
            )
            for name in ("site.css", "site.js")
        }

    def fingerprint(self) -> str:
        """The SHA-256 (hex) of all templates of the pages."""
        texts = template_texts(self.overrides, below=f"{_FOLDER}/")
        texts |= template_texts(self.overrides, below=_WORDS)
        whole = "\0".join(f"{name}\0{text}" for name, text in sorted(texts.items()))
        return hashlib.sha256(whole.encode()).hexdigest()

    def _html(self, name: str, site: Site, context: Mapping[str, object]) -> str:
        template = page_template(f"{_FOLDER}/{name}.html.j2", self.overrides)
        shared = {"site": site, "dates": IssueDates(site.masthead)}
        return template.render({**shared, **context})


@dataclass(frozen=True, slots=True)
class PagePictures:
    """Where an issue's own pictures are, seen from its page or from anywhere."""

    page: IssuePage
    url: str
    absolute: bool

    def address(self, image: Image | None) -> str:
        """The picture's address; "" for one that is not in the issue's folder."""
        name = self._name(image)
        if not name:
            return ""
        path = f"{self.page.files}{_PICTURES}{name}"
        if not self.absolute:
            return path
        return f"{self.url}/{self.page.issue.date}/{path}" if self.url else ""

    def portrait(self, issue: Issue) -> str:
        """The web address of the picture that stands for the issue where it is shared."""
        images = (item.image for item in issue.items)
        addresses = (replace(self, absolute=True).address(image) for image in images)
        return next((address for address in addresses if address), "")

    def _name(self, image: Image | None) -> str:
        if image is None:
            return ""
        base = self.page.issue.masthead.view_in_browser
        for start in (f"{base}{_PICTURES}" if base else _PICTURES, _PICTURES):
            if image.url.startswith(start):
                return image.url.removeprefix(start)
        return ""
