"""Every shell block of README.md and docs/ works as it stands, in a copy of the sample newsletter.

One that cannot be run here says why behind its fence: ```sh not run: asks a server
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
FENCED = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OTHERS = {"", "cron", "ini", "python", "toml"}
"""What a fence may name besides: nothing of it is a command."""
A_COMMAND = re.compile(
    r"(\$ |(sudo |python3? -m |\.venv/bin/)?(digest|pip|make|uv|pipx|benchmarks)\b)"
)
SECONDS = 60

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of a page: what stands behind its fence, and its lines."""

    page: str
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def excuse(self) -> str:
        """Why it is not run; "" where it is."""
        return self.kind.partition("sh not run: ")[2].strip()


def blocks_of(page: str, text: str) -> list[Block]:
    """Every fenced block of a page."""
    return [
        Block(page=page, line=text.count("\n", 0, at.start()) + 1, kind=at[1], text=at[2])
        for at in FENCED.finditer(text)
    ]


def unheeded(page: str, text: str) -> list[str]:
    """The lines that look like a command for the reader and stand in no block of `sh`."""
    shown = [
        f"{block}: {line}"
        for block in blocks_of(page, text)
        if block.kind != "sh" and not block.excuse
        for line in block.text.splitlines()
        if block.kind not in OTHERS or A_COMMAND.match(line)
    ]
    indented = re.findall(r"(?m)^ {4,}(.*)$", FENCED.sub("", text))
    return shown + [f"{page}: {line}" for line in indented if A_COMMAND.match(line)]


BLOCKS = [
    block
    for page in PAGES
    for block in blocks_of(page.relative_to(ROOT).as_posix(), page.read_text("utf-8"))
]


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


def run(script: str, clone: Path) -> "subprocess.CompletedProcess[str]":
    """Run `script` in the clone as a reader would, with a home of its own."""
    home = clone.parent / "home"
    home.mkdir(exist_ok=True)
    path = f"{clone / '.venv' / 'bin'}:{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(home), "EDITOR": "true", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=clone,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


@pytest.mark.slow
@pytest.mark.parametrize("block", [block for block in BLOCKS if block.kind == "sh"], ids=str)
def test_a_shell_block_works_as_it_stands(block: Block, clone: Path) -> None:
    """Every command of it ends well."""
    ended = run(block.text, clone)
    assert ended.returncode == 0, ended.stderr


def test_no_command_stands_outside_of_a_shell_block() -> None:
    """A fence of another name than those that are known is one, too."""
    left = [
        line
        for page in PAGES
        for line in unheeded(page.relative_to(ROOT).as_posix(), page.read_text("utf-8"))
    ]
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
