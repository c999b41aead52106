"""HTML that browsers and Outlook read in another mode than it was written for."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    if not mail.rendered.html.lstrip("\ufeff\r\n\t ").lower().startswith("<!doctype html"):
        yield Problem(message="The HTML does not begin with <!DOCTYPE html>.")
    opened = sum(comment.lstrip().startswith("[if") for comment in mail.page.comments)
    closed = sum("<![endif]" in comment for comment in mail.page.comments)
    if opened != closed:
        yield Problem(message=f"{opened} conditional comments open, {closed} close.")


RULE = Rule(
    id="doctype",
    severity=Severity.ERROR,
    why="Without a doctype a browser falls back to the rules of 1998; a conditional comment that "
    "does not close hides the rest of the mail in Outlook.",
    fix="Look for <!--[if mso]> without <![endif]--> in the templates.",
    find=_find,
)
