"""Secrets in addresses: filled in for the wire, and in nothing that comes back."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from profiles import examples
from servers import Reply, Request, serving

from digest.config.settings import Source
from digest.model.articles import Article
from digest.sources.entries.markup import clean_html
from digest.sources.entries.urls import web_address
from digest.sources.web.fetch import Web
from digest.sources.web.placeholders import Secrets, secrets_of
from digest.sources.web.protocol import (
    Answer,
    Limits,
    NoAnswer,
    NotAllowed,
    Question,
    Visit,
)
from digest.sources.workers.jobs import FeedJob
from digest.sources.workers.tasks import feed_task
from digest.text import placeholders

KEY = "tOken/42+x=&y"
ENVIRONMENT = {"FEED_KEY": KEY, "SHORT": "abc", "OTHER": "another-secret"}
WRITTEN: dict[str, Callable[[str], str]] = {
    "raw": str,
    "percent": lambda secret: quote(secret, safe=""),
    "small percent": lambda secret: quote(secret, safe="").replace("%2F", "%2f"),
    "slashes kept": quote,
    "form": quote_plus,
    "twice": lambda secret: quote(quote(secret, safe="")),
    "markup": escape,
    "markup twice": lambda secret: escape(escape(secret)),
    "json": lambda secret: json.dumps(secret)[1:-1],
    "decimal": lambda secret: "".join(f"&#{ord(sign)};" for sign in secret),
}


def ask(url: str, path: str) -> Answer:
    """The answer to a question whose address holds the secret."""

    async def asked() -> Answer:
        async with Web(Limits()) as web:
            secrets = secrets_of(path, ENVIRONMENT)
            return await web.ask(Question(url=url, allow_private=True, secrets=secrets))

    return asyncio.run(asked())


@pytest.mark.parametrize("way", WRITTEN)
@settings(max_examples=examples(20))
@given(secret=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=6, max_size=20))
def test_a_secret_is_known_however_it_is_written(way: str, secret: str) -> None:
    """As addresses, markup and JSON write it; in text and in bytes."""
    around = "https://a.example/?key=&page=2"
    assume(secret.lower() not in around and unquote(secret).lower() not in around)
    secrets = Secrets(values={"FEED_KEY": secret})
    told = f"https://a.example/?key={WRITTEN[way](secret)}&page=2"

    assert secrets.hide(told) == "https://a.example/?key=${FEED_KEY}&page=2"
    assert secrets.hide_in_bytes(told.encode()) == secrets.hide(told).encode()


@pytest.mark.parametrize(
    "text",
    [
        "The guardian view",
        "Guardian, guardians, safeguarding-guardian: a guardian.",
        "https://www.guardian.example/2024/guardian-angels",
        "https://guardian.example/1?from=guardians",
        "https://guardian:8080/1",
    ],
)
def test_a_users_name_stands_in_words_and_hosts(text: str) -> None:
    """No title is garbled, no link lost, because a login is a plain word."""
    secrets = Secrets(values={"FEED_USER": "guardian"})

    assert secrets.hide(text) == text
    assert secrets.hide_in_bytes(text.encode()) == text.encode()
    assert secrets.hide_in_bytes(text.encode("utf-16")) == text.encode("utf-16")


@pytest.mark.parametrize(
    "address",
    [
        "https://{}:pass@a.example/",
        "https://{}@a.example/",
        "https://me:{}@a.example/",
        "https://a.example/?key={}",
        "https://a.example/?key={}&page=2",
        "https://a.example/u/{}/feed",
        "https://b.example/?to=https%3A%2F%2Fa.example%2F{}%3Fkey%3D{}%26page",
        '<a href="https://a.example/?key={}">',
    ],
)
def test_a_word_is_hidden_where_it_is_a_part_of_an_address(address: str) -> None:
    """There it may be the key."""
    secrets = Secrets(values={"KEY": "guardian"})
    hidden = address.replace("{}", "${KEY}")

    assert secrets.hide(address.replace("{}", "guardian")) == hidden
    assert secrets.hide_in_bytes(address.replace("{}", "guardian").encode()) == hidden.encode()


def test_another_case_is_another_text() -> None:
    """Save in hosts, which are written small."""
    secrets = Secrets(values={"KEY": "TimesKey1"})

    assert secrets.hide("TIMESKEY1 TimesKey1 timeskey1") == "TIMESKEY1 ${KEY} ${KEY}"


def test_wide_bytes_are_searched_too() -> None:
    """Some feeds are UTF-16."""
    hidden = Secrets(values={"KEY": "s3cret"}).hide_in_bytes("key=s3cret".encode("utf-16"))

    assert hidden.decode("utf-16") == "key=${KEY}"


def test_the_server_is_asked_with_the_value_and_named_without() -> None:
    """In the path asked each sign arrives as meant; address, headers and body come back bare."""

    def answers(request: Request) -> Reply:
        asked = unquote(request.path.partition("key=")[2])
        return Reply(headers={"X-Asked": request.path}, body=f"<rss>{escape(asked)}</rss>".encode())

    with serving(answers) as server:
        url = server.url("/feed?key=${FEED_KEY}")
        answer = ask(url, url)
        assert unquote(server.asked[0].path) == f"/feed?key={KEY}"
    assert answer.url == url
    assert answer.headers["x-asked"] == "/feed?key=${FEED_KEY}"
    assert answer.body == b"<rss>${FEED_KEY}</rss>"


def test_a_password_of_the_environment_is_a_login() -> None:
    """Also with signs that an address cannot hold."""
    with serving({"/": Reply()}) as server:
        url = server.url("/", host="me:${FEED_KEY}@127.0.0.1")
        ask(url, url)
    assert server.asked[0].headers["authorization"] == "Basic bWU6dE9rZW4vNDIreD0meQ=="


@pytest.mark.parametrize(
    "location", ["/lost?key={}", "ftp://a.example/{}", f"ftp://a.example/{'x' * 174}/{{}}", "//{}"]
)
def test_no_reason_holds_the_secret(location: str) -> None:
    """Wherever a redirect leads with it; nor does half of it stand at a cut."""
    secret = quote(KEY, safe="")
    redirect = Reply(status=302, headers={"Location": location.format(secret)})
    with serving({f"/?key={secret}": redirect}) as server:
        url = server.url("/?key=${FEED_KEY}")
        try:
            told = ask(url, url).url
        except NoAnswer as error:
            told = str(error)
    assert "tOken" not in told
    assert "token" not in told


def test_a_server_cannot_ask_for_other_secrets() -> None:
    """What its redirects and its feed name is not filled in; only the address's own names are."""
    moved = Reply(status=301, headers={"Location": "/new?a=${OTHER}&b=${FEED_KEY}"})
    with serving({f"/?key={quote(KEY, safe='')}": moved}) as server:
        url = server.url("/?key=${FEED_KEY}")
        ask(url, url)
        again = ask(server.url("/new?a=${OTHER}"), url)
    assert [b"another" in request.path.encode() for request in server.asked] == [False] * 3
    assert again.status == 404


