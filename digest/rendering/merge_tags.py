"""What only the mailing service knows (unsubscribe link and the like): placed, then written.

The template prints a placeholder where a service fills in something of its own; the inliner would
damage the service's tag, so it is written only when the HTML is finished.
"""

from dataclasses import dataclass

from digest.model.dialects import DIALECTS
from digest.model.issues import Issue
from digest.model.presentation import EmailService
from digest.rendering.tag_escape import Placeholder

_PLACE = "https://merge.invalid/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What the templates print: an address or text, or the placeholder of a service's tag.

    "" where the newsletter has no such page.
    """

    unsubscribe: str
    preferences: str
    view_in_browser: str
    address: str


def place_tags(issue: Issue) -> Tags:
    """The placeholders of the service of `issue`; the newsletter's own pages where it has none."""
    known = DIALECTS[issue.service].tags

    def place(name: str, own: str) -> str:
        return Placeholder(_PLACE + name) if name in known else own

    return Tags(
        unsubscribe=place("unsubscribe", issue.colophon.unsubscribe_url),
        preferences=place("preferences", issue.colophon.preferences_url),
        view_in_browser=place("view-in-browser", issue.masthead.view_in_browser),
        # Mailchimp insists on its own address line; an address of the editor's is kept elsewhere.
        address=place("address", issue.colophon.address),
    )


def write_tags(source: str, service: EmailService) -> str:
    """`source`, HTML or text, with every placeholder replaced by the service's tag."""
    for name, tag in DIALECTS[service].tags.items():
        source = source.replace(_PLACE + name, tag)
    return source
