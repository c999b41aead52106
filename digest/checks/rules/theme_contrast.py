"""Colours of the theme that do not stand out from each other."""

from collections.abc import Iterator

from digest.checks.colours import colour, contrast
from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity

# Every pair of text and background that the stock templates use.
_PAIRS = (
    *(("ink", "paper"), ("muted", "paper"), ("accent", "paper"), ("accent_text", "accent")),
    *(("ink", "ground"), ("muted", "ground"), ("accent", "ground")),
)


def _find(mail: Mail) -> Iterator[Problem]:
    theme, least = mail.issue.theme, mail.newsletter.check.contrast
    for scheme in ("", "dark_"):
        for front, back in _PAIRS:
            names = f"{scheme}{front}", f"{scheme}{back}"
            ink, ground = (colour(getattr(theme, name)) for name in names)
            if ink and ground and (ratio := contrast(ink, ground)) < least:
                yield Problem(
                    message=f"{names[0]} {ink} on {names[1]} {ground} has a contrast of "
                    f"{ratio:.2f}, less than {least:g}.",
                    fix=f"Make [theme] {names[0]} or {names[1]} darker or lighter.",
                )


RULE = Rule(
    id="theme-contrast",
    severity=Severity.ERROR,
    why="Text needs a contrast of 4.5 to its background, in the light and in the dark scheme "
    "(WCAG 2.2, 1.4.3).",
    fix="Change the colours under [theme].",
    find=_find,
)
