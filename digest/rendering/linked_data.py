"""An issue's page or the index in; what it is, as schema.org calls it, for JSON-LD, out."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from digest.model.articles import Image
from digest.model.website import IssueLine, IssuePage, Site

_CONTEXT = "https://schema.org"


def news_article(
    site: Site, page: IssuePage, headline: str, picture: Image | None
) -> Mapping[str, object]:
    """The issue as a NewsArticle; `picture` by its web address."""
    issue = page.issue
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "NewsArticle",
            "headline": headline,
            "description": issue.preheader,
            "url": f"{site.url}/{issue.date}/" if site.url else "",
            "image": [picture.url] if picture else [],
            "datePublished": _moment(issue.cut_off),
            "dateModified": _moment(page.updated or issue.cut_off),
            "inLanguage": site.masthead.language,
            "author": _organisation(site),
            "publisher": _organisation(site),
            "isPartOf": _periodical(site),
            "issueNumber": str(issue.number),
        }
    )


def collection_page(site: Site, issues: Sequence[IssueLine]) -> Mapping[str, object]:
    """The index as a CollectionPage that leads to the latest issues."""
    leading = [
        _filled(
            {
                "@type": "ListItem",
                "position": at,
                "name": issue.headline,
                "url": f"{site.url}/{issue.date}/",
            }
        )
        for at, issue in enumerate(issues[:10] if site.url else (), 1)
    ]
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "CollectionPage",
            "name": site.masthead.title,
            "description": site.masthead.tagline,
            "url": f"{site.url}/" if site.url else "",
            "inLanguage": site.masthead.language,
            "publisher": _organisation(site),
            "mainEntity": {"@type": "ItemList", "itemListElement": leading} if leading else {},
        }
    )


def _organisation(site: Site) -> Mapping[str, object]:
    about = {"@type": "Organization", "name": site.masthead.title, "url": site.masthead.url}
    return _filled(about)


def _periodical(site: Site) -> Mapping[str, object]:
    url = f"{site.url}/" if site.url else ""
    return _filled({"@type": "Periodical", "name": site.masthead.title, "url": url})


def _filled(facts: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in facts.items() if value}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
