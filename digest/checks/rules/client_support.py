"""What the newsletter's own templates use and some mail clients lack."""

from collections.abc import Iterator

from digest.checks.features import features_of
from digest.checks.mail import Mail
from digest.checks.rule import Problem, Rule
from digest.checks.support import graceful, support
from digest.model.findings import Severity


def _find(mail: Mail) -> Iterator[Problem]:
    table = support()
    told: set[str] = set()
    for name, source in sorted(mail.templates.items()):
        if ".mjml" not in name:
            continue
        for slug, line in features_of(source):
            feature = table.features.get(slug)
            if feature is None or slug in graceful() or slug in told:
                continue
            told.add(slug)
            yield Problem(
                block=f"templates/{name}:{line}",
                message=f"{feature.title} does not work in "
                f"{', '.join(feature.lacking)} (tests of {table.date}).",
            )


RULE = Rule(
    id="client-support",
    severity=Severity.WARNING,
    why="What one mail client shows another leaves out (caniemail.com); only what your own "
    "templates add to the stock ones is looked at.",
    fix="See that the mail reads well without it, or take it out.",
    find=_find,
)
