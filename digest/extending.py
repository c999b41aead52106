"""All that an extension may build on: the rest of the program may change with any version.

docs/extending.md says what is promised of these names.
"""

from digest.checks.document import Document, Element
from digest.checks.links import Link
from digest.checks.mail import WHOLE_MAIL, Mailing
from digest.checks.rule import Rule, Violation, cite, rule
from digest.model.findings import Severity
from digest.model.issues import Issue, Item, RenderedIssue, Section, Span

__all__ = [
    "WHOLE_MAIL",
    "Document",
    "Element",
    "Issue",
    "Item",
    "Link",
    "Mailing",
    "RenderedIssue",
    "Rule",
    "Section",
    "Severity",
    "Span",
    "Violation",
    "cite",
    "rule",
]
