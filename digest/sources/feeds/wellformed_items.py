"""An item or entry of a well-formed feed in, what it says out, named and read as by feedparser.

Raises NotClear at anything whose meaning depends on more than its own text.
"""

import re
from collections.abc import Callable

from digest.sources.entries.trees import Element
from digest.sources.feeds.wellformed_names import (
    LANGUAGE,
    NotClear,
    Said,
    element_attributes,
    element_name,
    is_page_link,
    linked_text,
    list_under,
    own_text,
    resolve_address,
)

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_DATES = {
    "pubdate": "published",
    "published": "published",
    "updated": "updated",
    "dc:date": "updated",
}
_ONCE = ("title", "guid", "id", *_DATES)
_KINDS = {"html": "text/html", "text": "text/plain", "text/html": "text/html", None: "text/plain"}
_IGNORED = frozenset(
    {"?", "comments", "source", "rights", "contributor", "dc:rights", "dc:publisher", "dc:format"}
    | {"dc:identifier", "dc:type", "itunes:duration", "itunes:explicit", "itunes:episode"}
    | {"itunes:season", "itunes:episodetype", "itunes:block", "itunes:title", "media:rating"}
    | {"media:restriction", "media:player", "media:text", "media:hash", "media:copyright"}
    | {"media:community", "itunes:subtitle"}
)
# Everything else that feedparser does something with, and names it keeps its own findings under.
_ELSEWHERE = re.compile(
    r"image|textinput|managingeditor|name|width|height|url|homepage|uri|email|subtitle|tagline|rss"
    r"|copyright|item|entry|language|webmaster|issued|modified|lastbuilddate|created|expirationdate"
    r"|keywords|cloud|abstract|info|generator|body|fullitem|newlocation|tags|channel|feed|links"
    r"|authors?_?.*|\w+_detail|\w*_parsed|.*:.*|\w*_\w*",
)
MOST_TAGS = 200

_MAIL = re.compile(r"[\w.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,4}(?: \(([^()@<>]*)\))?", re.ASCII)


def add_author(said: Said, element: Element) -> None:
    """Add the name of an author, in elements of its own or as text."""
    named = [child for child in element if element_name(child) == "name"]
    name = own_text(named[0]) if len(named) == 1 else own_text(element)
    if "@" in name:
        beside = _MAIL.fullmatch(name)
        if named or not beside:
            raise NotClear
        name = (beside[1] or "").strip()
    list_under(said, "authors").append({"name": name} if name else {})


def read_item(item: Element, url: str, language: str, *, is_atom: bool) -> Said:
    """What an item or entry says; `language` is that of what it stands in."""
    said: Said = {}
    if about := item.get(_ABOUT):
        said["id"] = str(about)
    language = item.get(LANGUAGE) or language
    names = [element_name(child) for child in item]
    # Of two titles feedparser takes the first, of two dates the last; rare enough to ask it.
    if len(set(names)) < len(names) and any(names.count(name) > 1 for name in _ONCE):
        raise NotClear
    for name, child in zip(names, item, strict=True):
        _take(said, name, child, url, language, is_atom=is_atom)
    if not said.get("link") and said.get("permalink"):
        said["link"] = said["permalink"]
    if said.get("media_title") and not said.get("title"):
        raise NotClear
    return said


def _take(said: Said, name: str, child: Element, url: str, language: str, *, is_atom: bool) -> None:
    if name in _DATES:
        said[_DATES[name]] = own_text(child)
    elif name == "title":
        said["title"] = _typed(child, "text/plain")["value"]
        said["title_detail"] = {"language": child.get(LANGUAGE) or language}
    elif name in {"author", "dc:creator", "itunes:author"}:
        add_author(said, child)
    elif name in {"guid", "id"}:
        _take_guid(said, child, url)
    elif name in {"category", "dc:subject"}:
        _take_category(said, child)
    elif name in {"description", "summary", "content", "content:encoded"}:
        _take_text(said, child, name, url, is_atom=is_atom)
    elif name in _TAKERS:
        _TAKERS[name](said, child, url)
    elif len(child) or (name not in _IGNORED and _ELSEWHERE.fullmatch(name)):
        raise NotClear


def _take_link(said: Said, link: Element, url: str) -> None:
    if link.get("uri") or link.get("url"):
        raise NotClear
    if link.get("href") is None:
        said["link"] = linked_text(link, url)
        return
    address = resolve_address(str(link.get("href")), url)
    if is_page_link(link):
        said["link"] = address
    kind = "application/atom+xml" if link.get("rel") == "self" else "text/html"
    list_under(said, "links").append(
        {
            "rel": str(link.get("rel", "alternate")),
            "type": str(link.get("type", kind)),
            "href": address,
        }
    )


