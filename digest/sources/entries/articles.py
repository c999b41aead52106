"""What a feed said in, articles out: cleaned, dated, identified."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from digest.model.articles import (
    LONGEST_CATEGORY,
    LONGEST_HEADING,
    LONGEST_LINE,
    LONGEST_SUMMARY,
    MOST_CATEGORIES,
    Article,
)
from digest.sources.entries.dates import FUTURE_NOTE, UNDATED_NOTE, judge_date
from digest.sources.entries.identity import Identified, identify_entries
from digest.sources.entries.images import lead_image
from digest.sources.entries.markup import (
    clean_html,
    plain_line,
    plain_paragraphs,
    readable_text,
    text_as_html,
)
from digest.sources.entries.urls import address_key, shown_address, web_address
from digest.sources.entries.values import ArticleSource, Entry, Feed, Markup
from digest.text import columns, shortened, unlinked

__all__ = ["FUTURE_NOTE", "LONGEST_SUMMARY", "UNDATED_NOTE", "make_articles"]

_APPEARED_FIRST = re.compile(r"\s*The post .{1,300} (appeared first|first appeared) on .{1,200}$")
_LEAST_OPENING = 40
_TEASER_END = re.compile(
    r"\s*(\[(…|\.\.\.)\]|(continue reading|keep reading|read more|read the rest)\W*)$",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*")


def make_articles(
    feed: Feed, *, source: ArticleSource, url: str, now: datetime, zone: ZoneInfo
) -> tuple[Article, ...]:
    """Every entry of `feed` as an article, in the feed's order; `zone` is that of naive dates."""
    context = _Context(source, feed.home or url, _language(feed.language), now, zone)
    return tuple(_article(one, context) for one in identify_entries(feed.entries, source.label))


@dataclass(frozen=True, slots=True)
class _Context:
    """What all entries of a feed share; relative addresses are meant against `base`."""

    source: ArticleSource
    base: str
    language: str
    now: datetime
    zone: ZoneInfo


def _article(one: Identified, context: _Context) -> Article:
    entry = one.entry
    url = shown_address(entry.link, context.base)
    base = url or context.base
    html = _html_of(entry.body, base) or _html_of(entry.summary, base)
    text = readable_text(html)
    summary = _summary(entry, text)
    dating = judge_date(entry.published or entry.updated, now=context.now, zone=context.zone)
    return Article(
        id=one.id,
        other_id=one.other_id,
        source=context.source.label,
        title=_title(entry.title, summary or text),
        first_seen=context.now,
        key=_key(address_key(url), one.mark),
        url=url,
        published=dating.when,
        updated=judge_date(entry.updated, now=context.now, zone=context.zone).when,
        date_note=dating.note,
        byline=shortened(plain_line(entry.byline), LONGEST_LINE),
        summary=summary,
        text=text,
        html=html,
        image=lead_image(entry.images, html, base),
        categories=_categories(entry.categories),
        language=_language(entry.language) or context.language or context.source.language,
        section=context.source.section,
    )


def _key(address: str, mark: str) -> str:
    """The key of an address; `mark` tells apart those that share it."""
    between = "&" if "#" in address else "#"
    return f"{address}{between}{mark}" if address and mark else address


def _html_of(markup: Markup, base: str) -> str:
    if markup.is_text:
        return clean_html(text_as_html(markup.value))
    return clean_html(markup.value, web_address(markup.base, base) or base)


def _title(said: str, told: str) -> str:
    """The title; the opening words of what is told where no letter of it can be seen."""
    title = shortened(unlinked(plain_line(said)), LONGEST_LINE)
    return title if any(map(columns, title)) else shortened(told, LONGEST_HEADING)


def _summary(entry: Entry, text: str) -> str:
    said = entry.summary.value
    plain = plain_paragraphs(text_as_html(said) if entry.summary.is_text else said)
    # The end of a long one is cut off anyway, and looking for it took half the time of a feed.
    if len(plain) <= 2 * LONGEST_SUMMARY:
        plain = _TEASER_END.sub("…", _APPEARED_FIRST.sub("", plain)).removeprefix("…")
    return _opening(unlinked(plain or plain_paragraphs(text_as_html(text))))


def _opening(text: str) -> str:
    """The paragraphs of `text` that a summary has room for, the last one cut."""
    kept: list[str] = []
    left = LONGEST_SUMMARY
    for paragraph in text.split("\n\n"):
        if kept and left < _LEAST_OPENING:
            break
        kept.append(shortened(paragraph, left))
        left -= len(paragraph) + 2
    return "\n\n".join(kept)


def _categories(said: tuple[str, ...]) -> tuple[str, ...]:
    plain = (
        shortened(plain_line(category), LONGEST_CATEGORY)
        for category in said[: 2 * MOST_CATEGORIES]
    )
    return tuple(dict.fromkeys(category for category in plain if category))[:MOST_CATEGORIES]


def _language(said: str) -> str:
    tag = said.strip()
    return tag.replace("_", "-") if _LANGUAGE.fullmatch(tag) else ""
