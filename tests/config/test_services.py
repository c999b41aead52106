"""[services]: what would fail or give a key away is told when the file is read, on its line."""

import pytest

from digest.config import parse_newsletter
from digest.config.services import ListmonkSettings
from digest.errors import ConfigError

SMALLEST = '[newsletter]\ntitle = "Weekly"\n'
KEY = "6748592f4b:0123456789abcdef"


def told(table: str, line: str) -> str:
    """The problems of a table that holds that line."""
    with pytest.raises(ConfigError) as caught:
        parse_newsletter(f"{SMALLEST}[{table}]\n{line}\n")
    return str(caught.value)


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("services.ghost", f'key = "{KEY}"'),
        ("services.kit", "key = 12345678"),
        ("services.kit", 'key = "${KEY} 12345678"'),
        ("services.listmonk", 'token = ["12345678"]'),
        ("smtp", 'password = "12345678"'),
        ("services.ghost", 'url = "https://a.example/?key=12345678"'),
        ("services.ghost", 'url = "https://me:12345678@a.example/"'),
    ],
)
def test_a_secret_that_stands_there_is_not_told_again(table: str, line: str) -> None:
    """Where it stands is, and what to do: a run by itself writes all this into logs."""
    words = told(table, line)
    assert f"newsletter.toml:4: {table}.{line.partition(' ')[0]} " in words
    assert "write ${NAME}, and set" in words or "write the bare address" in words
    assert "12345678" not in words
    assert KEY not in words


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('url = "http://ghost.example"', "would let the key be read on its way; write it with"),
        ('url = "http://localhost.ghost.example"', "write it with https://"),
        ('url = "http://localhost@ghost.example"', "takes no @"),
        ('url = "https://ghost.example\\\\@localhost"', "takes no @"),
        ('url = "https://${HOST}"', "takes no $"),
        ('url = "https://ghost.example/#/posts"', "takes no #"),
        ('url = "ghost.example"', "is not a web address"),
        ('user = "me: you"', "is no user's name"),
        ('user = "a\\nHost: b"', "is no user's name"),
        ('user = "jürgen"', "is no user's name"),
        ("lists = [0]", "lists[0] = 0: input should be greater than or equal to 1"),
        ("lists = 3", "lists = 3: write a list, as in [ … ]"),
        ("lists = []", "lists = []: name at least one that fits here"),
        ("lists = [true]", "lists[0] = True: input should be a valid integer"),
        ("template = -1", "template = -1: input should be"),
    ],
)
def test_what_no_service_takes_is_told_at_once(line: str, said: str) -> None:
    """Not when an issue is out and its draft is due."""
    words = told("services.listmonk", line)
    assert "newsletter.toml:4: services.listmonk." in words
    assert said in words


def test_a_service_may_stand_on_this_machine_and_in_any_script() -> None:
    """Its name is asked for as browsers do."""
    for written, asked in [
        ("http://127.0.0.1:9000/news", "http://127.0.0.1:9000/news"),
        ("http://localhost:2368", "http://localhost:2368"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ]:
        assert ListmonkSettings(url=written, user="digest", lists=(1,)).url == asked
