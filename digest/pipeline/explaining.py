"""A question about a story in, the reasons for where it is out."""

from datetime import date

from digest.errors import UsageError
from digest.pipeline.desk import Desk
from digest.pipeline.drafting import propose
from digest.selection.explain import Explanation, explain


def explain_story(desk: Desk, day: date, subject: str) -> Explanation:
    """Why `subject` (an id, an address or words of a headline; "" for the lead) is where it is.

    Nothing is collected and nothing written. Raises UsageError when no article is meant.
    """
    try:
        return explain(propose(desk, day).proposal, desk.newsletter, subject)
    except LookupError as error:
        raise UsageError(str(error.args[0])) from None
