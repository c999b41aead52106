"""The JSON schema of newsletter.toml: what an editing tool offers is what the program takes."""

import json
import tomllib

import jsonschema
import pytest

from digest.config import parse_newsletter
from digest.config.schema import settings_schema
from digest.errors import ConfigError

LEAST = '[newsletter]\ntitle = "The Harbour Weekly"\n'
SECTION = '[[sections]]\nid = "other"\nheading = "Other news"\n'
SCHEMA = json.loads(settings_schema())


def fits_the_schema(text: str) -> bool:
    """Whether an editing tool finds nothing wrong with it."""
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(tomllib.loads(text)))


def is_taken(text: str) -> bool:
    """Whether the program finds nothing wrong with it."""
    try:
        parse_newsletter(text)
    except ConfigError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        '[schedule]\ncollect_every = "4 hours"\n',
        '[review]\nwindow = "30minutes"\n',
        '[notices]\nagain_after = "1 week"\n',
        f"{SECTION}also = false\n",
        f"{SECTION}also = 0\n",
    ],
)
def test_what_the_program_takes_fits_the_schema(text: str) -> None:
    """A span of time in words; a number, or false for none."""
    assert is_taken(LEAST + text)
    assert fits_the_schema(LEAST + text)


@pytest.mark.parametrize(
    "text",
    [
        '[schedule]\ncollect_every = "PT4H"\n',
        '[schedule]\ncollect_every = "0 hours"\n',
        '[schedule]\ncollect_every = "4 hours or so"\n',
        f"{SECTION}also = true\n",
        f"{SECTION}also = 51\n",
    ],
)
def test_what_the_program_refuses_does_not_fit(text: str) -> None:
    """Such as a span of time as programs write it."""
    assert not is_taken(LEAST + text)
    assert not fits_the_schema(LEAST + text)


@pytest.mark.parametrize(
    ("table", "key", "default"),
    [
        ("Schedule", "collect_every", "4 hours"),
        ("SendingSettings", "latest", "12 hours"),
        ("NoticeSettings", "again_after", "1 day"),
        ("StoreSettings", "keep", "400 days"),
        ("ReviewSettings", "window", None),
    ],
)
def test_a_default_is_written_as_an_editor_writes_it(
    table: str, key: str, default: str | None
) -> None:
    """A tool puts it into the file; where no span stands for none, there is nothing to put."""
    assert SCHEMA["$defs"][table]["properties"][key].get("default") == default


def test_a_table_has_the_defaults_of_its_keys_alone() -> None:
    """A tool would put the whole of it into the file."""
    defaults = {name for name, key in SCHEMA["properties"].items() if key.get("default")}
    assert defaults == set()
    assert SCHEMA["required"] == ["newsletter"]
