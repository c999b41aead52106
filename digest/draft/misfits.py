"""A page and newsletter.toml in; what of the page no longer fits there, and what to do, out."""

from collections.abc import Iterator

from digest.config.settings import Newsletter
from digest.draft.headings import is_own_heading
from digest.draft.news import in_words
from digest.draft.page import LEAD, Page, PageStory


def misfits(page: Page, newsletter: Newsletter) -> Iterator[str]:
    """A sentence for each section of the page that newsletter.toml does not print any more."""
    known = {LEAD, *(one.id for one in newsletter.sections)}
    shown = [LEAD] * newsletter.lead.show + [one.id for one in newsletter.sections if one.show]
    lost: dict[str, list[PageStory]] = {}
    for story in page.stories:
        if story.lost:
            lost.setdefault(story.lost, []).append(story)
    for section, stories in lost.items():
        heading = page.headings.get(section)
        same = [one.id for one in newsletter.sections if one.show and one.heading == heading]
        sections = f"{same[0]} has the same heading" if same else ", ".join(shown)
        yield _lost_section(section, stories, sections, hidden=section in known)
    for section in page.headings:
        if section not in known and section not in lost and is_own_heading(section, page):
            yield (
                f"Under [headings] the page has words for “{section}”, which is no section of "
                "newsletter.toml: they are not printed. Delete the line, or mend its first word."
            )


def _lost_section(section: str, stories: list[PageStory], sections: str, *, hidden: bool) -> str:
    why = "has show = false for" if hidden else "no longer has"
    table = "[lead]" if section == LEAD else f"the section “{section}”"
    back = "take show = false out" if hidden else f'put id = "{section}" back there'
    names = in_words([story.texts.get("headline") or story.articles[0] for story in stories])
    several = len(stories) > 1
    return (
        f"newsletter.toml {why} {table}, where the page has {len(stories)} "
        f"stor{'ies' if several else 'y'} ({names}): {'they are' if several else 'it is'} not "
        f"printed now. Give {'each' if several else 'it'} another section on the page "
        f"({sections}), or {back}."
    )
