"""An edit that came too late in; what each side says, for the editor to choose from, out."""

from dataclasses import replace

from digest.draft.merge.conflicts import Conflict, find_conflicts
from digest.model.edits import Edit
from digest.pipeline.composing import compose_issue
from digest.pipeline.drafts import follow_page
from digest.pipeline.proposing import Proposed
from digest.pipeline.workspace import Workspace

_HEADS = ("subject", "preheader")


def explain_conflicts(workspace: Workspace, proposed: Proposed, edit: Edit) -> tuple[Conflict, ...]:
    """The texts of the page, as it stands on disk now, that are not what `edit` says they were.

    All other edits of the page, by whomever, are no conflict. Raises DraftError where the page has
    a mistake.
    """
    drafted = follow_page(workspace, proposed)
    found = find_conflicts(drafted.page, edit, drafted.proposed.proposal)
    if not any(one.edit.key in _HEADS and not one.edit.story for one in found):
        return found
    bare = replace(drafted.draft, subject=None, preheader=None)
    issue = compose_issue(workspace, replace(drafted, draft=bare))
    own = {"subject": issue.subject, "preheader": issue.preheader}
    return tuple(
        replace(one, own=own[one.edit.key])
        if one.edit.key in _HEADS and not one.edit.story
        else one
        for one in found
    )
