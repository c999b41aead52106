"""Published issues in; the archive's pages, the contents of its feeds, its style and script out.

Nothing on a page comes from elsewhere: pictures are those in the issue's own folder.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest.model.articles import Image
from digest.model.issues import Issue
from digest.model.website import (
    IssueLine,
    IssuePage,
    Site,
    TopicLine,
    TopicLink,
    TopicPage,
    issue_headline,
    own_picture,
    portrait,
)
from digest.rendering.dates import IssueDates
from digest.rendering.linked_data import collection_page, news_article
from digest.rendering.templates import page_template, template_texts, text_template

_FOLDER = "archive"
_WORDS = "words.j2"
_ASSETS = ("site.css", "site.js", "icon.svg")


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePages:
    """The stock pages, or the newsletter's own: `overrides` is its folder of templates."""

    overrides: Path | None = None

    def index(
        self, site: Site, issues: Sequence[IssueLine], topics: Sequence[TopicLink] = ()
    ) -> str:
        """The HTML of issues/index.html; raises RenderError when a template fails."""
        context = {
            "issues": issues,
            "topics": topics,
            "shared": shared_picture(site, issues[0]) if issues else None,
            "linked_data": collection_page(site, issues),
            "up": "",
        }
        return self._html("index", site, context)

    def issue(self, site: Site, page: IssuePage) -> str:
        """The HTML of issues/DATE/index.html; raises RenderError when a template fails."""
        pictures = PagePictures(page, site.url, absolute=False)
        shared = pictures.shared(page.issue)
        headline = short_headline(site, issue_headline(page.issue))
        context = {
            "page": page,
            "issue": page.issue,
            "pictures": pictures,
            "shared": shared,
            "linked_data": news_article(site, page, headline, shared),
            "permalinks": True,
            "up": "../",
        }
        return self._html("issue", site, context)

    def topic(self, site: Site, page: TopicPage) -> str:
        """The HTML of issues/topics/SLUG.html; raises RenderError when a template fails."""
        return self._html("topic", site, {"page": page, "up": "../"})

    def topics(self, site: Site, topics: Sequence[TopicLine]) -> str:
        """The HTML of issues/topics/index.html; raises RenderError when a template fails."""
        return self._html("topics", site, {"topics": topics, "up": "../"})

    def content(self, site: Site, page: IssuePage) -> str:
        """The issue as feeds carry it, pictures by their web address; raises RenderError."""
        pictures = PagePictures(page, site.url, absolute=True)
        context = {"page": page, "issue": page.issue, "pictures": pictures, "permalinks": False}
        return self._html("content", site, context)

    def assets(self, site: Site) -> Mapping[str, str]:
        """The style sheet and the icon in the theme's colours, the script; raises RenderError."""
        texts = {
            name: text_template(f"{_FOLDER}/{name}.j2", self.overrides) for name in _ASSETS[:2]
        }
        icon = page_template(f"{_FOLDER}/icon.svg.j2", self.overrides)
        return {
            name: template.render({"theme": site.theme, "site": site})
            for name, template in {**texts, "icon.svg": icon}.items()
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
        name = own_picture(self.page.issue, image)
        if not name:
            return ""
        return self._on_the_web(name) if self.absolute else f"{self.page.files}{name}"

    def shared(self, issue: Issue) -> Image | None:
        """The picture that stands for the issue where it is shared, by its web address."""
        found = portrait(issue)
        return replace(found, url=self._on_the_web(found.url)) if found and self.url else None

    def _on_the_web(self, name: str) -> str:
        return f"{self.url}/{self.page.issue.date}/{self.page.files}{name}" if self.url else ""


def shared_picture(site: Site, line: IssueLine) -> Image | None:
    """The picture of the issue in a line, by its web address; None for a site without one."""
    if line.picture is None or not site.url:
        return None
    return replace(line.picture, url=f"{site.url}/{line.date}/{line.picture.url}")


def short_headline(site: Site, headline: str) -> str:
    """The headline without the newsletter's own name before it."""
    return headline.removeprefix(f"{site.masthead.title}: ")
