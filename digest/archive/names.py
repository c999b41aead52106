"""The names of the archive's files and folders; a name in, what it stands for out."""

import re
from datetime import date
from typing import Final

RECORD: Final = "issue.json"
HTML: Final = "issue.html"
TEXT: Final = "issue.txt"
MAIL: Final = "issue.eml"
PAGE: Final = "draft.toml"
PICTURES: Final = "images"
VERSIONS: Final = "versions"
WEB_PAGE: Final = "index.html"
TEMPLATES: Final = "templates"
SKIPPED: Final = "skipped.json"
SEARCH: Final = "search.json"
SEARCH_SCRIPT: Final = "search.js"
ATOM: Final = "feed.xml"
JSON_FEED: Final = "feed.json"
SITE_MAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
TOPICS: Final = "topics"
SITE_LOOKS: Final = ("site.css", "site.js", "icon.svg")
SITE_FILES: Final = (*SITE_LOOKS, SEARCH_SCRIPT, ATOM, JSON_FEED, SITE_MAP, ROBOTS, WEB_PAGE)
"""The web site's own files, the index last."""
PUSHED: Final = "archive.json"
"""In a folder for readers, the list of what pushes have put there."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def issue_day(name: str) -> date | None:
    """The date that the name of an issue's folder says; None for any other name."""
    try:
        return date.fromisoformat(name) if _DATE.fullmatch(name) else None
    except ValueError:
        return None


def topic_page(slug: str) -> str:
    """The name of a topic's page; that of the list of all topics where `slug` is ""."""
    return f"{TOPICS}/{slug}.html" if slug else f"{TOPICS}/{WEB_PAGE}"
