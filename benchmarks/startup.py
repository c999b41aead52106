"""How long whole processes take: help against a bare Typer program, a build against its imports.

    python benchmarks/startup.py [RUNS]

Each round runs every command once, so that all meet the same machine; medians and their ratios.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
HELLO = """
import typer
application = typer.Typer()
@application.command()
def hello(name: str = "you") -> None:
    "Say hello."
    print(name)
application()
"""


def seconds(command: list[str], folder: Path) -> float:
    """The wall time of one run; raises CalledProcessError when it fails."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started


def sample(folder: Path) -> Path:
    """A copy of the sample newsletter, so that nothing in the repository changes."""
    shutil.copy(ROOT / "newsletter.toml", folder)
    shutil.copytree(ROOT / "articles", folder / "articles")
    return folder


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    python = sys.executable
    with tempfile.TemporaryDirectory() as place:
        folder = sample(Path(place))
        (folder / "hello.py").write_text(HELLO)
        commands = {
            "typer hello-world --help": [python, "hello.py", "--help"],
            "digest --help": [python, "-m", "digest", "--help"],
            "import premailer, feedparser, jinja2": [
                python,
                "-c",
                "import premailer, feedparser, jinja2",
            ],
            "digest build --offline (sample)": [python, "-m", "digest", "build", "--offline"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for command in commands.values():
            seconds(command, folder)
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(seconds(command, folder))
    middle = {name: median(values) for name, values in times.items()}
    for name, value in middle.items():
        print(f"{value * 1000:8.0f} ms  {name}")
    first, second, third, fourth = middle.values()
    print(f"help / hello-world: {second / first:.2f}   (median of {rounds})")
    print(f"build / imports:    {fourth / third:.2f}")


if __name__ == "__main__":
    main()
