"""How each email service writes its merge tags: one table, for the mail and for its check."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from digest.model.presentation import EmailService


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What a service writes for each thing that only it knows, and what else it would replace.

    `tags` are by what they stand for, such as "unsubscribe"; what the service has no tag for is
    missing. Whatever `replaced` matches in a mail is gone before a reader sees it.
    """

    tags: Mapping[str, str]
    replaced: re.Pattern[str]

    def replaces(self, text: str) -> bool:
        """Whether `text` as a whole is a tag of this service."""
        return self.replaced.fullmatch(text) is not None


_LIQUID = re.compile(r"\{\{[^{}]+\}\}|\{%[^%{}]+%\}")

# From the services' own documentation of their tags.
DIALECTS = MappingProxyType(
    {
        # (?!) matches nothing.
        EmailService.PLAIN: Dialect(tags={}, replaced=re.compile(r"(?!)")),
        EmailService.MAILCHIMP: Dialect(
            tags={
                "unsubscribe": "*|UNSUB|*",
                "preferences": "*|UPDATE_PROFILE|*",
                "view-in-browser": "*|ARCHIVE|*",
                "address": "*|LIST:ADDRESSLINE|*",
            },
            replaced=re.compile(r"\*\|[^|*\s][^|*]*\|\*"),
        ),
        EmailService.BUTTONDOWN: Dialect(
            tags={
                "unsubscribe": "{{ unsubscribe_url }}",
                "preferences": "{{ manage_subscription_url }}",
                "view-in-browser": "{{ email_url }}",
            },
            replaced=_LIQUID,
        ),
        EmailService.LISTMONK: Dialect(
            tags={
                "unsubscribe": "{{ UnsubscribeURL }}",
                "preferences": "{{ ManageURL }}",
                "view-in-browser": "{{ MessageURL }}",
            },
            replaced=re.compile(r"\{\{[^{}]+\}\}"),
        ),
        # help.kit.com: “Troubleshooting: HTML email templates”, “Subscriber preferences link”. Its
        # language is Liquid; a tag for the mail's address on the web is not documented.
        EmailService.KIT: Dialect(
            tags={
                "unsubscribe": "{{ unsubscribe_url }}",
                "preferences": "{{ subscriber_preferences_url }}",
            },
            replaced=_LIQUID,
        ),
        EmailService.GHOST: Dialect(
            tags={"unsubscribe": "%%{unsubscribe_url}%%"},
            replaced=re.compile(r"%%\{[^{}]+\}%%|\{[a-z_]+(?:, ?\"[^\"]*\")?\}"),
        ),
    }
)
