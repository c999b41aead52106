"""Mails that Gmail would cut off."""

from collections.abc import Iterator

from digest.checks.budget import cuts, room
from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    limit = room(mail, mail.newsletter.check.clip_bytes)
    if mail.bytes >= limit:
        yield Problem(
            message=f"The HTML has {mail.bytes:,} bytes; Gmail cuts it off at {limit:,}.",
            fix=cuts(mail, limit),
        )


RULE = Rule(
    id="size-clipped",
    severity=Severity.ERROR,
    why="Gmail shows only the first 100,000 bytes or so: the rest, the unsubscribe link with it, "
    "hides behind a link (hteumeuleu/email-bugs #41 measured 99,507 to 100,217).",
    fix="Take out items, or shorten their blurbs.",
    find=_find,
)
