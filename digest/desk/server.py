"""A way to build and listeners in; the desk served until interrupted out (uvicorn)."""

import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from digest.desk.app import Watched, desk_app
from digest.desk.desk import Desk
from digest.desk.guard import Access
from digest.desk.last_good import LastGood
from digest.desk.listeners import Certificate, Listeners
from digest.desk.live import LiveIssue, Maker
from digest.pipeline.new_sources import Search
from digest.pipeline.workspace import Workspace

Ending = Callable[[], Awaitable[None]]


class DeskServer(uvicorn.Server):
    """A server that ends its event streams before it waits for them to end."""

    def __init__(self, configuration: uvicorn.Config, end: Ending) -> None:
        super().__init__(configuration)
        self._end = end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send the listeners home, then shut down."""
        await self._end()
        await super().shutdown(sockets)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDesk:
    """What is put on the desk: a newsletter, its issue of `day` (None: the one due), its maker.

    `archive` is the folder of issues; `watched` is asked anew after every build. `search` says
    where and how new sources are looked for.
    """

    maker: Maker
    open_workspace: Callable[[], Workspace]
    search: Callable[[], Search]
    archive: Path
    watched: Watched
    day: date | None = None
    may_edit: bool = True


def serve_desk(on_desk: OnDesk, *, listeners: Listeners, ready: Callable[[Access], None]) -> None:
    """Serve the desk until interrupted, then close `listeners`; `ready` gets what opens it."""
    with closing(listeners):
        access = Access(origins=listeners.origins)
        live = LiveIssue(on_desk.maker, _interruptible)
        app = put_on_desk(on_desk, live, access)
        server = desk_server(app, live.end, listeners.certificate)
        ready(access)
        # Ctrl-C is how a desk is meant to end.
        with suppress(KeyboardInterrupt):
            server.run(sockets=list(listeners.sockets))


def put_on_desk(on_desk: OnDesk, live: LiveIssue, access: Access) -> ASGIApp:
    """All that answers for what is on the desk."""
    desk = Desk(
        live=live,
        open_workspace=LastGood(on_desk.open_workspace),
        search=on_desk.search,
        day=on_desk.day,
        may_edit=on_desk.may_edit,
        content=access.content_address,
        token=access.form,
    )
    return desk_app(desk, archive=on_desk.archive, watched=on_desk.watched, access=access)


def desk_server(app: ASGIApp, end: Ending, certificate: Certificate | None = None) -> DeskServer:
    """The server of a desk, encrypted with `certificate`; `end` sends its listeners home."""
    configuration = uvicorn.Config(
        app,
        lifespan="on",
        # Its warnings are about strange requests and libraries: nothing for an editor.
        log_level="error",
        # Nobody stands between the browser and the desk who could speak for it.
        proxy_headers=False,
        server_header=False,
        ssl_certfile=certificate.file if certificate else None,
        ssl_keyfile=certificate.key if certificate else None,
        timeout_graceful_shutdown=1,
        ws="none",
    )
    return DeskServer(configuration, end)


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
