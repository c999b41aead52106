"""The examples of docs/examples, as they stand there: each is an extension that can be used.

Their own tests run where the wheel is installed: docs/examples/try.sh.
"""

import tomllib
from pathlib import Path

import pytest
from extensions.installed import Site, site_in

from digest import extending
from digest.config import parse_newsletter
from digest.pipeline.extensions import describe_extensions

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
ADDED = {
    "rules": "digest-example-rules 0.1.0: rules example-shouting, example-bare-address.",
    "layout": "digest-example-ledger 0.1.0: layouts ledger.",
    "service": "digest-example-pressroom 0.1.0: services pressroom.",
}


@pytest.mark.parametrize("folder", ADDED)
def test_an_example_adds_what_it_says(site: Site, folder: str) -> None:
    """By its own pyproject.toml."""
    project = tomllib.loads((EXAMPLES / folder / "pyproject.toml").read_text("utf-8"))["project"]
    with site_in(EXAMPLES / folder):
        site.describe(
            project["name"],
            version=project["version"],
            requires=project["dependencies"][0],
            entries=project["entry-points"],
        )
        named = f'[newsletter]\ntitle = "W"\nextensions = ["{project["name"]}"]\n'
        (facts,) = describe_extensions(parse_newsletter(named))
    assert facts.sentence == ADDED[folder]
    assert {path.name for path in (EXAMPLES / folder).iterdir()} > {"README.md", "tests"}


def test_the_layout_is_the_one_that_templates_md_shows() -> None:
    """Word for word: whoever made it there can put it into a package."""
    page = (EXAMPLES.parent / "templates.md").read_text("utf-8")
    for path in (EXAMPLES / "layout" / "digest_example_ledger").rglob("*"):
        if path.suffix in {".toml", ".j2"}:
            assert path.read_text("utf-8") in page


def test_the_rule_of_the_page_is_the_one_of_the_example() -> None:
    """So that what is read there was tried."""
    page = (EXAMPLES.parent / "extending.md").read_text("utf-8")
    code = page.partition("```python\n")[2].partition("\n\n\nRULES")[0]
    assert code.count("@rule") == 1
    assert code in (EXAMPLES / "rules" / "digest_example_rules.py").read_text("utf-8")


def test_the_script_tries_every_example() -> None:
    """And nothing else."""
    script = (EXAMPLES / "try.sh").read_text("utf-8")
    folders = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
    assert folders == sorted(ADDED)
    assert all(script.count(f"./{name}") == 1 for name in folders)


def test_what_extensions_build_on_is_told() -> None:
    """Every name of digest.extending stands in docs/extending.md."""
    page = (EXAMPLES.parent / "extending.md").read_text("utf-8")
    assert [name for name in extending.__all__ if f"`{name}`" not in page] == []
