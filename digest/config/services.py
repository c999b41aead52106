"""The [services] tables of newsletter.toml: where an issue is put as a draft, and how it may be."""

from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from digest.ascii_addresses import in_ascii
from digest.config.delivery import Secret
from digest.config.problems import UNTOLD
from digest.config.values import SettingsTable, WebAddress
from digest.text import names_loopback

SERVICES = ("ghost", "listmonk", "buttondown", "mailchimp", "kit")
"""Those that can be asked, in the order in which they are."""


def _bare_address(url: str) -> str:
    """`url` as it is asked; the key goes there, and what is added to it is known to the program."""
    if strange := next((sign for sign in "?#@\\$" if sign in url), ""):
        raise PydanticCustomError(
            UNTOLD, "takes no {sign}: write the bare address; a key stands apart", {"sign": strange}
        )
    parts = urlsplit(url)
    if parts.scheme != "https" and not names_loopback(parts.hostname or ""):
        raise ValueError("would let the key be read on its way; write it with https://")
    return in_ascii(url)


def _user_name(name: str) -> str:
    if not (name.isascii() and name.isprintable()) or {" ", ":"} & {*name}:
        raise ValueError("is no user's name: it holds ASCII alone, without blanks and colons")
    return name


ServiceAddress = Annotated[WebAddress, AfterValidator(_bare_address)]
UserName = Annotated[str, AfterValidator(_user_name)]
ServiceId = Annotated[StrictInt, Field(ge=1)]


class GhostSettings(SettingsTable):
    """[services.ghost]"""

    url: ServiceAddress = Field(min_length=1, description="The site's address.")
    key: Secret = Field("", description="${NAME} of an integration's Admin API key.")


class ListmonkSettings(SettingsTable):
    """[services.listmonk]"""

    url: ServiceAddress = Field(min_length=1, description="The address of listmonk.")
    user: UserName = Field(min_length=1, description="An API user that may manage campaigns.")
    token: Secret = Field("", description="${NAME} of its token.")
    lists: tuple[ServiceId, ...] = Field(min_length=1, description="The ids of the lists.")
    template: ServiceId | None = Field(
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
    template: ServiceId | None = Field(
        None, description="The id of the email template; unset: theirs."
    )


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

    @property
    def unattended_secrets(self) -> tuple[str, ...]:
        """What those of `draft_at` take from the environment, as it is written."""
        keys = {
            "ghost": self.ghost and self.ghost.key,
            "listmonk": self.listmonk and self.listmonk.token,
            "buttondown": self.buttondown and self.buttondown.key,
            "mailchimp": self.mailchimp and self.mailchimp.key,
            "kit": self.kit and self.kit.key,
        }
        return tuple(keys[name] or "" for name in self.draft_at)

    @model_validator(mode="after")
    def _drafts_go_somewhere(self) -> Self:
        for name in self.draft_at:
            if name not in self.configured:
                known = f"there may be {', '.join(SERVICES)}"
                hint = f"write [services.{name}] for it" if name in SERVICES else known
                raise ValueError(f"draft_at names {name}, which has no table; {hint}")
        return self
