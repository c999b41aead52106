"""What a check rule is: its name, how bad its findings are, why it exists, how to mend them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from digest.checks.mail import WHOLE_MAIL, Mailing
from digest.model.findings import Severity
from digest.text import shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One place where a rule is broken: the block (an item's or section's id) and what is wrong.

    An empty `fix` takes the rule's own.
    """

    message: str
    block: str = WHOLE_MAIL
    fix: str = ""


Search = Callable[[Mailing], Iterable[Violation]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the preflight; `why` names its source where it rests on one."""

    id: str
    severity: Severity
    why: str
    fix: str
    find: Search


def rule(id_: str, severity: Severity, *, why: str, fix: str) -> Callable[[Search], Rule]:
    """A decorator that makes a function that finds problems the rule of this id.

    In a file of digest/checks/rules the rule then runs; nothing else lists it.
    """

    def decorate(find: Search) -> Rule:
        return Rule(id=id_, severity=severity, why=why, fix=fix, find=find)

    return decorate


def cite(words: str) -> str:
    """`words` in quotation marks, in one line, cut where they are long."""
    return f"“{shortened(words)}”"
