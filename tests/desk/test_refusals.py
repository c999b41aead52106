"""Who may change something through the desk: its own page, let in by this run, and nobody else."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from desk.desks import RunningDesk
from desk.writing import Writes, writing_desk
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples

from digest.desk.guard import Access
from digest.desk.guard.changes import MOST_BYTES

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[RunningDesk, Writes]]:
    """A desk whose application counts what reaches it."""
    with writing_desk() as served:
        yield served


@pytest.fixture
def desk(served: tuple[RunningDesk, Writes]) -> RunningDesk:
    """That desk."""
    return served[0]


@pytest.fixture
def writes(served: tuple[RunningDesk, Writes]) -> Iterator[Writes]:
    """What was written in this test so far."""
    served[1].clear()
    yield served[1]
    served[1].clear()


def good(desk: RunningDesk) -> dict[str, str]:
    """The headers with which the desk's own page sends a form."""
    return {
        **desk.editor,
        "Origin": str(desk.access.origins.desk),
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": FORM,
    }


def post(
    desk: RunningDesk, headers: dict[str, str], *, token: str | None = None, path: str = "/edits"
) -> int:
    """Send a form with these headers and that token (else the right one); the answer's status."""
    body = f"words=x&token={desk.access.form if token is None else token}".encode()
    return desk.ask("POST", path, headers | {"Content-Length": str(len(body))}, body).status


def test_the_desks_own_form_is_taken_whole(desk: RunningDesk, writes: Writes) -> None:
    """The application reads the fields as if nobody had looked before."""
    assert post(desk, good(desk)) == 200
    assert writes == [{"words": "x", "token": desk.access.form}]


def test_a_browser_that_sends_no_origin_says_same_origin(desk: RunningDesk, writes: Writes) -> None:
    """And a script may give the token in a header instead of a field."""
    headers = good(desk)
    del headers["Origin"]
    assert post(desk, headers) == 200
    assert post(desk, good(desk) | {"Digest-Token": desk.access.form}, token="") == 200
    assert len(writes) == 2


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "https://{desk}"}, 403),
        ({"Origin": "http://{content}"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://{desk} http://{desk}"}, 403),
        ({"Origin": None, "Sec-Fetch-Site": None}, 403),
        ({"Origin": None, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": None, "Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": None, "Sec-Fetch-Site": "none"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "evil.example:{port}"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": "127.0.0.1:1"}, 421),
        ({"Host": "[::1]:{port}"}, 421),
        ({"Host": "{content}"}, 405),
        ({"Cookie": None}, 401),
        ({"Cookie": "digest-desk-{port}="}, 401),
        ({"Cookie": "digest-desk-{port}=of-an-earlier-run"}, 401),
        ({"Cookie": "digest-desk-1={session}"}, 401),
        ({"Cookie": "digest-desk-{port}={start}"}, 401),
        ({"Cookie": "digest-desk-{port}={form}"}, 401),
        ({"Cookie": "digest-desk-{port}=ä"}, 401),
        ({"Content-Type": None}, 415),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/json"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Digest-Token": "of-an-earlier-run"}, 409),
        ({"Digest-Token": "{session}"}, 409),
    ],
)
def test_whoever_else_asks_changes_nothing(
    desk: RunningDesk, writes: Writes, changed: dict[str, str | None], status: int
) -> None:
    """One thing that is not as the desk's own page sends it is enough."""
    origins, access = desk.access.origins, desk.access
    headers = good(desk)
    for name, value in changed.items():
        headers.pop(name, None)
        if value is not None:
            headers[name] = value.format(
                desk=origins.desk.place,
                content=origins.content.place,
                port=desk.port,
                session=access.session,
                start=access.start,
                form=access.form,
            )
    assert post(desk, headers) == status
    assert writes == []


@pytest.mark.parametrize(
    "token", ["", "wrong", "%00", "ä", "{start}", "{session}", "{form}&token=2"]
)
def test_a_form_of_another_run_is_told_to_reload(
    desk: RunningDesk, writes: Writes, token: str
) -> None:
    """So is one without a token, or with two."""
    access = desk.access
    token = token.format(start=access.start, session=access.session, form=access.form)
    assert post(desk, good(desk), token=token) == 409
    assert writes == []


