"""The address of a Dask scheduler in; an executor over its workers out (uses distributed).

Dask's messages are pickles that nobody has signed: whoever reaches a scheduler can run programs on
its workers and here (https://distributed.dask.org/en/stable/limitations.html). So it is TLS with
certificates of one's own, or this machine.
"""

from concurrent.futures import BrokenExecutor, CancelledError, Executor
from ipaddress import ip_address
from urllib.parse import urlsplit

from digest.errors import UsageError

RETRIES = 3
"""How often an order is given to another worker when one dies with it; making writes nothing."""

_SECONDS_TO_CONNECT = 10
_SAFE = (
    "is no address of a cluster that is safe: use tls://… with Dask's certificates in its "
    "configuration, or tcp://127.0.0.1:8786 on this machine"
)


def require_safe(address: str) -> None:
    """Raise UsageError for an address over which strangers could send programs."""
    parts = urlsplit(address)
    if parts.scheme == "tls" and parts.hostname:
        return
    if parts.scheme != "tcp" or not _is_this_machine(parts.hostname or ""):
        raise UsageError(f"{address[:100]} {_SAFE}")


def open_cluster(address: str) -> Executor:
    """The workers of the scheduler at `address`; raises UsageError where none can be reached."""
    require_safe(address)
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "a cluster needs the package distributed; install newsletter-digest[cluster]"
        ) from None
    try:
        client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no scheduler answers at {address}: {error}") from None
    executor: Executor = client.get_executor(retries=RETRIES)
    return executor


def cluster_losses() -> tuple[type[Exception], ...]:
    """What an order raises when its workers, or the scheduler, are lost."""
    from distributed import KilledWorker

    return (BrokenExecutor, KilledWorker, CancelledError, OSError)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
