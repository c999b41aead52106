"""Runs of text that do not stand out from what is behind them."""

from collections.abc import Iterator

from digest.checks.colours import contrast
from digest.checks.dark import DarkRules
from digest.checks.mail import Mail
from digest.checks.painting import Paint, painted
from digest.checks.quoting import quoted
from digest.checks.rule import Problem, Rule
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
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
                message=f"{quoted(text.words)}: {paint.ink} on {paint.ground} has a "
                f"contrast of {ratio:.2f} in the {scheme} scheme, less than {least:g}.",
            )


def _least(paint: Paint, wanted: float) -> float:
    large = paint.size >= 24 or (paint.bold and paint.size >= 18.66)
    return min(wanted, 3.0) if large else wanted


RULE = Rule(
    id="contrast",
    severity=Severity.ERROR,
    why="Text needs a contrast of 4.5 to its background, 3 where it is large, in the light and in "
    "the dark scheme (WCAG 2.2, 1.4.3).",
    fix="Change the colours in the template that prints it, or under [theme].",
    find=_find,
)
