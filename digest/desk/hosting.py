"""How the desk is asked to be opened, in; listeners, and what is opened to whom in words, out."""

import re
import ssl
from dataclasses import dataclass

from digest.desk.listeners import (
    LOOPBACK,
    Certificate,
    Listeners,
    is_everywhere,
    is_loopback,
    open_listeners,
)
from digest.errors import UsageError

USUAL_PORT = 8010

_NAME = re.compile(r"(?!-)[a-z0-9.-]{1,253}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """Where to open the desk: a port (the usual one, or the next that is free), a name, TLS."""

    port: int | None = None
    host: str = LOOPBACK
    certificate: Certificate | None = None
    without_encryption: bool = False


def listen_as_asked(hosting: Hosting) -> Listeners:
    """The listeners; raises UsageError where this opens more than was said, or cannot be done."""
    check_hosting(hosting)
    return open_listeners(
        USUAL_PORT if hosting.port is None else hosting.port,
        host=hosting.host,
        certificate=hosting.certificate,
        elsewhere=hosting.port is None,
    )


def check_hosting(hosting: Hosting) -> None:
    """Raise UsageError unless browsers can use the name, and TLS is where it must be."""
    if not _NAME.fullmatch(hosting.host):
        raise UsageError(
            f"--host {hosting.host}: write a name in small letters or an IPv4 address, without "
            "scheme, port or path; for an IPv6 address give it a name"
        )
    if is_everywhere(hosting.host):
        raise UsageError(
            f"--host {hosting.host}: name the one address that browsers will use, such as "
            "192.168.1.20 or desk.example.org; the desk answers to that name only"
        )
    if hosting.certificate:
        _check_certificate(hosting.certificate)
    elif not hosting.without_encryption and not is_loopback(hosting.host):
        raise UsageError(
            f"--host {hosting.host} lets other machines reach the desk, and whoever stands between "
            "could read the address that opens it, then change and publish the newsletter. Give "
            "--certificate FILE and --key FILE, or say --without-encryption where nobody does"
        )


def describe_opening(hosting: Hosting, listeners: Listeners) -> tuple[str, ...]:
    """What is open to whom and where, one sentence each; none where nothing is unusual."""
    desk, content = listeners.origins.desk, listeners.origins.content
    said = []
    if hosting.port is None and desk.port != USUAL_PORT:
        said.append(
            f"Port {USUAL_PORT} is taken, perhaps by another desk of yours; this one stands beside "
            f"it on {desk.port}, and each follows what the other saves."
        )
    if is_loopback(hosting.host):
        return tuple(said)
    said.append(
        f"Open to every machine that reaches {desk.host}, ports {desk.port} and {content.port}: "
        "whoever has the address below can read, change and publish this newsletter."
    )
    if hosting.certificate is None:
        said.append(
            "Nothing is encrypted: whoever stands between a browser and this machine can read that "
            "address, and all that passes."
        )
    return tuple(said)


def _check_certificate(certificate: Certificate) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate.file, certificate.key)
    except OSError as error:
        raise UsageError(
            f"--certificate {certificate.file} and --key {certificate.key} cannot be used "
            f"({error.strerror or error}); both are PEM files, and the key is the certificate's own"
        ) from None
