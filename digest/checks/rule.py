"""What a check rule is: its name, how bad its findings are, why it exists, how to mend them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from digest.checks.mail import Mail
from digest.model.findings import Severity

WHOLE_MAIL = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One place where a rule is broken: the block (an item's or section's id) and what is wrong.

    An empty `fix` takes the rule's own.
    """

    message: str
    block: str = WHOLE_MAIL
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the preflight; `why` names its source where it rests on one."""

    id: str
    severity: Severity
    why: str
    fix: str
    find: Callable[[Mail], Iterable[Problem]]
