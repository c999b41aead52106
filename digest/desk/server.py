"""A way to build and a port in; the desk served on loopback until interrupted out (uvicorn)."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path

import uvicorn

from digest.desk.app import Watched, desk_app
from digest.desk.live import During, LiveIssue, Maker
from digest.errors import UsageError

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")


class DeskServer(uvicorn.Server):
    """A server that ends its event streams before it waits for them to end."""

    def __init__(self, configuration: uvicorn.Config, live: LiveIssue) -> None:
        super().__init__(configuration)
        self._live = live

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send the listeners home, then shut down."""
        await self._live.end()
        await super().shutdown(sockets)


def serve_desk(
    maker: Maker, *, archive: Path, watched: Watched, port: int, ready: Callable[[str], None]
) -> None:
    """Serve the desk until interrupted; `ready` gets its address.

    `archive` is the folder of issues; `watched` is asked anew after every build. Port 0 takes any
    free one. Raises UsageError when the port cannot be used.
    """
    with closing(open_listener(port)) as listener:
        server = desk_server(
            maker, archive=archive, watched=watched, listener=listener, during=_interruptible
        )
        ready(f"http://{HOST}:{listener.getsockname()[1]}/")
        # Ctrl-C is how a desk is meant to end.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the process by themselves, as is safe while it builds.

    Python acts on a signal only between two of its own steps: a library in C may keep it waiting.
    """
    signals = (signal.SIGINT, signal.SIGTERM)
    handlers = [signal.signal(each, signal.SIG_DFL) for each in signals]
    try:
        yield
    finally:
        for each, handler in zip(signals, handlers, strict=True):
            signal.signal(each, handler)


def desk_server(
    maker: Maker,
    *,
    archive: Path,
    watched: Watched,
    listener: socket.socket,
    during: During = nullcontext,
) -> DeskServer:
    """The server of a desk, to be run on `listener`; `during` is around each build."""
    live = LiveIssue(maker, during)
    port = listener.getsockname()[1]
    hosts = frozenset(f"{name}:{port}" for name in NAMES)
    if port == 80:
        hosts |= frozenset(NAMES)
    configuration = uvicorn.Config(
        desk_app(live, archive=archive, watched=watched, hosts=hosts),
        lifespan="on",
        # Its warnings are about strange requests and libraries: nothing for an editor.
        log_level="error",
        server_header=False,
        timeout_graceful_shutdown=1,
        ws="none",
    )
    return DeskServer(configuration, live)


def open_listener(port: int) -> socket.socket:
    """A socket that already takes connections on `port` of loopback; raises UsageError."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else "it is not from 0 to 65535"
        raise UsageError(
            f"port {port} cannot be used ({reason}); name another with --port, or let --port 0 "
            "take any free one"
        ) from None
    return listener
