"""Issues in; feed.xml (Atom, RFC 4287), feed.json (JSON Feed 1.1), sitemap.xml, robots.txt out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from uuid import NAMESPACE_URL, uuid5

from digest.archive.names import ATOM, JSON_FEED, SITE_MAP, WEB_PAGE
from digest.model.website import Site
from digest.text import without_controls


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedIssue:
    """A published issue as the feeds carry it; `html` is the whole of it."""

    day: date
    title: str
    summary: str
    published: datetime
    updated: datetime
    html: str


def atom_feed(site: Site, issues: Sequence[FeedIssue]) -> bytes:
    """The Atom feed. Without a web address its links are relative to the feed itself."""
    masthead = site.masthead
    latest = max((issue.updated for issue in issues), default=datetime(1970, 1, 1, tzinfo=UTC))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_text(masthead.language)}">',
        f"<id>{_identity(site)}</id>",
        f"<title>{_text(masthead.title)}</title>",
        *([f"<subtitle>{_text(masthead.tagline)}</subtitle>"] if masthead.tagline else []),
        f"<updated>{_moment(latest)}</updated>",
        f"<author><name>{_text(masthead.title)}</name></author>",
        _atom_link("self", "application/atom+xml", _address(site, ATOM)),
        _atom_link("alternate", "text/html", _home(site)),
        *(line for issue in issues for line in _atom_entry(site, issue)),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode()


def json_feed(site: Site, issues: Sequence[FeedIssue]) -> bytes:
    """The JSON feed (jsonfeed.org/version/1.1)."""
    masthead = site.masthead
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": masthead.title,
        "description": masthead.tagline,
        "home_page_url": _home(site) if site.url else "",
        "feed_url": _address(site, JSON_FEED) if site.url else "",
        "language": masthead.language,
        "authors": [{"name": masthead.title}],
        "items": [_json_item(site, issue) for issue in issues],
    }
    filled = {name: value for name, value in feed.items() if value != ""}
    return (json.dumps(filled, ensure_ascii=False, indent=1) + "\n").encode()


def site_map(site: Site, pages: Mapping[str, datetime | None]) -> bytes:
    """The addresses of all pages and when they last changed (sitemaps.org 0.9).

    `pages` are named as files of the site, such as "2024-08-09/index.html".
    """
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(_map_line(site, name, changed) for name, changed in pages.items()),
        "</urlset>",
        "",
    ]
    return "\n".join(lines).encode()


def robots_text(site: Site) -> bytes:
    """robots.txt (RFC 9309): everything may be read, and where the site map is, if there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if site.url:
        lines += ["", f"Sitemap: {_address(site, SITE_MAP)}"]
    return "\n".join([*lines, ""]).encode()


def _map_line(site: Site, name: str, changed: datetime | None) -> str:
    address = _address(site, name.removesuffix(WEB_PAGE))
    when = f"<lastmod>{_moment(changed)}</lastmod>" if changed else ""
    return f"<url><loc>{_text(address)}</loc>{when}</url>"


def _atom_entry(site: Site, issue: FeedIssue) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{_identity(site, issue.day)}</id>"
    yield f"<title>{_text(issue.title)}</title>"
    yield _atom_link("alternate", "text/html", _page(site, issue.day))
    yield f"<published>{_moment(issue.published)}</published>"
    yield f"<updated>{_moment(issue.updated)}</updated>"
    if issue.summary:
        yield f"<summary>{_text(issue.summary)}</summary>"
    yield f'<content type="html">{_text(issue.html)}</content>'
    yield "</entry>"


def _atom_link(relation: str, kind: str, address: str) -> str:
    return f'<link rel="{relation}" type="{kind}" href="{_text(address)}"/>'


def _json_item(site: Site, issue: FeedIssue) -> dict[str, str]:
    item = {
        "id": _identity(site, issue.day),
        "url": _page(site, issue.day) if site.url else "",
        "title": issue.title,
        "summary": issue.summary,
        "content_html": issue.html,
        "date_published": _moment(issue.published),
        "date_modified": _moment(issue.updated),
    }
    return {name: value for name, value in item.items() if value}


def _identity(site: Site, day: date | None = None) -> str:
    # Not the page's address: an identity stays when the archive moves (RFC 4287, 4.2.6).
    home = site.masthead.url or site.url or site.masthead.title
    return uuid5(NAMESPACE_URL, f"{home}#{day or 'feed'}").urn


def _home(site: Site) -> str:
    return f"{site.url}/" if site.url else WEB_PAGE


def _page(site: Site, day: date) -> str:
    return f"{site.url}/{day}/" if site.url else f"{day}/{WEB_PAGE}"


def _address(site: Site, name: str) -> str:
    return f"{site.url}/{name}" if site.url else name


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(text: str) -> str:
    return escape(without_controls(text))
