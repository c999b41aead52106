"""Tags that nobody is going to replace."""

import re
from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.merge_tags import foreign_tags
from digest.checks.quoting import shown
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

_STYLES = re.compile(r"<style\b.*?(?:</style\s*>|\Z)", re.DOTALL | re.IGNORECASE)


def _find(mail: Mail) -> Iterator[Problem]:
    service = mail.issue.service
    # The raw source: that is where a service looks for its tags.
    html = mail.rendered.html
    if foreign_tags(html, service):
        html = _STYLES.sub("", html)
    parts = (("HTML", html), ("text part", mail.rendered.text))
    for part, source in parts:
        for tag in foreign_tags(source, service):
            yield Problem(message=f"The {part} holds {shown(tag)}.")


RULE = Rule(
    id="token-unreplaced",
    severity=Severity.ERROR,
    why="A tag of another service, or a template's own that was not filled in, reaches readers "
    "as it stands.",
    fix="Set [mail] service to the service that sends, or mend the template that prints the tag.",
    find=_find,
)
