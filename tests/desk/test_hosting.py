"""Where the desk listens, and what it refuses to open."""

import http.client
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cli.terminal import digest
from desk.newsletters import start
from desk.writing import writing_desk

from digest.desk.hosting import Hosting, check_hosting, describe_opening, listen_as_asked
from digest.desk.listeners import Certificate, open_listeners
from digest.errors import UsageError


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate that nobody has signed."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    files = Certificate(file=folder / "desk.pem", key=folder / "desk.key")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command += ["-keyout", str(files.key), "-out", str(files.file)]
    subprocess.run(command, check=True, capture_output=True)
    return files


def test_a_port_that_was_named_is_used_or_refused(taken: int) -> None:
    """With what to do about it."""
    with pytest.raises(UsageError, match=f"port {taken} cannot be used.*--port 0"):
        open_listeners(taken)
    with pytest.raises(UsageError, match="port 70000 cannot be used"):
        open_listeners(70000)


def test_the_last_port_leaves_none_for_the_content() -> None:
    """That is what is said of it: the port itself could be used."""
    with pytest.raises(UsageError, match=r"65535 .*\(here the desk takes the next port, too"):
        open_listeners(65535, host="127.0.0.2")


def test_the_usual_port_gives_way_to_the_next_free_one(taken: int) -> None:
    """Two desks stand beside each other."""
    with closing(open_listeners(taken, elsewhere=True)) as listeners:
        assert taken < listeners.origins.desk.port < taken + 20


def test_nobody_else_answers_to_the_contents_name() -> None:
    """Browsers look for localhost under ::1 first."""
    try:
        other = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("there is no IPv6 here")
    with closing(other):
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match="cannot be used"):
            open_listeners(port)
    with closing(open_listeners(port)) as listeners:
        assert {one.getsockname()[0] for one in listeners.sockets} == {"127.0.0.1", "::1"}


def test_what_was_opened_is_closed_when_the_rest_cannot_be(certificate: Certificate) -> None:
    """The content's port is taken: the desk's own is not kept either."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1] - 1
        with pytest.raises(UsageError):
            open_listeners(port, host="localhost", certificate=certificate)
        open_listeners(port).close()


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("0.0.0.0", "name the one address"),
        ("0", "name the one address"),
        ("::", "write a name"),
        ("*", "write a name"),
        ("https://desk.example", "write a name"),
        ("desk.example:80", "write a name"),
        ("Desk", "write a name"),
        ("a; script-src *", "write a name"),
        ("no-such-name.invalid", "no machine has this name"),
        ("192.0.2.7", "--certificate FILE and --key FILE, or say --without-encryption"),
    ],
)
def test_a_host_that_browsers_cannot_use_safely_is_refused(host: str, words: str) -> None:
    """Before a socket is opened."""
    with pytest.raises(UsageError, match=words):
        check_hosting(Hosting(host=host))


def test_what_is_opened_is_said() -> None:
    """To whom, and that it is not encrypted; on this machine alone there is nothing to say."""
    with closing(listen_as_asked(Hosting(port=0))) as listeners:
        assert describe_opening(Hosting(port=0), listeners) == ()
        (beside,) = describe_opening(Hosting(), listeners)
        assert f"on {listeners.origins.desk.port}" in beside
        far = Hosting(host="192.0.2.7", port=0, without_encryption=True)
        check_hosting(far)
        opened, plain = describe_opening(far, listeners)
        assert "Open to every machine" in opened
        assert "Nothing is encrypted" in plain


def test_a_certificate_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    """With both files."""
    broken = tmp_path / "broken.pem"
    broken.write_text("nothing")
    for name in ("missing.pem", "broken.pem"):
        files = Certificate(file=tmp_path / name, key=broken)
        with pytest.raises(UsageError, match=name):
            check_hosting(Hosting(host="localhost", certificate=files))


def test_with_a_certificate_it_speaks_tls_only(certificate: Certificate) -> None:
    """Desk and content are two ports of one name; the cookie is never sent in the clear."""
    hosting = Hosting(host="localhost", port=0, certificate=certificate)
    listeners = listen_as_asked(hosting)
    origins = listeners.origins
    assert str(origins.desk) == f"https://localhost:{origins.desk.port}"
    assert origins.content.port == origins.desk.port + 1
    with writing_desk(listeners=listeners) as (desk, _writes):
        client = ssl.create_default_context(cafile=str(certificate.file))
        for origin, path, status in (
            (origins.desk, desk.address.removeprefix(str(origins.desk)), 303),
            (origins.content, f"/{desk.access.content}/mail", 200),
        ):
            connection = http.client.HTTPSConnection(origin.host, origin.port, context=client)
            with closing(connection):
                connection.request("GET", path)
                answer = connection.getresponse()
                assert answer.status == status
                if status == 303:
                    assert "secure" in answer.headers["Set-Cookie"].lower()
        with pytest.raises((http.client.HTTPException, ConnectionError)):
            desk.get("/")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "name the one address"),
        (["--host", "192.0.2.7"], "--without-encryption"),
        (["--host", "192.0.2.7", "--without-encryption", "--port", "0"], "cannot be used"),
        (["--certificate", "desk.pem"], "belong together"),
    ],
)
def test_the_command_refuses_before_anything_is_built(
    tmp_path: Path, options: list[str], words: str
) -> None:
    """With exit code 2."""
    ended = digest("-C", start(tmp_path), "desk", "--offline", *options)
    assert ended.code == 2
    assert words in ended.err
    assert not (tmp_path / "issues").exists()