@pytest.mark.parametrize(
    "target", ["/new?a=${OTHER}", "/new#${OTHER}", "/${OTHER}", "?${${OTHER}}"]
)
def test_where_a_server_moves_to_names_nothing_of_the_environment(target: str) -> None:
    """It may be written into newsletter.toml, where it would be filled in."""

    def answers(request: Request) -> Reply:
        if request.path == "/old":
            return Reply(status=301, headers={"Location": target})
        return Reply()

    with serving(answers) as server:
        answer = ask(server.url("/old"), "")

    assert answer.moved_to == answer.url
    assert placeholders(answer.moved_to) == ()
    assert "OTHER" in answer.moved_to


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (
            "https://a.example/?key=${LOST}",
            r"names \$\{LOST\}, which is not set in the environment",
        ),
        ("https://a.example/?key=${SHORT}", r"\$\{SHORT\} in its address is too short"),
    ],
)
def test_what_is_missing_is_named(address: str, reason: str) -> None:
    """And nothing is asked."""
    with pytest.raises(NotAllowed, match=reason):
        ask(address, address)


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://a.example/1?key=${KEY}&page=2", "https://a.example/1?page=2"),
        ("https://a.example/1?key=${KEY}#top", "https://a.example/1#top"),
        ("https://a.example/${KEY}/1", ""),
        ("https://a.example/1#${KEY}", "https://a.example/1"),
        ("/1?key=${KEY}", "https://b.example/1"),
    ],
)
def test_readers_get_no_link_with_a_secrets_name(link: str, shown: str) -> None:
    """The parameter goes; a path that needs the secret leads nowhere."""
    assert web_address(link, "https://b.example/") == shown
    html = clean_html(f"<p><a href='{link}'>More</a></p>", "https://b.example/")
    assert "KEY" not in html
    assert (f'href="{shown}"' in html) == bool(shown)


def test_a_record_is_searched_in_all_its_texts() -> None:
    """What a parser put together from pieces is known again."""
    article = Article(
        id="a1",
        source="Wire",
        title=f'The "{KEY}"',
        first_seen=datetime(2026, 3, 2, tzinfo=UTC),
        categories=(KEY,),
    )
    hidden = Secrets(values={"KEY": KEY}).hide_in(article)

    assert (hidden.title, hidden.categories) == ('The "${KEY}"', ("${KEY}",))


def test_relative_links_are_not_joined_to_a_path_with_a_secret() -> None:
    """They would lead nowhere, and name it; a parameter is left out of the base."""
    visit = Visit(folder=Path(), now=datetime(2026, 3, 2, tzinfo=UTC), zone=ZoneInfo("UTC"))
    source = Source(url="https://a.example/feed")
    bases = {
        "https://a.example/${KEY}/feed": "",
        "https://a.example/feed?key=${KEY}&page=2": "https://a.example/feed?page=2",
    }

    for url, base in bases.items():
        job = feed_task(source, visit, Answer(url=url, status=200)).job
        assert isinstance(job, FeedJob)
        assert job.url == base
