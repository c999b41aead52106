"""Layouts of an extension: set like those of the newsletter's own, and as little trusted."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from extensions.installed import Site
from parsing import parse_here
from pipeline.newsletters import SETTINGS, newsletter_in, workspace_at, write_piece

from digest.checks.extension_rules import extension_rules
from digest.config import load_newsletter
from digest.config.layouts import list_layouts
from digest.errors import ConfigError, RenderError
from digest.extensions import UnfitExtension
from digest.fleet.makers import Makers, Workers
from digest.fleet.making import Bounds, Order
from digest.layouts import brought_folder, brought_layouts
from digest.pipeline.build import build_issue
from digest.pipeline.collection import collect_articles
from digest.pipeline.drafts import make_draft
from digest.pipeline.ghost_mail import ghost_body
from digest.pipeline.issue_maker import watched_paths
from digest.pipeline.making import MadeIssue
from digest.pipeline.publication import publish_issue
from digest.pipeline.rehearsal import rehearse_leads
from digest.pipeline.toolchain import verify_issues
from digest.rendering.templates import text_template

DAY = date(2024, 8, 9)
TEXT = "issue.txt.j2"
THEME = 'about = "Blue."\n[theme]\naccent = "#1d4e89"\n'


def layout(
    site: Site,
    text: str = "theirs",
    *,
    name: str = "ledger",
    value: str = "{package}",
    theme: str = THEME,
    place: str = "",
) -> str:
    """An extension of one layout, whose text part begins with `text`; its code must not run."""
    files = {f"{place}{TEXT}": f"{text}\n{{{{ tags.unsubscribe }}}}\n", f"{place}theme.toml": theme}
    return site.install(
        "raise SystemExit('I ran')", entries={"digest.layouts": {name: value}}, files=files
    )


def newsletter(folder: Path, *extensions: str, layout: str = "ledger") -> Path:
    """A newsletter of one piece that is set in a layout."""
    newsletter_in(folder)
    write_piece(folder, "Harbour", "2024-08-06")
    more = f'"Test Weekly"\nextensions = {list(extensions)}\nlayout = "{layout}"'
    (folder / "newsletter.toml").write_text(SETTINGS.replace('"Test Weekly"', more))
    return folder


def built_text(folder: Path) -> str:
    """The first line of the text part, built anew."""
    build_issue(workspace_at(folder, DAY), DAY)
    return (folder / "issues" / DAY.isoformat() / "issue.txt").read_text().splitlines()[0]


def problem(folder: Path) -> str:
    """What is said of the settings."""
    with pytest.raises(ConfigError) as caught:
        load_newsletter(folder)
    return str(caught.value)


def test_a_layout_of_an_extension_dresses_the_issue(site: Site, tmp_path: Path) -> None:
    """Templates and theme, without a line of its code; it is watched while the desk is open."""
    folder = newsletter(tmp_path, layout(site))
    assert built_text(folder) == "theirs"
    workspace = workspace_at(folder, DAY)
    assert workspace.newsletter.theme.accent == "#1d4e89"
    brought = workspace.brought_layout("ledger")
    assert brought in watched_paths(workspace)
    assert workspace.brought_layout("wire") is None


def test_a_theme_that_changes_while_the_desk_is_open_is_read_anew(
    site: Site, tmp_path: Path
) -> None:
    """Though the settings themselves do not change."""
    folder = newsletter(tmp_path, layout(site))
    assert load_newsletter(folder).theme.accent == "#1d4e89"
    (theme,) = site.folder.rglob("theme.toml")
    theme.write_text('[theme]\naccent = "#0b6b5b"\n')
    assert load_newsletter(folder).theme.accent == "#0b6b5b"


def test_a_package_inside_another_is_found(site: Site, tmp_path: Path) -> None:
    """By its dotted name."""
    name = layout(site, "inner", value="{package}.looks.blue", place="looks/blue/")
    assert built_text(newsletter(tmp_path, name)) == "inner"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("templates/layouts/ledger", "ours"),
        ("templates", "ours"),
        ("templates/layouts/wire", "theirs"),
    ],
)
def test_what_the_newsletter_has_itself_comes_first(
    site: Site, tmp_path: Path, own: str, expected: str
) -> None:
    """So that one block of a layout can be changed."""
    folder = newsletter(tmp_path, layout(site))
    (folder / own).mkdir(parents=True)
    (folder / own / TEXT).write_text("ours\n{{ tags.unsubscribe }}")
    assert built_text(folder) == expected


def test_a_layout_is_listed_with_the_extension_that_brings_it(site: Site, tmp_path: Path) -> None:
    """Or with the newsletter's own folder, where that comes before it."""
    name = layout(site)
    brought = brought_layouts([name])
    listed = {one.name: (one.place, one.about) for one in list_layouts(None, brought)}
    assert [*listed] == ["magazine", "brief", "wire", "ledger"]
    assert listed["ledger"] == (name, "Blue.")
    (tmp_path / "layouts" / "ledger").mkdir(parents=True)
    (mine,) = [one for one in list_layouts(tmp_path, brought) if one.name == "ledger"]
    assert mine.place == "templates/layouts/ledger"


