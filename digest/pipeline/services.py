"""[services] and a name in; the service, ready to be asked, out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlsplit

from digest.config.services import SERVICES
from digest.config.values import SettingsTable
from digest.delivery.services.buttondown import Buttondown
from digest.delivery.services.ghost import Ghost
from digest.delivery.services.kit import Kit
from digest.delivery.services.listmonk import Listmonk
from digest.delivery.services.mailchimp import Mailchimp
from digest.delivery.services.requests import Ask
from digest.delivery.services.service import Service
from digest.errors import UsageError
from digest.pipeline.passwords import Account, Keyring, ask_keyring, keyring_service, read_secret
from digest.pipeline.workspace import Workspace

Table = TypeVar("Table", bound=SettingsTable)
Opener = Callable[[Workspace, Ask], Service]
"""Makes a service ready to be asked. Raises UsageError for what is missing."""


def chosen_services(workspace: Workspace, names: Sequence[str] = ()) -> tuple[str, ...]:
    """Those of `names`, each once, or all that [services] has. Raises UsageError."""
    configured = workspace.newsletter.services.configured
    for name in names:
        if name not in SERVICES:
            raise UsageError(f"{name} is no service that can be asked: {', '.join(SERVICES)}")
        if name not in configured:
            raise _no_table(name)
    if not configured:
        raise UsageError(
            "newsletter.toml names no service: write a table such as [services.ghost] "
            f"({', '.join(SERVICES)}), or use `digest export --for SERVICE`"
        )
    return tuple(dict.fromkeys(names)) or configured


def opener_of(name: str) -> Opener:
    """How one of config.services.SERVICES is opened."""
    return OPENERS[name]


def service_key(
    workspace: Workspace,
    name: str,
    written: str,
    *,
    user: str = "key",
    keyring: Keyring = ask_keyring,
) -> str:
    """The secret of [services] `name`, which newsletter.toml has as `written`. Raises UsageError.

    In the keyring it stands under `digest:NAME` and `user`.
    """
    field = "token" if name == "listmonk" else "key"
    account = Account(
        setting=f"[services.{name}] {field}",
        written=written,
        service=keyring_service(name),
        user=user,
    )
    return read_secret(account, workspace.environment, keyring)


def _table(table: Table | None, name: str) -> Table:
    if table is None:
        raise _no_table(name)
    return table


def _no_table(name: str) -> UsageError:
    return UsageError(
        f"newsletter.toml has no [services.{name}]; docs/services.md says what stands there"
    )


def _ghost(workspace: Workspace, ask: Ask) -> Service:
    settings = _table(workspace.newsletter.services.ghost, "ghost")
    key = service_key(workspace, "ghost", settings.key, user=urlsplit(settings.url).hostname or "")
    # Its tokens are good for minutes of the real clock, whatever a run takes for now.
    return Ghost(url=settings.url, key=key, ask=ask, now=lambda: datetime.now(UTC))


def _listmonk(workspace: Workspace, ask: Ask) -> Service:
    settings = _table(workspace.newsletter.services.listmonk, "listmonk")
    key = service_key(workspace, "listmonk", settings.token, user=settings.user)
    return Listmonk(settings=settings, key=key, ask=ask)


def _buttondown(workspace: Workspace, ask: Ask) -> Service:
    settings = _table(workspace.newsletter.services.buttondown, "buttondown")
    return Buttondown(key=service_key(workspace, "buttondown", settings.key), ask=ask)


def _mailchimp(workspace: Workspace, ask: Ask) -> Service:
    settings = _table(workspace.newsletter.services.mailchimp, "mailchimp")
    key = service_key(workspace, "mailchimp", settings.key)
    return Mailchimp(settings=settings, key=key, ask=ask)


def _kit(workspace: Workspace, ask: Ask) -> Service:
    settings = _table(workspace.newsletter.services.kit, "kit")
    return Kit(settings=settings, key=service_key(workspace, "kit", settings.key), ask=ask)


OPENERS: Mapping[str, Opener] = MappingProxyType(
    {
        "ghost": _ghost,
        "listmonk": _listmonk,
        "buttondown": _buttondown,
        "mailchimp": _mailchimp,
        "kit": _kit,
    }
)
"""Each of config.services.SERVICES with how it is opened: one line an adapter."""
