"""Every block of TOML, YAML and JSON in the documentation is what the program takes.

TOML is of newsletter.toml, unless its fence says ```toml of a draft page, of a layout or of a
package, or with an extension, which would have to be installed.
"""

import json
import tomllib
from collections.abc import Callable, Mapping

import pytest
import yaml
from documentation.blocks import BLOCKS, Block

from digest.config import parse_newsletter
from digest.config.layouts import LayoutFile
from digest.config.tables import as_settings
from digest.draft.page.parser import read_page

LEAST = '[newsletter]\ntitle = "The Harbour Weekly"\n'
DRAFTED = parse_newsletter(
    LEAST + '[[sections]]\nid = "other"\nheading = "Other news"\n[[slots]]\nid = "note"\n'
)


def take_settings(text: str) -> None:
    """Read a newsletter.toml, or a part of one; raises ConfigError."""
    parse_newsletter(text if "[newsletter]" in text else f"{LEAST}{text}")


def take_page(text: str) -> None:
    """Read a draft page, or a part of one; raises DraftError."""
    read_page(f"date = 2024-08-09\n{text}", name="page", newsletter=DRAFTED)


def take_layout(text: str) -> None:
    """Read a layout's theme.toml; raises ConfigError."""
    as_settings(LayoutFile, tomllib.loads(text), text, "theme.toml")


TAKE: Mapping[str, Callable[[str], object]] = {
    "json": json.loads,
    "toml": take_settings,
    "toml of a draft page": take_page,
    "toml of a layout": take_layout,
    "toml of a package": tomllib.loads,
    "toml with an extension": tomllib.loads,
    "yaml": yaml.safe_load,
}


@pytest.mark.parametrize(
    "block", [block for block in BLOCKS if block.language in {"json", "toml", "yaml"}], ids=str
)
def test_a_block_of_data_is_what_the_program_takes(block: Block) -> None:
    """Every key of it, and every value."""
    TAKE[block.kind](block.text)
