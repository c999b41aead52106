"""How a browser is let in: by the address that was printed, for this run, and by nothing else."""

from collections.abc import Iterator

import pytest
from desk.desks import RunningDesk
from desk.writing import writing_desk

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def desk() -> Iterator[RunningDesk]:
    """A desk."""
    with writing_desk() as (desk, _writes):
        yield desk


def host(desk: RunningDesk) -> dict[str, str]:
    """The headers of a browser that was never here."""
    return {"Host": desk.access.origins.desk.place, **HTML}


def test_the_printed_address_lets_a_browser_in(desk: RunningDesk) -> None:
    """The token is gone from the address at once, and what else stood there is kept."""
    path = desk.address.removeprefix(str(desk.access.origins.desk))
    answer = desk.ask("GET", f"{path}&story=abc&width=phone", host(desk))
    assert (answer.status, answer.headers["location"]) == (303, "/?story=abc&width=phone")
    assert desk.access.start not in str(answer.headers["location"])
    cookie, *attributes = answer.headers["set-cookie"].lower().split("; ")
    assert cookie.startswith(f"digest-desk-{desk.port}=")
    assert sorted(attributes) == ["httponly", "path=/", "samesite=strict"]
    sent = host(desk) | {"Cookie": answer.headers["set-cookie"].partition(";")[0]}
    assert desk.ask("GET", "/", sent).status == 200
    assert desk.ask("GET", path, host(desk)).headers["location"] == "/"


def test_without_it_a_page_says_what_to_open(desk: RunningDesk) -> None:
    """It has no form and nothing that runs."""
    for path in ("/", "/edits", "/nothing"):
        answer = desk.ask("GET", path, host(desk))
        assert answer.status == 401
        assert "Open the address" in answer.body
        assert "<form" not in answer.body
        assert "form-action 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("token", ["", "old", "{session}", "{form}", "{content}", "%C3%A4", "%ff"])
def test_another_token_says_that_the_desk_was_started_anew(desk: RunningDesk, token: str) -> None:
    """No other secret of this run will do; nor does it work on another path."""
    access = desk.access
    told = {"session": access.session, "form": access.form, "content": access.content}
    for method in ("GET", "HEAD"):
        answer = desk.ask(method, f"/?token={token.format(**told)}", host(desk))
        assert answer.status == 401
        assert "set-cookie" not in answer.headers
    assert desk.ask("GET", f"/edits?token={access.start}", host(desk)).status == 401


def test_a_cookie_of_an_earlier_run_says_so(desk: RunningDesk) -> None:
    """Where there is none, it says what to open instead."""
    old = host(desk) | {"Cookie": f"{desk.access.cookie}=old"}
    assert "started anew" in desk.ask("GET", "/", old).body
    other = host(desk) | {"Cookie": f"digest-desk-1={desk.access.session}"}
    assert "not been let in" in desk.ask("GET", "/", other).body


def test_whoever_types_localhost_is_led_to_the_desk(desk: RunningDesk) -> None:
    """With the token, if it was typed, too; only the bare name leads over."""
    content = {"Host": desk.access.origins.content.place.upper(), **HTML}
    desk_address = str(desk.access.origins.desk)
    answer = desk.ask("GET", "/", content)
    assert (answer.status, answer.headers["location"]) == (303, f"{desk_address}/")
    typed = desk.ask("GET", "/?token=x", content)
    assert typed.headers["location"] == f"{desk_address}/?token=x"
    assert desk.ask("GET", "//evil.example/", content).status == 404


def test_what_came_from_strangers_is_under_a_secret_path(desk: RunningDesk) -> None:
    """No cookie reaches it, so the path is what other users of the machine do not know."""
    content = {"Host": desk.access.origins.content.place, **HTML}
    assert desk.content("/mail").status == 200
    for path in ("/mail", "/x/mail", f"/{desk.access.start}/mail", f"/{desk.access.content}"):
        assert desk.ask("GET", path, content | desk.editor | content).status == 404


def test_neither_answers_under_the_others_name(desk: RunningDesk) -> None:
    """The desk's pages are not on the content's origin, nor the reverse."""
    assert desk.content("/edits").status == 404
    assert desk.get(f"/{desk.access.content}/mail").status == 404
    assert desk.get("/mail").status == 404


def test_the_secrets_are_of_one_run_and_not_in_its_description(desk: RunningDesk) -> None:
    """Four, long, and never in what a log or a traceback would show."""
    access = desk.access
    with writing_desk() as (other, _writes):
        secrets = [access.start, access.session, access.form, access.content]
        secrets += [other.access.start, other.access.session, other.access.form]
        assert len(set(secrets)) == 7
        assert min(map(len, secrets)) >= 43
    assert not any(secret in repr(access) for secret in secrets)
