"""newsletter.toml for what happens without a hand: review, sending, notices, the store."""

import re
from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from digest.config.problems import UNTOLD
from digest.config.values import Mailbox, SettingsTable, is_http_address
from digest.text import filled, placeholders

SPAN = re.compile(r"([1-9]\d{0,4}) ?(minute|hour|day|week)s?")
_ONE_PLACEHOLDER = re.compile(r"\$\{\w+\}", re.ASCII)


def _written_span(value: object) -> object:
    if isinstance(value, timedelta):
        return value
    found = SPAN.fullmatch(value if isinstance(value, str) else "")
    if not found:
        raise ValueError('is no span of time; write it like "4 hours", "30 minutes" or "2 days"')
    return timedelta(**{f"{found[2]}s": int(found[1])})


def require_placeholder(value: object) -> object:
    """`value`, if it is empty or one ${NAME}; raises what pydantic reports without the value."""
    if value != "" and not (isinstance(value, str) and _ONE_PLACEHOLDER.fullmatch(value)):
        raise PydanticCustomError(
            UNTOLD, "would stand here for all to read; write ${NAME}, and set NAME outside"
        )
    return value


def _address_or_placeholder(value: object) -> object:
    if not isinstance(value, str) or not value:
        return value
    if "${" not in value and not is_http_address(value):
        raise ValueError("is not a web address; it starts with https:// and has no blanks")
    if "${" in filled(value, dict.fromkeys(placeholders(value), "")):
        raise ValueError("holds ${ without a name; write it like ${SLACK_WEBHOOK}")
    return value


Span = Annotated[timedelta, BeforeValidator(_written_span)]
Secret = Annotated[str, BeforeValidator(require_placeholder)]
HiddenAddress = Annotated[str, BeforeValidator(_address_or_placeholder)]


class ReviewSettings(SettingsTable):
    """[review]: what becomes of the issue that was built at the cut-off."""

    notify: tuple[Mailbox, ...] = Field((), description="Who gets the issue to look at.")
    window: Span = Field(
        timedelta(0), description="How long it waits for a word after it was built."
    )
    then: Literal["hold", "publish"] = Field(
        "hold", description="Without a word by then: hold it back, or publish it."
    )


class SendingSettings(SettingsTable):
    """[sending]: where a published issue is sent by itself."""

    to: Mailbox = Field("", description="The one address of a list; empty sends nothing.")
    latest: Span = Field(
        timedelta(hours=12), description="An issue that was published longer ago is not sent."
    )


class SmtpSettings(SettingsTable):
    """[smtp]: the server that takes mail."""

    host: str = Field("", description="Its name, such as smtp.example.org; empty: no mail.")
    port: int | None = Field(
        None, ge=1, le=65535, description="Its port; unset: 465 with tls, else 587 or 25."
    )
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection is protected; none only for this machine."
    )
    user: str = Field("", description="The name to sign in with; empty does not sign in.")
    password: Secret = Field(
        "", description="${NAME} of the environment; unset: what the keyring has."
    )
    timeout: int = Field(60, ge=1, le=600, description="Seconds to wait for an answer.")


class NoticeSettings(SettingsTable):
    """[notices]: who is told when something needs a hand."""

    mail: tuple[Mailbox, ...] = Field((), description="By mail to these addresses.")
    webhook: HiddenAddress = Field(
        "", description="By a POST that Slack understands; may be ${NAME} of the environment."
    )
    command: tuple[str, ...] = Field((), description="By a program, which gets JSON on stdin.")
    again_after: Span = Field(
        timedelta(days=1), description="The same is not told again for so long."
    )
    heartbeat: HiddenAddress = Field(
        "", description="An address that is asked after every run that went well."
    )


class StoreSettings(SettingsTable):
    """[store]"""

    keep: Span = Field(
        timedelta(days=400), description="Articles not seen for so long are forgotten."
    )

    @model_validator(mode="after")
    def _keeps_a_month(self) -> Self:
        if self.keep < timedelta(days=60):
            raise ValueError("keep is less than 60 days, which late arrivals and reasons need")
        return self
