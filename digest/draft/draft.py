"""The editor's page in; the draft that it makes, and what of it newsletter.toml does not print."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from digest.draft.merge.position import why_not_printed
from digest.draft.page.page import (
    DETAILS,
    LEAD,
    SLOT_TEXTS,
    TEXTS,
    Page,
    PageSlot,
    PageStory,
    printed_sections,
    story_ids,
)
from digest.draft.page.problems import suggestion
from digest.draft.writing.slots import unknown_slot
from digest.draft.writing.story_text import name_headlines
from digest.model.drafts import Draft, DraftItem, DraftSection, DraftSlot
from digest.text import counted


def read_draft(page: Page) -> Draft:
    """The draft of the issue that `page` makes."""
    stories = page.decided.stories
    items = [
        (story.section, _draft_item(story, page, own if story.is_own else ""))
        for story, own in zip(stories, story_ids(stories), strict=True)
        if story.section
    ]
    return Draft(
        date=page.date,
        lead=next((item for section, item in items if section == LEAD), None),
        sections=tuple(_sections(page, items)),
        slots=tuple(_slots(page)),
        subject=page.subject or None,
        preheader=page.preheader or None,
        decisions=page.decided.as_decisions(edited=page.edited),
        edited=page.edited,
        remarks=(*_misfits(page), *_unknown_slots(page)),
    )


def _draft_item(story: PageStory, page: Page, own_id: str) -> DraftItem:
    """`story` as a pick: only the texts that are the editor's."""
    own = {key: text for key, text in story.texts.items() if not page.follows(story, key)}
    headline, kicker, dek, blurb = (own.get(key) for key in TEXTS)
    url, byline, image, image_alt, image_credit = (story.details.get(key) for key in DETAILS)
    return DraftItem(
        articles=story.articles,
        own=own_id,
        headline=headline,
        kicker=kicker,
        dek=dek,
        blurb=blurb,
        url=url,
        byline=byline,
        image=image,
        image_alt=image_alt,
        image_credit=image_credit,
        read=page.read_blurb(story),
        pinned=story.pinned,
        also_this_week=story.also_this_week,
    )


def _sections(page: Page, items: Sequence[tuple[str, DraftItem]]) -> list[DraftSection]:
    sections = []
    for settings in page.newsletter.sections:
        picks = tuple(item for section, item in items if section == settings.id)
        heading = page.headings[settings.id] if page.is_own_heading(settings.id) else None
        if picks:
            sections.append(DraftSection(id=settings.id, items=picks, heading=heading))
    return sections


def _slots(page: Page) -> Iterator[DraftSlot]:
    """Every slot of newsletter.toml, each with what the page says in its place."""
    written = {one.id: one for one in page.slots}
    for settings in page.newsletter.slots:
        slot = DraftSlot(
            id=settings.id,
            kind=settings.kind,
            place=settings.stands_at,
            heading=settings.heading,
            text=settings.text,
            button=settings.button,
            url=settings.url,
            until=settings.until,
            show=settings.show,
        )
        own = written.get(settings.id)
        yield _rewritten(slot, own) if own else slot


def _rewritten(slot: DraftSlot, own: PageSlot) -> DraftSlot:
    heading, text, button, url = (
        own.texts.get(key, before)
        for key, before in zip(
            SLOT_TEXTS, (slot.heading, slot.text, slot.button, slot.url), strict=True
        )
    )
    return replace(
        slot,
        heading=heading,
        text=text,
        button=button,
        url=url,
        until=own.until or slot.until,
        show=slot.show if own.show is None else own.show,
    )


def _unknown_slots(page: Page) -> Iterator[str]:
    """A sentence for each slot of the page that newsletter.toml has not."""
    known = {one.id for one in page.newsletter.slots}
    for slot in page.slots:
        if slot.id not in known and not slot.says_nothing:
            why = _ended(unknown_slot(slot, page))
            yield f"Line {slot.block.line} of the page: {why} Until you mend it, it is not printed."


def _misfits(page: Page) -> Iterator[str]:
    """A sentence for each section of the page that newsletter.toml does not print."""
    newsletter = page.newsletter
    known = {LEAD, *(one.id for one in newsletter.sections)}
    lost: dict[str, list[PageStory]] = {}
    for story in page.stories:
        if story.lost:
            lost.setdefault(story.lost, []).append(story)
    for section, stories in lost.items():
        if section in known or section in page.earlier_sections:
            yield _lost_section(section, stories, page, hidden=section in known)
        else:
            yield _unknown_section(section, stories, page)
    for story in page.stories:
        if why := why_not_printed(story):
            yield (
                f"{_counted([story])} became a candidate: {_ended(why)} Give it a section on the "
                "page; if it is to stay out, any change of yours there ends this note with the "
                "next `digest draft`."
            )
    for section in page.headings:
        if section not in known and section not in lost and page.is_own_heading(section):
            yield (
                f"Under [headings] the page has words for “{section}”, which is no section of "
                "newsletter.toml: they are not printed. Delete the line, or mend its first word."
            )


def _lost_section(section: str, stories: list[PageStory], page: Page, *, hidden: bool) -> str:
    why = "has show = false for" if hidden else "no longer has"
    table = "[lead]" if section == LEAD else f"the section “{section}”"
    back = "take show = false out" if hidden else f'put id = "{section}" back there'
    heading = page.headings.get(section)
    sections = page.newsletter.sections
    same = [one.id for one in sections if one.show and one.heading == heading]
    valid = ", ".join(printed_sections(page.newsletter))
    others = f"{same[0]} has the same heading" if same else valid
    several = len(stories) > 1
    return (
        f"newsletter.toml {why} {table}, where the page has {_counted(stories)}: "
        f"{'they are' if several else 'it is'} not printed now. Give "
        f"{'each' if several else 'it'} another section on the page "
        f"({others}), or {back}."
    )


def _unknown_section(section: str, stories: list[PageStory], page: Page) -> str:
    hint = suggestion(section, printed_sections(page.newsletter))
    written = stories[0].block.entry("section")
    line = written.line if written else stories[0].line
    return (
        f'Line {line} of the page: section = "{section}" is no section of newsletter.toml; '
        f"{_ended(hint)} Until you mend it, "
        f"{_counted(stories)} {'are' if len(stories) > 1 else 'is'} not printed."
    )


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith("?") else f"{sentence}."


def _counted(stories: list[PageStory]) -> str:
    names = name_headlines([story.title for story in stories])
    return f"{counted(len(stories), 'story', 'stories')} ({names})"