def test_a_published_issue_needs_its_extension_no_more(site: Site, tmp_path: Path) -> None:
    """Its templates were kept with it: it is made again to the byte without."""
    folder = newsletter(tmp_path, layout(site))
    built_text(folder)
    publish_issue(workspace_at(folder, DAY), DAY)
    newsletter(folder, layout="magazine")
    for path in site.folder.rglob(TEXT):
        path.unlink()
    text = folder / "issues" / DAY.isoformat() / "issue.txt"
    went_out = text.read_bytes()
    text.unlink()
    verify_issues(folder / "issues", mend=True)
    assert text.read_bytes() == went_out


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"name": "wire"}, "adds the layout wire, which the program has itself"),
        ({"name": "magazine"}, "adds the layout magazine, which the program has itself"),
        ({"name": "Ledger"}, "adds the layout Ledger, but names of layouts are of small letters"),
        ({"name": "../ledger"}, "adds the layout ../ledger, but names of layouts"),
        ({"value": "nobody_made_this"}, "of the package nobody_made_this, which is not there"),
        ({"value": "{package}.nothing"}, ".nothing, which is not there; install it anew"),
        ({"value": "../../etc"}, "of the package ../../etc, which is not there"),
        ({"value": "json.decoder"}, "of the package json.decoder, which is not there"),
        ({"value": "{package}:x"}, ":x, which is not there"),
    ],
)
def test_a_layout_that_cannot_be_used_is_a_problem_of_the_settings(
    site: Site, tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    """On the line of the extensions, and only there."""
    told = problem(newsletter(tmp_path, layout(site, **settings))).splitlines()
    assert len(told) == 2
    assert "newsletter.toml:4: newsletter.extensions = ['fake-extension" in told[1]
    assert said in told[1]


def test_two_extensions_cannot_bring_a_layout_of_one_name(site: Site, tmp_path: Path) -> None:
    """Nobody could ask for one of them."""
    one, two = layout(site), layout(site)
    assert f"the extension {two} adds the layout ledger, which {one} adds, too" in problem(
        newsletter(tmp_path, one, two)
    )


def test_a_broken_theme_is_told_with_its_file(site: Site, tmp_path: Path) -> None:
    """As one of the newsletter's own is; and only where the layout is used."""
    name = layout(site, theme='[theme]\naccent = "red"\n')
    told = problem(newsletter(tmp_path, name))
    assert f"{site.folder}" in told
    assert "theme.toml:2: theme.accent = 'red' is no color" in told
    assert load_newsletter(newsletter(tmp_path, name, layout="wire")).newsletter.layout == "wire"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "end"),
        ("{{ ''.__class__ }}", "unsafe"),
        ("{{ nothing }}", "there is no `nothing` here"),
        ("\n{% if %}", "line 2"),
        ('{% include "layouts/ledger/issue.txt.j2" %}', "there is no template layouts/ledger"),
    ],
)
def test_a_template_that_fails_is_told_with_its_package_and_line(
    site: Site, text: str, said: str
) -> None:
    """It runs in the sandbox, and not for ever."""
    name = layout(site, text)
    template = text_template(TEXT, None, "ledger", brought=brought_folder([name], "ledger"))
    with pytest.raises(RenderError) as caught:
        template.render({}, seconds=0.2)
    assert str(caught.value).startswith(f"{name.replace('-', '_')}/issue.txt.j2, line ")
    assert said in str(caught.value)


