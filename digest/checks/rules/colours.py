"""Text that does not stand out from what is behind it, in either scheme."""

from collections.abc import Iterator

from digest.checks.dark_scheme import DarkRules
from digest.checks.document import Text
from digest.checks.mail import WHOLE_MAIL, Mailing
from digest.checks.paint import Paint, paint_texts
from digest.checks.rule import Violation, cite, rule
from digest.colours import contrast_ratio, parse_colour
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
def find_faint_theme_colours(mail: Mailing) -> Iterator[Violation]:
    """Colours of the theme that do not stand out from each other."""
    theme, least = mail.issue.theme, mail.newsletter.check.contrast
    for scheme in ("", "dark_"):
        for front, back in _PAIRS:
            names = f"{scheme}{front}", f"{scheme}{back}"
            ink, ground = (parse_colour(getattr(theme, name)) for name in names)
            if ink and ground and (ratio := contrast_ratio(ink, ground)) < least:
                yield Violation(
                    message=f"{names[0]} {ink} on {names[1]} {ground} has a contrast of "
                    f"{ratio:.2f}, less than {least:g}.",
                    fix=f"Make [theme] {names[0]} or {names[1]} darker or lighter.",
                )


# WCAG's large text is 18 points, 14 where it is bold; a CSS pixel is three quarters of a point.
_LARGE, _LARGE_WHERE_BOLD = 24.0, 18.66


@rule(
    "contrast",
    Severity.ERROR,
    why="Text needs a contrast of 4.5 to its background, 3 where it is large, in the light and in "
    "the dark scheme (WCAG 2.2, 1.4.3).",
    fix="Change the colours in the template that prints it, or under [theme].",
)
def find_faint_texts(mail: Mailing) -> Iterator[Violation]:
    """Runs of text that do not stand out from what is behind them."""
    dark = DarkRules(mail.document.sheets)
    reported: set[tuple[str, str, str]] = set()
    for scheme, rules in (("light", None), ("dark", dark)):
        if scheme == "dark" and not dark:
            return
        for text, paint in paint_texts(mail.document, rules):
            least = _least(paint, mail.newsletter.check.contrast)
            ratio = contrast_ratio(paint.ink, paint.ground)
            if ratio >= least:
                continue
            colours = (scheme, str(paint.ink), str(paint.ground))
            if colours in reported:
                continue
            reported.add(colours)
            yield Violation(
                block=_block(mail, text),
                message=f"{cite(text.words)}: {paint.ink} on {paint.ground} has a "
                f"contrast of {ratio:.2f} in the {scheme} scheme, less than {least:g}.",
            )


def _block(mail: Mailing, text: Text) -> str:
    return mail.block(mail.document.elements[text.element]) if text.element >= 0 else WHOLE_MAIL


def _least(paint: Paint, wanted: float) -> float:
    large = paint.size >= _LARGE or (paint.bold and paint.size >= _LARGE_WHERE_BOLD)
    return min(wanted, 3.0) if large else wanted
