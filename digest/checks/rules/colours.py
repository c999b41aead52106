"""Text that does not stand out from what is behind it, in either scheme."""

from collections.abc import Iterator

from digest.checks.colours import colour, contrast
from digest.checks.dark import DarkRules
from digest.checks.mail import Mail
from digest.checks.painting import Paint, painted
from digest.checks.rule import Problem, cite, rule
from digest.model.findings import Severity

# Every pair of text and background that the stock templates use.
_PAIRS = (
    *(("ink", "paper"), ("muted", "paper"), ("accent", "paper"), ("accent_text", "accent")),
    *(("ink", "ground"), ("muted", "ground"), ("accent", "ground")),
)


@rule(
    "theme-contrast",
    Severity.ERROR,
    why="Text needs a contrast of 4.5 to its background, in the light and in the dark scheme "
    "(WCAG 2.2, 1.4.3).",
    fix="Change the colours under [theme].",
)
def find_faint_theme_colours(mail: Mail) -> Iterator[Problem]:
    """Colours of the theme that do not stand out from each other."""
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


@rule(
    "contrast",
    Severity.ERROR,
    why="Text needs a contrast of 4.5 to its background, 3 where it is large, in the light and in "
    "the dark scheme (WCAG 2.2, 1.4.3).",
    fix="Change the colours in the template that prints it, or under [theme].",
)
def find_faint_texts(mail: Mail) -> Iterator[Problem]:
    """Runs of text that do not stand out from what is behind them."""
    dark = DarkRules(mail.page.sheets)
    told: set[tuple[str, str, str]] = set()
    for scheme, rules in (("light", None), ("dark", dark)):
        if scheme == "dark" and not dark:
            return
        for text, paint in painted(mail.page, rules):
            least = _least(paint, mail.newsletter.check.contrast)
            ratio = contrast(paint.ink, paint.ground)
            if ratio >= least:
                continue
            colours = (scheme, str(paint.ink), str(paint.ground))
            if colours in told:
                continue
            told.add(colours)
            yield Problem(
                block=mail.block(mail.page.elements[text.element]) if text.element >= 0 else "mail",
                message=f"{cite(text.words)}: {paint.ink} on {paint.ground} has a "
                f"contrast of {ratio:.2f} in the {scheme} scheme, less than {least:g}.",
            )


def _least(paint: Paint, wanted: float) -> float:
    large = paint.size >= 24 or (paint.bold and paint.size >= 18.66)
    return min(wanted, 3.0) if large else wanted
