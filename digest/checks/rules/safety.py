"""What a mail program stumbles over, takes out or does not fetch."""

import re
import sys
from collections.abc import Iterator

from digest.checks.css import nested_at_rules, style_rules
from digest.checks.mail import Mailing
from digest.checks.rule import Violation, rule
from digest.model.findings import Severity


@rule(
    "nested-at-rules",
    Severity.ERROR,
    why="Gmail drops a whole style element when one at-rule stands inside another "
    "(hteumeuleu/email-bugs #21).",
    fix="Give the inner at-rule its own mj-style element.",
)
def find_nested_at_rules(mail: Mailing) -> Iterator[Violation]:
    """Style elements with an at-rule inside another."""
    for sheet in mail.document.sheets:
        for outer, inner in nested_at_rules(sheet):
            yield Violation(message=f"A style element has {inner} inside {outer}.")


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_AS_ENTITY = re.compile(r"&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));", re.IGNORECASE)


@rule(
    "control-characters",
    Severity.ERROR,
    why="A C1 character such as U+0092 makes Gmail cut off even a small mail "
    "(hteumeuleu/email-bugs #41), and a C0 character breaks other readers.",
    fix="Write the character anew: it is mostly a quotation mark from Windows.",
)
def find_control_characters(mail: Mailing) -> Iterator[Violation]:
    """Control characters in what readers get."""
    parts = (
        ("subject", mail.issue.subject),
        ("preheader", mail.issue.preheader),
        ("HTML", mail.rendered.html),
        ("text part", mail.rendered.text),
    )
    for name, content in parts:
        characters = _CONTROLS.findall(content)
        if name == "HTML":
            characters += _CONTROLS.findall("".join(_entities(content)))
        found = {f"U+{ord(character):04X}" for character in characters}
        if found:
            yield Violation(message=f"The {name} holds {', '.join(sorted(found))}.")


def _entities(html: str) -> Iterator[str]:
    for hexadecimal, decimal in _AS_ENTITY.findall(html):
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        yield chr(code) if code <= sys.maxunicode else ""


@rule(
    "doctype",
    Severity.ERROR,
    why="Without a doctype a browser falls back to the rules of 1998; a conditional comment that "
    "does not close hides the rest of the mail in Outlook.",
    fix="Look for <!--[if mso]> without <![endif]--> in the templates.",
)
def find_wrong_doctype(mail: Mailing) -> Iterator[Violation]:
    """HTML that browsers and Outlook read in another mode than it was written for."""
    if not mail.rendered.html.lstrip("\ufeff\r\n\t ").lower().startswith("<!doctype html"):
        yield Violation(message="The HTML does not begin with <!DOCTYPE html>.")
    opened = sum(comment.lstrip().startswith("[if") for comment in mail.document.comments)
    closed = sum("<![endif]" in comment for comment in mail.document.comments)
    if opened != closed:
        yield Violation(message=f"{opened} conditional comments open, {closed} close.")


_ACTIVE = (
    *("script", "iframe", "frame", "object", "embed", "applet", "form", "input", "textarea"),
    *("select", "video", "audio", "base"),
)


@rule(
    "active-content",
    Severity.ERROR,
    why="Mail programs take scripts, forms and frames out, and filters take mails with them for "
    "an attack.",
    fix="Take the element out of the template and link to a web page instead.",
)
def find_active_content(mail: Mailing) -> Iterator[Violation]:
    """Scripts, forms and frames in a mail."""
    for element in mail.document.named(*_ACTIVE):
        yield Violation(block=mail.block(element), message=f"The mail holds a <{element.name}>.")
    for element in mail.document.elements:
        for name in element.attributes:
            if name.startswith("on") and len(name) > 3:
                yield Violation(
                    block=mail.block(element), message=f"A {element.name} has an {name} attribute."
                )


@rule(
    "remote-styles",
    Severity.WARNING,
    why="Gmail and Outlook load no web fonts, and whoever hosts the sheet learns who reads the "
    "mail (caniemail.com, css-at-font-face, css-at-import).",
    fix="Take the font out of the template; name an installed one under [theme].",
)
def find_remote_styles(mail: Mailing) -> Iterator[Violation]:
    """Style sheets and fonts that a mail program would have to fetch."""
    for link in mail.document.named("link"):
        if "stylesheet" in link.attributes.get("rel", "").lower():
            address = link.attributes.get("href", "")
            yield Violation(message=f"The mail fetches the style sheet {address}.")
    for sheet in mail.document.sheets:
        for style in style_rules(sheet):
            if style.selector.lower().startswith(("@import", "@font-face")):
                yield Violation(message=f"A style element has {style.selector.split()[0]}.")
