"""The project's workflows and forms are sound, and try everything that pyproject.toml promises."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from digest.schedule.schedulers.github import ACTIONS

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
METADATA = PROJECT["project"]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
CI = yaml.safe_load((GITHUB / "workflows" / "ci.yml").read_text("utf-8"))
WORKFLOWS = "\n".join(path.read_text("utf-8") for path in (GITHUB / "workflows").glob("*.yml"))
OTHER_JOBS = {"dev": "tests", "docs": "docs"}
"""Extras that are tried by a job of their own."""


def end_of(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    """How a program of the developers' tools ended, at the root."""
    tools = Path(sys.executable).parent
    return subprocess.run(
        [tools / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", "workflows/*.yml"),
        ("custom.github-workflows-require-timeout", "workflows/*.yml"),
        ("vendor.github-issue-forms", "ISSUE_TEMPLATE/*.yml"),
        ("vendor.github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("vendor.dependabot", "dependabot.yml"),
    ],
)
def test_github_understands_its_files(schema: str, files: str) -> None:
    """By the schemas that it publishes; no job may run for ever."""
    paths = sorted(GITHUB.glob(files))
    if len(paths) > 1:
        paths = [path for path in paths if path.name != "config.yml"]
    assert paths
    looked = end_of("check-jsonschema", "--builtin-schema", schema, *paths)
    assert looked.returncode == 0, looked.stdout


def test_zizmor_finds_nothing_in_the_workflows() -> None:
    """Unpinned actions, too many rights, room for injection, credentials that stay."""
    looked = end_of("zizmor", "--offline", "--persona", "auditor", "--strict-collection", ".")
    assert looked.returncode == 0, looked.stdout


def test_every_action_has_one_commit_everywhere() -> None:
    """With its release beside it; also in the workflow that the program writes for an editor."""
    used = re.findall(r"uses: ([\w.-]+/.*)", WORKFLOWS)
    assert [one for one in used if not re.fullmatch(r"\S+@[0-9a-f]{40} # v[\d.]+", one)] == []
    pins = {*used, *ACTIONS.values()}
    assert len({pin.partition("@")[0] for pin in pins}) == len(pins)


def test_each_python_that_is_promised_is_tried() -> None:
    """In CI and by `make matrix`, from the lowest on that is taken."""
    classifiers = re.findall(r"Python :: (3\.\d+)", "\n".join(METADATA["classifiers"]))
    assert CI["jobs"]["tests"]["strategy"]["matrix"]["python"] == classifiers
    assert made("PYTHONS") == classifiers
    assert METADATA["requires-python"] == f">={classifiers[0]}"


def test_each_extra_is_tried() -> None:
    """Alone, or by the job that is about it."""
    extras = set(METADATA["optional-dependencies"]) - set(OTHER_JOBS)
    assert set(CI["jobs"]["extras"]["strategy"]["matrix"]["extra"]) == extras
    assert set(made("EXTRAS")) == extras
    assert set(OTHER_JOBS.values()) <= set(CI["jobs"])


def made(name: str) -> list[str]:
    """The words of a variable of the Makefile."""
    found = re.search(rf"^{name} := (.*)$", MAKEFILE, re.MULTILINE)
    return found[1].split() if found else []


def test_a_protected_branch_waits_for_every_job() -> None:
    """The last job needs all others."""
    jobs = set(CI["jobs"])
    assert set(CI["jobs"]["all"]["needs"]) == jobs - {"all"}


def test_the_repository_has_one_address() -> None:
    """So that moving it is one replacement."""
    home = METADATA["urls"]["Source"]
    texts = [
        (ROOT / name).read_text("utf-8")
        for name in ("pyproject.toml", ".github/ISSUE_TEMPLATE/config.yml", "SECURITY.md")
    ]
    named = set(re.findall(r"https://github\.com/[\w-]+/[\w-]+", "\n".join(texts)))
    assert named == {home}


def test_readme_leads_somewhere_at_the_package_index() -> None:
    """Its relative links and pictures become those of the repository."""
    text = (ROOT / "README.md").read_text("utf-8")
    hook = PROJECT["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    for each in hook["substitutions"]:
        text = re.sub(each["pattern"], each["replacement"], text)
    home = METADATA["urls"]["Source"]
    assert f"]({home}/raw/main/docs/images/desk.png)" in text
    assert f"[commands.md]({home}/blob/main/docs/commands.md)" in text
    assert re.findall(r"\]\((?!https://|#)[^)]+\)", text) == []


NEWS = "### Added\n\n- News."


@pytest.mark.parametrize(
    ("changelog", "tag", "said"),
    [
        (f"## [Unreleased]\n\n## [0.3.0] - 2026-12-24\n\n{NEWS}\n", "v0.3.0", ""),
        (f"## [0.3.0] - 2026-12-24\n\n{NEWS}\n\n## [0.2.0] - 2026-11-27\n\n- Old.\n", "", ""),
        (f"## [0.3.0] - 2026-12-24\n\n{NEWS}\n", "v0.3.1", "the tag is v0.3.1"),
        (f"## [0.3.0] - 2026-12-24\n\n{NEWS}\n", "0.3.0", "the tag is 0.3.0"),
        (f"## [Unreleased]\n\n{NEWS}\n", "", "says nothing of 0.3.0"),
        ("## [0.3.0] - 2026-12-24\n\n## [0.2.0] - 2026-11-27\n\n- Old.\n", "", "says nothing"),
        (
            f"## [Unreleased]\n\n- More.\n\n## [0.3.0] - 2026-12-24\n\n{NEWS}\n",
            "",
            "has news under",
        ),
        (f"## [0.3.0]\n\n{NEWS}\n", "", "does not say when"),
        (f"## [0.3.0] - 2026-02-30\n\n{NEWS}\n", "", "does not say when"),
        (
            f"## [0.4.0] - 2027-01-01\n\n- N.\n\n## [0.3.0] - 2026-12-24\n\n{NEWS}\n",
            "",
            "has 0.4.0",
        ),
    ],
)
def test_a_release_needs_version_changelog_and_tag_to_agree(
    changelog: str, tag: str, said: str, tmp_path: Path
) -> None:
    """Else it says what to mend; its notes are the changelog's."""
    (tmp_path / "digest").mkdir()
    (tmp_path / "digest" / "__init__.py").write_text('"""Doc."""\n\n__version__ = "0.3.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{changelog}")
    command = [sys.executable, str(ROOT / ".ci" / "release.py"), *([tag] if tag else [])]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    notes = tmp_path / "build" / "notes.md"
    assert ended.returncode == (1 if said else 0)
    assert said in ended.stderr
    assert notes.exists() is not bool(said)
    assert said or notes.read_text() == f"{NEWS}\n"


def ends_well(text: str, path: Path) -> bool:
    """Whether the hook for lines lets a file of this text pass."""
    path.write_text(text, newline="")
    looked = subprocess.run([ROOT / ".ci" / "lines", path], capture_output=True, check=False)
    return looked.returncode == 0


@pytest.mark.parametrize("text", ["one \n", "one\t\n", "one\r\n", "one", "<<<<<<< HEAD\n"])
def test_the_hook_for_lines_sees_what_is_left_behind(text: str, tmp_path: Path) -> None:
    """Blanks at the end, CR, a last line without its end, marks of a merge."""
    assert not ends_well(text, tmp_path / "some file.txt")


@pytest.mark.parametrize("text", ["one\ntwo\n", "", "=======\n"])
def test_the_hook_for_lines_lets_whole_files_pass(text: str, tmp_path: Path) -> None:
    """A line of = is a heading, too."""
    assert ends_well(text, tmp_path / "some file.txt")
