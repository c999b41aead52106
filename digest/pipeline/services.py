"""[services] and a name in; the service, ready to be asked, out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlsplit

from digest.config.services import SERVICES, brought_services
from digest.delivery.services.buttondown import Buttondown
from digest.delivery.services.ghost import Ghost
from digest.delivery.services.guarded import GuardedService, ServiceAccess
from digest.delivery.services.kit import Kit
from digest.delivery.services.listmonk import Listmonk
from digest.delivery.services.mailchimp import Mailchimp
from digest.delivery.services.requests import Ask
from digest.delivery.services.service import Service
from digest.errors import UsageError
from digest.extensions import Addition, UnfitExtension, load_addition
from digest.pipeline.passwords import Account, Keyring, ask_keyring, keyring_service, read_secret
from digest.pipeline.workspace import Workspace

Table = TypeVar("Table")
Opener = Callable[[Workspace, Ask], Service]
"""Makes a service ready to be asked. Raises UsageError for what is missing."""


def chosen_services(workspace: Workspace, names: Sequence[str] = ()) -> tuple[str, ...]:
    """Those of `names`, each once, or all that [services] has. Raises UsageError."""
    configured = workspace.newsletter.services.configured
    known = (*SERVICES, *brought_services(workspace.newsletter.newsletter.extensions))
    for name in names:
        if name not in known:
            raise UsageError(f"{name} is no service that can be asked: {', '.join(known)}")
        if name not in configured:
            raise _no_table(name)
    if not configured:
        raise UsageError(
            "newsletter.toml names no service: write a table such as [services.ghost] "
            f"({', '.join(known)}), or use `digest export --for SERVICE`"
        )
    return tuple(dict.fromkeys(names)) or configured


def opener_of(name: str) -> Opener:
    """How one of config.services.SERVICES is opened, or one that an extension adds."""
    return OPENERS[name] if name in OPENERS else partial(_of_an_extension, name)


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


def load_service(addition: Addition) -> Callable[[ServiceAccess], object]:
    """What opens the service that an extension adds. Raises UnfitExtension."""
    opener = load_addition(addition)
    if not callable(opener):
        kind = type(opener).__name__
        said = f"has a {kind} as its service {addition.name}, and no function that opens it"
        raise UnfitExtension(addition.extension, said)
    return opener


def _of_an_extension(name: str, workspace: Workspace, ask: Ask) -> Service:
    addition = brought_services(workspace.newsletter.newsletter.extensions).get(name)
    settings = _table(workspace.newsletter.services.added.get(name), name)
    if addition is None:
        raise UsageError(f"no extension under [newsletter] extensions adds the service {name}")
    opener = load_service(addition)
    # Some ask for no key: then nobody looks for one.
    key = service_key(workspace, name, settings.key) if settings.key else ""
    access = ServiceAccess(name=name, settings=settings.others, key=key, ask=ask)
    return GuardedService(access, addition.extension, opener)


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
