"""What a web page says of itself in its head: meta tags and JSON-LD in, one table of texts out."""

import json
import re
from collections.abc import Iterator, Mapping

from digest.sources.entries.trees import Element

_ARTICLE = re.compile(r"(\w*Article|BlogPosting|Report|Review|LiveBlogPosting)$")
# In each row the first name that says something counts; "ld:" stands for JSON-LD.
_NAMES = {
    "title": ("ld:headline", "og:title", "twitter:title", "dc.title", "headline"),
    "description": ("og:description", "description", "twitter:description", "ld:description"),
    "published": (
        "article:published_time",
        "ld:datePublished",
        "datepublished",
        "og:article:published_time",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "pubdate",
        "publish-date",
        "date",
    ),
    "updated": ("article:modified_time", "ld:dateModified", "datemodified", "og:updated_time"),
    "byline": ("ld:author", "author", "parsely-author", "sailthru.author", "dc.creator", "byl"),
    "image": ("og:image:secure_url", "og:image", "ld:image", "twitter:image", "twitter:image:src"),
    "image_alt": ("og:image:alt", "twitter:image:alt"),
    "site": ("og:site_name", "ld:publisher", "application-name"),
    "url": ("link:canonical", "og:url", "ld:url"),
}


def read_metadata(page: Element) -> Mapping[str, str]:
    """What `page` says under each name of _NAMES, as written; "" where it says nothing."""
    said = dict(_meta_tags(page))
    said.update(_linked_data(page))
    return {
        wanted: next((said[name] for name in names if said.get(name)), "")
        for wanted, names in _NAMES.items()
    }


def _meta_tags(page: Element) -> Iterator[tuple[str, str]]:
    # Reversed, so that of several the first one stays.
    for tag in reversed(page.xpath("//meta[@content]|//link[@rel='canonical'][@href]")):
        if tag.tag == "link":
            yield "link:canonical", str(tag.get("href"))
            continue
        for key in ("property", "name", "itemprop"):
            if name := tag.get(key):
                yield str(name).strip().lower(), str(tag.get("content")).strip()


def _linked_data(page: Element) -> Mapping[str, str]:
    for script in page.xpath("//script[@type='application/ld+json']"):
        try:
            said = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(said):
            if _ARTICLE.match(_kind(item)):
                return {f"ld:{name}": _text(value) for name, value in item.items()}
    return {}


def _items(said: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    if isinstance(said, list):
        for part in said:
            yield from _items(part, depth + 1)
    elif isinstance(said, dict) and depth < 8:
        yield said
        yield from _items(said.get("@graph"), depth + 1)
        yield from _items(said.get("mainEntity"), depth + 1)


def _kind(item: Mapping[str, object]) -> str:
    kind = item.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind)


def _text(value: object) -> str:
    """A text, the name or address of a thing, or those of several things."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        texts = [text for part in value[:10] if (text := _text(part))]
        return texts[0] if texts and texts[0].startswith("http") else ", ".join(texts)
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("url") or value.get("@value"))
    return ""
