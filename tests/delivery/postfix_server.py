"""A real Postfix on loopback, with a configuration, a queue and a mailbox of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from digest.delivery.server import Server

WHY_NOT = (
    "needs Postfix, installed from the system's packages, and root"
    if os.name == "nt" or not shutil.which("postfix") or os.geteuid()
    else ""
)
LIMIT = 100_000
_NOBODY = 65534
_SERVICES = """\
{port} inet n - n - - smtpd
{tls_port} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
tlsmgr unix - - n 1000? 1 tlsmgr
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
"""
_SETTINGS = """\
compatibility_level = 3.6
queue_directory = {base}/queue
data_directory = {base}/data
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
maillog_file = {base}/log
maillog_file_prefixes = {base}
smtpd_tls_security_level = may
smtpd_tls_chain_files = {base}/chain.pem
message_size_limit = {limit}
virtual_mailbox_domains = example.org
virtual_mailbox_base = {base}/mail
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:{nobody}
virtual_gid_maps = static:{nobody}
smtpd_recipient_restrictions =
  check_recipient_access inline:{{ {{later@example.org = 450 4.2.0 Greylisted}}, \
{{never@example.org = 550 5.1.1 Gone}} }}, reject_unauth_destination
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postfix:
    """A running one: where it keeps what, and its ports, the second for TLS from the start."""

    base: Path
    port: int
    tls_port: int

    def server(self, *, security: str = "starttls", knows: bool = True) -> Server:
        """It as the program knows it, perhaps without its authority."""
        return Server(
            host="localhost",
            port=self.tls_port if security == "tls" else self.port,
            security="tls" if security == "tls" else "starttls",
            trusted=self.base / "authority.pem" if knows else None,
            timeout=20,
            patience=20,
        )

    def mails(self, *, besides: set[bytes] | None = None) -> set[bytes]:
        """What was delivered; when there is something, of what came `besides` other mails."""
        for _ in range(200):
            paths = (self.base / "mail" / "all" / "new").glob("*")
            found = {path.read_bytes() for path in paths} - (besides or set())
            if found or besides is None:
                return found
            time.sleep(0.05)
        return set()


@contextmanager
def postfix(port: int, tls_port: int) -> Iterator[Postfix]:
    """Postfix at these ports until the `with` block ends."""
    # Its own users must be able to walk there.
    base = Path(tempfile.mkdtemp(prefix="postfix-"))
    base.chmod(0o755)
    try:
        _prepare(base, port, tls_port)
        subprocess.run(["postfix", "-c", base, "check"], check=True, capture_output=True)
        daemons = _daemons()
        master = subprocess.Popen([daemons / "master", "-c", base, "-d"], stderr=subprocess.PIPE)
        try:
            _wait_for(port)
            yield Postfix(base=base, port=port, tls_port=tls_port)
        finally:
            master.terminate()
            master.communicate(timeout=20)
    finally:
        shutil.rmtree(base)


def _prepare(base: Path, port: int, tls_port: int) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(base / "authority.pem")
    chain = base / "chain.pem"
    chain.write_bytes(authority.issue_cert("localhost").private_key_and_cert_chain_pem.bytes())
    chain.chmod(0o600)
    settings = _SETTINGS.format(base=base, limit=LIMIT, nobody=_NOBODY, daemons=_daemons())
    (base / "main.cf").write_text(settings)
    (base / "master.cf").write_text(_SERVICES.format(port=port, tls_port=tls_port))
    for name, owner in (("queue", "root"), ("data", "postfix"), ("mail", "nobody")):
        (base / name).mkdir()
        shutil.chown(base / name, owner)


def _daemons() -> Path:
    said = subprocess.run(
        ["postconf", "-dh", "daemon_directory"], check=True, capture_output=True, text=True
    )
    return Path(said.stdout.strip())


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(port)
