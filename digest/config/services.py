"""The [services] tables of newsletter.toml: where an issue is put as a draft, and how it may be."""

from typing import Self

from pydantic import Field, model_validator

from digest.config.delivery import Secret
from digest.config.values import SettingsTable, WebAddress

SERVICES = ("ghost", "listmonk", "buttondown", "mailchimp", "kit")
"""Those that can be asked, in the order in which they are."""


class GhostSettings(SettingsTable):
    """[services.ghost]"""

    url: WebAddress = Field(min_length=1, description="The site's address.")
    key: Secret = Field("", description="${NAME} of an integration's Admin API key.")


class ListmonkSettings(SettingsTable):
    """[services.listmonk]"""

    url: WebAddress = Field(min_length=1, description="The address of listmonk.")
    user: str = Field(min_length=1, description="An API user that may manage campaigns.")
    token: Secret = Field("", description="${NAME} of its token.")
    lists: tuple[int, ...] = Field(min_length=1, description="The ids of the lists.")
    template: int | None = Field(
        None, description="The id of a template that holds nothing but the content."
    )


class ButtondownSettings(SettingsTable):
    """[services.buttondown]"""

    key: Secret = Field("", description="${NAME} of the API key.")


class MailchimpSettings(SettingsTable):
    """[services.mailchimp]"""

    key: Secret = Field("", description="${NAME} of the API key, which ends with its data center.")
    audience: str = Field(min_length=1, description="The id of the audience.")


class KitSettings(SettingsTable):
    """[services.kit]"""

    key: Secret = Field("", description="${NAME} of the API key.")
    template: int | None = Field(None, description="The id of the email template; unset: theirs.")


class ServicesSettings(SettingsTable):
    """[services]"""

    draft_at: tuple[str, ...] = Field(
        (), description="Where `digest run` puts a published issue as a draft."
    )
    ghost: GhostSettings | None = Field(None, description="Ghost.")
    listmonk: ListmonkSettings | None = Field(None, description="listmonk.")
    buttondown: ButtondownSettings | None = Field(None, description="Buttondown.")
    mailchimp: MailchimpSettings | None = Field(None, description="Mailchimp.")
    kit: KitSettings | None = Field(None, description="Kit.")

    @property
    def configured(self) -> tuple[str, ...]:
        """The names of those that have a table, in their fixed order."""
        return tuple(name for name in SERVICES if getattr(self, name) is not None)

    @model_validator(mode="after")
    def _drafts_go_somewhere(self) -> Self:
        for name in self.draft_at:
            if name not in self.configured:
                known = ", ".join(SERVICES)
                raise ValueError(f"draft_at names {name}, which has no table; there may be {known}")
        return self
