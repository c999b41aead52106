"""A question about a story in, the reasons for where it is out."""

from dataclasses import replace
from datetime import date

from digest.errors import UsageError
from digest.pipeline.proposing import propose_issue
from digest.pipeline.workspace import Workspace
from digest.selection.explain import Explanation, explain


def explain_story(workspace: Workspace, day: date, subject: str) -> Explanation:
    """Why `subject` (an id, an address or words of a headline; "" for the lead) is where it is.

    Nothing is collected and nothing written. Raises UsageError when no article is meant.
    """
    try:
        proposed = propose_issue(workspace, day)
        explanation = explain(proposed.proposal, workspace.newsletter, subject)
    except LookupError as error:
        raise UsageError(str(error.args[0])) from None
    if not subject and proposed.draft and proposed.draft.lead and proposed.draft.lead.own:
        # The proposal has a lead of its own, which stands among the candidates then.
        return Explanation(place="lead", reasons=("an item of your own leads the page",))
    pinned = {pin.article for pin in proposed.decisions.pins if pin.section == "lead"}
    led = explanation.story if explanation.place == "lead" else None
    if led is not None and any(article.id in pinned for article in led.articles):
        # No weight moves what the editor has put there.
        return replace(explanation, reasons=("it leads the page that you edited",), swaps=())
    return explanation
