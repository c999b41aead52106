"""The workflow of GitHub Actions is sound for the tools that look at it, and does its work."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from schedule.readers import make_program

from digest.errors import UsageError
from digest.schedule.schedulers.github import HostedJob, github_workflow

TOOLS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
JOBS = {
    "whole": HostedJob(
        name="digest-weekly",
        folder="news letters/Вестник",
        secrets=("SMTP_PASSWORD", "SLACK_WEBHOOK"),
    ),
    "without a site": HostedJob(name="digest-weekly", folder=".", site=False),
}
EVERY = pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)

Step = dict[str, object]


def read_workflow(job: HostedJob) -> dict[str, dict[str, dict[str, object]]]:
    """The workflow as GitHub reads it."""
    read: dict[str, dict[str, dict[str, object]]] = yaml.safe_load(github_workflow(job).text)
    return read


def steps_of(job: HostedJob) -> dict[str, Step]:
    """The steps that have a name or an id, by that."""
    steps = read_workflow(job)["jobs"]["run"]["steps"]
    assert isinstance(steps, list)
    return {str(step.get("id", step.get("name"))): step for step in steps}


@EVERY
@pytest.mark.parametrize(
    "tool",
    [
        ("check-jsonschema", "--builtin-schema", "vendor.github-workflows"),
        ("zizmor", "--offline", "--persona", "pedantic"),
    ],
    ids=lambda tool: tool[0],
)
def test_the_tools_find_no_fault(job: HostedJob, tool: tuple[str, ...], tmp_path: Path) -> None:
    """GitHub's own schema; unpinned actions, too many rights, room for injection."""
    found = shutil.which(tool[0], path=TOOLS)
    if not found:
        pytest.skip(f"there is no {tool[0]}")
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "digest.yml").write_text(github_workflow(job).text)
    looked = subprocess.run(
        [found, *tool[1:], folder / "digest.yml"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert looked.returncode == 0, looked.stdout + looked.stderr


@EVERY
def test_every_action_is_pinned_to_a_commit(job: HostedJob) -> None:
    """With its release beside it, for whoever brings it up to date."""
    used = re.findall(r"uses: (.*)", github_workflow(job).text)
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", one)] == []


@EVERY
def test_no_script_has_an_expression_of_github(job: HostedJob) -> None:
    """Nothing from outside becomes a part of a command."""
    steps = read_workflow(job)["jobs"]["run"]["steps"]
    assert isinstance(steps, list)
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


def test_only_the_run_sees_the_secrets_and_only_the_push_the_token() -> None:
    """Neither is there while packages are installed."""
    text = github_workflow(JOBS["whole"]).text
    steps = steps_of(JOBS["whole"])
    assert steps["Do what is due"]["env"] == {
        "SMTP_PASSWORD": "${{ secrets.SMTP_PASSWORD }}",
        "SLACK_WEBHOOK": "${{ secrets.SLACK_WEBHOOK }}",
    }
    assert text.count("secrets.") == 2
    assert text.count("github.token") == 1


def test_without_a_site_there_is_one_job() -> None:
    """And no step that makes one."""
    assert list(read_workflow(JOBS["without a site"])["jobs"]) == ["run"]
    assert "site" not in steps_of(JOBS["without a site"])
    assert list(read_workflow(JOBS["whole"])["jobs"]) == ["run", "site"]


@pytest.mark.parametrize("folder", ["a*b", "${{ github.token }}", 'a"b', "a#b", "a'b"])
def test_a_folder_that_would_be_a_pattern_is_refused(folder: str) -> None:
    """The cache would keep something else."""
    with pytest.raises(UsageError, match="rename it"):
        HostedJob(name="digest-weekly", folder=folder)


def test_a_secret_that_github_does_not_take_is_refused() -> None:
    """With what to do."""
    with pytest.raises(UsageError, match="choose another"):
        HostedJob(name="digest-weekly", folder=".", secrets=("GITHUB_KEY",))


class Repository:
    """A newsletter on a server, and the clone that a run has of it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.server = place / "server.git"
        self.clone = place / "clone"
        self.output = place / "output"
        self.steps = steps_of(JOBS["without a site"])
        self.git(place, "init", "--quiet", "--bare", "--initial-branch=main", str(self.server))
        editor = self.check_out("editor")
        (editor / "drafts").mkdir()
        (editor / "drafts" / "page.toml").write_text("first\n")
        self.push(editor)
        self.check_out("clone", "--depth=1")

    def git(self, folder: Path, *arguments: str) -> str:
        """What git says in `folder`, with nothing of this machine's own settings."""
        who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
        return subprocess.run(
            ["git", *who, *arguments],
            cwd=folder,
            env=self.environment(),
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def environment(self, **more: str) -> dict[str, str]:
        """What a script finds."""
        path = f"{self.place / 'bin'}{os.pathsep}{os.environ['PATH']}"
        own = {"PATH": path, "HOME": str(self.place), "GIT_CONFIG_NOSYSTEM": "1"}
        return {**own, "BRANCH": "main", "GITHUB_OUTPUT": str(self.output), **more}

    def check_out(self, name: str, *options: str) -> Path:
        """A clone of the server's."""
        self.git(self.place, "clone", "--quiet", *options, self.server.as_uri(), name)
        return self.place / name

    def push(self, clone: Path) -> None:
        """Commit all that is in `clone` and push it."""
        self.git(clone, "add", "--all")
        self.git(clone, "commit", "--quiet", "--message", "By hand")
        self.git(clone, "push", "--quiet", "origin", "HEAD:main")

    def run(self, step: str, **more: str) -> int:
        """How the script of a step ends, run as GitHub does."""
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
        script = str(self.steps[step]["run"])
        environment = self.environment(**more)
        return subprocess.run(
            [*command, script], cwd=self.clone, env=environment, check=False
        ).returncode

    def digest(self, script: str) -> None:
        """Do what is due by a digest that is `script`."""
        make_program(self.place / "bin" / "digest", script)
        assert self.run("guard") == 0
        assert self.run("Do what is due") == 0

    def on_the_server(self, name: str) -> str:
        """What the file `name` is there by now."""
        return self.git(self.server, "show", f"main:{name}")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A newsletter with one page."""
    return Repository(tmp_path)


BUILD = "mkdir -p issues/.sent && echo made >issues/a.html && echo sent >issues/.sent/a.jsonl\n"


def test_a_run_that_had_nothing_to_do_pushes_nothing(repository: Repository) -> None:
    """The store is no part of the repository."""
    repository.digest("echo articles >.digest/store\n")
    assert repository.run("push") == 0
    assert repository.git(repository.server, "rev-list", "--count", "main").strip() == "1"
    assert not (repository.clone / ".digest" / "unpushed").exists()


def test_what_a_run_made_is_pushed(repository: Repository) -> None:
    """The ledger, too; and the site is to be made."""
    repository.digest(BUILD)
    assert repository.run("push") == 0
    assert repository.on_the_server("issues/a.html") == "made\n"
    assert repository.on_the_server("issues/.sent/a.jsonl") == "sent\n"
    assert repository.output.read_text() == "issues=changed\n"
    assert not (repository.clone / ".digest" / "unpushed").exists()


def test_a_push_that_lost_the_race_is_made_again(repository: Repository) -> None:
    """Both are there."""
    editor = repository.place / "editor"
    (editor / "newsletter.toml").write_text("title\n")
    repository.push(editor)
    repository.digest(BUILD)
    assert repository.run("push") == 0
    assert repository.on_the_server("issues/a.html") == "made\n"
    assert repository.on_the_server("newsletter.toml") == "title\n"


def test_a_page_that_was_edited_meanwhile_stays_the_editors(repository: Repository) -> None:
    """The run's work is lost; no other begins before somebody has seen it."""
    editor = repository.place / "editor"
    (editor / "drafts" / "page.toml").write_text("edited\n")
    repository.push(editor)
    repository.digest("echo merged >drafts/page.toml\n")
    assert repository.run("push") == 1
    assert repository.on_the_server("drafts/page.toml") == "edited\n"
    assert repository.run("guard") == 1
    assert repository.run("guard", GO_ON="true") == 0


def test_the_token_is_given_to_git_alone(repository: Repository) -> None:
    """By its helper, out of the environment."""
    repository.digest("true\n")
    repository.run("push")
    filled = subprocess.run(
        ["git", "credential", "fill"],
        cwd=repository.clone,
        input="protocol=https\nhost=github.com\n\n",
        env={**repository.environment(), "TOKEN": "t0ken"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "password=t0ken" in filled.splitlines()
    assert "t0ken" not in (repository.clone / ".git" / "config").read_text()