def test_at_ghost_the_layout_holds_as_well(site: Site, tmp_path: Path) -> None:
    """The body there is made of its templates, too."""
    name = layout(site)
    lead = '<mj-text><p id="item-{{ issue.lead.id }}">Heretofore</p></mj-text>'
    folder = newsletter(tmp_path, name)
    (brought,) = (one.folder for one in brought_layouts([name]).values())
    (brought / "partials").mkdir()
    text = f"<mj-section><mj-column>{lead}</mj-column></mj-section>"
    (brought / "partials" / "_lead.mjml.j2").write_text(text)
    workspace = workspace_at(folder, DAY)
    issue = build_issue(workspace, DAY).issue
    assert "Heretofore" in ghost_body(issue, workspace.newsletter, workspace.templates)
    plain = replace(issue, layout="magazine")
    assert "Heretofore" not in ghost_body(plain, workspace.newsletter, workspace.templates)


def test_a_layout_can_be_tried(site: Site, tmp_path: Path) -> None:
    """As `digest preview --layout` does."""
    folder = newsletter(tmp_path, layout(site), layout="magazine")
    tried = load_newsletter(folder, layout="ledger")
    workspace = replace(workspace_at(folder, DAY), newsletter=tried, parsing=parse_here)
    assert tried.theme.accent == "#1d4e89"
    assert build_issue(workspace, DAY).rendered.text.startswith("theirs\n")


FINDING = """
from digest.extending import Severity, Violation, rule

@rule("fake-here", Severity.WARNING, why="Tried.", fix="Mend it.")
def find(mail):
    yield Violation(message="Here.")
"""


class InThisProcess:
    """An executor that makes each issue at once, and keeps its order."""

    def __init__(self) -> None:
        self.orders: list[Order] = []

    def submit(
        self, function: Callable[[Order], MadeIssue], order: Order, /
    ) -> "Future[MadeIssue]":
        """Make it."""
        self.orders.append(order)
        future: Future[MadeIssue] = Future()
        future.set_result(function(order))
        return future

    def shutdown(self, *, wait: bool) -> None:
        """Nothing is open."""


def test_a_worker_uses_the_extensions_that_it_has_itself(site: Site, tmp_path: Path) -> None:
    """The layout's templates, the rule's finding; the order has their names and versions."""
    look = layout(site)
    rules = site.install(FINDING, entries={"digest.rules": {"all": "{package}:find"}})
    workspace = workspace_at(newsletter(tmp_path, look, rules), DAY)
    collect_articles(workspace, offline=True)
    executor = InThisProcess()
    with Makers(Workers(open=lambda _: executor), 1, Bounds()) as makers:
        made = makers.make(workspace, DAY)
    assert made.shown
    assert made.shown.rendered.text.startswith("theirs\n")
    assert "fake-here" in {finding.rule for finding in made.shown.findings}
    assert [order.extensions for order in executor.orders] == [{look: "1.0", rules: "1.0"}]


def test_the_trouble_with_an_extension_travels_home(site: Site) -> None:
    """Made anew there as `pickle` does, which copying does, too."""
    rules = site.install("1 / 0", entries={"digest.rules": {"all": "{package}:find"}})
    with pytest.raises(UnfitExtension) as caught:
        extension_rules((rules,))
    again = copy(caught.value)
    assert str(again) == str(caught.value)
    assert again.said == caught.value.said


def test_a_rehearsal_is_set_in_it_as_well(site: Site, tmp_path: Path) -> None:
    """What the desk shows beside each other is what would be built."""
    workspace = workspace_at(newsletter(tmp_path, layout(site)), DAY)
    collect_articles(workspace, offline=True)
    shown = rehearse_leads(workspace, make_draft(workspace, DAY)).shown
    assert [one.rendered.text.splitlines()[0] for one in shown] == ["theirs"]


@pytest.mark.slow
def test_a_fleet_of_processes_gives_the_bytes_that_one_alone_gives(
    site: Site, tmp_path: Path
) -> None:
    """Whose workers find the extensions as they find the program."""
    look = layout(site)
    rules = site.install(FINDING, entries={"digest.rules": {"all": "{package}:find"}})
    for name in ("fleet", "alone"):
        (tmp_path / name).mkdir()
        newsletter(tmp_path / name, look, rules)
    done = subprocess.run(
        [sys.executable, "-m", "digest", "fleet", "build", "fleet", "--json", "--jobs", "1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site.folder), "SOURCE_DATE_EPOCH": "1723179600"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    built_text(tmp_path / "alone")
    for file in ("issue.txt", "issue.html"):
        made, alone = (
            (tmp_path / name / "issues" / DAY.isoformat() / file).read_bytes()
            for name in ("fleet", "alone")
        )
        assert made == alone
    assert made.count(b"#1d4e89")
