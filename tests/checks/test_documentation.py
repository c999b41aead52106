"""docs/checks.md lists every rule and setting as it is."""

import re
from pathlib import Path

from digest.checks.rules import RULES
from digest.config.check import CheckSettings

PAGE = (Path(__file__).parents[2] / "docs" / "checks.md").read_text("utf-8")


def test_every_rule_is_listed_in_order_with_its_own_words() -> None:
    """Id, severity, reason and remedy stand in the page word for word, and no other rule does."""
    listed = re.findall(r"^\| `[\w-]+` \| (?:error|warning|note) \|.*$", PAGE, re.MULTILINE)
    assert listed == [f"| `{one.id}` | {one.severity} | {one.why} | {one.fix} |" for one in RULES]


def test_every_setting_is_listed_with_its_description() -> None:
    """Each key under [check]."""
    for name, key in CheckSettings.model_fields.items():
        assert f"| `{name}` |" in PAGE
        assert key.description
        assert key.description in PAGE
