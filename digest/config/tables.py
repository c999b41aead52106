"""The text of a TOML file in, its tables or settings out; or every problem of it at once."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from digest.config.problems import problem_lines
from digest.config.values import SettingsTable
from digest.errors import ConfigError

Settings = TypeVar("Settings", bound=SettingsTable)


def read_tables(text: str, name: str) -> dict[str, object]:
    """What the TOML `text` says; `name` is the file in messages. Raises ConfigError."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: is not valid TOML: {error}") from None
    except RecursionError:
        raise ConfigError(f"{name}: cannot be read: it is nested too deeply") from None
    except ValueError:
        raise ConfigError(
            f"{name}: cannot be read: it has a number or a date out of all bounds"
        ) from None


def as_settings(
    kind: type[Settings], tables: dict[str, object], text: str, name: str, own: Path | None = None
) -> Settings:
    """`tables`, read from `text`, as a `kind`; raises ConfigError that lists every problem.

    `own` is the folder of the newsletter's own templates.
    """
    try:
        return kind.model_validate(tables, context=own)
    except ValidationError as error:
        lines = problem_lines(error.errors(), kind, text=text, name=name)
        count = f"{len(lines)} problems" if len(lines) > 1 else "a problem"
        raise ConfigError(f"{name} has {count}:\n" + "\n".join(lines)) from None


def read_settings_text(path: Path) -> str:
    """The text of a settings file; raises ConfigError, FileNotFoundError where there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from None
