"""newsletter.toml in, a `Newsletter` out, or every problem of the file at once."""

import json
import tomllib
from pathlib import Path

from pydantic import ValidationError

from digest.config.problems import problem_lines
from digest.config.settings import Newsletter
from digest.errors import ConfigError

FILE_NAME = "newsletter.toml"


def load_newsletter(folder: Path) -> Newsletter:
    """The newsletter of `folder`; raises ConfigError that lists every problem with its line."""
    path = folder / FILE_NAME
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: there is no {FILE_NAME} here. Make a newsletter with `digest init`, "
            "or name its folder with -C."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from None
    return parse_newsletter(text, name=str(path))


def parse_newsletter(text: str, *, name: str = FILE_NAME) -> Newsletter:
    """The newsletter that the TOML `text` describes; `name` is the file in messages."""
    try:
        return Newsletter.model_validate(_tables(text, name))
    except ValidationError as error:
        lines = problem_lines(error.errors(), text=text, name=name)
        count = f"{len(lines)} problems" if len(lines) > 1 else "a problem"
        raise ConfigError(f"{name} has {count}:\n" + "\n".join(lines)) from None


def settings_schema() -> str:
    """The JSON schema of newsletter.toml, by which editing tools complete and check its keys."""
    return json.dumps(Newsletter.model_json_schema(), indent=2) + "\n"


def _tables(text: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: is not valid TOML: {error}") from None
    except RecursionError:
        raise ConfigError(f"{name}: cannot be read: its brackets are nested too deeply") from None
    except ValueError:
        raise ConfigError(
            f"{name}: cannot be read: it has a number or a date out of all bounds"
        ) from None
