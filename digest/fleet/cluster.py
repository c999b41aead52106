"""The address of a Dask scheduler in; an executor over its workers out (uses distributed).

Dask's messages are pickles that nobody has signed: whoever reaches a scheduler can run programs on
its workers and here (https://distributed.dask.org/en/stable/limitations.html). So it is TLS with
certificates of one's own, or this machine.
"""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from ipaddress import ip_address
from urllib.parse import urlsplit

from digest.errors import UsageError
from digest.fleet.makers import Workers
from digest.fleet.making import Order
from digest.pipeline.making import MadeIssue

RETRIES = 3
"""How often an order is given to another worker when one dies with it; making writes nothing."""

_SECONDS_TO_CONNECT = 10
_SECONDS_TO_LEAVE = 5
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


def cluster_workers(address: str) -> Workers:
    """The workers of the scheduler at `address`; raises UsageError for one that is not safe."""
    require_safe(address)
    try:
        from distributed import KilledWorker
    except ImportError:
        raise UsageError(
            "a cluster needs the package distributed; install newsletter-digest[cluster]"
        ) from None
    return Workers(
        open=lambda _: _Cluster(address),
        losses=(BrokenExecutor, KilledWorker, CancelledError, OSError),
        are_there=lambda executor: isinstance(executor, _Cluster) and executor.has_workers,
    )


class _Cluster:
    """A scheduler's workers as an executor; raises UsageError where none answers."""

    def __init__(self, address: str) -> None:
        from distributed import Client

        try:
            self._client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"no scheduler answers at {address}: {error}") from None
        self._executor: Executor = self._client.get_executor(retries=RETRIES)

    @property
    def has_workers(self) -> bool:
        """Whether anybody is there to do anything."""
        return self._client.status == "running" and bool(self._client.scheduler_info()["workers"])

    def submit(self, function: Callable[[Order], MadeIssue], order: Order, /) -> Future[MadeIssue]:
        """Have a worker make the issue."""
        return self._executor.submit(function, order)

    def shutdown(self, *, wait: bool) -> None:
        """Leave the cluster as it was; nobody waits for one that is lost."""
        del wait
        self._executor.shutdown(wait=False)
        self._client.close(timeout=_SECONDS_TO_LEAVE)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
