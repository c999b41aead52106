"""A desk on loopback for a test, built from mails that are written here, and a client for it."""

import http.client
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desk.newsletters import search_in, workspace_in
from rendering.issues import plain_issue

from digest.desk.guard import Access
from digest.desk.listeners import Listeners, open_listeners
from digest.desk.live import LiveIssue, Maker
from digest.desk.server import DeskServer, OnDesk, desk_server, put_on_desk
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
    """A desk and what opens it."""

    access: Access

    @property
    def address(self) -> str:
        """What the editor opens."""
        return self.access.address

    @property
    def port(self) -> int:
        """Where it listens on loopback."""
        return self.access.origins.desk.port

    @property
    def editor(self) -> dict[str, str]:
        """The headers of a browser that was let in."""
        return {
            "Host": self.access.origins.desk.place,
            "Cookie": f"{self.access.cookie}={self.access.session}",
        }

    def get(self, path: str) -> Answer:
        """Ask the desk for `path` exactly as written, as the editor's browser does."""
        return self.ask("GET", path, self.editor)

    def content(self, path: str, *, method: str = "GET") -> Answer:
        """Ask for what came from strangers."""
        host = {"Host": self.access.origins.content.place}
        return self.ask(method, f"/{self.access.content}{path}", host)

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Ask as anybody can, with these headers and no other; not even a length is added."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(
                status=response.status,
                headers={name.lower(): value for name, value in response.getheaders()},
                body=response.read().decode(errors="replace"),
            )
        finally:
            connection.close()

    @contextmanager
    def listening(self) -> Iterator[Callable[[str], str]]:
        """An event stream; the function reads on to the next event that holds `wanted`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", "/events", headers=self.editor)
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
    maker: Maker,
    folder: Path,
    *,
    watched: Callable[[], tuple[Path, ...]] = tuple,
    may_edit: bool = True,
    port: int = 0,
    live_of: Callable[[Maker], LiveIssue] = LiveIssue,
) -> Iterator[RunningDesk]:
    """A desk over `folder`, whose archive is `folder`/issues, until the `with` block ends."""
    on_desk = OnDesk(
        maker=maker,
        open_workspace=lambda: workspace_in(folder),
        search=lambda: search_in(folder),
        archive=folder / "issues",
        watched=watched,
        may_edit=may_edit,
    )
    with closing(open_listeners(port)) as listeners:
        access = Access(origins=listeners.origins)
        live = live_of(maker)
        app = put_on_desk(on_desk, live, access)
        with serving_until_the_end(desk_server(app, live.end), listeners):
            desk = RunningDesk(access=access)
            with desk.listening() as event:
                # Making the very first page may have it built twice, and 1 be passed over.
                while event("built").startswith("data: 0 "):
                    pass
            yield desk


@contextmanager
def serving_until_the_end(server: DeskServer, listeners: Listeners) -> Iterator[None]:
    """Run `server` in a thread until the `with` block ends."""
    sockets = list(listeners.sockets)
    thread = threading.Thread(target=server.run, kwargs={"sockets": sockets})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        assert not thread.is_alive()