@pytest.mark.parametrize("path", ["/edits", "/publish", "/"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "get"])
def test_only_post_changes_anything(
    desk: RunningDesk, writes: Writes, path: str, method: str
) -> None:
    """With everything else right, also where another header or a field names POST."""
    headers = good(desk) | {"X-HTTP-Method-Override": "POST", "X-Method-Override": "POST"}
    query = f"{path}?_method=POST&words=x&token={desk.access.form}" if path != "/" else path
    answer = desk.ask(method, query, headers)
    assert answer.status in {200, 400, 404, 405}
    assert writes == []


def test_a_post_is_never_taken_for_another_method(desk: RunningDesk, writes: Writes) -> None:
    """An override is no method; nor is a query the form."""
    headers = good(desk) | {"X-HTTP-Method-Override": "DELETE", "Content-Length": "0"}
    assert desk.ask("POST", f"/edits?token={desk.access.form}", headers).status == 409
    assert writes == []


def test_the_contents_origin_can_only_be_read(desk: RunningDesk, writes: Writes) -> None:
    """Whatever would run in the archive could send nothing there, and nothing to the desk."""
    origins = desk.access.origins
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert desk.content("/edits", method=method).status == 405
    assert desk.content("/edits").status == 404
    assert post(desk, good(desk) | {"Origin": str(origins.content)}) == 403
    assert writes == []


def test_two_of_a_header_count_as_none(desk: RunningDesk, writes: Writes) -> None:
    """Two programs might each read another one."""
    body = f"token={desk.access.form}".encode()
    for name in ("Host", "Origin", "Content-Type"):
        lines = [*good(desk).items(), ("Content-Length", str(len(body))), (name, good(desk)[name])]
        head = "".join(f"{each}: {value}\r\n" for each, value in lines)
        with closing(socket.create_connection(("127.0.0.1", desk.port), timeout=5)) as client:
            client.sendall(f"POST /edits HTTP/1.1\r\n{head}\r\n".encode() + body)
            assert client.recv(100).split()[1] in {b"400", b"403", b"415", b"421"}
    assert writes == []


@pytest.mark.parametrize("more", [1, 100 * MOST_BYTES])
def test_a_large_form_is_refused_before_it_is_read(
    desk: RunningDesk, writes: Writes, more: int
) -> None:
    """Its length is announced, and not one byte of it is waited for."""
    headers = good(desk) | {"Content-Length": str(MOST_BYTES + more)}
    assert desk.ask("POST", "/edits", headers).status == 413
    assert writes == []


def test_a_large_form_without_a_length_is_cut_off(desk: RunningDesk, writes: Writes) -> None:
    """As soon as it is too much, however it ends."""
    headers = "".join(f"{name}: {value}\r\n" for name, value in good(desk).items())
    head = f"POST /edits HTTP/1.1\r\n{headers}Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + 0x10000 * b"x" + b"\r\n"
    with closing(socket.create_connection(("127.0.0.1", desk.port), timeout=5)) as client:
        client.sendall(head.encode())
        for _ in range(MOST_BYTES // 0x10000 + 1):
            client.sendall(chunk)
        assert client.recv(100).split()[1] == b"413"
    assert writes == []


def test_a_form_of_the_largest_size_is_taken(desk: RunningDesk, writes: Writes) -> None:
    """To the byte."""
    token = f"token={desk.access.form}&words="
    body = (token + "x" * (MOST_BYTES - len(token))).encode()
    headers = good(desk) | {"Content-Length": str(len(body))}
    assert desk.ask("POST", "/edits", headers, body).status == 200
    assert len(writes[0]["words"]) == MOST_BYTES - len(token)


def test_a_form_that_does_not_arrive_is_given_up() -> None:
    """A sentence at a time for ever holds nobody's connection; one that breaks off says nothing."""
    with writing_desk(patience=0.2) as (desk, writes):
        began = time.monotonic()
        headers = good(desk) | {"Content-Length": "100"}
        assert desk.ask("POST", "/edits", headers, b"token=").status == 408
        assert time.monotonic() - began < 4
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        with closing(socket.create_connection(("127.0.0.1", desk.port), timeout=5)) as client:
            client.sendall(f"POST /edits HTTP/1.1\r\n{head}\r\ntoken=".encode())
        assert post(desk, good(desk)) == 200
        assert len(writes) == 1


def test_a_file_is_taken_where_files_are_expected(desk: RunningDesk, writes: Writes) -> None:
    """With the token as a field of the same form."""

    def body(token: str) -> bytes:
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n',
            '--x\r\nContent-Disposition: form-data; name="file"; filename="feeds.opml"\r\n\r\n'
            "<opml/>\r\n--x--\r\n",
        ]
        return "".join(parts).encode()

    headers = good(desk) | {"Content-Type": "multipart/form-data; boundary=x"}
    for token, status in ((desk.access.form, 200), ("wrong", 409)):
        sent = body(token)
        length = {"Content-Length": str(len(sent))}
        assert desk.ask("POST", "/upload", headers | length, sent).status == status
    for broken in (b"--x\r\nno header\r\n", b"--x", b"\xff\xfe"):
        length = {"Content-Length": str(len(broken))}
        assert desk.ask("POST", "/upload", headers | length, broken).status in {400, 409}
    nameless = headers | {"Content-Type": "multipart/form-data", "Content-Length": "0"}
    assert desk.ask("POST", "/upload", nameless).status == 400
    assert len(writes) == 1


