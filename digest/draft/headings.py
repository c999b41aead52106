"""The sections' headings in newsletter.toml in; the headings of one issue's page out."""

from digest.config.settings import Newsletter
from digest.draft.blocks import Block
from digest.draft.lists import comment_after
from digest.draft.memory import fingerprint
from digest.draft.page import Page
from digest.draft.quoting import quoted, single_line


def heading_lines(newsletter: Newsletter) -> list[str]:
    """The table of a fresh page."""
    rows = [f"{section} = {quoted(text)}" for section, text in _headings(newsletter).items()]
    return ["# The words over each section, in this issue only.", "[headings]", *rows]


def heading_prints(newsletter: Newsletter, page: Page | None = None) -> frozenset[str]:
    """The fingerprints of the headings that the editor of `page` left as they are."""
    return frozenset(
        fingerprint("heading", section, text)
        for section, text in _headings(newsletter).items()
        if page is None or not is_own_heading(section, page)
    )


def is_own_heading(section: str, page: Page) -> bool:
    """Whether an editor wrote the section's heading."""
    text = page.headings.get(section)
    return text is not None and fingerprint("heading", section, text) not in page.memory.headings


def renewed_headings(block: Block, page: Page, newsletter: Newsletter) -> list[str]:
    """The table as it stands; headings that nobody changed follow newsletter.toml, or go."""
    known = {section.id for section in newsletter.sections}
    lines: list[str] = []
    end = 0
    for entry in block.entries:
        own = list(block.lines[entry.first : entry.end])
        text = _headings(newsletter).get(entry.key, page.headings[entry.key])
        if text != page.headings[entry.key] and not is_own_heading(entry.key, page):
            note = comment_after(own)
            own = ["  ".join([f"{entry.key} = {quoted(text)}", note]).rstrip()]
        elif entry.key not in known and not is_own_heading(entry.key, page):
            own = [note for note in [comment_after(own)] if note]
        lines += [*block.lines[end : entry.first], *own]
        end = entry.end
    return [*lines, *block.lines[end:]]


def _headings(newsletter: Newsletter) -> dict[str, str]:
    return {one.id: single_line(one.heading) for one in newsletter.sections if one.show}
