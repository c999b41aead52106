"""The text of the editor's page in, the draft out."""

import re
from collections.abc import Sequence
from datetime import date

from digest.config.settings import Newsletter
from digest.draft.deciding import decided
from digest.draft.headings import is_own_heading
from digest.draft.memory import Memory, fingerprint
from digest.draft.misfits import misfits
from digest.draft.page import LEAD, TEXTS, Page, PageStory
from digest.draft.parsing import page_of
from digest.draft.problems import Problem, refuse
from digest.model.drafts import Draft, DraftItem, DraftSection


def read_page(text: str, *, name: str, newsletter: Newsletter, sent: bool = False) -> Draft:
    """The draft that the page called `name` holds; `sent` says that readers have had it.

    Raises DraftError with every problem of the page: line, what was found, how to mend it.
    """
    page = page_of(text, name=name, newsletter=newsletter, sent=sent)
    wishes = decided(page)
    items = [(story.section, draft_item(story, page.memory)) for story in wishes.printed]
    return Draft(
        date=_issue_date(page, name),
        lead=next((item for section, item in items if section == LEAD), None),
        sections=tuple(_sections(page, items, newsletter)),
        subject=page.subject or None,
        preheader=page.preheader or None,
        decisions=wishes.as_decisions(edited=page.edited),
        edited=page.edited,
        remarks=tuple(misfits(page, newsletter)),
    )


def draft_item(story: PageStory, memory: Memory) -> DraftItem:
    """`story` as a pick: only the texts that are the editor's."""
    own = {key: text for key, text in story.texts.items() if not follows(story, key, memory)}
    headline, kicker, dek, blurb = (own.get(key) for key in TEXTS)
    return DraftItem(
        articles=story.articles,
        headline=headline,
        kicker=kicker,
        dek=dek,
        blurb=blurb,
        read=standing_blurb(story, memory),
        pinned=story.pinned,
    )


def standing_blurb(story: PageStory, memory: Memory) -> str:
    """The blurb line that the program wrote for the article which the story tells, "" if none."""
    text = story.texts.get("blurb", "")
    return text if fingerprint("blurb", story.articles[0], text) in memory.texts else ""


def follows(story: PageStory, key: str, memory: Memory) -> bool:
    """Whether the text under `key` is still the one the program wrote there, or none at all."""
    if key not in story.texts:
        return True
    return any(fingerprint(key, one, story.texts[key]) in memory.texts for one in story.articles)


def _sections(
    page: Page, items: Sequence[tuple[str, DraftItem]], newsletter: Newsletter
) -> list[DraftSection]:
    sections = []
    for settings in newsletter.sections:
        picks = tuple(item for section, item in items if section == settings.id)
        own = is_own_heading(settings.id, page)
        heading = page.headings[settings.id] if own else None
        if picks:
            sections.append(DraftSection(id=settings.id, items=picks, heading=heading))
    return sections


def _issue_date(page: Page, name: str) -> date:
    in_name = re.search(r"(\d{4})-(\d\d)-(\d\d)\.toml$", name)
    named = date(*(int(part) for part in in_name.groups())) if in_name else None
    found = page.date or named
    line = next((entry.line for entry in page.blocks[0].entries if entry.key == "date"), 1)
    if found is None:
        refuse(name, [Problem(1, "the issue's date is missing; write date = 2024-08-09")])
    elif named and found != named:
        refuse(name, [Problem(line, f"date is {found}, but the page is that of {named}")])
    return found or date.min
