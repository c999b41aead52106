"""Which distributions count as extensions, and what is said of one that cannot be used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.terminal import digest
from extensions.installed import Site
from pipeline.newsletters import SETTINGS, newsletter_in, write_piece

from digest import __version__
from digest.config import load_newsletter
from digest.errors import ConfigError
from digest.extensions import failure_in_words, find_extension, fits_version

PACKAGE = Path(__file__).parents[2] / "digest"
RULES = {"digest.rules": {"all": "{package}:RULES"}}


def settings(folder: Path, names: object, more: str = "") -> Path:
    """A newsletter that names extensions."""
    text = f'[newsletter]\ntitle = "W"\nextensions = {names!r}\n{more}'
    (folder / "newsletter.toml").write_text(text)
    return folder


def problem(folder: Path) -> str:
    """What is said of its settings."""
    with pytest.raises(ConfigError) as caught:
        load_newsletter(folder)
    return str(caught.value)


def test_an_extension_is_read_without_running_it(site: Site, tmp_path: Path) -> None:
    """Its name and its entry points are enough to load the settings."""
    name = site.install("raise SystemExit('I ran')", entries=RULES)
    newsletter = load_newsletter(settings(tmp_path, [name]))
    assert newsletter.newsletter.extensions == (name,)
    (addition,) = find_extension(name).additions
    assert (addition.group, addition.name) == ("digest.rules", "all")


def test_one_that_is_only_installed_does_nothing(site: Site, tmp_path: Path) -> None:
    """A newsletter names what it uses."""
    site.install(entries={"digest.layouts": {"mine": "{package}"}})
    folder = settings(tmp_path, [], 'layout = "mine"\n')
    assert "is none of the layouts magazine, brief and wire" in problem(folder)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("digest-nobody-made-this", "is not installed beside this program"),
        ("../evil", "is no name of a distribution"),
        ("", "is no name of a distribution"),
        ("a" * 200, "is no name of a distribution"),
        ("pytest", "adds nothing here: it has no entry point in digest.rules, digest.layouts"),
    ],
)
def test_one_that_cannot_be_used_is_a_problem_of_the_settings(
    tmp_path: Path, name: str, said: str
) -> None:
    """With its line, and without a second problem for the layout that it may bring."""
    told = problem(settings(tmp_path, [name], 'layout = "mine"\n')).splitlines()
    assert len(told) == 2
    assert f"newsletter.toml:3: newsletter.extensions[0] = {name[:50]!r}"[:80] in told[1]
    assert said in told[1]


@pytest.mark.parametrize(
    ("wanted", "fitting", "unfit"),
    [
        ("", "0.1.0 9", ""),
        (">=0.1,<1", "0.1.0 0.1 0.10.2", "1.0 0.0.9"),
        ("~=1.4.2", "1.4.2 1.4.9", "1.4.1 1.5 2.4.2"),
        ("==0.1.*", "0.1 0.1.9", "0.2 1.1"),
        ("==0.1", "0.1.0", "0.1.1"),
        ("!=0.1.0, !=3.*", "0.1.1", "0.1 3.1"),
        (">0.1", "0.1.1", "0.1.0"),
        ("<=0.2", "0.2.0 0.1", "0.2.1"),
        (">=0.2", "0.2.0.dev3 0.2rc1", "0.1.9+local"),
        ("===whatever, @ nonsense", "0.1.0", ""),
    ],
)
def test_versions_are_compared_as_pip_does(wanted: str, fitting: str, unfit: str) -> None:
    """As far as they are numbers; a first version of the next one will do."""
    assert [version for version in fitting.split() if not fits_version(wanted, version)] == []
    assert [version for version in unfit.split() if fits_version(wanted, version)] == []


def test_one_for_another_version_of_the_program_is_told(site: Site, tmp_path: Path) -> None:
    """As pip looks at it only when it installs; by then another version may be there."""
    well = site.install(entries=RULES, requires='Newsletter_Digest[keyring] (>=0) ; os_name > ""')
    assert find_extension(well).version == "1.0"
    for_tests = site.install(entries=RULES, requires='newsletter-digest>=99; extra == "test"')
    assert find_extension(for_tests).version == "1.0"
    ill = site.install(entries=RULES, requires="newsletter-digest>=99")
    told = problem(settings(tmp_path, [ill]))
    assert f"1.0 asks for newsletter-digest>=99, and this is digest {__version__}; install" in told


def test_the_same_package_is_named_once(site: Site, tmp_path: Path) -> None:
    """However its name is written."""
    name = site.install(entries=RULES)
    other = name.replace("-", "_").upper()
    assert f"names {name} twice" in problem(settings(tmp_path, [name, other]))


@pytest.mark.parametrize("text", ["[digest.rules", "= =\n", "digest", "\x00"])
def test_entry_points_that_cannot_be_read_are_told(site: Site, tmp_path: Path, text: str) -> None:
    """As metadata that is to be installed anew, or as an extension that adds nothing."""
    name = site.install(entries=RULES)
    (place,) = site.folder.glob("*.dist-info")
    (place / "entry_points.txt").write_text(text)
    told = problem(settings(tmp_path, [name]))
    assert "newsletter.toml:3: newsletter.extensions[0]" in told
    assert "cannot be read" in told or "adds nothing here" in told


def test_what_nobody_names_does_not_run(site: Site) -> None:
    """Also what other libraries would load wherever it is installed, as pydantic does."""
    site.install("1 / 0", entries={"pydantic": {"plugin": "{package}:plugin"}})
    program = "from digest.config.settings import Newsletter; print(Newsletter.__name__)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(site.folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("Newsletter\n", "")


class Mute(Exception):
    """An exception that cannot be printed."""

    def __str__(self) -> str:
        raise ValueError


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("x" * 10_000_000), "ValueError: xxx"),
        (ValueError("a\x1b[31m\nb"), "ValueError: a[31m b"),
        (ValueError(), "ValueError"),
        (Mute(), "Mute"),
    ],
)
def test_what_an_extension_raises_is_said_in_a_line(error: Exception, said: str) -> None:
    """Without controls, and no longer than a line or two."""
    words = failure_in_words(error)
    assert words.startswith(said)
    assert len(words) < 400


def test_entry_points_are_read_in_one_file() -> None:
    """And nobody looks for what is installed."""
    readers = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if "entry_point" in path.read_text("utf-8").lower().replace("entry points", "")
    ]
    assert readers == ["extensions.py"]
    assert "entry_points(" not in (PACKAGE / "extensions.py").read_text("utf-8")


def test_who_names_none_imports_nothing_for_them(tmp_path: Path) -> None:
    """Pydantic does, and may stop doing so."""
    code = (
        "import sys\nfrom digest.layouts import brought_layouts\nbrought_layouts(())\n"
        "sys.exit('importlib.metadata' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)


def test_config_check_says_what_each_adds(site: Site, tmp_path: Path) -> None:
    """All of it is loaded for that."""
    code = (
        "from digest.extending import Severity, rule\n"
        '@rule("fake-told", Severity.NOTE, why="Tried.", fix="Mend it.")\n'
        "def told(mail): return ()\n"
    )
    entries = {
        "digest.rules": {"all": "{package}:told"},
        "digest.layouts": {"ledger": "{package}"},
        "digest.services": {"press": "builtins:print"},
    }
    name = site.install(code, entries=entries)
    done = digest("-C", settings(tmp_path, [name]), "config", "check")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1] == (
        f"{name} 1.0: rules fake-told; layouts ledger; services press."
    )


@pytest.mark.parametrize("command", [["config", "check"], ["build", "--offline"]])
def test_one_that_fails_at_its_import_ends_a_run_as_settings_do(
    site: Site, tmp_path: Path, command: list[str]
) -> None:
    """Exit code 2, one sentence, no traceback."""
    name = site.install("import nothing_of_the_kind", entries=RULES)
    newsletter_in(tmp_path)
    write_piece(tmp_path, "Harbour", "2024-08-06")
    named = SETTINGS.replace('"Test Weekly"', f'"Test Weekly"\nextensions = ["{name}"]')
    dated = named.replace("[schedule]", "[schedule]\nas_of = 2024-08-09T05:00:00Z")
    (tmp_path / "newsletter.toml").write_text(dated)
    done = digest("-C", tmp_path, *command)
    assert done.code == 2
    (said,) = done.err.splitlines()[-1:]
    assert said.startswith(f"digest: the extension {name} cannot be loaded: ModuleNotFoundError")
    assert said.endswith("or take it out of [newsletter] extensions")