def _take_guid(said: Said, guid: Element, url: str) -> None:
    is_link = str(guid.get("isPermaLink", "true")) == "true"
    if is_link != (str(guid.get("isPermaLink", "true")).lower() == "true"):
        raise NotClear
    said["id"] = (
        resolve_address(own_text(guid), url) if is_link and own_text(guid) else own_text(guid)
    )
    if is_link:
        said.setdefault("permalink", said["id"])


def _take_category(said: Said, category: Element) -> None:
    scheme = category.get("scheme") or category.get("domain")
    label, term = category.get("label"), category.get("term")
    text = own_text(category)
    if text and term:
        raise NotClear
    if not text and scheme and not term:
        raise NotClear
    if term or text or label:
        _add_tag(said, str(term or text), str(scheme or ""), str(label or ""))


def _add_tag(said: Said, term: str, scheme: str, label: str) -> None:
    tag: dict[str, object] = {"term": term, "scheme": scheme, "label": label}
    tags = list_under(said, "tags")
    # An article has a few of them; looking for one among thousands would take the feed's time.
    if len(tags) < MOST_TAGS and tag not in tags:
        tags.append(tag)


def _take_text(said: Said, child: Element, name: str, url: str, *, is_atom: bool) -> None:
    if child.get("src") or child.get("mode"):
        raise NotClear
    if name in {"content", "content:encoded"}:
        usual = "text/html" if name == "content:encoded" else "text/plain"
        list_under(said, "content").append(_typed(child, usual) | {"base": url})
        return
    # A second one is taken for the whole text, or not, by what came before it.
    if "summary_detail" in said or (not is_atom and name == "summary"):
        raise NotClear
    usual = "text/html" if name == "description" else "text/plain"
    said["summary_detail"] = _typed(child, usual) | {"base": url}


def _typed(element: Element, usual: str) -> dict[str, object]:
    said = element.get("type")
    kind = usual if said is None else _KINDS.get(str(said))
    if kind is None:
        raise NotClear
    return {"value": own_text(element), "type": kind}


def _take_origin(said: Said, element: Element, _url: str) -> None:
    said["feedburner_origlink"] = own_text(element)


def _take_language(said: Said, element: Element, _url: str) -> None:
    said["language"] = own_text(element)


def _take_enclosure(said: Said, element: Element, _url: str) -> None:
    if len(element):
        raise NotClear
    attributes = element_attributes(element)
    address = attributes.pop("url", None) or attributes.pop("href", "")
    list_under(said, "links").append(attributes | {"rel": "enclosure", "href": address})


def _take_group(said: Said, element: Element, url: str) -> None:
    for child in element:
        name = element_name(child)
        if name in _TAKERS and name.startswith("media:"):
            _TAKERS[name](said, child, url)
        elif name not in _IGNORED:
            raise NotClear


def _take_content(said: Said, element: Element, url: str) -> None:
    list_under(said, "media_content").append(element_attributes(element))
    _take_group(said, element, url)


def _take_thumbnail(said: Said, element: Element, _url: str) -> None:
    if not element.get("url"):
        raise NotClear
    list_under(said, "media_thumbnail").append(element_attributes(element))


def _take_credit(said: Said, element: Element, _url: str) -> None:
    list_under(said, "media_credit").append({"content": own_text(element)})


def _take_caption(said: Said, element: Element, _url: str) -> None:
    said["media_caption"] = own_text(element)


def _take_picture_title(said: Said, _element: Element, _url: str) -> None:
    said["media_title"] = True


def _take_keywords(said: Said, element: Element, _url: str) -> None:
    for word in own_text(element).split(","):
        if word.strip():
            _add_tag(said, word.strip(), element_name(element), "")


def _take_itunes_image(said: Said, element: Element, _url: str) -> None:
    if address := element.get("href") or element.get("url"):
        said["image"] = {"href": str(address)}


_TAKERS: dict[str, Callable[[Said, Element, str], None]] = {
    "link": _take_link,
    "feedburner:origlink": _take_origin,
    "dc:language": _take_language,
    "enclosure": _take_enclosure,
    "media:group": _take_group,
    "media:content": _take_content,
    "media:thumbnail": _take_thumbnail,
    "media:credit": _take_credit,
    "media:caption": _take_caption,
    "media:title": _take_picture_title,
    "media:keywords": _take_keywords,
    "itunes:keywords": _take_keywords,
    "itunes:image": _take_itunes_image,
}
