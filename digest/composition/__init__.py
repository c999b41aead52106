"""The editor's draft and its articles in, a complete `Issue` out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from digest.composition.contents import contents_lines
from digest.composition.items import Pick, bullet, card, lead_item, own_article
from digest.composition.reading_time import reading_minutes
from digest.composition.related_stories import related_stories, story_of
from digest.composition.slots import printed_slots
from digest.composition.surroundings import (
    call_to_action,
    colophon,
    earlier_block,
    issue_number,
    masthead,
    preheader,
    subject,
)
from digest.composition.typesetting import Typesetter
from digest.config.settings import Newsletter, SectionSettings
from digest.model.articles import Article
from digest.model.drafts import Draft, DraftItem, DraftSection
from digest.model.issues import Issue, Item, Section, SectionStyle
from digest.model.presentation import Envelope, LinkRules
from digest.model.stories import PastIssue, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a draft refers to: articles by id, the blurb proposed for each, past issues.

    `stories` are the week's, each by the ids of all its articles.
    """

    articles: Mapping[str, Article]
    blurbs: Mapping[str, str]
    past: Sequence[PastIssue]
    cut_off: datetime
    stories: Mapping[str, Story] = field(default_factory=dict)


def compose(draft: Draft, newsletter: Newsletter, material: Material) -> Issue:
    """The issue that `draft` describes; items whose articles are all unknown are left out."""
    picks = _picks(draft, newsletter, material)
    lead = lead_item(picks[draft.lead], newsletter) if draft.lead in picks else None
    sections = tuple(
        section
        for page_section in draft.sections
        if (section := _section(page_section, newsletter, picks)) is not None
    )
    issue = Issue(
        date=draft.date,
        number=issue_number(draft.date, newsletter, material.past),
        cut_off=material.cut_off,
        subject="",
        preheader="",
        masthead=masthead(newsletter, draft.date),
        lead=lead,
        lead_read_more=newsletter.lead.read_more,
        also_label=newsletter.lead.also_label,
        sections=sections,
        earlier=earlier_block(draft.date, newsletter, material.past),
        source_call=call_to_action(newsletter.google),
        subscribe=call_to_action(newsletter.subscribe),
        colophon=colophon(newsletter.colophon),
        layout=newsletter.newsletter.layout,
        theme=newsletter.theme,
        service=newsletter.mail.service,
        links=LinkRules(**newsletter.links.model_dump()),
        envelope=Envelope(
            sender=newsletter.mail.sender,
            reply_to=newsletter.mail.reply_to,
            list_id=newsletter.mail.list_id,
        ),
    )
    return completed(issue, draft, newsletter)


def completed(issue: Issue, draft: Draft, newsletter: Newsletter) -> Issue:
    """`issue` as it is printed: its words set, and with what follows from its stories.

    To be asked again whenever some are left out: what was set stays as it is.
    """
    typesetter = Typesetter(newsletter)
    issue = typesetter.issue(replace(issue, slots=printed_slots(draft.slots, issue, newsletter)))
    lead, sections = issue.lead, issue.sections
    first = next(issue.items, None)
    line = subject(draft, newsletter, lead, sections, issue.number)
    # What is made of an item's words is set with them, or in another language.
    under = preheader(draft, lead, sections)
    foreign = first is not None and bool(first.language)
    return replace(
        issue,
        subject=line if foreign and draft.subject is None else typesetter.headline(line),
        preheader=under if draft.preheader is None else typesetter.text(under),
        minutes=reading_minutes(issue) if newsletter.newsletter.show_minutes else 0,
        contents=contents_lines(sections, newsletter),
    )


def _picks(draft: Draft, newsletter: Newsletter, material: Material) -> dict[DraftItem, Pick]:
    """Each item of the page with what is printed of it, but for those that nobody knows."""
    related = related_stories(draft, newsletter, material.stories)
    picks: dict[DraftItem, Pick] = {}
    for item in draft.items:
        if item.own:
            picks[item] = Pick(item=item, article=own_article(item, material.cut_off))
            continue
        known = [material.articles[one] for one in item.articles if one in material.articles]
        story = story_of(item.articles, material.stories)
        if known:
            picks[item] = Pick(
                item=item,
                article=known[0],
                also=tuple(known[1:]),
                blurb=material.blurbs.get(known[0].id, ""),
                languages={one.source: one.language for one in story.also_in} if story else {},
                related=related[item],
            )
    return picks


def _section(
    page_section: DraftSection, newsletter: Newsletter, picks: Mapping[DraftItem, Pick]
) -> Section | None:
    settings = next(one for one in newsletter.sections if one.id == page_section.id)
    known = [picks[one] for one in page_section.items if one in picks]
    items = tuple(_item(pick, settings, newsletter, first=not at) for at, pick in enumerate(known))
    if not items or not settings.show:
        return None
    return Section(
        id=settings.id,
        heading=settings.heading if page_section.heading is None else page_section.heading,
        style=settings.style,
        items=items,
        more=settings.more,
        featured=settings.featured,
        thumbnails=settings.thumbnails and settings.style is SectionStyle.BULLETS,
    )


def _item(pick: Pick, settings: SectionSettings, newsletter: Newsletter, *, first: bool) -> Item:
    named = newsletter.blurbs.also if settings.also is None else settings.also
    if settings.style is SectionStyle.CARDS:
        return card(pick, newsletter, named=named)
    return bullet(
        pick,
        newsletter,
        named=named,
        featured=first and settings.featured,
        pictured=settings.thumbnails,
    )
