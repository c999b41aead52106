"""The bytes of a JSON Feed in, what it said out; https://www.jsonfeed.org/version/1.1/ and 1.0."""

import json
from collections.abc import Iterator, Mapping

from digest.model.articles import Image
from digest.sources.entries.values import Entry, Feed, Markup, Unreadable


def read_json_feed(body: bytes, url: str) -> Feed:
    """What the feed `body`, served from `url`, said; raises Unreadable if it is no JSON Feed."""
    try:
        said = json.loads(
            body.decode(json.detect_encoding(body), errors="replace").lstrip("\ufeff")
        )
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"The JSON feed is damaged or cut off ({error}).") from None
    if not isinstance(said, dict) or not isinstance(said.get("items"), list):
        raise Unreadable("This is JSON, but no JSON Feed: it has no list of items.")
    authors = _names(said)
    return Feed(
        entries=tuple(
            _entry(item, authors, url) for item in said["items"] if isinstance(item, dict)
        ),
        title=_string(said.get("title")),
        home=_string(said.get("home_page_url")),
        language=_string(said.get("language")),
    )


def _entry(item: Mapping[str, object], feed_authors: str, url: str) -> Entry:
    html, text = _string(item.get("content_html")), _string(item.get("content_text"))
    link = _string(item.get("url")) or _string(item.get("external_url"))
    return Entry(
        guid=_id(item.get("id")),
        link=link,
        title=_string(item.get("title")),
        published=_string(item.get("date_published")),
        updated=_string(item.get("date_modified")),
        byline=_names(item) or feed_authors,
        summary=Markup(value=_string(item.get("summary")), is_text=True),
        body=Markup(value=html or text, is_text=not html, base="" if link else url),
        images=tuple(_images(item)),
        categories=tuple(tag for tag in _list(item.get("tags")) if isinstance(tag, str)),
        language=_string(item.get("language")),
    )


def _id(value: object) -> str:
    """An id; the specification wants numbers to be taken for strings."""
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def _names(said: Mapping[str, object]) -> str:
    """The authors' names; 1.0 had one `author`, 1.1 has a list."""
    authors = [author for author in _list(said.get("authors")) if isinstance(author, dict)]
    single = said.get("author")
    if not authors and isinstance(single, dict):
        authors = [single]
    return ", ".join(name for author in authors if (name := _string(author.get("name"))))


def _images(item: Mapping[str, object]) -> Iterator[Image]:
    for name in ("image", "banner_image"):
        if address := _string(item.get(name)):
            yield Image(url=address)
    for attachment in _list(item.get("attachments")):
        if isinstance(attachment, dict) and _string(attachment.get("mime_type")).startswith(
            "image/"
        ):
            yield Image(url=_string(attachment.get("url")), alt=_string(attachment.get("title")))


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
