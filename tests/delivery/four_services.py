"""The services besides Ghost, each with the server that it is tried with."""

from collections.abc import Callable
from dataclasses import dataclass

from delivery.buttondown_server import ButtondownServer
from delivery.fake_services import SECRET, FakeService
from delivery.kit_server import KitServer
from delivery.listmonk_server import ListmonkServer
from delivery.mailchimp_server import MailchimpServer

from digest.config.services import KitSettings, ListmonkSettings, MailchimpSettings
from digest.delivery.services.buttondown import Buttondown
from digest.delivery.services.kit import Kit
from digest.delivery.services.listmonk import Listmonk
from digest.delivery.services.mailchimp import Mailchimp
from digest.delivery.services.requests import Ask
from digest.delivery.services.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A service: how it is opened with a way to ask and a key, and its server."""

    open: Callable[[Ask, str], Service]
    server: Callable[[], FakeService]


def open_listmonk(ask: Ask, key: str = SECRET) -> Service:
    """To two of three lists."""
    settings = ListmonkSettings(url="http://127.0.0.1:9000/", user="digest", lists=(1, 2))
    return Listmonk(settings=settings, key=key, ask=ask)


def open_buttondown(ask: Ask, key: str = SECRET) -> Service:
    """Of one account."""
    return Buttondown(key=key, ask=ask)


def open_mailchimp(ask: Ask, key: str = SECRET) -> Service:
    """To one audience."""
    return Mailchimp(settings=MailchimpSettings(audience="abc123"), key=key, ask=ask)


def open_kit(ask: Ask, key: str = SECRET) -> Service:
    """With a template."""
    return Kit(settings=KitSettings(template=5), key=key, ask=ask)


FOUR = {
    "listmonk": Tried(open=open_listmonk, server=ListmonkServer),
    "buttondown": Tried(open=open_buttondown, server=ButtondownServer),
    "mailchimp": Tried(open=open_mailchimp, server=MailchimpServer),
    "kit": Tried(open=open_kit, server=KitServer),
}
