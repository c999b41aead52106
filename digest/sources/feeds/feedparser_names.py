"""A feed under the names that feedparser gives its parts in, what it said out."""

from collections.abc import Iterator, Mapping

from digest.model.articles import Image
from digest.sources.entries.images import whole_number
from digest.sources.entries.urls import web_address
from digest.sources.entries.values import Entry, Feed, Markup

_PERIODS = {
    "hourly": 3600,
    "daily": 86400,
    "weekly": 604800,
    "monthly": 2592000,
    "yearly": 31536000,
}


def translate_feed(parsed: Mapping[str, object], url: str) -> Feed:
    """The entries of `parsed`, read at `url`, and what the feed says of itself."""
    channel = _mapping(parsed.get("feed"))
    byline = _byline(channel) if _string(parsed.get("version")).startswith("atom") else ""
    return Feed(
        entries=tuple(_entry(entry, url, byline) for entry in _mappings(parsed.get("entries"))),
        title=_string(channel.get("title")),
        home=web_address(_string(channel.get("link")), url),
        language=_string(channel.get("language")),
        ttl_seconds=_ttl_seconds(channel),
    )


def _entry(entry: Mapping[str, object], url: str, channel_byline: str) -> Entry:
    body, summary = _body(entry, url), _markup(entry.get("summary_detail"), url)
    caption = _string(entry.get("media_caption"))
    if not body.value and not summary.value:
        summary = Markup(value=caption)
    return Entry(
        guid=_string(entry.get("id")),
        link=_string(entry.get("feedburner_origlink")) or _link(entry),
        title=_title(entry),
        published=_date(entry, "published") or _date(entry, "created"),
        updated=_date(entry, "updated"),
        byline=_byline(entry) or channel_byline,
        summary=summary,
        body=body,
        images=tuple(_images(entry, caption)),
        categories=tuple(_categories(entry)),
        language=_language(entry),
    )


def _title(entry: Mapping[str, object]) -> str:
    return _string(entry.get("title"))


def _date(entry: Mapping[str, object], name: str) -> str:
    return _string(entry.get(name)) if name in entry else ""


def _link(entry: Mapping[str, object]) -> str:
    """The page of the entry: its own link, never that of a sound file or of the feed itself."""
    if link := _string(entry.get("link")):
        return link
    for link_ in _mappings(entry.get("links")):
        if _string(link_.get("rel")) in {"", "alternate"}:
            return _string(link_.get("href"))
    return ""


def _markup(detail: object, url: str) -> Markup:
    said = _mapping(detail)
    base = _string(said.get("base"))
    return Markup(
        value=_string(said.get("value")),
        is_text=_string(said.get("type")) == "text/plain",
        base="" if base == url else base,
    )


def _body(entry: Mapping[str, object], url: str) -> Markup:
    """The longest of the entry's texts that is text at all."""
    kinds = ("text/html", "application/xhtml+xml", "text/plain", "")
    texts = [
        _markup(content, url)
        for content in _mappings(entry.get("content"))
        if _string(content.get("type")) in kinds
    ]
    return max(texts, key=lambda text: len(text.value), default=Markup())


def _byline(said: Mapping[str, object]) -> str:
    names = [_string(author.get("name")) for author in _mappings(said.get("authors"))]
    if not any(names):
        names = [_string(_mapping(said.get("author_detail")).get("name"))]
    return ", ".join(dict.fromkeys(name for name in names if name and "@" not in name))


def _images(entry: Mapping[str, object], caption: str) -> Iterator[Image]:
    """The pictures an entry names: media:content by width, thumbnails, enclosures, itunes:image."""
    credit = _credit(entry)
    contents = [image for image in _mappings(entry.get("media_content")) if _is_picture(image)]
    for image in sorted(
        contents, key=lambda image: -(whole_number(_string(image.get("width"))) or 0)
    ):
        yield _image(image, "url", caption, credit)
    for image in _mappings(entry.get("media_thumbnail")):
        yield _image(image, "url", caption, credit)
    for link in _mappings(entry.get("links")):
        if _string(link.get("rel")) == "enclosure" and _is_picture(link):
            yield _image(link, "href", caption, credit)
    yield _image(_mapping(entry.get("image")), "href", "", "")


def _image(said: Mapping[str, object], address: str, alt: str, credit: str) -> Image:
    return Image(
        url=_string(said.get(address)),
        alt=alt,
        credit=credit,
        width=whole_number(_string(said.get("width"))),
    )


def _credit(entry: Mapping[str, object]) -> str:
    names = (_string(credit.get("content")) for credit in _mappings(entry.get("media_credit")))
    return next((name for name in names if name), "")


def _is_picture(said: Mapping[str, object]) -> bool:
    kind, medium = _string(said.get("type")), _string(said.get("medium"))
    if kind or medium:
        return medium == "image" or kind.startswith("image/")
    address = (_string(said.get("url")) or _string(said.get("href"))).partition("?")[0].lower()
    return address.endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"))


def _categories(entry: Mapping[str, object]) -> Iterator[str]:
    for tag in _mappings(entry.get("tags")):
        yield _string(tag.get("label")) or _string(tag.get("term"))


def _language(entry: Mapping[str, object]) -> str:
    if language := _string(entry.get("language")):
        return language
    return _string(_mapping(entry.get("title_detail")).get("language"))


def _ttl_seconds(channel: Mapping[str, object]) -> int | None:
    """How long the feed asks to be left alone, by `ttl` (minutes) or `sy:updatePeriod`."""
    minutes = whole_number(_string(channel.get("ttl")))
    if minutes:
        return minutes * 60
    period = _PERIODS.get(_string(channel.get("sy_updateperiod")).strip().lower())
    if period is None:
        return None
    return period // max(1, whole_number(_string(channel.get("sy_updatefrequency"))) or 1)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
