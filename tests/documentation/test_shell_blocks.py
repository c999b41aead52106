"""Every shell block of the documentation works as it stands, in a copy of the sample newsletter.

One that cannot be run here says why behind its fence: ```sh not run: asks a server

The blocks of the tour and of a how-to are run one after the other, as its reader does; what a block
of ```text below one shows is what it prints. All others are run each by itself.
"""

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from documentation.blocks import BLOCKS, FENCED, TEXTS, Block, blocks_of

from docs.links import ROOT

STORIES = ("docs/tour.md", "docs/how-to/")
"""Pages whose blocks follow each other."""

OTHERS = {"", "cron", "ini", "json", "python", "text", "toml", "yaml"}
"""What a fence may name besides: nothing of it is a command."""

A_COMMAND = re.compile(
    r"(\$ |(sudo |python3? -m |\.venv/bin/)?(digest|pip|make|uv|pipx|benchmarks)(?![\w-]))"
)
SECONDS = 60
SECONDS_OF_A_STORY = 400
MARK = "-- block of line "

DIGEST = """\
#!{python}
# The digest of this test run; the desk ends as soon as it stands, as by Ctrl-C.
import subprocess, sys
command = [sys.executable, "-m", "digest", *sys.argv[1:]]
if "preview" not in sys.argv and "desk" not in sys.argv:
    sys.exit(subprocess.run(command).returncode)
desk = subprocess.Popen([*command, "--port", "0", "--no-open"], stdout=subprocess.PIPE, text=True)
line = desk.stdout.readline()
desk.terminate()
sys.exit(desk.wait() not in (0, -15) or " is at http" not in line)
"""


def unheeded(page: str, text: str) -> list[str]:
    """The lines that look like a command for the reader and stand in no block of `sh`."""
    shown = [
        f"{block}: {line}"
        for block in blocks_of(page, text)
        if block.kind != "sh" and not block.excuse
        for line in block.text.splitlines()
        if block.language not in OTHERS or A_COMMAND.match(line)
    ]
    indented = re.findall(r"(?m)^ {4,}(.*)$", FENCED.sub("", text))
    return shown + [f"{page}: {line}" for line in indented if A_COMMAND.match(line)]


RUN = [block for block in BLOCKS if block.kind == "sh"]
ALONE = [block for block in RUN if not block.page.startswith(STORIES)]
TOLD = sorted({block.page for block in RUN if block.page.startswith(STORIES)})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as a reader has it after `make issue`."""
    clone = tmp_path_factory.mktemp("built") / "clone"
    for name in ("articles", "issues", "templates"):
        shutil.copytree(ROOT / name, clone / name)
    shutil.copy(ROOT / "newsletter.toml", clone)
    command = clone / ".venv" / "bin" / "digest"
    command.parent.mkdir(parents=True)
    command.write_text(DIGEST.format(python=sys.executable))
    command.chmod(0o755)
    run("digest build --offline --quiet", clone)
    return clone


@pytest.fixture
def clone(built: Path, tmp_path: Path) -> Path:
    """A copy of it that may be spoiled."""
    return shutil.copytree(built, tmp_path / "clone")


def run(script: str, clone: Path, seconds: float = SECONDS) -> "subprocess.CompletedProcess[str]":
    """Run `script` in the clone as a reader would, with a home of its own."""
    home = clone.parent / "home"
    home.mkdir(exist_ok=True)
    path = f"{clone / '.venv' / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(home), "EDITOR": "true", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=clone,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=seconds,
    )


@pytest.mark.slow
@pytest.mark.parametrize("block", ALONE, ids=str)
def test_a_shell_block_works_as_it_stands(block: Block, clone: Path) -> None:
    """Every command of it ends well."""
    ended = run(block.text, clone)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize("page", TOLD)
def test_the_blocks_of_a_story_work_in_their_order(page: str, clone: Path) -> None:
    """In one shell, in one folder; each prints what the page shows of it."""
    told = [block for block in BLOCKS if block.page == page]
    script = "exec 2>&1\n" + "".join(
        f"echo {MARK}{block.line}\n{block.text}" for block in told if block.kind == "sh"
    )
    ended = run(script, clone, SECONDS_OF_A_STORY)
    assert ended.returncode == 0, ended.stdout
    printed = dict(part.split("\n", 1) for part in ended.stdout.split(MARK)[1:])
    for block, below in pairwise(told):
        if block.kind == "sh" and below.kind == "text":
            assert lacking(below.text, printed[str(block.line)]) == []


def lacking(shown: str, printed: str) -> list[str]:
    """The lines of `shown` that do not stand in `printed`, in their order; … is any text."""
    rest = iter(printed.splitlines())
    patterns = [re.escape(line).replace("…", ".*") for line in shown.splitlines() if line != "…"]
    return [one for one in patterns if not any(re.fullmatch(one, line) for line in rest)]


def test_no_command_stands_outside_of_a_shell_block() -> None:
    """A fence of another name than those that are known is one, too."""
    left = [line for page, text in TEXTS.items() for line in unheeded(page, text)]
    assert left == []


@pytest.mark.parametrize(
    "text",
    [
        "```shell\ndigest build\n```\n",
        "```bash\nls\n```\n",
        "```sh not run:\ndigest build\n```\n",
        "```sh no server here\ndigest build\n```\n",
        "```\ndigest build\n```\n",
        "So:\n\n    digest build --date 2024-08-09\n\nand more\n",
        "    python -m benchmarks.growth\n",
        "```\n$ ls\n```\n",
    ],
)
def test_a_block_that_is_neither_run_nor_excused_is_found(text: str) -> None:
    """However it is written."""
    assert len(unheeded("page.md", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "```sh\ndigest build\n```\n",
        "```sh not run: asks a server\ndigest collect\n```\n",
        "```toml\ntitle = 1\n```\n",
        "    - a list within a list\n",
    ],
)
def test_what_is_run_or_excused_is_not(text: str) -> None:
    """Neither is what is no command."""
    assert unheeded("page.md", text) == []


@pytest.mark.parametrize(
    ("shown", "lacks"),
    [
        ("one\nthree", 0),
        ("…\nthree", 0),
        ("t…e\n…", 0),
        ("three\none", 1),
        ("on", 1),
        ("four", 1),
    ],
)
def test_what_a_page_shows_is_what_was_printed(shown: str, lacks: int) -> None:
    """Whole lines, in their order; … is what was left out."""
    assert len(lacking(shown, "one\ntwo\nthree\n")) == lacks
