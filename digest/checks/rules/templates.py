"""The newsletter's own templates, for whoever writes them."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from digest.checks.client_support import client_support, features_of, graceful_features
from digest.checks.mail import Mailing
from digest.checks.mjml_source import FILLED_IN, Tag, components, tags_of
from digest.checks.rule import Violation, rule
from digest.model.findings import Severity

# Part of the language without being components.
_ALSO_TAGS = frozenset({"mjml", "mj-all", "mj-class", "mj-include", "mj-attributes"})
_NOT_BUILT = frozenset({"mj-html-attributes", "mj-selector", "mj-html-attribute"})


@rule(
    "mjml-tag",
    Severity.ERROR,
    why="The renderer prints a tag that it does not know as it stands, and mail programs drop it.",
    fix="Use one of MJML's components (documentation.mjml.io).",
)
def find_unknown_tags(mail: Mailing) -> Iterator[Violation]:
    """Tags of the newsletter's own templates that MJML does not know."""
    known = components().attributes.keys() | _ALSO_TAGS
    for place in _template_tags(mail):
        name = place.tag.name
        if name in _NOT_BUILT:
            yield Violation(
                block=place.block,
                message=f"<{name}> stops the renderer.",
                fix="Write the attribute on the element itself.",
            )
        elif name not in known and _stands_among_components(place.tag):
            yield Violation(
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


@rule(
    "mjml-nesting",
    Severity.ERROR,
    why="A component in the wrong place comes out without its table, and falls apart in Outlook.",
    fix="Move the component: sections hold columns, columns hold everything else.",
)
def find_misplaced_tags(mail: Mailing) -> Iterator[Violation]:
    """Tags of the newsletter's own templates that stand where MJML does not take them."""
    table = components()
    for place in _template_tags(mail):
        name, parent = place.tag.name, place.tag.parent
        if parent in table.holds_text:
            yield Violation(
                block=place.block,
                message=f"<{name}> stands inside <{parent}>, which holds HTML only.",
            )
        elif parent == "mj-attributes" or name not in table.attributes:
            continue
        elif parent in table.children and name not in table.children[parent]:
            parents = sorted(other for other in table.children if name in table.children[other])
            yield Violation(
                block=place.block,
                message=f"<{name}> stands inside <{parent}>.",
                fix=f"It belongs in {' or '.join(parents)}.",
            )


_EVERYWHERE = frozenset({"css-class", "mj-class"})


@rule(
    "mjml-attribute",
    Severity.ERROR,
    why="The renderer passes over an attribute that it does not know, without a word.",
    fix="Take the attribute out, or style the element through css-class and mj-style.",
)
def find_unknown_attributes(mail: Mailing) -> Iterator[Violation]:
    """Attributes in the newsletter's own templates that MJML does not know."""
    table = components()
    for place in _template_tags(mail):
        known = table.attributes.get(place.tag.name)
        if known is None or place.tag.name == "mj-raw":
            continue
        for attribute in place.tag.attributes:
            if attribute not in known and attribute not in _EVERYWHERE:
                close = get_close_matches(attribute, sorted(known), n=1)
                yield Violation(
                    block=place.block,
                    message=f"<{place.tag.name}> takes no {attribute}.",
                    fix=f"Perhaps you meant {close[0]}." if close else "",
                )


_BARE_ZERO = re.compile(r"(?<![\w.])0(?=\s|$)")
_EXPRESSION = re.compile(rf"{FILLED_IN}[{FILLED_IN}\n]*")


@rule(
    "mjml-padding",
    Severity.ERROR,
    why="The renderer passes over the whole padding when it reckons widths (jdrouet/mrml #644): "
    "pictures come out too wide, and the mail with them in Outlook.",
    fix="Write 0px, not 0.",
)
def find_bare_zeros(mail: Mailing) -> Iterator[Violation]:
    """Paddings in the newsletter's own templates that say 0 where they should say 0px."""
    for place in _template_tags(mail):
        for name, value in place.tag.attributes.items():
            # Zeros alone do no harm: the width that is not taken off is none.
            if name.endswith("padding") and value.strip(" 0") and _BARE_ZERO.search(value):
                mended = _BARE_ZERO.sub("0px", value)
                said = _EXPRESSION.sub("{{…}}", value)
                yield Violation(
                    block=place.block,
                    message=f'{name}="{said}" has a zero without a unit.',
                    fix=f'Write {name}="{mended}".' if mended.isascii() else "",
                )


@rule(
    "client-support",
    Severity.WARNING,
    why="What one mail client shows another leaves out (caniemail.com); only what your own "
    "templates add to the stock ones is looked at.",
    fix="See that the mail reads well without it, or take it out.",
)
def find_unsupported_features(mail: Mailing) -> Iterator[Violation]:
    """What the newsletter's own templates use and some mail clients lack."""
    table = client_support()
    reported: set[str] = set()
    for name, source in sorted(mail.templates.items()):
        if ".mjml" not in name:
            continue
        for slug, line in features_of(source):
            feature = table.features.get(slug)
            if feature is None or slug in graceful_features() or slug in reported:
                continue
            reported.add(slug)
            yield Violation(
                block=f"templates/{name}:{line}",
                message=f"{feature.title} does not work in "
                f"{', '.join(feature.lacking)} (tests of {table.date}).",
            )


class _Place(NamedTuple):
    """A tag of a template of the newsletter's own."""

    template: str
    tag: Tag

    @property
    def block(self) -> str:
        """How a finding names the place: file and line."""
        return f"templates/{self.template}:{self.tag.line}"


def _template_tags(mail: Mailing) -> Iterator[_Place]:
    """The tags of the newsletter's own MJML templates, by file and line."""
    for name, source in sorted(mail.templates.items()):
        if ".mjml" in name:
            for tag in tags_of(source):
                yield _Place(name, tag)
