"""The week in; the stories that may lead the issue, best first, out."""

from digest.config.settings import Newsletter
from digest.model.stories import Proposal, Story
from digest.selection.placement import is_filed
from digest.selection.topics import Topics

_MOST = 12


def possible_leads(proposal: Proposal, newsletter: Newsletter) -> tuple[Story, ...]:
    """Those that fit [lead] match and belong to no section by themselves; none where none shows."""
    if not newsletter.lead.show:
        return ()
    topics = Topics(newsletter)
    found: list[Story] = []
    for story in sorted(proposal.stories, key=lambda one: -one.score):
        if not is_filed(story, newsletter) and topics.story_matches(topics.lead, story):
            found.append(story)
        if len(found) == _MOST:
            break
    return tuple(found)
