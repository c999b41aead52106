"""Style sheets and fonts that a mail program would have to fetch."""

from collections.abc import Iterator

from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.checks.stylesheet import rules_of
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    for link in mail.page.named("link"):
        if "stylesheet" in link.attributes.get("rel", "").lower():
            address = link.attributes.get("href", "")
            yield Problem(message=f"The mail fetches the style sheet {address}.")
    for sheet in mail.page.sheets:
        for rule in rules_of(sheet):
            if rule.selector.lower().startswith(("@import", "@font-face")):
                yield Problem(message=f"A style element has {rule.selector.split()[0]}.")


RULE = Rule(
    id="remote-styles",
    severity=Severity.WARNING,
    why="Gmail and Outlook load no web fonts, and whoever hosts the sheet learns who reads the "
    "mail (caniemail.com, css-at-font-face, css-at-import).",
    fix="Take the font out of the template; name an installed one under [theme].",
    find=_find,
)
