"""Mails close to the size at which Gmail cuts them off."""

from collections.abc import Iterator

from digest.checks.budget import cuts, room
from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    settings = mail.newsletter.check
    near, clip = room(mail, settings.near_clip_bytes), room(mail, settings.clip_bytes)
    if near <= mail.bytes < clip:
        yield Problem(
            message=f"The HTML has {mail.bytes:,} bytes, {clip - mail.bytes:,} short of "
            "Gmail's cut.",
            fix=cuts(mail, near),
        )


RULE = Rule(
    id="size-near-clip",
    severity=Severity.WARNING,
    why="Email services rewrite links and add a pixel on the way, and a mail encoded for "
    "transport grows by about 12 %; a mail that just fits here may not fit there.",
    fix="Take out an item, or shorten blurbs, before Gmail does it.",
    find=_find,
)
