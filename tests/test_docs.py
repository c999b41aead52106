"""The documentation names every command, every setting and every exit code."""

import re
from collections.abc import Iterator
from pathlib import Path

from digest import errors
from digest.cli.commands import COMMANDS, GROUPS
from digest.config.settings import Newsletter
from digest.pipeline.first_settings import preset_names

ROOT = Path(__file__).parents[1]
PART = r"^## `\[+([\w.]+)\]+`\n(.*?)(?=^## |\Z)"


def text_of(name: str) -> str:
    """A page of the documentation."""
    return (ROOT / name).read_text(encoding="utf-8")


def settings() -> Iterator[tuple[str, str]]:
    """Every (table, key) of newsletter.toml."""
    schema = Newsletter.model_json_schema()
    for name, value in schema["properties"].items():
        named = re.findall(r"#/\$defs/(\w+)", str(value))
        for definition in named:
            for key in schema["$defs"][definition].get("properties", {}):
                yield name, key


def test_every_setting_is_documented() -> None:
    """docs/configuration.md has a part for each table and a row for each key."""
    page = text_of("docs/configuration.md")
    parts = {match[1]: match[2] for match in re.finditer(PART, page, re.DOTALL | re.MULTILINE)}
    missing = [
        f"[{table}] {key}" for table, key in settings() if f"`{key}`" not in parts.get(table, "")
    ]
    assert missing == []


def test_every_command_is_documented() -> None:
    """docs/commands.md has a heading for each."""
    page = text_of("docs/commands.md")
    names = [name for name, _ in COMMANDS]
    names += [f"{group} {name}" for group, _, commands in GROUPS for name, _ in commands]
    assert [name for name in names if f"## `digest {name}" not in page] == []


def test_every_exit_code_is_documented() -> None:
    """docs/commands.md has the table."""
    page = text_of("docs/commands.md")
    codes = {
        error.exit_code
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, errors.DigestError)
    }
    assert [code for code in sorted(codes) if f"| {code} |" not in page] == []


def test_every_preset_is_documented() -> None:
    """docs/commands.md lists them."""
    page = text_of("docs/commands.md")
    assert [name for name in preset_names() if f"`{name}`" not in page] == []


def test_links_between_the_pages_lead_somewhere() -> None:
    """Every relative link in the pages of the root and of docs/ names a file that is there."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
