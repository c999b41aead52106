"""A draft in; the page that it was read from, as a value that edits can be tried on, out."""

from digest.draft import Page
from digest.pipeline.drafts import Drafted, stored_page
from digest.pipeline.workspace import Workspace


def present_page(workspace: Workspace, drafted: Drafted) -> Page:
    """The page as `drafted` has it, which a proposal may lag behind."""
    proposed = drafted.proposed
    if proposed.page and proposed.page.text == drafted.text:
        return proposed.page
    return stored_page(workspace, proposed.path, drafted.text, sent=proposed.sent)
