"""A page and newsletter.toml in; what of the page does not fit there, and what to do, out."""

from collections.abc import Iterator

from digest.config.settings import Newsletter
from digest.draft.headings import is_own_heading
from digest.draft.news import in_words, lost_section_in
from digest.draft.page import LEAD, Page, PageStory, printed_sections
from digest.draft.problems import nearest


def misfits(page: Page, newsletter: Newsletter) -> Iterator[str]:
    """A sentence for each section of the page that newsletter.toml does not print."""
    known = {LEAD, *(one.id for one in newsletter.sections)}
    lost: dict[str, list[PageStory]] = {}
    for story in page.stories:
        if story.lost:
            lost.setdefault(story.lost, []).append(story)
    for section, stories in lost.items():
        if section in known or section in page.earlier_sections:
            yield _lost_section(section, stories, page, newsletter, hidden=section in known)
        else:
            yield _unknown_section(section, stories, newsletter)
    for story in page.stories:
        if not story.is_placed and (why := lost_section_in(story.block.lines)):
            yield (
                f"{_counted([story])} became a candidate: {_ended(why)} Give it a section on the "
                "page; if it is to stay out, any change of yours there ends this note with the "
                "next `digest draft`."
            )
    for section in page.headings:
        if section not in known and section not in lost and is_own_heading(section, page):
            yield (
                f"Under [headings] the page has words for “{section}”, which is no section of "
                "newsletter.toml: they are not printed. Delete the line, or mend its first word."
            )


def _lost_section(
    section: str, stories: list[PageStory], page: Page, newsletter: Newsletter, *, hidden: bool
) -> str:
    why = "has show = false for" if hidden else "no longer has"
    table = "[lead]" if section == LEAD else f"the section “{section}”"
    back = "take show = false out" if hidden else f'put id = "{section}" back there'
    heading = page.headings.get(section)
    same = [one.id for one in newsletter.sections if one.show and one.heading == heading]
    sections = (
        f"{same[0]} has the same heading" if same else ", ".join(printed_sections(newsletter))
    )
    several = len(stories) > 1
    return (
        f"newsletter.toml {why} {table}, where the page has {_counted(stories)}: "
        f"{'they are' if several else 'it is'} not printed now. Give "
        f"{'each' if several else 'it'} another section on the page "
        f"({sections}), or {back}."
    )


def _unknown_section(section: str, stories: list[PageStory], newsletter: Newsletter) -> str:
    hint = nearest(section, printed_sections(newsletter))
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
    names = in_words([story.texts.get("headline") or story.articles[0] for story in stories])
    return f"{len(stories)} stor{'ies' if len(stories) > 1 else 'y'} ({names})"
