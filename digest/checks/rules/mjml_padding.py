"""Paddings in the newsletter's own templates that say 0 where they should say 0px."""

import re
from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.checks.user_templates import template_tags
from digest.model.findings import Severity

_BARE_ZERO = re.compile(r"(?<![\w.])0(?=\s|$)")


def _find(mail: Mail) -> Iterator[Problem]:
    for place in template_tags(mail):
        for name, value in place.tag.attributes.items():
            # Zeros alone do no harm: the width that is not taken off is none.
            if name.endswith("padding") and value.strip(" 0") and _BARE_ZERO.search(value):
                mended = _BARE_ZERO.sub("0px", value)
                yield Problem(
                    block=place.block,
                    message=f'{name}="{value}" has a zero without a unit.',
                    fix=f'Write {name}="{mended}".' if mended.isascii() else "",
                )


RULE = Rule(
    id="mjml-padding",
    severity=Severity.ERROR,
    why="The renderer passes over the whole padding when it reckons widths (jdrouet/mrml #644): "
    "pictures come out too wide, and the mail with them in Outlook.",
    fix="Write 0px, not 0.",
    find=_find,
)
