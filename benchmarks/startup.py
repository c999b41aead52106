"""How long whole processes take: a build against its imports, help against a bare Typer program.

    python benchmarks/startup.py [RUNS]

Each round runs every command once, so that all meet the same machine. What counts is the least of
each, of the processor's time (children too) and of the clock. Modules and templates are compiled
before, as those of an installed program are, whatever PYTHONDONTWRITEBYTECODE says.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTINGS = "newsletter.toml"
HELLO = """
import typer
application = typer.Typer()
@application.command()
def hello(name: str = "you") -> None:
    "Say hello."
    print(name)
application()
"""
BARE = "bare interpreter"
IMPORTS = "import premailer, feedparser, jinja2"
TYPER = "typer hello-world --help"
HELP = "digest --help"
IDLE = "digest run, nothing due"
PARSER = "a parser process"
BUILD = "digest build --offline, nothing new"
FIRST = "digest build --offline, the first"
RATIOS = ((BUILD, IMPORTS), (FIRST, IMPORTS), (PARSER, IMPORTS), (HELP, TYPER), (IDLE, BARE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one process took, in milliseconds."""

    processor: float
    clock: float

    def least(self, other: "Cost") -> "Cost":
        """The lesser of each."""
        return Cost(
            processor=min(self.processor, other.processor), clock=min(self.clock, other.clock)
        )


def cost(arguments: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    """What a run of Python costs; raises CalledProcessError when it fails."""
    before, started = children_seconds(), time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, check=True, capture_output=True
    )
    clock, used = time.perf_counter() - started, children_seconds() - before
    return Cost(processor=1000 * used, clock=1000 * clock)


def children_seconds() -> float:
    """The processor's time of all processes that were started here and have ended, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sample(folder: Path) -> Path:
    """A copy of the sample newsletter, so that nothing in the repository changes."""
    folder.mkdir()
    shutil.copy(ROOT / SETTINGS, folder)
    shutil.copytree(ROOT / "articles", folder / "articles")
    return folder


def idle_sample(folder: Path) -> Path:
    """A newsletter whose time goes on, and that no act is due for once `digest run` has looked."""
    settings = sample(folder) / SETTINGS
    settings.write_text(settings.read_text().replace("as_of", "# as_of"))
    return folder


def forget_issue(folder: Path) -> None:
    """Nothing is collected and nothing built."""
    for name in (".digest", "drafts", "issues"):
        shutil.rmtree(folder / name, ignore_errors=True)


def measure(place: Path, rounds: int) -> dict[str, Cost]:
    """The least that every command took."""
    built, new, idle = sample(place / "built"), sample(place / "new"), idle_sample(place / "idle")
    (place / "hello.py").write_text(HELLO)
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(place / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    build = ["-m", "digest", "build", "--offline"]
    commands = {
        BARE: (["-c", "pass"], place),
        IMPORTS: (["-c", IMPORTS], place),
        TYPER: (["hello.py", "--help"], place),
        HELP: (["-m", "digest", "--help"], place),
        IDLE: (["-m", "digest", "run"], idle),
        PARSER: (["-c", "import digest.sources.workers.process"], place),
        BUILD: (build, built),
        FIRST: (build, new),
    }
    least: dict[str, Cost] = {}
    for turn in range(rounds + 1):
        for name, (arguments, folder) in commands.items():
            forget_issue(new)
            took = cost(arguments, folder, environment)
            if turn:
                least[name] = took.least(least.get(name, took))
    return least


def main() -> None:
    """Print what each took, and the ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as place:
        least = measure(Path(place), rounds)
    print(f"the least of {rounds} runs, in ms: processor, clock")
    for name, one in least.items():
        print(f"{one.processor:8.0f} {one.clock:8.0f}  {name}")
    print("ratios")
    for name, beside in RATIOS:
        one, other = least[name], least[beside]
        ratio = one.processor / other.processor, one.clock / other.clock
        print(f"{ratio[0]:8.2f} {ratio[1]:8.2f}  {name} / {beside}")


if __name__ == "__main__":
    main()
