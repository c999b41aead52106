"""A desk on loopback for a test, built from mails that are written here, and a client for it."""

import http.client
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from rendering.issues import plain_issue

from digest.desk.live import Maker
from digest.desk.server import desk_server, open_listener
from digest.model.findings import Finding
from digest.model.issues import RenderedIssue
from digest.pipeline.showing import Shown

HTML = (
    "<!DOCTYPE html><html><head><title>T</title>"
    '<meta name="color-scheme" content="light dark">'
    "<style>@media (prefers-color-scheme: dark) {{ p {{ color: #eee }} }}</style></head>"
    '<body><p id="item-one" style="color:#111;margin-top:3000px">{words}</p></body></html>'
)


def shown(
    words: str = "First words", *, findings: tuple[Finding, ...] = (), address: str = ""
) -> Shown:
    """An issue whose mail says `words`."""
    rendered = RenderedIssue(
        issue=replace(plain_issue(), subject=words),
        html=HTML.format(words=words),
        text=f"{words} <as text>",
        eml=b"",
    )
    return Shown(
        drafted=None,
        version="",
        rendered=rendered,
        findings=findings,
        address=address,
        page="drafts/x.toml",
    )


@dataclass(frozen=True, slots=True)
class FakeMaker:
    """Makes an issue by calling `make`, whatever was asked for."""

    make: Callable[[], Shown]

    def build(self) -> Shown:
        """As `make` does."""
        return self.make()

    def show(self, _before: Shown, /) -> Shown:
        """As `make` does."""
        return self.make()

    def select(self, _before: Shown, /) -> Shown:
        """As `make` does."""
        return self.make()

    def save(self, _shown: Shown, /) -> None:
        """Nowhere."""

    def is_current(self, _shown: Shown, /) -> bool:
        """Always."""
        return True

    def are_pages(self, _shown: Shown, _paths: Collection[Path], /) -> bool:
        """Never."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the desk answered; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningDesk:
    """A desk at `address`."""

    address: str

    def get(self, path: str, *, method: str = "GET", host: str = "") -> Answer:
        """Ask for `path` exactly as written, perhaps under another `host` name."""
        place = urlsplit(self.address).netloc
        connection = http.client.HTTPConnection(place, timeout=5)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or place)
            connection.putheader("Connection", "close")
            connection.endheaders()
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(
                status=response.status,
                headers=headers,
                body=response.read().decode(errors="replace"),
            )
        finally:
            connection.close()

    @contextmanager
    def listening(self) -> Iterator[Callable[[str], str]]:
        """An event stream; the function reads on to the next event that holds `wanted`."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        connection.request("GET", "/events")
        response = connection.getresponse()

        def event(wanted: str) -> str:
            while line := response.readline().decode():
                if wanted in line:
                    return line
            raise EOFError(wanted)

        try:
            yield event
        finally:
            connection.close()


@contextmanager
def running(
    maker: Maker, folder: Path, *, watched: Callable[[], tuple[Path, ...]] = tuple
) -> Iterator[RunningDesk]:
    """A desk over `folder`, whose archive is `folder`/issues, until the `with` block ends."""
    with open_listener(0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = desk_server(
            maker,
            archive=folder / "issues",
            watched=watched,
            listener=listener,
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            desk = RunningDesk(address=address)
            with desk.listening() as event:
                # Making the very first page may have it built twice, and 1 be passed over.
                while event("built").startswith("data: 0 "):
                    pass
            yield desk
        finally:
            server.should_exit = True
            thread.join(timeout=10)
            assert not thread.is_alive()
