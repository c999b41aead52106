"""Attributes in the newsletter's own templates that MJML does not know."""

from collections.abc import Iterator
from difflib import get_close_matches

from digest.checks.mail import Mail
from digest.checks.mjml_source import components
from digest.checks.rule import Problem, Rule
from digest.checks.user_templates import template_tags
from digest.model.findings import Severity

_EVERYWHERE = frozenset({"css-class", "mj-class"})


def _find(mail: Mail) -> Iterator[Problem]:
    table = components()
    for place in template_tags(mail):
        known = table.attributes.get(place.tag.name)
        if known is None or place.tag.name == "mj-raw":
            continue
        for attribute in place.tag.attributes:
            if attribute not in known and attribute not in _EVERYWHERE:
                close = get_close_matches(attribute, sorted(known), n=1)
                yield Problem(
                    block=place.block,
                    message=f"<{place.tag.name}> takes no {attribute}.",
                    fix=f"Perhaps you meant {close[0]}." if close else "",
                )


RULE = Rule(
    id="mjml-attribute",
    severity=Severity.ERROR,
    why="The renderer passes over an attribute that it does not know, without a word.",
    fix="Take the attribute out, or style the element through css-class and mj-style.",
    find=_find,
)
