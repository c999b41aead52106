"""On the desk extensions do what they do in a build; one that fails is told, and the desk stays."""

from pathlib import Path

import pytest
from desk.desks import FakeMaker, running, shown
from desk.newsletters import start, workspace_in
from extensions.installed import Site
from pipeline.newsletters import SETTINGS

from digest.errors import ConfigError
from digest.pipeline.issue_maker import IssueMaker

RULE = """
from digest.extending import Severity, Violation, rule

@rule("fake-desk", Severity.WARNING, why="Tried.", fix="Mend <i>it</i>.")
def find(mail):
    yield Violation(message="<script>alert(1)</script>")
"""
ENTRIES = {"digest.rules": {"all": "{package}:find"}, "digest.layouts": {"ledger": "{package}"}}


def newsletter(folder: Path, name: str) -> Path:
    """A newsletter of one piece that names an extension."""
    start(folder)
    named = SETTINGS.replace('"Test Weekly"', f'"Test Weekly"\nextensions = ["{name}"]')
    (folder / "newsletter.toml").write_text(named)
    return folder


def test_its_layout_can_be_chosen_and_its_finding_is_shown(site: Site, tmp_path: Path) -> None:
    """As text: what it says is not markup."""
    theme = {"theme.toml": 'about = "Blue & calm."\n'}
    folder = newsletter(tmp_path, site.install(RULE, entries=ENTRIES, files=theme))
    made = IssueMaker(lambda: workspace_in(folder), None).build()
    found = [finding for finding in made.findings if finding.rule == "fake-desk"]
    with running(FakeMaker(lambda: shown(findings=tuple(found))), folder) as desk:
        settings = desk.get("/settings").body
        page = desk.get("/").body
    assert 'name="newsletter.layout" value="ledger"' in settings
    assert "Blue &amp; calm." in settings
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_one_that_breaks_while_the_desk_is_open_can_be_mended(site: Site, tmp_path: Path) -> None:
    """The maker raises what the desk tells in its bar; once mended, the page is there again."""
    name = site.install("import nothing_of_the_kind", entries=ENTRIES)
    maker = IssueMaker(lambda: workspace_in(newsletter(tmp_path, name)), None)
    with pytest.raises(ConfigError, match=f"the extension {name} cannot be loaded"):
        maker.build()
    (site.folder / name.replace("-", "_") / "__init__.py").write_text(
        RULE.replace("alert", "mended")
    )
    made = maker.build()
    assert [one.message for one in made.findings if one.rule == "fake-desk"] == [
        "<script>mended(1)</script>"
    ]
