"""The sections of an issue in; the lines of "In this issue" out."""

from collections.abc import Sequence

from digest.composition.surroundings import without_own_name
from digest.config.settings import Newsletter
from digest.model.issues import ContentsLine, Section


def contents_lines(sections: Sequence[Section], newsletter: Newsletter) -> tuple[ContentsLine, ...]:
    """The first items after the lead; none where they are so few that they are seen at once."""
    settings = newsletter.contents
    items = [item for section in sections for item in section.items]
    if not settings.show or len(items) < settings.min_items:
        return ()
    return tuple(
        ContentsLine(item=one.id, name=without_own_name(one.name, newsletter))
        for one in items[: settings.items]
    )
