"""A rule of somebody else's in; the same rule, which never raises and says no more than fits, out.

Whatever goes wrong in it is a finding of its own that names it, so that no other rule is stopped.
"""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from digest.checks.mail import WHOLE_MAIL, Mailing
from digest.checks.rule import Rule, Violation
from digest.extensions import failure_in_words, off_stdout
from digest.text import shortened

MOST_VIOLATIONS = 100
"""What one rule may find in one mail."""

_LONGEST = 500
_LONGEST_BLOCK = 200
_READ = 10 * _LONGEST


def guarded(rule: Rule, extension: str) -> Rule:
    """`rule` of that extension, bounded; its severity is also that of its own failure."""

    def find(mail: Mailing) -> list[Violation]:
        found: list[Violation] = []
        try:
            with off_stdout():
                found.extend(_bounded(rule.find(mail), rule.id))
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            found.append(_failure(rule.id, extension, failure_in_words(error)))
        return found

    return replace(rule, find=find, fix=shortened(rule.fix, _LONGEST))


def _bounded(violations: Iterable[object], rule: str) -> Iterator[Violation]:
    """The first of what a rule gave, none longer than fits; raises TypeError for other things."""
    answered = iter(violations)
    for violation in islice(answered, MOST_VIOLATIONS):
        if not isinstance(violation, Violation):
            raise TypeError(f"it gave {_kind(violation)} where a Violation is asked for")
        yield Violation(
            message=_text(violation.message, "message", _LONGEST) or "It says nothing.",
            block=_text(violation.block, "block", _LONGEST_BLOCK) or WHOLE_MAIL,
            fix=_text(violation.fix, "fix", _LONGEST),
        )
    if next(answered, None) is not None:
        yield Violation(
            message=f"{rule} found more than {MOST_VIOLATIONS} places; mend these first."
        )
    if isinstance(answered, Generator):
        answered.close()  # here, where what it raises is heard


def _text(value: object, name: str, most: int) -> str:
    if not isinstance(value, str):
        raise TypeError(f"its {name} is {_kind(value)} and no text")
    # As a text and nothing more: a subclass may do anything when it is compared.
    return shortened(str.__str__(value)[:_READ], most)


def _kind(value: object) -> str:
    return f"a {type(value).__name__}" if value is not None else "None"


def _failure(rule: str, extension: str, said: str) -> Violation:
    return Violation(
        message=f"{rule}, a rule of {extension}, failed, so that nobody knows what it would find: "
        f"{said}.",
        fix=f'Tell whoever keeps {extension}, or write {rule} = "off" under [check.rules].',
    )
