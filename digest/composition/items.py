"""A pick and its articles in; the lead, a bullet or a card, as printed, out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from digest.composition.paragraphs import paragraphs_of_html, paragraphs_of_text, spans_of_text
from digest.composition.related_stories import foreign_language
from digest.config.settings import Newsletter
from digest.model.articles import Article
from digest.model.drafts import DraftItem
from digest.model.issues import Coverage, Item, Paragraph, ParagraphKind, RelatedStory


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


def card(pick: Pick, newsletter: Newsletter) -> Item:
    """An item with picture, headline and excerpt: all that the others have, too."""
    return Item(
        id=pick.article.id,
        key=pick.article.key,
        headline=pick.headline,
        kicker=pick.kicker,
        dek=pick.dek,
        byline=pick.article.byline,
        source=pick.article.source,
        url=pick.article.url,
        published=pick.article.published,
        image=pick.article.image,
        blurb=spans_of_text(pick.words),
        also=_coverage(pick, newsletter),
        also_this_week=pick.related,
        language=_language(pick, newsletter),
        spent=tuple(dict.fromkeys(one.key for one in (pick.article, *pick.also) if one.key)),
    )


def bullet(pick: Pick, newsletter: Newsletter) -> Item:
    """An item of prose with its attribution."""
    return replace(card(pick, newsletter), dek="", byline="", image=None)


def lead_item(pick: Pick, newsletter: Newsletter) -> Item:
    """The lead: its text where the article has one, the series prefix, the picture."""
    settings = newsletter.lead
    whole = card(pick, newsletter)
    body = _body(pick)
    shown = _opening(body, settings.paragraphs)
    return replace(
        whole,
        headline=f"{settings.prefix} {whole.headline}".strip(),
        kicker=whole.kicker if pick.item.kicker is not None else whole.kicker or settings.kicker,
        image=whole.image if settings.image else None,
        body=shown,
        truncated=len(shown) < len(body),
        also=whole.also if settings.also_covered else (),
    )


def _body(pick: Pick) -> tuple[Paragraph, ...]:
    if pick.item.blurb is not None:
        return paragraphs_of_text(pick.item.blurb)
    return (
        paragraphs_of_html(pick.article.html)
        or paragraphs_of_text(pick.article.text)
        or paragraphs_of_text(pick.words)
    )


def _opening(body: tuple[Paragraph, ...], most: int) -> tuple[Paragraph, ...]:
    shown = body[:most]
    # A heading with nothing under it would promise a text that is not there.
    while shown and len(shown) < len(body) and shown[-1].kind is ParagraphKind.HEADING:
        shown = shown[:-1]
    return shown


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


def _language(pick: Pick, newsletter: Newsletter) -> str:
    own = newsletter.newsletter.language
    return pick.article.language if pick.article.language != own else ""
