"""All that an extension may build on: the rest of the program may change with any version.

docs/extending.md says what is promised of these names.
"""

from digest.checks.document import Document, Element
from digest.checks.links import Link
from digest.checks.mail import WHOLE_MAIL, Mailing
from digest.checks.rule import Rule, Violation, cite, rule
from digest.delivery.services.endpoint import Endpoint, checked_key
from digest.delivery.services.guarded import ServiceAccess
from digest.delivery.services.held import check_unchanged, most_final
from digest.delivery.services.requests import Ask, ServiceReply, ServiceRequest
from digest.delivery.services.service import (
    Service,
    ServiceBusy,
    ServiceFailed,
    ServiceRefused,
    ServiceUnsure,
)
from digest.model.findings import Severity
from digest.model.issues import Issue, Item, RenderedIssue, Section, Span
from digest.model.service_drafts import DraftState, HeldDraft, ServiceDraft, content_of

__all__ = [
    "WHOLE_MAIL",
    "Ask",
    "Document",
    "DraftState",
    "Element",
    "Endpoint",
    "HeldDraft",
    "Issue",
    "Item",
    "Link",
    "Mailing",
    "RenderedIssue",
    "Rule",
    "Section",
    "Service",
    "ServiceAccess",
    "ServiceBusy",
    "ServiceDraft",
    "ServiceFailed",
    "ServiceRefused",
    "ServiceReply",
    "ServiceRequest",
    "ServiceUnsure",
    "Severity",
    "Span",
    "Violation",
    "check_unchanged",
    "checked_key",
    "cite",
    "content_of",
    "most_final",
    "rule",
]