def test_the_preview_takes_no_form_at_all() -> None:
    """Not even the right one."""
    with writing_desk(may_edit=False) as (desk, writes):
        answer = desk.ask("POST", "/edits", good(desk) | {"Accept": "text/html"})
        assert answer.status == 403
        assert "digest desk" in answer.body
        assert post(desk, good(desk)) == 403
        assert desk.get("/").status == 200
        assert writes == []


def test_a_script_is_told_to_leave_the_page_as_it_is(desk: RunningDesk) -> None:
    """So that a refusal takes no box with an unsaved text away."""
    headers = good(desk) | {"HX-Request": "true", "Accept": "text/html", "Content-Length": "0"}
    answer = desk.ask("POST", "/edits", headers)
    assert (answer.status, answer.headers["hx-reswap"]) == (409, "none")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Reload the page" in answer.body


SECRETS = st.sampled_from(["", "{form}", "{session}", "{start}", "{content_key}", "old"])
ASKED = st.fixed_dictionaries(
    {
        "method": st.sampled_from(["POST", "PUT", "DELETE", "GET", "PATCH"]),
        "host": st.sampled_from(["{desk}", "{content}", "evil.example:{port}", "127.0.0.1", ""]),
        "origin": st.sampled_from(
            ["", "http://{desk}", "http://{content}", "null", "https://{desk}", "http://evil.test"]
        ),
        "site": st.sampled_from(["", "same-origin", "same-site", "cross-site", "none"]),
        "cookie": SECRETS,
        "token": SECRETS,
        "kind": st.sampled_from([FORM, f"{FORM}; charset=utf-8", "text/plain", "multipart/x", ""]),
    }
)
RIGHT = {
    "method": "POST",
    "host": "{desk}",
    "origin": "http://{desk}",
    "cookie": "{session}",
    "token": "{form}",
    "kind": FORM,
}


@settings(max_examples=examples(300))
@given(asked=ASKED, right=st.sets(st.sampled_from(sorted(RIGHT))))
def test_nothing_is_written_unless_everything_is_right(
    served: tuple[RunningDesk, Writes], asked: dict[str, str], right: set[str]
) -> None:
    """In any combination: the page's origin, the cookie and the token, each of this run."""
    desk, writes = served
    writes.clear()
    asked |= {name: RIGHT[name] for name in right}
    told = _told(desk)
    body = f"token={asked['token'].format(**told)}".encode()
    headers = {
        "Host": asked["host"].format(**told),
        "Content-Type": asked["kind"],
        "Cookie": f"digest-desk-{desk.port}={asked['cookie'].format(**told)}",
        "Content-Length": str(len(body)),
    }
    headers |= {"Origin": asked["origin"].format(**told)} if asked["origin"] else {}
    headers |= {"Sec-Fetch-Site": asked["site"]} if asked["site"] else {}
    desk.ask(asked["method"], "/edits", headers, body)
    own_page = asked["origin"] == RIGHT["origin"] or (
        not asked["origin"] and asked["site"] == "same-origin"
    )
    others = all(asked[name] == RIGHT[name] for name in ("method", "host", "cookie", "token"))
    assert len(writes) == (own_page and others and asked["kind"].startswith(FORM))


def _told(desk: RunningDesk) -> dict[str, str]:
    access: Access = desk.access
    return {
        "desk": access.origins.desk.place,
        "content": access.origins.content.place,
        "port": str(desk.port),
        "form": access.form,
        "session": access.session,
        "start": access.start,
        "content_key": access.content,
    }
