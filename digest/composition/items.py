"""A pick and its articles in; the lead, a bullet or a card, as printed, out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from digest.composition.related_stories import foreign_language
from digest.config.settings import Newsletter
from digest.model.articles import Article, Image
from digest.model.drafts import DraftItem
from digest.model.issues import Coverage, Item, Paragraph, ParagraphKind, RelatedStory
from digest.running_text import (
    linked_paragraphs,
    linked_spans,
    paragraphs_of_html,
    paragraphs_of_text,
)
from digest.text import begins_with


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A pick with the article to print, the others on the event, and the blurb proposed.

    `languages` are those of the sources that tell it in other languages only, `related` the other
    stories of its matter.
    """

    item: DraftItem
    article: Article
    also: tuple[Article, ...] = ()
    blurb: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)
    related: tuple[RelatedStory, ...] = ()

    @property
    def headline(self) -> str:
        """The editor's headline, else the article's."""
        return self.article.heading if self.item.headline is None else self.item.headline

    @property
    def kicker(self) -> str:
        """The editor's kicker, else the article's."""
        return self.article.kicker if self.item.kicker is None else self.item.kicker

    @property
    def dek(self) -> str:
        """The editor's dek, else the article's."""
        return self.article.dek if self.item.dek is None else self.item.dek

    @property
    def words(self) -> str:
        """The editor's blurb, else the proposed one."""
        return self.blurb if self.item.blurb is None else self.item.blurb

    @property
    def url(self) -> str:
        """The editor's address, else the article's."""
        return self.article.url if self.item.url is None else self.item.url

    @property
    def byline(self) -> str:
        """The editor's byline, else the article's."""
        return self.article.byline if self.item.byline is None else self.item.byline

    @property
    def image(self) -> Image | None:
        """The editor's picture, else the article's, with what the editor says of it."""
        image, item = self.article.image, self.item
        if item.image is not None:
            image = Image(url=item.image) if item.image else None
        if image is None:
            return None
        alt = image.alt if item.image_alt is None else item.image_alt
        credit = image.credit if item.image_credit is None else item.image_credit
        return replace(image, alt=alt, credit=credit)


def own_article(item: DraftItem, seen: datetime) -> Article:
    """What stands for the article of an item of the editor's own: it says nothing."""
    return Article(id=item.own, source="", title="", first_seen=seen)


def card(pick: Pick, newsletter: Newsletter, *, named: int) -> Item:
    """An item with picture, headline and excerpt: all that the others have, too.

    At most `named` of the other sources are named.
    """
    paragraphs = linked_paragraphs(pick.words)
    item = Item(
        id=pick.article.id,
        key=pick.article.key,
        headline=pick.headline,
        kicker=pick.kicker,
        dek=pick.dek,
        byline=pick.byline,
        source=pick.article.source,
        url=pick.url,
        published=pick.article.published,
        image=pick.image,
        blurb=linked_spans(pick.words),
        body=paragraphs if len(paragraphs) > 1 else (),
        also_this_week=pick.related,
        language=foreign_language(pick.article.language, newsletter),
        spent=tuple(dict.fromkeys(one.key for one in (pick.article, *pick.also) if one.key)),
    )
    if item.image and not item.image.alt and pick.item.image_alt is None:
        item = replace(item, image=replace(item.image, alt=item.name))
    return _with_coverage(item, pick, newsletter, named)


def bullet(
    pick: Pick,
    newsletter: Newsletter,
    *,
    named: int,
    featured: bool = False,
    pictured: bool = False,
) -> Item:
    """An item of prose with its attribution; only a `featured` one keeps its dek.

    The picture stays where it is featured or `pictured`.
    """
    whole = card(pick, newsletter, named=named)
    return replace(
        whole,
        dek=whole.dek if featured else "",
        byline="",
        image=whole.image if featured or pictured else None,
    )


def lead_item(pick: Pick, newsletter: Newsletter) -> Item:
    """The lead: its text where the article has one, the series prefix, the picture."""
    settings = newsletter.lead
    whole = card(pick, newsletter, named=0)
    body = _body(pick)
    # Where there is nowhere to read on, all of it is printed.
    shown = _opening(body, settings.paragraphs) if whole.url else body
    lead = replace(
        whole,
        headline=_prefixed(whole.headline, settings.prefix),
        kicker=whole.kicker if pick.item.kicker is not None else whole.kicker or settings.kicker,
        image=whole.image if settings.image else None,
        body=shown,
        truncated=len(shown) < len(body),
    )
    named = newsletter.blurbs.also if settings.also_covered else 0
    return _with_coverage(lead, pick, newsletter, named)


def _prefixed(headline: str, prefix: str) -> str:
    """`headline` after the name of its series, which it may have already."""
    if not headline or begins_with(headline, prefix):
        return headline
    return f"{prefix} {headline}"


def _body(pick: Pick) -> tuple[Paragraph, ...]:
    if pick.item.blurb is not None:
        return linked_paragraphs(pick.item.blurb)
    full = paragraphs_of_html(pick.article.html) or paragraphs_of_text(pick.article.text)
    return full if pick.article.has_full_text else linked_paragraphs(pick.words) or full


def _opening(body: tuple[Paragraph, ...], most: int) -> tuple[Paragraph, ...]:
    shown = body[:most]
    # A heading with nothing under it would promise a text that is not there.
    while shown and len(shown) < len(body) and shown[-1].kind is ParagraphKind.HEADING:
        shown = shown[:-1]
    return shown


def _with_coverage(item: Item, pick: Pick, newsletter: Newsletter, named: int) -> Item:
    """`item` with at most `named` of the other sources; none that its words name already."""
    others = _coverage(pick, newsletter)
    unsaid = [one for one in others if not _names(item.words, one.source)]
    also = tuple(unsaid[:named])
    return replace(
        item,
        also=also,
        more=len(unsaid) - len(also) if named else 0,
        unnamed=tuple(one for one in others if one not in also),
    )


def _names(words: str, source: str) -> bool:
    """Whether `words` name `source`, in whatever letters, and not as a part of a longer word."""
    return bool(re.search(rf"(?<!\w){re.escape(source)}(?!\w)", words, re.IGNORECASE))


def _coverage(pick: Pick, newsletter: Newsletter) -> tuple[Coverage, ...]:
    """Each other source once, those in other languages last."""
    others: dict[str, Coverage] = {}
    for article in pick.also:
        if article.source != pick.article.source:
            others.setdefault(
                article.source,
                Coverage(
                    source=article.source,
                    title=article.heading,
                    url=article.url,
                    key=article.key,
                    language=foreign_language(pick.languages.get(article.source, ""), newsletter),
                ),
            )
    return tuple(sorted(others.values(), key=lambda one: bool(one.language)))
