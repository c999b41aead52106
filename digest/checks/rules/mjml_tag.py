"""Tags of the newsletter's own templates that MJML does not know."""

from collections.abc import Iterator
from difflib import get_close_matches

from digest.checks.mail import Mail
from digest.checks.mjml_source import Tag, components
from digest.checks.rule import Problem, Rule
from digest.checks.user_templates import template_tags
from digest.model.findings import Severity

# Part of the language without being components.
_ALSO_TAGS = frozenset({"mjml", "mj-all", "mj-class", "mj-include", "mj-attributes"})
_NOT_BUILT = frozenset({"mj-html-attributes", "mj-selector", "mj-html-attribute"})


def _find(mail: Mail) -> Iterator[Problem]:
    known = components().attributes.keys() | _ALSO_TAGS
    for place in template_tags(mail):
        name = place.tag.name
        if name in _NOT_BUILT:
            yield Problem(
                block=place.block,
                message=f"<{name}> stops the renderer.",
                fix="Write the attribute on the element itself.",
            )
        elif name not in known and _stands_among_components(place.tag):
            yield Problem(
                block=place.block,
                message=f"MJML has no <{name}>.",
                fix=_advice(name, sorted(known)),
            )


def _stands_among_components(tag: Tag) -> bool:
    """HTML at the top of a file may be a macro's, called from inside an mj-text elsewhere."""
    return tag.name.startswith("mj-") or tag.parent in components().attributes


def _advice(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1)
    if close and name.startswith("mj"):
        return f"Perhaps you meant <{close[0]}>."
    return f"Put <{name}> into an mj-text, or into an mj-raw." if "-" not in name else ""


RULE = Rule(
    id="mjml-tag",
    severity=Severity.ERROR,
    why="The renderer prints a tag that it does not know as it stands, and mail programs drop it.",
    fix="Use one of MJML's components (documentation.mjml.io).",
    find=_find,
)
