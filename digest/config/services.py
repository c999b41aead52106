"""The [services] tables of newsletter.toml: where an issue is put as a draft, and how it may be."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StrictInt,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from digest.ascii_addresses import in_ascii
from digest.config.delivery import Secret, require_placeholder
from digest.config.problems import UNTOLD
from digest.config.values import SettingsTable, WebAddress
from digest.extensions import SERVICES as TO_SERVICES
from digest.extensions import Addition, UnfitExtension, find_extension
from digest.text import names_loopback, shortened

SERVICES = ("ghost", "listmonk", "buttondown", "mailchimp", "kit")
"""Those that can be asked, in the order in which they are."""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")


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


PlainValue = str | int | float | tuple[str | int | float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedService:
    """[services.NAME] of a service that an extension adds: its key, and whatever it asks for."""

    key: str = ""
    others: Mapping[str, PlainValue] = field(default_factory=dict)


class ServicesSettings(SettingsTable):
    """[services]"""

    # Those of extensions: typed, they would cost every start a twentieth of reading settings.
    model_config = ConfigDict(extra="allow")

    draft_at: tuple[str, ...] = Field(
        (), description="Where `digest run` puts a published issue as a draft."
    )
    ghost: GhostSettings | None = Field(None, description="Ghost.")
    listmonk: ListmonkSettings | None = Field(None, description="listmonk.")
    buttondown: ButtondownSettings | None = Field(None, description="Buttondown.")
    mailchimp: MailchimpSettings | None = Field(None, description="Mailchimp.")
    kit: KitSettings | None = Field(None, description="Kit.")

    @property
    def added(self) -> Mapping[str, AddedService]:
        """The tables of services that extensions add, by their names."""
        tables: Mapping[str, object] = self.__pydantic_extra__ or {}
        return {name: _added(table) for name, table in tables.items() if isinstance(table, dict)}

    @property
    def configured(self) -> tuple[str, ...]:
        """The names of those that have a table: ours in their fixed order, then the others."""
        return (*(name for name in SERVICES if getattr(self, name) is not None), *self.added)

    @property
    def unattended_secrets(self) -> tuple[str, ...]:
        """What those of `draft_at` take from the environment, as it is written."""
        keys = {
            "ghost": self.ghost and self.ghost.key,
            "listmonk": self.listmonk and self.listmonk.token,
            "buttondown": self.buttondown and self.buttondown.key,
            "mailchimp": self.mailchimp and self.mailchimp.key,
            "kit": self.kit and self.kit.key,
            **{name: table.key for name, table in self.added.items()},
        }
        return tuple(keys[name] or "" for name in self.draft_at)

    @model_validator(mode="after")
    def _added_tables_fit(self) -> Self:
        if problems := list(_misfits(self.__pydantic_extra__ or {})):
            raise ValidationError.from_exception_data("ServicesSettings", problems)
        return self

    @model_validator(mode="after")
    def _drafts_go_somewhere(self) -> Self:
        for name in self.draft_at:
            if name not in self.configured:
                known = f"there may be {', '.join(SERVICES)}"
                hint = f"write [services.{name}] for it" if name in SERVICES else known
                raise ValueError(f"draft_at names {name}, which has no table; {hint}")
        return self


def _misfits(tables: Mapping[str, object]) -> Iterator[InitErrorDetails]:
    """A problem for what is no table, and for each key of one that holds what no service gets."""
    for name, table in tables.items():
        if not isinstance(table, dict):
            yield InitErrorDetails(type="extra_forbidden", loc=(name,), input="")
            continue
        for key, value in table.items():
            if wrong := _unfit_value(key, value):
                yield InitErrorDetails(type=wrong, loc=(name, key), input="")


def _unfit_value(key: str, value: object) -> PydanticCustomError | None:
    if key == "key":
        try:
            require_placeholder(value)
        except PydanticCustomError as error:
            return error
    elif _plain(value) is None:
        said = "is no text, number, true or false, and no list of these"
        return PydanticCustomError(UNTOLD, said)
    return None


def _plain(value: object) -> PlainValue | None:
    if isinstance(value, list | tuple):
        parts = tuple(one for one in value if isinstance(one, str | int | float))
        return parts if len(parts) == len(value) else None
    return value if isinstance(value, str | int | float) else None


def _added(table: Mapping[str, object]) -> AddedService:
    plain = {name: _plain(value) for name, value in table.items() if name != "key"}
    others = {name: value for name, value in plain.items() if value is not None}
    return AddedService(key=str(table.get("key", "")), others=others)


def brought_services(extensions: Sequence[str]) -> dict[str, Addition]:
    """The services that these extensions add, by their names. Raises UnfitExtension."""
    found: dict[str, Addition] = {}
    for extension in extensions:
        for addition in find_extension(extension).additions_to(TO_SERVICES):
            if wrong := _unfit_name(addition, found):
                said = f"adds the service {shortened(addition.name, 60)}{wrong}"
                raise UnfitExtension(extension, said)
            found[addition.name] = addition
    return found


def _unfit_name(addition: Addition, found: Mapping[str, Addition]) -> str:
    """Why a service cannot be called so, as the end of a sentence; "" for a name that fits."""
    if not _NAME.fullmatch(addition.name):
        return ", but names of services are of small letters, digits and hyphens; take it out"
    if addition.name in SERVICES:
        return ", which the program has itself; take it out"
    if addition.name in found:
        return f", which {found[addition.name].extension} adds, too; take one of them out"
    return ""
